"""Where the lines of a page stand on its image, as shares of its width and height."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.model.book import PageImage, Shape, Source
from pipeline.model.finding import Span

ASCENT, DESCENT = 0.8, 0.25
"""How far a line's letters rise above its baseline and reach below it, in ems."""
MARGIN = 0.1
"""Share of a page that is taken to be margin on each side, where its lines' places are guessed."""
USUAL = 0.9
"""The share of pages that have no more lines than a full one is taken to have."""


class LineBox(NamedTuple):
    """The place of a line of the raw source, raw[start:end], on the image of its page."""

    start: int
    end: int
    left: float
    top: float
    width: float
    height: float
    estimated: bool = False
    """It is guessed by the number of the line: the input shows no places."""

    def holds(self, span: Span) -> bool:
        """Tell whether a stretch of the raw source reaches into the line, or a point stands in it.

        >>> line = LineBox(10, 20, 0.1, 0.1, 0.8, 0.02)
        >>> [line.holds(span) for span in ((20, 22), (8, 10), (10, 10), (21, 21))]
        [True, False, True, False]
        """
        start, end = span
        return start <= self.end and (self.start < end or self.start == start == end)


def full_page(raw: str, starts: Sequence[int]) -> int:
    """Give how many lines a full page has, empty ones among them counted, those at its ends not.

    >>> full_page("a\\nb\\n\\nc\\n\\fd\\n", [0, 7])
    4
    """
    ends = [*starts[1:], len(raw)]
    counts = sorted(raw[a:b].strip().count("\n") + 1 for a, b in zip(starts, ends, strict=True))
    return counts[min(len(counts) - 1, int(USUAL * len(counts)))] if counts else 1


def line_boxes(
    source: Source, start: int, end: int, image: PageImage, full: int
) -> tuple[LineBox, ...]:
    """Give the places of the lines of raw[start:end], which stand on one page.

    Where the input shows no places, they are estimated from the line's number on the page, of which
    a full one has `full` lines.
    """
    lines = [line for line in _lines(source.text, start, end) if source.text[slice(*line)].strip()]
    if not source.shapes or not image.width or not image.height:
        return tuple(_estimated(source.text, start, end, lines, full))
    return tuple(_shown(source.shapes, lines, image))


def _lines(raw: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for line in raw[start:end].split("\n"):
        begin = at + len(line) - len(line.lstrip("\f"))
        yield begin, at + len(line)
        at += len(line) + 1


def _shown(
    shapes: Sequence[Shape], lines: Sequence[tuple[int, int]], image: PageImage
) -> Iterator[LineBox]:
    slope, x, y = image.skew
    for start, end in lines:
        k = bisect_left(shapes, start, key=lambda shape: shape.start)
        if k == len(shapes) or shapes[k].start != start:
            continue  # it is set sideways
        shape = shapes[k]
        # The page was turned upright: on its image, the line falls from its left to its right end.
        drift = slope * (shape.base - y)
        left, right = shape.left - drift, shape.right - drift
        falls = sorted(shape.base + slope * (side - x) for side in (left, right))
        top, bottom = falls[0] - ASCENT * shape.size, falls[1] + DESCENT * shape.size
        yield _box(
            start,
            end,
            (left / image.width, right / image.width),
            (top / image.height, bottom / image.height),
        )


def _estimated(
    raw: str, start: int, end: int, lines: Sequence[tuple[int, int]], full: int
) -> Iterator[LineBox]:
    if not lines:
        return
    first = raw.count("\n", start, lines[0][0])
    count = max(full, raw.count("\n", lines[0][0], lines[-1][0]) + 1)
    widest = max(end - start for start, end in lines)
    space = 1 - 2 * MARGIN
    for begin, stop in lines:
        row = raw.count("\n", start, begin) - first
        text = raw[begin:stop]
        indent = len(text) - len(text.lstrip())
        across = (MARGIN + space * indent / widest, MARGIN + space * len(text.rstrip()) / widest)
        down = (MARGIN + space * row / count, MARGIN + space * (row + 1) / count)
        yield _box(begin, stop, across, down)._replace(estimated=True)


def _box(start: int, end: int, across: Sequence[float], down: Sequence[float]) -> LineBox:
    """Make a box, rounded, and no larger than the page."""
    left, right, top, bottom = (round(min(1.0, max(0.0, side)), 4) for side in (*across, *down))
    return LineBox(start, end, left, top, round(right - left, 4), round(bottom - top, 4))
