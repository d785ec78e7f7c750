"""hOCR, ALTO and `_djvu.xml`: words in their boxes -> text, with shapes, and marks of doubt.

The lines stand in the order that the file gives. Pages are turned upright, and distances become
points, so that what is learned from the pages of a PDF can be learned from these.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from statistics import median
from typing import cast

from pipeline.errors import RecensionError
from pipeline.machine import limits
from pipeline.model.book import PageImage, Source
from pipeline.model.finding import Finding
from pipeline.read.encodings import decode
from pipeline.read.files import File, in_line
from pipeline.read.kinds import FORMATS
from pipeline.read.ocr.bullets import is_bulleted
from pipeline.read.ocr.confidence import threshold
from pipeline.read.ocr.raised import are_shown, levels
from pipeline.read.ocr.scan import Scan, ScanLine, ScanPage
from pipeline.read.ocr.typesize import Measure, measures
from pipeline.read.ocr.upright import upright
from pipeline.read.pages import TypedPage, source_of
from pipeline.read.typeset import Doubt, Span, TypedLine

EMPTY = Scan((ScanPage("", ()),))
DECLARED = re.compile(rb"(?:encoding|charset)\s*=\s*[\"']?([A-Za-z0-9._-]+)")
LIKELY = (5.0, 20.0)
"""Points that a book's type may have; beyond them the file's density is not the page's."""
WORD = 0.69
"""Ems that the middle word's box is high."""
USUAL = 10.0
"""Points that it is taken to have where the file does not say the density."""


def read_ocr(kind: str, files: Sequence[File], name: str) -> Source:
    """Read files of one of the formats as one; a file without a byte is an empty page.

    Raises:
        RecensionError: none of them has text, or one holds what no OCR engine writes.
    """
    read_scan = cast("Callable[[str], Scan]", FORMATS[kind].load())
    scans = [_scan(read_scan, file) for file in files]
    limits.demand(sum(len(scan.pages) for scan in scans), limits.PAGES, "pages", name)
    pages = _in_points([upright(page) for scan in scans for page in scan.pages])
    if not any(page.lines for page in pages):
        raise RecensionError(f"there is no text in this {kind}", name, "run OCR over it anew")
    least = threshold(
        word.confidence for page in pages for word in page.words() if word.confidence is not None
    )
    sizes = measures(pages)
    shown = are_shown(pages, sizes)
    places = [
        (file, k) for file, scan in zip(files, scans, strict=True) for k in range(len(scan.pages))
    ]
    typed = [
        _typed(page, size, least, shown=shown)._replace(image=_image(page, *place))
        for page, size, place in zip(pages, sizes, places, strict=True)
    ]
    source = source_of(typed, name)
    return replace(source, findings=tuple(_faults(source, scans, files)))


def _scan(read_scan: Callable[[str], Scan], file: File) -> Scan:
    text = decode(file.data, _declared(file.data)).text
    try:
        return read_scan(text) if text else EMPTY
    except RecensionError as error:
        raise RecensionError(error.message, file.name, error.remedy) from error


def _declared(data: bytes) -> str:
    """Give the encoding that an XML or HTML file claims for itself."""
    claim = DECLARED.search(data[:1024])
    return claim[1].decode("ascii") if claim else ""


def _faults(source: Source, scans: Sequence[Scan], files: Sequence[File]) -> Iterator[Finding]:
    """Say which files could be read in part only, each at its last page."""
    begins = (0, *source.starts, len(source.text))
    count = 0
    for scan, file in zip(scans, files, strict=True):
        count += len(scan.pages)
        if scan.fault:
            where = (begins[max(0, count - 1)], begins[count])
            message = (
                f"{file.name} is damaged, and what could be read of it was: {in_line(scan.fault)}"
            )
            yield Finding("damaged-file", "error", where, message, certainty=0.9)


def _in_points(pages: Sequence[ScanPage]) -> list[ScanPage]:
    """Give the pages in points, by their density, or else by the size that their type must have."""
    known = all(page.scale > 0 for page in pages)
    scaled = [page.times(page.scale) for page in pages] if known else list(pages)
    heights = [word.box.height for page in scaled for word in page.words() if len(word.text) > 2]
    size = median(heights) / WORD if heights else 0.0
    if (known and LIKELY[0] <= size <= LIKELY[1]) or not size:
        return scaled
    return [page.times(USUAL / size) for page in scaled]


def _image(page: ScanPage, file: File, number: int) -> PageImage:
    return PageImage(file.path, number, page.image, *page.sides, skew=page.skew)


def _typed(page: ScanPage, own: Sequence[Measure], least: float, *, shown: bool) -> TypedPage:
    lines = [
        _typed_line(line, measure, least, shown=shown)
        for line, measure in zip(page.lines, own, strict=True)
    ]
    turned = [line.turned for line in page.lines]
    return TypedPage(
        page.label,
        [line for line, aside in zip(lines, turned, strict=True) if not aside],
        [line for line, aside in zip(lines, turned, strict=True) if aside],
    )


def _typed_line(line: ScanLine, measure: Measure, least: float, *, shown: bool) -> TypedLine:
    text = ""
    spans: list[Span] = []
    doubts: list[Doubt] = []
    for word in line.words:
        blank = " " if word.apart and text else ""
        start = len(text) + len(blank)
        text += blank + word.text
        if word.confidence is not None and word.confidence < least:
            doubts.append(Doubt(start, len(text), round(word.confidence)))
        for length, seen in levels(word, measure):
            level = seen if shown or word.level or seen != 1 else 0
            last = spans[-1] if spans else None
            if last and last.level == level and last.face == word.face:
                spans[-1] = last._replace(end=start + length)
            else:
                spans.append(Span(start, start + length, word.face, level, 1.0, ("", 0.0)))
            start += length
    left = min(word.box.left for word in line.words)
    right = max(word.box.right for word in line.words)
    return TypedLine(
        text,
        tuple(spans),
        left,
        right,
        measure.base,
        measure.size,
        tuple(doubts),
        is_bulleted(line, measure),
    )
