"""Finding decisions again: in the source they were made about, and in another extraction of it.

Where the quote stands at its place, it is that. Else the quote with what stands beside it is
sought near where it should be by the decisions found before it, then everywhere; of several such
places the nearest is taken. Where it is nowhere, the most similar place is, so far as it is similar
enough. Compared are letters alone (`pipeline.decisions.letters`): where lines end and which form
the quotation marks have is the extraction's, not the book's.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipeline.decisions.letters import Letters, letters_of
from pipeline.decisions.likeness import Place, Wanted, likest, wanted
from pipeline.decisions.quoting import fits, fold
from pipeline.model.book import Source
from pipeline.model.decision import Decision, Placed

NEAR = 3000
"""Letters around the expected place in which a quote is sought first: a page or two."""
APART = 3
"""So many times farther the second place has to be than the nearest for that to be sure."""
FAR = 100
"""Letters from the expected place from which on one is looked for that is nearer, if damaged."""
DAMAGED = 0.75
"""How like a quote the place has to be that is taken for it, damaged."""
LOST = 0.7
"""How sure a place has to be for the decision to be made there."""
ALIKE = 0.05
"""Stretches that differ by less are as like as each other: the nearer one is taken."""
NEAREST, BESIDE_ANOTHER = 0.95, 0.8
"""How sure the nearest of several places with the same quote is: with this, and without."""


class Known(NamedTuple):
    """Stretches in an older source, in order, and the numbers of the letters there in this one."""

    old: list[int]
    new: list[int]

    def add(self, old: int, new: int) -> None:
        """Add a place that was found."""
        k = bisect_left(self.old, old)
        self.old.insert(k, old)
        self.new.insert(k, new)

    def expect(self, at: int, there: Letters) -> int:
        """Give the letter expected at an old place, by the nearest known ones before and behind."""
        k = bisect_left(self.old, at)
        if not self.old:
            return there.at(at)
        if k == 0 or k == len(self.old):
            j = min(k, len(self.old) - 1)
            return there.at(there.raw(self.new[j], self.new[j], 0)[0] + at - self.old[j])
        share = (at - self.old[k - 1]) / max(1, self.old[k] - self.old[k - 1])
        return round(self.new[k - 1] + share * (self.new[k] - self.new[k - 1]))


def anchored(source: Source, decisions: Iterable[Decision]) -> list[Placed]:
    """Find each decision's place in the source.

    One that is nowhere is given with certainty 0 and the place where it should have been.
    """
    placed: dict[str, Placed] = {}
    sought: dict[str, list[Decision]] = {}
    decisions = list(decisions)
    for each in decisions:
        if fits(source.text, each.at, each.quote):
            placed[each.id] = Placed(each, each.at)
        else:
            sought.setdefault(each.source, []).append(each)
    if sought:
        there = letters_of(source.text)
        for old, missing in sought.items():
            fast = [each for each in placed.values() if each.decision.source == old]
            for found in _sought(source.text, there, missing, fast):
                placed[found.decision.id] = found
    return [placed[each.id] for each in decisions]


def _sought(
    raw: str, there: Letters, missing: Sequence[Decision], fitting: Sequence[Placed]
) -> Iterator[Placed]:
    """Find the decisions about one older source, the surest first."""
    pairs = sorted((each.decision.at[0], there.at(each.at[0])) for each in fitting)
    known = Known([old for old, _ in pairs], [new for _, new in pairs])
    left: list[tuple[Decision, Wanted, list[int]]] = []
    for decision in sorted(missing, key=lambda each: each.at):
        sought = wanted(decision.quote)
        expected = known.expect(decision.at[0], there)
        places = _exactly(sought.text, there.text, expected)
        if len(places) == 1:
            found = _place(sought, places[0], 1.0)
            found = _nearer(sought, there.text, found, expected) or found
            known.add(decision.at[0], found.start)
            yield _placed(raw, there, decision, sought, found)
        else:
            left.append((decision, sought, places))
    for decision, sought, places in left:
        expected = known.expect(decision.at[0], there)
        found = _nearest(sought, places, expected) or _likest(sought, there.text, expected)
        if found.certainty >= LOST:
            known.add(decision.at[0], found.start)
        yield _placed(raw, there, decision, sought, found)


def _exactly(quoted: str, text: str, expected: int) -> list[int]:
    """Give where a quote stands near the expected place; if it does not, where it stands at all."""
    if not quoted:
        return []
    first = max(0, expected - NEAR)
    near = list(_all(quoted, text, first, expected + NEAR + len(quoted)))
    return near or list(_all(quoted, text, 0, len(text)))


def _all(part: str, text: str, first: int, last: int) -> Iterator[int]:
    at = text.find(part, first, last)
    while at >= 0:
        yield at
        at = text.find(part, at + 1, last)


def _place(sought: Wanted, at: int, certainty: float) -> Place:
    return Place(at + sought.start, at + sought.end, certainty)


def _nearest(sought: Wanted, places: Sequence[int], expected: int) -> Place | None:
    """Take the nearest of several places with the same quote."""
    if not places:
        return None
    far = sorted((abs(at + sought.start - expected), at) for at in places)
    sure = far[0][0] * APART < far[1][0]
    return _place(sought, far[0][1], NEAREST if sure else BESIDE_ANOTHER)


def _nearer(sought: Wanted, text: str, found: Place, expected: int) -> Place | None:
    """Look, where a quote is far from where it should be, whether it stands there damaged.

    What is cited again and again reads alike all over the book.
    """
    far = abs(found.start - expected)
    if far <= FAR:
        return None
    near = likest(sought, text, max(0, expected - FAR), expected + FAR + len(sought.text))
    for each in near:
        if each.certainty >= DAMAGED and abs(each.start - expected) * APART < far:
            return each._replace(certainty=BESIDE_ANOTHER)
    return None


def _likest(sought: Wanted, text: str, expected: int) -> Place:
    """Take the likest place, near the expected one if it is like enough there."""
    near = range(max(0, expected - NEAR), expected + NEAR + len(sought.text))
    for first, last in ((near.start, near.stop), (0, len(text))):
        places = list(likest(sought, text, first, last))
        if places and places[0].certainty >= LOST:
            best = min(
                (each for each in places if each.certainty > places[0].certainty - ALIKE),
                key=lambda each: abs(each.start - expected),
            )
            return best
    return Place(expected, expected, 0.0)


def _placed(raw: str, there: Letters, decision: Decision, sought: Wanted, found: Place) -> Placed:
    """Give the stretch of the source in which the letters of a place stand.

    Blanks and hyphens at its ends belong to it where they did in what was quoted. Where the source
    reads now as was decided, there is nothing to doubt.
    """
    start, end = there.raw(found.start, found.end, len(raw))
    left = there.raw(found.start, found.start, len(raw))
    if sought.start == sought.end:
        start = left[0] + _reach(raw[slice(*left)], sought.lead)
        end = start + _reach(raw[start : left[1]], sought.head)
    elif found.start < found.end:
        right = there.raw(found.end, found.end, len(raw))
        if sought.head:
            start = left[0] + _reach(raw[slice(*left)], sought.lead)
        end += _reach(raw[slice(*right)], sought.tail)
    done = found.certainty >= LOST and fold(raw[start:end]) == decision.new
    return Placed(decision, (start, end), max(found.certainty, NEAREST * done))


def _reach(gap: str, part: str) -> int:
    """Tell how far a gap between two letters reads as a part of one that was quoted.

    >>> _reach("- ", "-"), _reach("-  ", "- "), _reach(" ", "-")
    (1, 3, 0)
    """
    return max((k for k in range(len(gap) + 1) if fold(gap[:k]) == part), default=0)
