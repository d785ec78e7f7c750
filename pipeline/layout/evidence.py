"""The evidence for what each line is: one weight a line and kind.

Weights are log-odds set by hand and rounded to halves, so that a reader can argue with each. They
were chosen on the reasons given here, and tried on books of many kinds; none names a book.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from pipeline.layout.facts import FILLED, NEVER, Facts
from pipeline.layout.folios import BARE, Folio
from pipeline.layout.habits import MARKER_END, Habits
from pipeline.layout.labels import LabelLine
from pipeline.layout.openings import OPENERS
from pipeline.layout.pages import Paging
from pipeline.layout.titles import STOP

Kind = Literal["furniture", "title", "text", "verse", "note", "note-on"]


VERSE_WIDEST = 0.95
"""Share of the measure from which a line is none of verse: it was filled."""


VERSE_BEGINS = 7.0
"""What it costs to begin verse after prose: a short line alone is the end of a paragraph."""


class Weights(NamedTuple):
    """How much speaks for each kind of a line; the order is that of `KINDS`."""

    furniture: float
    title: float
    text: float
    verse: float
    note: float
    note_on: float


class Place(NamedTuple):
    """A filled line among its neighbours."""

    line: int
    """In the list of all lines."""
    top: int
    """Filled lines above it on its page."""
    bottom: int
    """Filled lines below it on its page."""
    gap: int
    """Blank lines just above it on its page."""
    after: int
    """Blank lines just below it on its page; at the page's end 9."""


class Clues(NamedTuple):
    """All that the weights are drawn from, gathered once for the book."""

    paging: Paging
    facts: dict[int, Facts]
    habits: Habits
    labels: dict[int, LabelLine]
    heads: tuple[Counter[str], Counter[str]]
    """How many pages bear a line with these letters at their head, and at their foot."""
    first: dict[str, int]
    """The first line of the book, short enough for a heading, with these letters."""
    kept: frozenset[int] = frozenset()
    """Lines that are no furniture."""


class Reading(NamedTuple):
    """What a first answer tells of each filled line; before that, what its neighbours tell."""

    before: list[int]
    """The line of text or title that it would go on from; -1: none."""
    following: list[int]
    """The filled line below it; -1: none."""
    rank: list[int]
    """Lines of text or title above it on its page."""
    opening: list[bool]
    """It is one of the short lines that open a page above a filled one."""
    echoes: list[bool]
    """It repeats a heading of an earlier page, or the beginning of one."""
    named: list[bool]
    """It follows a heading that is only a number, whose words it should be."""
    carried: list[bool]
    """It follows a heading's line that was wrapped: short, and without an end."""
    stopped: bool
    """Most headings of this book end with a full stop."""
    open: list[bool]
    """A note of the page before stopped in mid-sentence, and none has begun on this page yet."""


def places(paging: Paging, gaps: Sequence[int]) -> list[Place]:
    """Give the filled lines with their places on their pages."""
    found = []
    lines, starts = paging.lines, paging.starts
    for page, start in enumerate(starts):
        stop = starts[page + 1] if page + 1 < len(starts) else len(lines)
        filled = [i for i in range(start, stop) if lines[i].text]
        for k, i in enumerate(filled):
            after = gaps[filled[k + 1]] if k + 1 < len(filled) else 9
            found.append(Place(i, k, len(filled) - 1 - k, gaps[i], after))
    return found


def weigh(clues: Clues, found: Sequence[Place], reading: Reading) -> list[Weights]:
    """Weigh each filled line for each kind."""
    weights = []
    verse = [_verse(clues, place, reading, k) for k, place in enumerate(found)]
    in_notes = _verse_in_notes(verse)
    for k, place in enumerate(found):
        facts = clues.facts[place.line]
        label = clues.labels.get(place.line)
        text = facts.as_text - (label is not None and label.linked)
        title = NEVER if facts.title <= NEVER else _title(clues, place, reading, k)
        furniture = _furniture(clues, place, reading, k)
        note = _note(clues, place)
        note_on = max(facts.as_note, in_notes[k])
        if reading.open[k] and place.top and place.gap:
            note_on += _resumes(clues, place, reading.before[k])
        weights.append(Weights(furniture, title, text, verse[k], note, note_on))
    return weights


def _verse_in_notes(verse: Sequence[float]) -> list[float]:
    """Weigh each line for verse within a note: as much as it would weigh in the text.

    What it costs to begin verse is spread over the run.
    """
    gains = [NEVER] * len(verse)
    for positive, group in groupby(range(len(verse)), key=lambda k: verse[k] > 0):
        run = list(group)
        if positive:
            gain = (sum(verse[k] for k in run) - VERSE_BEGINS) / len(run)
            gains[run[0] : run[-1] + 1] = [gain] * len(run)
    return gains


def _resumes(clues: Clues, place: Place, before: int) -> float:
    """Weigh whether a line below a gap goes on with the note that the page before broke off."""
    score = 6.0 if place.gap > clues.habits.usual_gap else 3.0
    small = clues.paging.lines[place.line].text[0].islower()
    return score + 3.0 * (small and before >= 0 and clues.facts[before].ended)


