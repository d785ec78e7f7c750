"""The rows of a page in the order in which they are read: columns one after the other.

A gutter is a place that no line crosses for many lines in a row, with lines of text on both sides.
A column of numbers beside a table of contents is no column of text. What stands in the margin
beside the text (line numbers, side notes) is read after the text of its page.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.read.pdf.rows import Row, usual_size

GUTTER = 0.9
"""Share of the size; what is farther apart on a baseline may stand in two columns."""
LEAST_LINES = 8
"""Lines on either side of a gutter."""
LEAST_WIDTH, FULL = 4.0, 0.4
"""Ems, and share of the column's width, that most lines of a column have."""
STEPS = 60
"""Places between the page's edges that are tried for a gutter."""
MOST_ASIDE = 0.5
"""Share of the lines that may have a side note beside them."""
ASIDE = 0.6
"""Share of the size between the text and what stands in its margin."""


def reading_order(rows: Sequence[Row]) -> list[Row]:
    """Give the lines of a page in reading order; rows that cross a gutter are cut there."""
    cells = [cell for row in rows for cell in _cells(row)]
    gutter = _gutter(cells)
    if gutter is None:
        return _margins_last(rows)
    x, top, bottom = gutter
    above = [row for row in rows if row.base < top]
    below = [row for row in rows if row.base > bottom]
    inside = [cell for cell in cells if top <= cell.base <= bottom]
    left = _joined([cell for cell in inside if cell.right <= x])
    right = _joined([cell for cell in inside if cell.left >= x])
    ordered = []
    for part in (above, left, right, below):
        ordered += reading_order(part)
    return ordered


def _cells(row: Row) -> list[Row]:
    """Cut a row where it has wide gaps."""
    cells: list[Row] = []
    for piece in row.pieces:
        if cells and piece.left - cells[-1].right <= GUTTER * row.size:
            cells[-1].pieces.append(piece)
        else:
            cells.append(Row(row.base, row.size, [piece]))
    cells[0].edge = row.edge
    return cells


def _joined(cells: Sequence[Row]) -> list[Row]:
    """Put the cells of one baseline together again."""
    rows: list[Row] = []
    for cell in cells:
        if rows and rows[-1].base == cell.base:
            rows[-1].pieces += cell.pieces
            rows[-1].edge = cell.edge if rows[-1].edge is None else rows[-1].edge
        else:
            rows.append(Row(cell.base, cell.size, list(cell.pieces), cell.edge))
    for row in rows:
        row.size = usual_size(row.pieces)
    return rows


def _gutter(cells: Sequence[Row]) -> tuple[float, float, float] | None:
    """Find a gutter: where it is, and the baselines of the first and last line beside it."""
    if len(cells) < 2 * LEAST_LINES:
        return None
    boxes = [(cell.left, cell.right, cell.base, cell.size) for cell in cells]
    left, right = min(box[0] for box in boxes), max(box[1] for box in boxes)
    best: tuple[int, float, float, float] | None = None
    for step in range(STEPS // 5, STEPS - STEPS // 5):
        x = left + (right - left) * step / STEPS
        for run in _runs(boxes, x):
            lines = _columns(run, x)
            if lines and (best is None or lines > best[0]):
                best = (lines, x, run[0][2], run[-1][2])
    return best[1:] if best else None


Box = tuple[float, float, float, float]


def _runs(boxes: Sequence[Box], x: float) -> list[list[Box]]:
    """Give the runs of boxes, in order of their baselines, between those that cross x."""
    crossing = {box[2] for box in boxes if box[0] < x < box[1]}
    runs: list[list[Box]] = [[]]
    for box in boxes:
        if box[2] in crossing:
            runs.append([])
        else:
            runs[-1].append(box)
    return [run for run in runs if len(run) >= 2 * LEAST_LINES]


def _columns(run: Sequence[Box], x: float) -> int:
    """Count the lines of the lesser of two columns; 0 where they are not two columns of text."""
    sides = [[box for box in run if box[1] <= x], [box for box in run if box[0] >= x]]
    least = min(map(len, sides))
    if least < LEAST_LINES:
        return 0
    for side in sides:
        widths = sorted(right - left for left, right, _, _ in side)
        width = max(right for _, right, _, _ in side) - min(left for left, *_ in side)
        usual = widths[len(widths) // 2]
        if usual < max(FULL * width, LEAST_WIDTH * side[0][3]):
            return 0
    # The columns stand beside each other, not one above the other.
    (top, bottom), (other_top, other_bottom) = ((side[0][2], side[-1][2]) for side in sides)
    beside = min(bottom, other_bottom) - max(top, other_top)
    return least if beside > 0.5 * min(bottom - top, other_bottom - other_top) else 0


def _margins_last(rows: Sequence[Row]) -> list[Row]:
    """Take what stands in the margins out of the rows, and set it behind them."""
    text = list(rows)
    edges = _edges(text)
    if edges is None:
        return text
    left, right = edges
    body: list[Row] = []
    aside: list[Row] = []
    for row in text:
        inner: list[Row] = []
        outer: list[Row] = []
        for cell in _cells(row):
            beside = ASIDE * row.size
            out = cell.right < left - beside or cell.left > right + beside
            (outer if out else inner).append(cell)
        body += _joined(inner)
        aside += outer
    return [*body, *aside] if _are_aside(aside, len(text)) else text


def _are_aside(cells: Sequence[Row], lines: int) -> bool:
    """Are they line numbers or side notes, not the page numbers of a table of contents?"""
    numbers = [text for cell in cells if (text := _text(cell)).isdigit()]
    if len(numbers) < len(cells) / 2:
        return len(cells) < MOST_ASIDE * lines
    return all(int(number) % 5 == 0 for number in numbers)


def _text(row: Row) -> str:
    return "".join(letter for piece in row.pieces for letter in piece.letters).strip()


def _edges(rows: Sequence[Row]) -> tuple[float, float] | None:
    """Give the edges of a page's text, where most lines begin, and most end."""
    if len(rows) < LEAST_LINES:
        return None
    cells = [max(_cells(row), key=lambda cell: cell.right - cell.left) for row in rows]
    width = max(cell.right - cell.left for cell in cells)
    full = [cell for cell in cells if cell.right - cell.left > 0.8 * width]
    if len(full) < 0.4 * len(rows):
        return None
    return min(cell.left for cell in full), max(cell.right for cell in full)
