"""Notes that stand gathered, and their markers: the heaviest pairing that keeps both in order.

A note at the end of its chapter or of the book may stand any number of pages behind its marker, so
that nearness, by which notes at the pages' feet are paired (`pipeline.layout.labels.series`), says
nothing. What is left is the order: the notes follow each other as their markers do. That is the
heaviest rising subsequence of the pairs of like label, found in O(n log n) pairs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.layout.labels.maxima import best_before, raise_at
from pipeline.layout.labels.series import Point

LIKELY = 2.0
"""What a pair weighs besides its marker: one that looks like a marker, or all but so, is taken."""


class Wanted(NamedTuple):
    """A note's label, and the stretch where its marker may stand, counted as the points are."""

    label: str
    start: int
    stop: int


def pair(wanted: Sequence[Wanted], points: Sequence[Point]) -> list[tuple[int, int]]:
    """Pair notes and markers, both in their order: the index of the note, that of its point.

    >>> wanted = [Wanted("1", 0, 9), Wanted("2", 0, 9), Wanted("1", 0, 9)]
    >>> places = [(2, "1", 2.5), (3, "1", 0.3), (4, "2", 2.5), (7, "1", 2.5)]
    >>> pair(wanted, [Point(at, 0, label, weight) for at, label, weight in places])
    [(0, 0), (1, 2), (2, 3)]
    """
    by_label: dict[str, list[int]] = defaultdict(list)
    for k in range(len(wanted) - 1, -1, -1):  # so that no point is taken twice
        by_label[wanted[k].label].append(k)
    tree = [(0.0, -1)] * (len(wanted) + 1)
    nodes: list[tuple[int, int, int]] = []
    for j, point in enumerate(points):
        if point.weight + LIKELY <= 0:
            continue
        for k in by_label.get(point.label, ()):
            if wanted[k].start <= point.at < wanted[k].stop:
                score, back = best_before(tree, k)
                nodes.append((k, j, back))
                raise_at(tree, k + 1, (score + point.weight + LIKELY, len(nodes) - 1))
    at = best_before(tree, len(wanted))[1]
    path = []
    while at >= 0:
        k, j, at = nodes[at]
        path.append((k, j))
    return path[::-1]
