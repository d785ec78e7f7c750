"""The place in a source that is most like a quote: of one that stands there no longer as quoted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from pipeline.decisions.letters import letters_of
from pipeline.model.decision import Quote

if TYPE_CHECKING:
    from rapidfuzz.distance import Opcode

SEED, STEP = 8, 4
"""Letters by which places are found that may be like the quote, and how far these stand apart."""
BIN = 16
"""Letters by which the seeds of one place may disagree about its beginning."""
CANDIDATES = 3
MARGIN = 24
"""Letters on each side of such a place that may belong to it."""
NEAR_SIDE, FAR_SIDE = 0.7, 0.3
"""What the better and the worse side of a quote weigh: a paragraph beside it may be missing."""
FULL_WEIGHT = 16
"""Letters from which the quoted text itself weighs as much as what stands beside it."""
ALTERED = 0.85
"""The most that a place is sure whose own text is not as quoted."""
LONGEST, OFTENEST = 1 << 15, 1000
"""Letters of a quote that is sought where it is altered, and places of one of its seeds that are
looked at: the time grows with the square of the first, and with both together."""


class Wanted(NamedTuple):
    """The letters of a quote, and which of them are the place's own."""

    text: str
    start: int
    end: int
    lead: str = ""
    """What stands between the last letter before the place and the place: blanks, a hyphen."""
    head: str = ""
    """The same between the place's beginning and its first letter."""
    tail: str = ""
    """The same between its last letter and its end."""


class Place(NamedTuple):
    """A place among the letters of a source."""

    start: int
    end: int
    certainty: float


def wanted(quote: Quote) -> Wanted:
    """Give the letters of a quote.

    >>> wanted(Quote("of the ", "old ", "mill"))
    Wanted(text='oftheoldmill', start=5, end=8, lead=' ', head='', tail=' ')
    """
    whole = quote.prefix + quote.exact + quote.suffix
    first = len(quote.prefix)
    last = first + len(quote.exact)
    # Taken together: whether a hyphen divides a word is told by what stands behind it.
    there = letters_of(whole)
    start, end = there.at(first), there.at(last)
    before = there.raw(start, start, len(whole))
    behind = there.raw(end, end, len(whole))
    tail = whole[behind[0] : last] if start < end else ""
    head = whole[first : min(before[1], last)]
    return Wanted(there.text, start, end, whole[before[0] : first], head, tail)


def likest(sought: Wanted, text: str, first: int, last: int) -> Iterator[Place]:
    """Give the places of text[first:last] that are like what is sought, the likest first."""
    if len(sought.text) > LONGEST:
        return
    window = text[first:last]
    starts = [first + at for at in _candidates(sought.text, window)]
    found = {_aligned(sought, text, start) for start in starts}
    yield from sorted((place for place in found if place), key=lambda each: -each.certainty)


def _candidates(text: str, window: str) -> list[int]:
    """Find where in a window a text may stand: where most of its seeds say that it begins."""
    votes: Counter[int] = Counter()
    for k in range(0, max(1, len(text) - SEED + 1), STEP):
        seed = text[k : k + SEED]
        at = window.find(seed)
        left = OFTENEST
        while at >= 0 and left:
            votes[(at - k) // BIN] += 1
            at = window.find(seed, at + 1)
            left -= 1
    return [each * BIN for each, _ in votes.most_common(CANDIDATES)]


def _aligned(sought: Wanted, text: str, near: int) -> Place | None:
    """Align what is sought with the letters about a place."""
    # Imported here: most decisions are found where they were made.
    from rapidfuzz import fuzz
    from rapidfuzz.distance import Levenshtein

    first = max(0, near - MARGIN)
    window = text[first : near + len(sought.text) + BIN + MARGIN]
    if len(window) < len(sought.text):
        window = window.ljust(len(sought.text), "\0")
    best = fuzz.partial_ratio_alignment(sought.text, window)
    if best is None:
        return None
    found = window[best.dest_start : best.dest_end]
    moves = list(Levenshtein.opcodes(sought.text, found))
    start = max(_through(moves, sought.start))
    end = max(start, min(_through(moves, sought.end)))
    certainty = _certainty(sought, found, start, end)
    at = first + best.dest_start
    return Place(at + start, min(len(text), at + end), certainty)


def _through(moves: list[Opcode], at: int) -> list[int]:
    """Give where an offset is after the moves: before what is put in there, and behind it."""
    places = [
        move.dest_start + min(at - move.src_start, move.dest_end - move.dest_start)
        for move in moves
        if move.src_start < at < move.src_end
    ]
    places += [move.dest_end for move in moves if move.src_end == at]
    places += [move.dest_start for move in moves if move.src_start == at]
    return places or [0]


def _certainty(sought: Wanted, found: str, start: int, end: int) -> float:
    """Say how sure a place is by how like it is to what is sought, itself and on its sides."""
    from rapidfuzz.distance import Levenshtein

    similar = Levenshtein.normalized_similarity
    own = similar(sought.text[sought.start : sought.end], found[start:end])
    sides = [
        similar(quoted, there)
        for quoted, there in (
            (sought.text[: sought.start], found[:start]),
            (sought.text[sought.end :], found[end:]),
        )
        if quoted
    ]
    beside = NEAR_SIDE * max(sides) + FAR_SIDE * min(sides) if sides else 0.0
    weight = min(0.5, (sought.end - sought.start) / FULL_WEIGHT / 2)
    certainty = weight * own + (1 - weight) * beside
    return certainty if own == 1 else min(certainty, ALTERED)
