"""The evidence for a line's being verse."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from pipeline.conventions.titles import is_date
from pipeline.layout.clues import Clues, Place
from pipeline.layout.decoding.reading import Reading
from pipeline.layout.facts import FILLED, NEVER
from pipeline.layout.openings import OPENERS
from pipeline.layout.setting.casts import Cast

VERSE_WIDEST = 0.95
"""Share of the measure from which a line is none of verse: it was filled."""
DIM = -1.0
"""Weight of a line that may stand among verse: its last, or a sign between two parts."""
VERSE_BEGINS = 7.0
"""What it costs to begin verse after prose: a short line alone is the end of a paragraph."""


def verse_weight(clues: Clues, place: Place, reading: Reading, k: int) -> float:
    """Weigh a line for verse.

    It ends before the measure, mostly in mid-sentence, and yet the next one begins with a capital.
    """
    facts, text = clues.facts[place.line], clues.paging.lines[place.line].text
    if facts.cast is not None:
        return _by_type(clues, place, facts.cast, reading, k)
    if facts.width > VERSE_WIDEST or reading.part[k]:
        return NEVER
    following = reading.following[k]
    score = 0.5 if facts.width < FILLED else -1.5
    score += 1.0 if text.lstrip(OPENERS)[:1].isupper() else -4.5
    before = clues.facts[reading.before[k]] if reading.before[k] >= 0 else None
    if before is not None and before.width > FILLED and before.unfinished and text[0].islower():
        score -= 4.0  # the end of a paragraph whose sentence the verse goes on with
    if following >= 0 and clues.paging.lines[following].text[0].islower():
        # Parts of one line that was broken at a raised letter; or prose that resumes.
        together = facts.width + clues.facts[following].width
        score -= 4.0 if together < 1.06 else 1.0
    elif facts.ended:
        score -= 2.0 if text[0] in OPENERS else 1.0  # a speech in a dialogue ends so
    elif text[-1] not in ":—–-":
        score += 2.0
    alone = clues.habits.verse and place.apart and place.after < 9
    if text.isupper() or reading.opening[k] or alone:
        score -= 6.0  # a heading's lines, or a name below a letter
    if is_date(text):
        score -= 6.0  # where and when a letter was written
    if facts.numbered:
        score -= 3.0  # a stanza's number, if verse stands around it
    elif clues.outline.get(place.line, 0.0) > 0:
        score -= 4.0  # the number of a chapter, with its title
    label = clues.labels.get(place.line)
    if label is not None and label.linked:
        score -= 9.0
    score += _set_off(clues, place, following)
    if facts.centred:
        return score - 2.0  # verse hangs from one edge
    return score + (1.0 if facts.inset > 1 else 0.0)


def _set_off(clues: Clues, place: Place, following: int) -> float:
    """Weigh the gaps around a line for its being one of verse."""
    usual, score = clues.habits.usual_gap, 0.0
    if (place.gap > usual) != (9 > place.after > usual):
        score += 1.5  # the first or the last line of what is set off; alone it would be a heading
    if place.gap > usual and not place.after and following >= 0:
        # The last of what is set off has a gap below it; a line that prose follows is a heading.
        score -= 3.0 * (clues.facts[following].width > FILLED)
    return score


def _by_type(clues: Clues, place: Place, cast: Cast, reading: Reading, k: int) -> float:
    """Weigh a line for verse where its type shows how it is set.

    Verse is hardly ever not set off, and prose that is set off shows by its filled lines.
    """
    facts, text = clues.facts[place.line], clues.paging.lines[place.line].text
    label = clues.labels.get(place.line)
    if not cast.off or (label is not None and label.linked):
        return NEVER
    before = clues.facts[reading.before[k]].cast if reading.before[k] >= 0 else None
    if before is not None and before.early is False and not cast.gap:
        return -6.0  # the end of a paragraph
    score = 0.0 if cast.early is None else 3.0 if cast.early else -6.0
    score += 1.0 if text.lstrip(OPENERS)[:1].isupper() else -1.0
    score += 0.5 if facts.ended else 2.0 if text[-1] not in ":—–-" else 0.0
    return score - 3.0 * (text.isupper() or facts.numbered) + (1.0 if facts.inset > 1 else 0.0)


def verse_in_notes(
    clues: Clues, found: Sequence[Place], span: range, verse: Mapping[int, float]
) -> dict[int, float]:
    """Weigh lines of a span for verse within a note: as much as they would weigh in the text.

    `verse` has the weight of each line that may be verse; no others are given one, but for lines
    beside them. What it costs to begin verse is spread over the run. A line of it may fill the
    text's measure, which is narrower than the notes'; by itself that says nothing.
    """
    wide = VERSE_WIDEST * clues.habits.note_measure / max(1.0, clues.habits.measure)
    inside = {k: value for k, value in verse.items() if value >= DIM}
    for k in [k for k, value in verse.items() if value > 0]:
        for beside in (k - 1, k + 1):
            if beside in span and VERSE_WIDEST < clues.facts[found[beside].line].width < wide:
                inside[beside] = max(verse.get(beside, NEVER), 0.0)
    gains = {}
    for run in _runs(sorted(inside)):
        lines = sum(inside[k] > 0 for k in run)
        for k in run if lines else ():
            gains[k] = inside[k] - (VERSE_BEGINS / lines if inside[k] > 0 else 0.0)
    return gains


def _runs(places: Sequence[int]) -> Iterator[list[int]]:
    """Give the places that follow each other.

    >>> [*_runs([2, 3, 7])]
    [[2, 3], [7]]
    """
    for _, group in groupby(enumerate(places), key=lambda pair: pair[1] - pair[0]):
        yield [place for _, place in group]
