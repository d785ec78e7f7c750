"""PDF: letters in their places -> text, with the shape of each line and marks of its type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from io import BytesIO

from pipeline.book import PageImage, Source
from pipeline.errors import RecensionError
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


def read_pdf(files: Sequence[File], name: str) -> Source:
    """Read PDF files as one.

    Raises:
        RecensionError: one is encrypted or damaged, or none of their pages has text.
    """
    pages: list[TypedPage] = []
    for file in files:
        with opened(file.data, file.name) as document:
            reader = Reader(document)
            pages += [_page(reader, k, file) for k in range(len(document))]
    if not any(page.lines for page in pages):
        raise RecensionError("the PDF has no text", name, OCR_FIRST)
    return source_of(pages, name)


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
