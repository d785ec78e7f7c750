"""Pages of typed lines put together to a source: its text, shapes, labels and marks.

The text holds each line as the page shows it, in reading order; a page begins with a form feed.
Nothing is joined or left out here: divided words, heads and folios are the later stages' matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.model.book import PageImage, Shape, Source
from pipeline.model.text import Mark
from pipeline.read.typemarks import Types, marks_of, shape_of
from pipeline.read.typeset import TypedLine


class TypedPage(NamedTuple):
    """A page: the label that the file gives it, and its lines in reading order."""

    label: str
    lines: Sequence[TypedLine]
    turned: Sequence[TypedLine] = ()
    """What is set sideways on it, which has no place among the lines."""
    image: PageImage = PageImage()


def source_of(pages: Sequence[TypedPage], name: str) -> Source:
    """Make the source of the pages; one of them at least has a line."""
    types = Types.of(line for page in pages for line in (*page.lines, *page.turned))
    text: list[str] = []
    starts: list[int] = []
    shapes: list[Shape] = []
    marks: list[Mark] = []
    at = 0
    for number, page in enumerate(pages):
        if number:
            starts.append(at)
            text.append("\f")
            at += 1
        for k, line in enumerate((*page.lines, *page.turned)):
            if k < len(page.lines):
                shapes.append(shape_of(line, at, types))
            marks += marks_of(line, at, types, opens=int(number > 0 and k == 0))
            text.append(f"{line.text}\n")
            at += len(line.text) + 1
        if not (page.lines or page.turned):
            text.append("\n")  # a page without a character would not be counted
            at += 1
    labels = tuple(page.label for page in pages)
    return Source(
        name,
        "".join(text),
        "",
        tuple(starts),
        labels if any(labels) else (),
        tuple(shapes),
        tuple(page.image for page in pages),
        tuple(sorted(marks, key=lambda mark: (mark.start, mark.end))),
    )
