"""Markers and bodies aligned over the whole book.

Both are sequences, and both keep their order, so they are matched as two sequences are: by the
alignment that weighs most, found by dynamic programming. A body takes a marker of like label on its
own page or on one near it (states *same page*, *next page*), or none (*lost marker*), or is none
(a stray number); a marker that no body takes is either none or has lost its body, which the caller
decides once the rest stands. From one note to the next the label rises by one (*next*), begins
again (*restart*), leaves out numbers (*gap*) or stays (*shared*, and every note of a book that has
one sign for all). Numbers, signs and letters are three series that may run side by side, each
with an order of its own.

Steps from one note to the next are weighed among the last few heads; from anywhere further back
they count as a break, and the best of those is found in a tree of prefix maxima, so that the whole
takes O(n log n).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.layout.labels.maxima import best_before, raise_at
from pipeline.layout.labels.steps import BREAK, label_step
from pipeline.model.tuples import make

LATE = 4
"""Pages that a body may stand after its marker."""
MOST = 12
"""Markers that are weighed for one head."""
AROUND = 60
"""How many places further back and on they are looked for."""
NEAR = 6
"""Heads back to which a step is weighed."""
PAIR = 3.0
"""What any pair weighs, so that more pairs beat better-looking ones."""
LOST_MARKER = -3.0
"""What a body without a marker weighs besides its own weight."""
AWAY = (0.0, -1.0, -2.5, -3.5, -4.0)
"""What a body weighs that stands so many pages after its marker."""
BEFORE = -2.5
"""What a body weighs that stands before its marker: the typesetter set the next page's note."""


class Head(NamedTuple):
    """A body's beginning, as one of its readings; all readings of one beginning share `at`."""

    at: int
    page: int
    label: str
    weight: float
    """What speaks for its being a note's, markers and the other notes aside."""


class Point(NamedTuple):
    """A place that may be a marker."""

    at: int
    """In the same order as a head's: which of the two stands first in the source."""
    page: int
    label: str
    weight: float


class Link(NamedTuple):
    """A head that is a note's, and the point that marks it."""

    head: int
    point: int | None
    weight: float
    """What the pair weighs by itself."""
    step: float
    """What the step from the note before weighs."""

    @property
    def place(self) -> int:
        """The point of a head that has one; -1 else."""
        return -1 if self.point is None else self.point


class _Step(NamedTuple):
    """A step to a head from one of the last nodes, whichever of its own points that head takes."""

    score: float
    """What the chain up to the node weighs, and the step."""
    point: int
    """The node's."""
    node: int
    weight: float
    """The step's."""


class _Node(NamedTuple):
    score: float
    head: int
    point: int
    """The last point that is taken; -1: none yet."""
    taken: bool
    weight: float
    step: float
    back: int


def align(heads: Sequence[Head], points: Sequence[Point], restart: float = 0.0) -> list[Link]:
    """Align heads and points, both in the order of the source, each series by itself.

    `restart` is what a new beginning of the numbers on a later page weighs in this book.
    """
    links: list[Link] = []
    members, places = _by_series(heads), _by_series(points)
    for kind in ("1", "*", "a"):
        mine, theirs = members[kind], places[kind]
        chain = _align([heads[h] for h in mine], [points[j] for j in theirs], restart)
        links += [
            link._replace(
                head=mine[link.head], point=None if link.point is None else theirs[link.point]
            )
            for link in chain
        ]
    return sorted(links)


def series_of(label: str) -> str:
    """Give the series that a label belongs to: numbers "1", letters "a" or signs "*"."""
    return "1" if label.isdigit() else "a" if label.isalpha() else "*"


def _by_series(found: Sequence[Head | Point]) -> dict[str, list[int]]:
    """Give the places of heads or points, by the series that they belong to."""
    own: dict[str, list[int]] = defaultdict(list)
    for k, each in enumerate(found):
        own[series_of(each.label)].append(k)
    return own