def _furniture(clues: Clues, place: Place, reading: Reading, k: int) -> float:
    if min(place.top, place.bottom) > 2 or place.line in clues.kept:
        return NEVER
    line = clues.paging.lines[place.line]
    facts = clues.facts[place.line]
    folio = clues.paging.folios.get(line.page)
    if folio is not None and folio.line == place.line:
        return 9.0
    if BARE.fullmatch(line.text) and 0 in (place.top, place.bottom) and clues.paging.known:
        return 3.0
    at_foot = place.top > 2
    count = clues.heads[at_foot][facts.key] if facts.key else 0
    score = -2.5 + (4.5 if count > 3 else 3.5 if count == 3 else 2.0 if count == 2 else 0.0)
    if clues.first.get(facts.key) == place.line and 0 < count < 0.2 * len(clues.paging.starts):
        score -= 3.0
    if (at_foot and clues.habits.feet < 0.25) or (facts.numbered and count < 4):
        score -= 5.0
    # A head that stands once must look like the others: short, at the top, and in the way.
    if count < 2 and (clues.habits.heads < 0.4 or facts.width > 0.85 or place.top > 1):
        return -9.0
    if count < 3:
        score += 2.5 * _interrupts(clues, reading, k)
    score += 3.0 * (reading.echoes[k] and place.top <= 1)
    score += 1.0 * (place.top <= 1 and clues.habits.heads > 0.5)
    return score - 2.0 * (facts.ended or line.text[0].islower())


def _interrupts(clues: Clues, reading: Reading, k: int) -> bool:
    """Does a sentence plainly run from the line before to the line after?"""
    before, following = reading.before[k], reading.following[k]
    if before < 0 or following < 0 or clues.facts[before].ended:
        return False
    text = clues.paging.lines[following].text
    return next((char for char in text if char.isalnum()), "").islower()


def _title(clues: Clues, place: Place, reading: Reading, k: int) -> float:
    text, facts = clues.paging.lines[place.line].text, clues.facts[place.line]
    if text.isdigit() and 0 in (place.top, place.bottom) and clues.paging.known:
        return -4.0
    score = -4.0 + facts.title + _standing(clues, place, reading, k)
    if reading.stopped and facts.ended:
        score += STOP
    if reading.named[k] and facts.width < 0.87 and text[0].isupper():
        score += 1.0 if facts.sentence else 4.0
    elif reading.carried[k] and facts.width < 0.87 and not _runs_into(clues, reading, k):
        score += 3.0 + 3.5 * text[0].islower()
    # A line cut short before its measure has ended, whatever its last character is.
    before = clues.facts[reading.before[k]] if reading.before[k] >= 0 else None
    if before is not None and before.width > 0.85 and before.unfinished and not before.numbered:
        score -= 4.0
    count = clues.heads[0][facts.key]
    if count > 1 and place.top <= 2:
        # The first of a chapter's heads is its heading; the book's title heads half the pages.
        heading = clues.first.get(facts.key) == place.line
        score += 2.5 if heading and count < 0.2 * len(clues.paging.starts) else -4.0
    return score


def _verse(clues: Clues, place: Place, reading: Reading, k: int) -> float:
    """Weigh a line for verse: it ends before the measure, mostly in mid-sentence, and yet the next
    one begins with a capital.
    """
    facts, text = clues.facts[place.line], clues.paging.lines[place.line].text
    broken = clues.habits.broken_at_markers and MARKER_END.search(text)
    if facts.width > VERSE_WIDEST or broken:
        return NEVER
    following = reading.following[k]
    score = 0.5 if facts.width < FILLED else -1.5
    score += 1.0 if text.lstrip(OPENERS)[:1].isupper() else -3.0
    if following >= 0 and clues.paging.lines[following].text[0].islower():
        score -= 4.0
    elif facts.ended:
        score -= 2.0 if text[0] in OPENERS else 1.0  # a speech in a dialogue ends so
    elif text[-1] not in ":—–-":
        score += 2.0
    if text.isupper() or reading.opening[k]:
        score -= 5.0  # a heading's lines
    if facts.numbered:
        score -= 3.0  # a stanza's number, if verse stands around it
    label = clues.labels.get(place.line)
    if label is not None and (label.supported or place.line in clues.chain):
        score -= 9.0
    return score + (1.0 if facts.inset > 1 else 0.0)


def _runs_into(clues: Clues, reading: Reading, k: int) -> bool:
    """Does the line below go on in small letters to the full measure, as a paragraph does?"""
    following = reading.following[k]
    below = following >= 0 and clues.paging.lines[following].text[0].islower()
    return below and clues.facts[following].width >= 0.87


def _standing(clues: Clues, place: Place, reading: Reading, k: int) -> float:
    """Weigh where a line stands on its page for its being a heading."""
    habits, line = clues.habits, clues.paging.lines[place.line]
    above, below = place.gap > habits.usual_gap, 9 > place.after > habits.usual_gap
    score = 1.0 * above + 1.5 * below + 1.5 * (above and below)
    score += 0.4 if 0 < place.after < 9 else -1.0 if place.after == 9 else 0.0
    following = reading.following[k]
    if reading.rank[k] == 0:
        score += -3.5 if reading.echoes[k] else 1.5
    if reading.opening[k]:
        # The short lines that open a page are a heading, however they begin.
        score += 2.5 if habits.heads > 0.5 or below else 1.5
        score += 3.5 * (line.text[0].islower() and reading.rank[k] > 0)
    elif following >= 0 and clues.paging.lines[following].text[0].islower():
        score -= 2.0
    return score + 1.5 * (line.indent > 8 and clues.facts[place.line].width < 0.8)


def _note(clues: Clues, place: Place) -> float:
    label = clues.labels.get(place.line)
    if label is None:
        return NEVER
    score = label.weight
    if place.gap:
        score += 1.0
    return score + (1.0 if place.top > place.bottom else -0.5)


def folio_lines(folios: dict[int, Folio]) -> frozenset[int]:
    """Give the lines that bear the folios."""
    return frozenset(folio.line for folio in folios.values())
