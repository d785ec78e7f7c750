"""The evidence for what each line is: one weight a line and kind.

Weights are log-odds set by hand and rounded to halves, so that a reader can argue with each. They
were chosen on the reasons given here, and tried on books of many kinds; none names a book.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import exp, log
from typing import Literal, NamedTuple

from pipeline.layout.folios import BARE, Folio, head_key
from pipeline.layout.habits import Habits
from pipeline.layout.labels import LabelLine
from pipeline.layout.pages import Paging
from pipeline.layout.titles import (
    SENTENCE_END,
    UNFINISHED,
    numbered,
    reads_as_sentence,
    title_likeness,
)

Kind = Literal["furniture", "title", "text", "note", "note-on"]
NEVER = -40.0


class Weights(NamedTuple):
    """How much speaks for each kind of a line; the order is that of `KINDS`."""

    furniture: float
    title: float
    text: float
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
    widths: Sequence[float]
    habits: Habits
    labels: dict[int, LabelLine]
    chain: frozenset[int]
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
    return [
        Weights(
            _furniture(clues, place, reading, k),
            _title(clues, place, reading, k),
            _text(clues, place),
            _note(clues, place),
            _note_on(clues, place),
        )
        for k, place in enumerate(found)
    ]


def _furniture(clues: Clues, place: Place, reading: Reading, k: int) -> float:
    lines, heads = clues.paging.lines, clues.habits.heads
    line = lines[place.line]
    folio = clues.paging.folios.get(line.page)
    if folio is not None and folio.line == place.line and place.line not in clues.kept:
        return 9.0
    if min(place.top, place.bottom) > 2 or place.line in clues.kept:
        return NEVER
    if clues.widths[place.line] > 1.03 * clues.habits.measure and place.bottom < 2:
        return -6.0
    if BARE.fullmatch(line.text) and 0 in (place.top, place.bottom) and clues.paging.known:
        return 3.0
    at_foot = place.top > 2
    key = head_key(line.text)
    count = clues.heads[at_foot][key]
    score = -2.5 + (4.5 if count > 3 else 3.5 if count == 3 else 2.0 if count == 2 else 0.0)
    if key and clues.first.get(key) == place.line and 0 < count < 0.2 * len(clues.paging.starts):
        score -= 3.0
    if (at_foot and clues.habits.feet < 0.25) or (numbered(line.text) and count < 4):
        score -= 5.0
    if count < 2:
        # A head that stands once must look like the others: short, at the top, and in the way.
        width = clues.widths[place.line] / max(1.0, clues.habits.measure)
        if heads < 0.4 or width > 0.85 or place.top > 1:
            return -9.0
        before, following = reading.before[k], reading.following[k]
        if following >= 0 and before >= 0 and _goes_on(lines[before].text, lines[following].text):
            score += 2.5
    if reading.echoes[k] and place.top <= 1:
        score += 3.0
    if place.top <= 1 and heads > 0.5:
        score += 1.0
    if line.text[:1].islower() or SENTENCE_END.search(line.text):
        score -= 2.0
    return score


def _goes_on(left: str, right: str) -> bool:
    """Does a sentence plainly run from one line to the other?"""
    first = next((char for char in right if char.isalnum()), "")
    return SENTENCE_END.search(left) is None and first.islower()


def _title(clues: Clues, place: Place, reading: Reading, k: int) -> float:
    lines, habits = clues.paging.lines, clues.habits
    text = lines[place.line].text
    width = clues.widths[place.line] / max(1.0, habits.measure)
    at_edge = 0 in (place.top, place.bottom)
    if width > 1.05 or len(text) > 140:
        return NEVER
    if text.isdigit() and at_edge and clues.paging.known:
        return -4.0
    before, following = reading.before[k], reading.following[k]
    score = -4.0 + title_likeness(text)
    score += 1.0 if width < 0.6 else 0.0 if width < 0.87 else -2.0
    above, below = place.gap > habits.usual_gap, 9 > place.after > habits.usual_gap
    score += 1.0 * above + 1.5 * below + 1.5 * (above and below)
    score += 0.4 if 0 < place.after < 9 else -1.0 if place.after == 9 else 0.0
    if reading.rank[k] == 0:
        score += 1.5
    if reading.opening[k]:
        # The short lines that open a page are a heading, however they begin.
        score += 2.5 if habits.heads > 0.5 or below else 1.5
        score += 3.5 if text[:1].islower() and reading.rank[k] else 0.0
    elif following >= 0 and lines[following].text[:1].islower():
        score -= 2.0
    if reading.named[k] and width < 0.87 and text[:1].isupper():
        score += 1.0 if reads_as_sentence(text) else 4.0
    # A line cut short before its measure has ended, whatever its last character is.
    running = before >= 0 and clues.widths[before] > 0.85 * habits.measure
    if running and unfinished(lines[before].text) and not numbered(lines[before].text):
        score -= 4.0
    count = clues.heads[0][head_key(text)]
    if count > 1 and place.top <= 2:
        # The first of a chapter's heads is its heading; the book's title heads half the pages.
        heading = clues.first.get(head_key(text)) == place.line
        score += 2.5 if heading and count < 0.2 * len(clues.paging.starts) else -4.0
    if reading.echoes[k] and reading.rank[k] == 0:
        score -= 5.0
    if lines[place.line].indent > 8 and width < 0.8:
        score += 1.5
    return score


def _text(clues: Clues, place: Place) -> float:
    score = _of_measure(clues, place, clues.habits.measure)
    if place.line in clues.chain:
        score -= 1.0
    return score


def _of_measure(clues: Clues, place: Place, measure: float) -> float:
    """Weigh a line's width: the log likelihood of it for type set to a measure.

    Most lines are filled, about normally; the rest end anywhere; hardly any runs over. Where notes
    are set as wide as the text, widths tell nothing.
    """
    habits = clues.habits
    if habits.note_measure < 1.07 * habits.measure:
        return 0.0
    spread = habits.spread * measure
    off = (clues.widths[place.line] - measure) / spread
    filled = 0.85 * exp(-off * off / 2) / (spread * 2.5)
    ended = 0.15 / measure if off < 2 else 0.002 / measure
    return log((filled + ended) * habits.measure)


def _note(clues: Clues, place: Place) -> float:
    label = clues.labels.get(place.line)
    if label is None:
        return NEVER
    score = -2.0
    if place.line in clues.chain:
        score += 6.0 if label.supported else 4.0
    elif label.supported:
        score += 3.5 if not label.value else 2.0
    if place.gap:
        score += 1.0
    score += 1.0 if place.top > place.bottom else -0.5
    return score


def _note_on(clues: Clues, place: Place) -> float:
    return _of_measure(clues, place, clues.habits.note_measure)


def unfinished(text: str) -> bool:
    """Does a line plainly stop in mid-sentence?"""
    return UNFINISHED.search(text) is not None or SENTENCE_END.search(text) is None


def folio_lines(folios: dict[int, Folio]) -> frozenset[int]:
    """Give the lines that bear the folios."""
    return frozenset(folio.line for folio in folios.values())