def _align(heads: Sequence[Head], points: Sequence[Point], restart: float) -> list[Link]:
    near = _Places(points)
    nodes: list[_Node] = []
    tree: list[tuple[float, int]] = [(0.0, -1)] * (len(points) + 2)
    groups: list[list[int]] = []
    first = 0
    while first < len(heads):
        stop = first
        while stop < len(heads) and heads[stop].at == heads[first].at:
            stop += 1
        recent = [k for group in reversed(groups[-NEAR:]) for k in group]
        made = []
        for h in range(first, stop):
            steps = _steps(heads, nodes, recent, heads[h], restart)
            for point, weight in near.of(heads[h]):
                node = _node(nodes, steps, tree, heads[h], (h, point, weight), restart)
                if node.score > 0:
                    made.append(node)
        if made:
            groups.append(list(range(len(nodes), len(nodes) + len(made))))
        for node in made:
            raise_at(tree, node.point + 2, (node.score, len(nodes)))
            nodes.append(node)
        first = stop
    return _path(nodes)


def _steps(
    heads: Sequence[Head],
    nodes: Sequence[_Node],
    recent: Sequence[int],
    head: Head,
    restart: float,
) -> list[_Step]:
    """Weigh the steps to a head from the recent nodes, whatever points they have."""
    weights: dict[int, float] = {}
    steps = []
    for k in recent:
        score, h, point, *_ = nodes[k]
        if h not in weights:
            weights[h] = label_step(heads[h], head.label, head.page, restart)
        steps.append(make(_Step, (score + weights[h], point, k, weights[h])))
    return steps


def _node(
    nodes: Sequence[_Node],
    steps: Sequence[_Step],
    tree: list[tuple[float, int]],
    head: Head,
    pair: tuple[int, int, float],
    restart: float,
) -> _Node:
    """Take one head with one point (or none) at the end of the best chain that it fits."""
    h, point, weight = pair
    before, back = best_before(tree, point + 1 if point >= 0 else len(tree) - 1)
    step = BREAK if back >= 0 else label_step(None, head.label, head.page, restart)
    best = before + step
    for score, last, k, rise in steps:
        if score > best and (point < 0 or last < point):
            best, back, step = score, k, rise
    taken = point if point >= 0 else nodes[back].point if back >= 0 else -1
    return _Node(best + weight, h, taken, point >= 0, weight, step, back)


class _Places:
    """The points by their labels, to be looked up by page."""

    def __init__(self, points: Sequence[Point]) -> None:
        self.points = points
        self.by_label: dict[str, list[int]] = defaultdict(list)
        for j, point in enumerate(points):
            self.by_label[point.label].append(j)
        self.pages = {k: [points[j].page for j in v] for k, v in self.by_label.items()}
        self.seen: tuple[str, int, int] = ("", -1, 0)

    def of(self, head: Head) -> list[tuple[int, float]]:
        """Give the points that a head may belong to, with each pair's weight; -1 is no point."""
        places = self.by_label.get(head.label, [])
        pages = self.pages.get(head.label, [])
        start = bisect_left(pages, head.page - LATE)
        stop = bisect_right(pages, head.page + 1)
        # The bodies of a page come in the order of its markers.
        rank = self.seen[2] + 1 if self.seen[:2] == (head.label, head.page) else 0
        self.seen = (head.label, head.page, rank)
        expected = bisect_left(pages, head.page) + rank
        start, stop = max(start, expected - AROUND), min(stop, expected + AROUND)
        found = []
        for k in range(start, stop):
            point = self.points[places[k]]
            away = head.page - point.page
            far = AWAY[away] if point.at < head.at else BEFORE - 1.5 * (away == 0)
            if point.at != head.at:
                found.append((PAIR + head.weight + point.weight + far, -abs(k - expected), k))
        found = sorted(found, reverse=True)[:MOST]
        pairs = sorted((places[k], weight) for weight, _, k in found)
        return [(-1, head.weight + LOST_MARKER), *pairs]


def _path(nodes: Sequence[_Node]) -> list[Link]:
    at = max(range(len(nodes)), key=lambda k: nodes[k].score, default=-1)
    path = []
    while at >= 0:
        node = nodes[at]
        path.append(Link(node.head, node.point if node.taken else None, node.weight, node.step))
        at = node.back
    return path[::-1]
