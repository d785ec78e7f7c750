"""The evidence for what each line is: one weight a line and kind.

Weights are log-odds set by hand and rounded to halves, so that a reader can argue with each. They
were chosen on the reasons given here, and tried on books of many kinds; none names a book.
"""

from __future__ import annotations

from pipeline.conventions.titles import title_likeness
from pipeline.layout.clues import Clues, Kind, Place
from pipeline.layout.decoding.headings import title_weight
from pipeline.layout.decoding.reading import Reading
from pipeline.layout.facts import FILLED, NEVER, Facts
from pipeline.layout.flow import in_brackets
from pipeline.layout.gathered.roles import Role
from pipeline.layout.habits import MARKER_END
from pipeline.layout.headings.counts import AGAIN
from pipeline.layout.labels.lines import LabelLine
from pipeline.layout.paging.folios import BARE, Folio
from pipeline.layout.paging.pages import EDGE

Weights = tuple[float, float, float, float, float, float]
"""How much speaks for a line's being furniture, title, text, verse, note, note-on: as in `KINDS`.

A plain tuple: tens of thousands are made for a book, and a named one takes ten times as long.
"""

LABEL: Weights = (NEVER, NEVER, -9.0, NEVER, NEVER, 2.0)
"""Of a line that is a note's label and nothing else."""

GATHERED: dict[Role, Weights] = {
    "heading": (NEVER, 0.0, NEVER, NEVER, NEVER, NEVER),
    "note": (NEVER, NEVER, NEVER, NEVER, 0.0, NEVER),
    "label": (NEVER, NEVER, NEVER, NEVER, NEVER, 0.0),
}
"""Of the lines of gathered notes of which it is known what they are."""

DECIDED: dict[Kind, Weights] = {
    "furniture": (0.0, NEVER, NEVER, NEVER, NEVER, NEVER),
    "title": (NEVER, 0.0, NEVER, NEVER, NEVER, NEVER),
    "text": (NEVER, NEVER, 0.0, NEVER, NEVER, NEVER),
    "note": (NEVER, NEVER, NEVER, NEVER, 0.0, NEVER),
    "note-on": (NEVER, NEVER, NEVER, NEVER, NEVER, 0.0),
}
"""Of the lines of which people say what they are."""

MARKED = 3.0
"""What a note's marker speaks against a line's being one of a note's."""


def line_weights(
    clues: Clues, place: Place, reading: Reading, k: int, as_verse: float, *, marked: bool
) -> Weights:
    """Weigh a line among its neighbours; `as_verse` is its weight for verse.

    How the book sets its headings, and verse within a note, are left aside.
    """
    facts = clues.facts[place.line]
    label, role = clues.labels.get(place.line), clues.roles.get(place.line)
    text = facts.as_text - (label is not None and label.linked)
    text -= 1.0 * _breaks_off(clues, place, reading, k)
    text -= 2.0 * (facts.width > 0.85 and clues.paging.lines[place.line].text.isupper())
    ruled_out = facts.title <= NEVER and place.line not in clues.outline
    title = NEVER if ruled_out else title_weight(clues, place, reading, k)
    furniture = _furniture(clues, place, reading, k)
    note = NEVER if label is None else _note(clues, place, label)
    note_on = facts.as_note + as_noted(facts, marked=marked, gathered=role is not None)
    if role == "inside":
        title = text = as_verse = note = NEVER
    elif reading.over[k] or place.line in clues.ended:
        note_on = NEVER
    return (furniture, title, text, as_verse, note, note_on)


def as_noted(facts: Facts, *, marked: bool, gathered: bool) -> float:
    """Weigh a line for a note's rest by what it bears and by its type, unless that is known."""
    cast = None if gathered else facts.cast
    return (cast.note if cast else 0.0) - MARKED * marked


