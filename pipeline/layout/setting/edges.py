"""Where the text of each page stands: the left and right edges of its columns."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from pipeline.model.book import Line, Shape

Edges = tuple[float, float]
Shaped = Sequence[tuple[Line, Shape]]
LONG = 0.6
"""Share of the book's longest lines from which on a line tells where its page's text stands."""
NEAR = 0.35
"""Ems by which a page's edge may differ from that of the other pages of its side."""
LEAST = 3
"""Lines of a column; pages from which on a side's edges are known."""


def text_edges(shaped: Shaped, is_text: Callable[[Line, Shape], bool]) -> dict[int, Edges]:
    """Give the edges of the text around each line, by where the line starts.

    They are those of the lines of the text's own size in its column, on its page. A page may hold
    more lines that are set in than lines that are not, so the edges of its side count for more:
    left and right pages differ.
    """
    lengths = sorted(shape.right - shape.left for line, shape in shaped if is_text(line, shape))
    usual = lengths[int(0.9 * len(lengths))]
    long: dict[int, list[Shape]] = defaultdict(list)
    for line, shape in shaped:
        if is_text(line, shape) and shape.right - shape.left > LONG * usual:
            long[line.page].append(shape)
    columns = {page: _columns(shapes) for page, shapes in long.items()}
    single = {page: found[0] for page, found in columns.items() if len(found) == 1}
    sides = {page % 2: _side(single, page % 2) for page in single}
    for page, own in list(single.items()):
        side = sides[page % 2]
        single[page] = _steadied(own, side, long[page]) if side else own
        columns[page] = [single[page]]
    edges = {}
    for page, group in groupby(shaped, key=lambda each: each[0].page):
        for line, shape in group:
            inside = [c for c in columns.get(page, ()) if c[0] < shape.right and shape.left < c[1]]
            edges[line.start] = (
                max(inside, key=lambda c: min(c[1], shape.right) - max(c[0], shape.left))
                if inside
                else _nearest(single, page) or (0.0, usual)
            )
    return edges


def _columns(long: Sequence[Shape]) -> list[Edges]:
    """Give the edges of the one or more columns that long lines of text stand in."""
    groups: list[list[Shape]] = []
    end = 0.0
    for shape in sorted(long, key=lambda shape: shape.left):
        if not groups or shape.left > end:
            groups.append([])
        groups[-1].append(shape)
        end = max(end, shape.right)
    return [
        (_usual(s.left for s in group), _outer(s.right for s in group))
        for group in groups
        if len(group) >= LEAST
    ]


def _side(single: dict[int, Edges], side: int) -> Edges | None:
    """Give the usual edges of the left, or of the right pages; None where there are few."""
    edges = [own for page, own in single.items() if page % 2 == side]
    if len(edges) < LEAST:
        return None
    return _usual(left for left, _ in edges), _usual(right for _, right in edges)


def _steadied(own: Edges, side: Edges, long: Sequence[Shape]) -> Edges:
    """Give a page's edges as those of its side, unless the page as a whole lies elsewhere.

    A scan's pages lie now here, now there: then both edges are off alike.
    """
    near = NEAR * min(shape.size for shape in long)
    left, right = own[0] - side[0], own[1] - side[1]
    if abs(left) > near and abs(left - right) < near:
        return own
    close = sorted(shape.left for shape in long if abs(shape.left - side[0]) < near)
    return close[len(close) // 2] if close else side[0], max(own[1], side[1])


def _usual(places: Iterable[float]) -> float:
    """Give the commonest place; of two, the left one."""
    known = sorted(places)
    counts = Counter(round(place) for place in known)
    near = max(counts, key=lambda key: (counts[key] + counts[key - 1] + counts[key + 1], -key))
    close = [place for place in known if abs(place - near) <= 1.5]
    return close[len(close) // 2]


def _outer(places: Iterable[float]) -> float:
    """Give the place that nine in ten stay within: signs may hang beyond the edge."""
    known = sorted(places)
    return known[int(0.9 * (len(known) - 1))]


def _nearest(single: dict[int, Edges], page: int) -> Edges | None:
    """Give the edges of the nearest page of the same side."""
    sides = [other for other in single if (other - page) % 2 == 0] or list(single)
    return single[min(sides, key=lambda other: abs(other - page))] if sides else None
