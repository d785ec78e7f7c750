"""Lines that are set off from the text: in smaller type, or set in as a block.

They are quotations, verse, and what belongs to these.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.conventions.widths import natural_width
from pipeline.layout.setting.shapes import FAR, HANGING, Setting, block_rights
from pipeline.model.book import Line, Shape

INSET = 0.8
"""Ems from which on a line is set in."""
FINE = 0.025
"""Share of the usual distance by which two lines of one size must be farther apart for a gap."""
FEET = 2
"""Lines below the text or the notes of a page that may be its folio and foot."""


def set_off(
    lines: Sequence[Line], setting: Setting, notes: set[int], indent: float
) -> dict[int, tuple[bool | None, bool]]:
    """Find the lines that are set off; tell whether each ended early, and has a gap above it."""
    rights = block_rights(lines, setting)
    found: dict[int, tuple[bool | None, bool]] = {}
    blocks = list(_blocks(lines, setting, notes, indent))
    for k, block in enumerate(blocks):
        shapes = [(i, shape) for i in block if (shape := lines[i].shape)]
        edge, right = setting.edges[lines[block[0]].start]
        inset = min(shape.left for _, shape in shapes) - edge
        reach = max(max(shape.right for _, shape in shapes), right - inset)
        goes_on = _goes_on(lines, block, blocks[k + 1 : k + 3], setting, notes)
        above: Shape | None = None
        for (i, shape), after in zip(shapes, [*block[1:], goes_on], strict=True):
            early = None
            if after is not None and setting.justified:
                end = rights.get(lines[i].start, right)
                early = abs(shape.right - end) > HANGING * setting.size
                if early and abs(shape.right - right + inset) < HANGING * setting.size:
                    early = None  # filled to an edge that no other line shows, or so by chance
            elif after is not None:
                word = natural_width(" " + lines[after].text.split(" ", 1)[0]) * shape.size
                early = shape.right + 1.05 * word < reach
            usual = setting.lead(shape.size)
            gap = above is not None and shape.base - above.base > (1 + FINE) * usual
            found[i] = (early, gap)
            above = shape
    return found


def _goes_on(
    lines: Sequence[Line],
    block: list[int],
    following: Sequence[list[int]],
    setting: Setting,
    notes: set[int],
) -> int | None:
    """Give the first line of the block that goes on with this one on the next page; None: none."""
    last = block[-1]
    for other in following:  # the first may be the next page's head
        first = other[0]
        here, there = lines[last].shape, lines[first].shape
        if here is None or there is None or lines[first].page != lines[last].page + 1:
            continue
        insets = (
            shape.left - setting.edges[line.start][0]
            for line, shape in ((lines[last], here), (lines[first], there))
        )
        between = [i for i in range(last + 1, first) if lines[i].text and i not in notes]
        alike = abs(here.size - there.size) < 0.3 and abs(next(insets) - next(insets)) < 1.0
        if alike and len(between) <= FEET:
            return first
    return None


def _blocks(
    lines: Sequence[Line], setting: Setting, notes: set[int], indent: float
) -> Iterator[list[int]]:
    """Give the runs of lines on one page that are set off together."""
    block: list[int] = []
    for i, line in enumerate(lines):
        shape = line.shape
        if not line.text:
            continue
        if shape is None or i in notes or not _stands_off(line, shape, setting):
            yield from _whole(lines, block, setting, indent)
            block = []
        else:
            if block and not _together(lines[block[-1]], line):
                yield from _whole(lines, block, setting, indent)
                block = []
            block.append(i)
    yield from _whole(lines, block, setting, indent)


def _stands_off(line: Line, shape: Shape, setting: Setting) -> bool:
    inset = (shape.left - setting.edges[line.start][0]) / setting.size
    scale = setting.scale(line, shape)
    return scale < 1 or (scale == 1 and inset >= INSET)


def _together(above: Line, here: Line) -> bool:
    a, b = above.shape, here.shape
    return (
        a is not None and b is not None and above.page == here.page and abs(a.size - b.size) < 0.3
    )


def _whole(
    lines: Sequence[Line], block: list[int], setting: Setting, indent: float
) -> Iterator[list[int]]:
    """Give a block if it is one: not the first lines of paragraphs, nor a list's hanging lines."""
    shapes = [shape for i in block if (shape := lines[i].shape)]
    if not shapes:
        return
    if setting.scale(lines[block[0]], shapes[0]) < 1:
        yield block
        return
    left, right = setting.edges[lines[block[0]].start]
    insets = [(shape.left - left) / setting.size for shape in shapes]
    if all(abs(inset - indent) < 0.2 for inset in insets) or min(insets) > FAR + 4:
        return
    if max(shape.right for shape in shapes) <= right - 0.5 * min(insets) * setting.size:
        yield block


def first_indent(lines: Sequence[Line], setting: Setting) -> float:
    """Give the indent of paragraphs' first lines, in ems: the commonest above a line without."""
    insets: Counter[float] = Counter()
    for a, b in pairwise([line for line in lines if line.shape]):
        if a.page == b.page and a.shape and b.shape:
            here, below = (
                (shape.left - setting.edges[line.start][0]) / setting.size
                for line, shape in ((a, a.shape), (b, b.shape))
            )
            if 0.5 < here < FAR and abs(below) < 0.3:
                insets[round(here, 2)] += 1
    return insets.most_common(1)[0][0] if insets else 0.0