def _furniture(clues: Clues, place: Place, reading: Reading, k: int) -> float:
    if min(place.top, place.bottom) > EDGE or place.line in clues.kept:
        return NEVER
    line, facts = clues.paging.lines[place.line], clues.facts[place.line]
    folio = clues.paging.folios.get(line.page)
    if folio is not None and folio.line == place.line:
        return 9.0
    if facts.cast is not None and facts.cast.outside is not None:
        return 8.0 if facts.cast.outside else -9.0
    top, bottom = _outer(place, folio)
    at_foot = top > 2
    # A single letter that stands at many a page's foot is the end of a note.
    count = clues.heads[at_foot].get(facts.key, 0) if len(facts.key) > at_foot else 0
    divides = (count < 3 or place.line in clues.fresh) and not line.text[0].islower()
    divides = divides and _interrupts(clues, reading, k)
    fresh = place.line in clues.fresh and not reading.echoes[k] and not divides
    if min(top, bottom) <= 1 and BARE.fullmatch(line.text):
        number = _bare_number(clues, place, count, fresh=fresh)
        if number is not None:
            return number
    if folio is not None and folio.first <= place.line <= folio.last and not fresh:
        return 8.0
    score = _recurrence(clues, count, fresh=fresh, at_foot=at_foot, first=top == 0)
    if facts.numbered and count < 4 and not reading.echoes[k]:
        score -= 5.0
    echoes = reading.echoes[k] and not reading.named[k]
    if echoes and top == 0:
        return score + 6.0 - 2.0 * facts.ended
    # A head that stands once must look like the others: short, at the top, and in the way.
    heads = clues.sides[line.page]
    wide = facts.width > (0.97 if divides and line.text.isupper() else 0.85)
    if count < 2 and (heads < 0.4 or wide or place.top > 1):
        return -9.0
    score -= 1.5 * (count < 2 and title_likeness(line.text) < 1)
    score += 2.5 * divides + 3.0 * (divides and line.text.isupper())
    score += 3.0 * (echoes and min(top, bottom) <= 1)
    score += 1.0 * (top <= 1 and heads > 0.5)
    return score - 2.0 * (facts.ended or line.text[0].islower())


def _bare_number(clues: Clues, place: Place, count: int, *, fresh: bool) -> float | None:
    """Weigh a number alone at a page's edge that is not its folio; None: as any line."""
    folio = clues.paging.folios.get(clues.paging.lines[place.line].page)
    top, bottom = _outer(place, folio)
    shown = clues.outline.get(place.line, 0.0)
    if shown <= AGAIN or (count > 2 and shown <= 0 and 0 in (top, bottom)):
        return 6.0 - 9.0 * fresh * (shown > AGAIN)  # a chapter's number as a running head
    stray = folio is None or (bottom == 0 and not _carries_on(clues, place))
    if stray and 0 in (top, bottom) and clues.paging.known and clues.paging.folios:
        return 0.0 if shown > 0 else 3.0  # a folio that was misread, or a sheet's number
    return None


def _recurrence(clues: Clues, count: int, *, fresh: bool, at_foot: bool, first: bool) -> float:
    """Weigh on how many pages a line recurs, against how many bear any head at that edge."""
    often = 6.5 if count > 4 and first and not fresh else 4.5
    score = -2.5 + (often if count > 3 else 3.5 if count == 3 else 2.0 if count == 2 else 0.0)
    if fresh and 0 < count < 0.2 * len(clues.paging.starts):
        score -= 3.0
    if at_foot and clues.habits.feet < 0.25:
        score -= 5.0 if clues.habits.feet < 0.1 or count < 3 else 2.0
    if not at_foot and clues.habits.heads < 0.1 and clues.habits.feet > 0.5:
        score -= 5.0
    return score


def _carries_on(clues: Clues, place: Place) -> bool:
    """Does a line end the sentence that the filled line close above it has not ended?"""
    lines, above = clues.paging.lines, clues.facts.get(place.line - 1)
    if above is None or place.gap or above.width <= FILLED:
        return False
    last, here = lines[place.line - 1].text, lines[place.line].text
    return (above.unfinished and here[-1] == ".") or in_brackets(last, here)


def _outer(place: Place, folio: Folio | None) -> tuple[int, int]:
    """Count the filled lines above and below one on its page, without the folio's."""
    if folio is None:
        return place.top, place.bottom
    return place.top - (folio.line < place.line), place.bottom - (folio.line > place.line)


def _breaks_off(clues: Clues, place: Place, reading: Reading, k: int) -> bool:
    """Does a line end short of the measure in mid-sentence, as prose never does?"""
    facts, following = clues.facts[place.line], reading.following[k]
    if facts.width >= 0.8 or not facts.unfinished or reading.part[k] or following < 0:
        return False
    text, below = clues.paging.lines[place.line].text, clues.paging.lines[following].text
    broken = clues.habits.broken_at_markers and MARKER_END.search(text) is not None
    return not broken and text[-1] not in ",;:—–-" and below[0].isupper()


def _interrupts(clues: Clues, reading: Reading, k: int) -> bool:
    """Does a sentence plainly run from the line before to the line after?"""
    before, following = reading.before[k], reading.following[k]
    if before < 0 or following < 0 or clues.facts[before].ended:
        return False
    text = clues.paging.lines[following].text
    return next((char for char in text if char.isalnum()), "").islower()


def _note(clues: Clues, place: Place, label: LabelLine) -> float:
    facts = clues.facts[place.line]
    score = label.weight + (facts.cast.note if facts.cast else 0.0)
    if place.gap:
        score += 1.0
    score += 1.0 if place.top > place.bottom else -0.5
    return score + 0.5 * facts.as_note  # many a note is one short line
