"""What the type of a line says: its size and weight against the text's, and how it stands.

Only inputs that show shapes (PDF, hOCR) have it. Everything is relative to the book: the text is
what most lines are set like, the notes what lines with a note's label are set like.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from pipeline.book import Line, Shape
from pipeline.layout.lines import natural_width
from pipeline.layout.shapes import FAR, HANGING, Setting, block_rights

INSET = 0.8
"""Ems from which on a line is set in."""
EVEN = 0.5
"""Ems by which the two margins of a centred line may differ."""
EXACT = 0.06
"""Ems by which the first lines of paragraphs may differ."""
FEW = 3
"""Lines with a note's label from which the notes' size is learned."""
FINE = 0.025
"""Share of the usual distance by which two lines of one size must be farther apart for a gap."""
FEET = 2
"""Lines below the notes of a page that may be its folio and foot."""


class Cast(NamedTuple):
    """How a line is set beside the text."""

    scale: float
    """Its size, as a share of the text's."""
    inset: float
    """How far it is set in, in ems of the text."""
    first: bool
    """As far as the first lines of the book's paragraphs, and not set off."""
    centred: bool
    heavy: bool
    """Bold, where the text is not."""
    slanted: bool
    """Italic, where the text is not."""
    note: float
    """What its size and place speak for a note's line against the text's."""
    off: bool
    """Set off from the text, in smaller type or set in as a block: a quotation or verse."""
    early: bool | None
    """Of a line that is set off: it ended although the next word had room. None: not known."""
    gap: bool
    """Of a line that is set off: it stands a little farther from the line above than is usual."""


def casts_of(
    lines: Sequence[Line], setting: Setting | None, labelled: Iterable[int]
) -> dict[int, Cast]:
    """Give the cast of each line that has a shape; `labelled` are lines that begin notes."""
    if setting is None:
        return {}
    shaped = [(i, line.shape) for i, line in enumerate(lines) if line.shape is not None]
    plain = [shape for i, shape in shaped if setting.scale(lines[i], shape) == 1]
    bold = sum(shape.bold for shape in plain) > len(plain) / 2
    italic = sum(shape.italic for shape in plain) > len(plain) / 2
    notes = _notes(lines, setting, labelled)
    indent = _first_line(lines, setting)
    off = _set_off(lines, setting, {i for i, weight in notes.items() if weight > 0}, indent)
    found = {}
    for i, shape in shaped:
        left, right = setting.edges[lines[i].start]
        before, after = (shape.left - left) / setting.size, (right - shape.right) / setting.size
        found[i] = Cast(
            scale=setting.scale(lines[i], shape),
            inset=before,
            first=indent > 0 and abs(before - indent) < EXACT and i not in off,
            centred=before > 1.0 and abs(before - after) < EVEN,
            heavy=shape.bold and not bold,
            slanted=shape.italic and not italic,
            note=notes.get(i, 0.0),
            off=i in off,
            early=off[i][0] if i in off else None,
            gap=i in off and off[i][1],
        )
    return found


def _notes(lines: Sequence[Line], setting: Setting, labelled: Iterable[int]) -> dict[int, float]:
    """Weigh each line's size and place for a note's, where notes are smaller than the text.

    Notes are the last on their page, but for a folio or foot; what has text below it is none.
    """
    begin = set(labelled)
    sizes = Counter(round(shape.size, 1) for i in begin if (shape := lines[i].shape))
    if not sizes:
        return {}
    size, count = sizes.most_common(1)[0]
    if count < max(FEW, sum(sizes.values()) / 2) or size >= (1 - setting.close) * setting.size:
        return {}
    weights: dict[int, float] = {}
    for _, group in groupby(range(len(lines)), key=lambda i: lines[i].page):
        page = [(i, shape) for i in group if (shape := lines[i].shape)]
        small = [abs(shape.size / size - 1) <= setting.close for _, shape in page]
        last = max((k for k, is_small in enumerate(small) if is_small), default=-1)
        first = last + 1
        if last >= len(page) - 1 - FEET:
            first = next((k + 1 for k in range(last, -1, -1) if not small[k]), 0)
            inner = min((page[k][1].left for k in range(first, last + 1)), default=0.0)
            edge = setting.edges[lines[page[last][0]].start][0]
            begun = any(page[k][0] in begin for k in range(first, last + 1))
            if not begun and inner > edge + INSET * setting.size:
                first = last + 1  # set in as a whole: a quotation that ends the page
        for k, (i, _) in enumerate(page):
            weights[i] = 3.0 if first <= k <= last else -9.0
    return weights


def _set_off(
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


def _first_line(lines: Sequence[Line], setting: Setting) -> float:
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
