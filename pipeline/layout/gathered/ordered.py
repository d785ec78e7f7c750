"""Notes that stand gathered, and their markers: the heaviest pairing that keeps both in order.

A note at the end of its chapter or of the book may stand any number of pages behind its marker, so
that nearness, by which notes at the pages' feet are paired (`pipeline.layout.labels.series`), says
nothing. What is left is the order: the notes follow each other as their markers do. That is the
heaviest rising subsequence of the pairs of like label, found in O(n log n) pairs. Notes are
added one by one, so that a section may be tried with more without all being paired again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.layout.labels.maxima import Entry, best_before, raise_at
from pipeline.layout.labels.series import Point

LIKELY = 2.0
"""What a pair weighs besides its marker: one that looks like a marker, or all but so, is taken."""


class Wanted(NamedTuple):
    """A note's label, and the stretch where its marker may stand, counted as the points are."""

    label: str
    start: int
    stop: int


SHIFT = 40
"""Bits of a series' number below that of its last point: of series that weigh alike the one with a
later point is the greater, then that with an earlier note."""


class _Pair(NamedTuple):
    """A note and a point, at the end of the heaviest series that ends so."""

    note: int
    point: int
    back: int
    size: int
    """How many pairs the series has."""


class _Series:
    """The heaviest series of pairs, which are added in the order of the notes or of the points.

    In the order of the other they stand at places counted from 0, up to `size`.
    """

    def __init__(self, size: int) -> None:
        self.tree: list[Entry] = [(0.0, -1)] * (size + 1)
        self.ends: dict[int, _Pair] = {}

    def add(self, note: int, point: int, place: int, weight: float) -> list[tuple[int, Entry]]:
        """Add a pair; gives what it takes the place of in the tree."""
        score, back = best_before(self.tree, place)
        end = ((point + 1) << SHIFT) - note
        self.ends[end] = _Pair(note, point, back, self.ends[back].size + 1 if back >= 0 else 1)
        return raise_at(self.tree, place + 1, (score + weight + LIKELY, end))

    def count(self, places: int) -> int:
        """Give how many pairs the heaviest series has in the first places."""
        at = best_before(self.tree, places)[1]
        return self.ends[at].size if at >= 0 else 0

    def pairs(self, places: int) -> list[tuple[int, int]]:
        """Give its pairs of a note and a point."""
        at = best_before(self.tree, places)[1]
        path = []
        while at >= 0:
            note, point, at, _ = self.ends[at]
            path.append((note, point))
        return path[::-1]


class Pairing:
    """Notes, added in their order, paired with points.

    Of pairings that weigh alike the one with the later points is taken.
    """

    def __init__(self, points: Sequence[Point]) -> None:
        self.points = points
        self._by_label: dict[str, list[int]] = defaultdict(list)
        for j, point in enumerate(points):
            if point.weight + LIKELY > 0:
                self._by_label[point.label].append(j)
        self._series = _Series(len(points))
        self._notes = 0
        self._raised: list[tuple[int, Entry]] = []

    def add(self, wanted: Iterable[Wanted]) -> None:
        """Add notes; `undo` takes back what was added last."""
        self._raised = []
        for note, (label, start, stop) in enumerate(wanted, self._notes):
            for j in reversed(self._by_label.get(label, ())):  # so that no note is taken twice
                if start <= self.points[j].at < stop:
                    self._raised += self._series.add(note, j, j, self.points[j].weight)
            self._notes = note + 1

    def undo(self, count: int) -> None:
        """Take back the `count` notes that were added last."""
        for at, entry in reversed(self._raised):
            self._series.tree[at] = entry
        self._raised = []
        self._notes -= count

    def count(self) -> int:
        """Give how many notes have a point."""
        return self._series.count(len(self.points))

    def pairs(self) -> list[tuple[int, int]]:
        """Give the index of each note that has a point, and that of its point."""
        return self._series.pairs(len(self.points))


class Above:
    """The notes with some labels, paired with the points above a line that moves down.

    Of a book's thousands of runs of notes many have the same labels, "1" to "5"; what is paired for
    one of them is the beginning of what is paired for the next.
    """

    def __init__(self, labels: Sequence[str]) -> None:
        self._by_label: dict[str, list[int]] = defaultdict(list)
        for note, label in enumerate(labels):
            self._by_label[label].append(note)
        self._series = _Series(len(labels))
        self._size = len(labels)
        self._done = -1

    def pairs(self, points: Sequence[Point], first: int, stop: int) -> list[tuple[int, int]]:
        """Pair with the points from `first` on, always the same, to before `stop`, never less.

        >>> numbers = Above(["1", "2"])
        >>> points = [Point(k, 0, label, 1.0) for k, label in enumerate("12312")]
        >>> numbers.pairs(points, 0, 3), numbers.pairs(points, 0, 5)
        ([(0, 0), (1, 1)], [(0, 3), (1, 4)])
        """
        for j in range(max(first, self._done), stop):
            if points[j].weight + LIKELY > 0:
                for note in reversed(self._by_label.get(points[j].label, ())):
                    self._series.add(note, j, note, points[j].weight)
        self._done = stop
        return self._series.pairs(self._size)


def pair(wanted: Sequence[Wanted], points: Sequence[Point]) -> list[tuple[int, int]]:
    """Pair notes and markers, both in their order: the index of the note, that of its point.

    >>> wanted = [Wanted("1", 0, 9), Wanted("2", 0, 9), Wanted("1", 0, 9)]
    >>> places = [(2, "1", 2.5), (3, "1", 0.3), (4, "2", 2.5), (7, "1", 2.5)]
    >>> pair(wanted, [Point(at, 0, label, weight) for at, label, weight in places])
    [(0, 0), (1, 2), (2, 3)]
    """
    pairing = Pairing(points)
    pairing.add(wanted)
    return pairing.pairs()
