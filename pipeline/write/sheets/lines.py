"""What stands where on a sheet: its lines, the questions on them, and the pages of the source.

WeasyPrint numbers no lines, and where they end is known only after the layout. So the boxes that
were laid out are read, and numbers and letters are laid over them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from weasyprint.document import Page
from weasyprint.formatting_structure.boxes import Box, LineBox, TextBox

from pipeline.write.inlines import ASKED

APART = 4.0
"""In pixels: lines that begin less apart stand side by side, in a table, and count as one."""


class Line(NamedTuple):
    """A line of text; lengths are in pixels, from the upper left corner of the sheet."""

    top: float
    height: float


class Place(NamedTuple):
    """Where something is on a sheet, and on what line."""

    name: str
    """The number of a finding, or the id of a page of the source."""
    x: float
    line: Line


class Laid(NamedTuple):
    """What was laid out on a sheet."""

    lines: list[Line]
    asked: list[Place]
    """In the order in which they are read."""
    breaks: list[Place]
    chapter: str
    """The title of the chapter that the sheet begins with; "" where there is none."""


def read_sheet(page: Page, known: set[str]) -> Laid:
    """Read what was laid out on a page; `known` are the findings met with, and is added to."""
    lines: dict[float, Line] = {}
    asked: list[Place] = []
    breaks: list[Place] = []
    chapter = ""
    for box, line in _boxes(page._page_box, None):
        if isinstance(box, TextBox) and line is not None and box.text.strip():
            lines.setdefault(line.top, line)
        if box.element is None or isinstance(box, TextBox):
            continue
        chapter = chapter or box.element.get("data-title") or ""
        names = (box.element.get("class") or "").split()
        if line is None:
            continue
        if ASKED in names and (number := box.element.get("data-reading")) not in known:
            known.add(number)
            asked.append(Place(number, box.position_x, line))
        if "pagebreak" in names:
            breaks.append(Place(box.element.get("id") or "", box.position_x, line))
    return Laid(list(_apart(sorted(lines.values()))), asked, breaks, chapter)


def _boxes(box: Box, line: Line | None) -> Iterator[tuple[Box, Line | None]]:
    """Give every box in the order of the text, with the line it stands on."""
    if isinstance(box, LineBox):
        line = Line(round(box.position_y, 2), round(box.height, 2))
    yield box, line
    for child in getattr(box, "children", ()):
        yield from _boxes(child, line)


def _apart(lines: list[Line]) -> Iterator[Line]:
    last = float("-inf")
    for line in lines:
        if line.top - last >= APART:
            last = line.top
            yield line
