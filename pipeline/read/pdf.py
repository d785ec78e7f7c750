"""PDF: pages of letters in their places -> text, with the shape of each line and marks of its type.

The text holds each line as the page shows it, in reading order; a page begins with a form feed.
Nothing is joined or left out here: divided words, heads and folios are the later stages' matter.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from io import BytesIO
from typing import NamedTuple

from pipeline.book import Shape, Source
from pipeline.errors import RecensionError
from pipeline.read.columns import reading_order
from pipeline.read.pdfium import Reader, Sheet, label, opened
from pipeline.read.rows import rows_of
from pipeline.read.typed import TypedLine, typed_line
from pipeline.read.typemarks import Types, marks_of, shape_of
from pipeline.text import Mark

OCR_FIRST = (
    "it holds pictures of pages and no letters: run OCR over it first (`ocrmypdf in.pdf out.pdf`),"
    " or give the hOCR that an OCR engine writes"
)


class _Page(NamedTuple):
    label: str
    lines: list[TypedLine]
    turned: list[TypedLine]
    """What is set sideways on it, which has no place among the lines."""


def read_pdf(data: bytes, name: str) -> Source:
    """Read a PDF file.

    Raises:
        RecensionError: it is encrypted or damaged, or none of its pages has text.
    """
    with opened(data, name) as document:
        reader = Reader(document)
        pages = [_page(label(document, k), reader.sheet(k)) for k in range(len(document))]
    if not any(page.lines for page in pages):
        raise RecensionError("the PDF has no text", name, OCR_FIRST)
    return _source(pages, name, hashlib.sha256(data).hexdigest())


def page_image(data: bytes, number: int, density: int, name: str) -> bytes:
    """Render a page, counted from 0, as a PNG of so many pixels to the inch.

    Raises:
        RecensionError: the PDF cannot be read, or has no such page.
    """
    with opened(data, name) as document:
        if not 0 <= number < len(document):
            raise RecensionError(
                f"there is no page {number + 1}", name, f"it has {len(document)} pages"
            )
        picture = document[number].render(scale=density / 72).to_pil()
    buffer = BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


def _page(name: str, sheet: Sheet) -> _Page:
    letters: Counter[int] = Counter()
    for stretch in sheet.stretches:
        letters[stretch.angle] += len(stretch.letters)
    upright, *others = [angle for angle, _ in letters.most_common()] or [0]
    turned = [line for angle in others for line in _lines(sheet, angle)]
    return _Page(name, _lines(sheet, upright), turned)


def _lines(sheet: Sheet, angle: int) -> list[TypedLine]:
    stretches = [stretch for stretch in sheet.stretches if stretch.angle == angle]
    return [typed_line(row) for row in reading_order(rows_of(stretches))]


def _source(pages: Sequence[_Page], name: str, digest: str) -> Source:
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
        digest,
        tuple(starts),
        labels if any(labels) else (),
        tuple(shapes),
        tuple(sorted(marks, key=lambda mark: (mark.start, mark.end))),
    )
