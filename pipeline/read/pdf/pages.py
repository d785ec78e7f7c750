"""The pages of PDF files as one source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from pipeline.errors import RecensionError
from pipeline.machine import limits
from pipeline.model.book import PageImage, Source
from pipeline.read.files import File
from pipeline.read.pages import TypedPage, source_of
from pipeline.read.pdf.columns import reading_order
from pipeline.read.pdf.pdfium import Reader, Sheet, label, opened
from pipeline.read.pdf.rows import rows_of
from pipeline.read.pdf.typed import typed_line
from pipeline.read.typeset import TypedLine

OCR_FIRST = (
    "it holds pictures of pages and no letters: run OCR over it first (`ocrmypdf in.pdf out.pdf`),"
    " or give the hOCR that an OCR engine writes"
)


def read_pages(files: Sequence[File], name: str, told: Callable[[bool], None]) -> Source:
    """Read PDF files as one; `told` is called before a page is read (True), or a file opened.

    Raises:
        RecensionError: one is encrypted or damaged, or none of their pages has text.
    """
    pages: list[TypedPage] = []
    for file in files:
        told(False)
        with opened(file.data, file.name) as document:
            limits.demand(len(pages) + len(document), limits.PAGES, "pages", name)
            reader = Reader(document, file.name)
            for number in range(len(document)):
                told(True)
                pages.append(_page(reader, number, file))
    if not any(page.lines for page in pages):
        raise RecensionError("the PDF has no text", name, OCR_FIRST)
    return source_of(pages, name)


def _page(reader: Reader, number: int, file: File) -> TypedPage:
    sheet = reader.sheet(number)
    letters: Counter[int] = Counter()
    for stretch in sheet.stretches:
        letters[stretch.angle] += len(stretch.letters)
    upright, *others = [angle for angle, _ in letters.most_common()] or [0]
    turned = [line for angle in others for line in _lines(sheet, angle)]
    sides = sheet.sides if upright in (0, 180) else sheet.sides[::-1]
    image = PageImage(file.path, number, "".join(file.path[-1:]), *sides, turn=upright)
    return TypedPage(label(reader.document, number), _lines(sheet, upright), turned, image)


def _lines(sheet: Sheet, angle: int) -> list[TypedLine]:
    stretches = [stretch for stretch in sheet.stretches if stretch.angle == angle]
    return [typed_line(row) for row in reading_order(rows_of(stretches))]
