"""The Internet Archive's `_djvu.xml`: DjVu's hidden text as XML, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from lxml import etree

from pipeline.read.ocr.markup import Elements, local, number, plain
from pipeline.read.ocr.scan import Box, Scan, ScanLine, ScanPage, Word, by_height


def read_djvu_xml(text: str) -> Scan:
    """Read a file of DjVu's hidden text."""
    elements = Elements(text, "OBJECT")
    pages = tuple(ScanPage("", tuple(_lines(page)), _scale(page)) for page in elements)
    return Scan(pages, elements.fault)


def _scale(page: etree._Element) -> float:
    density = [
        number(each.get("value")) for each in page.iter("PARAM") if each.get("name") == "DPI"
    ]
    return 72 / density[0] if density and density[0] > 0 else 0.0


def _lines(page: etree._Element) -> Iterator[ScanLine]:
    for holder, group in groupby(page.iter("{*}WORD"), key=lambda word: word.getparent()):
        words = [
            Word(text, _box(word), _confidence(word))
            for word in group
            if (text := plain("".join(map(str, word.itertext()))))
        ]
        whole = holder is not None and local(holder) == "LINE"
        yield from (
            ScanLine(tuple(line)) for line in ([words] if whole else by_height(words)) if line
        )


def _confidence(word: etree._Element) -> float | None:
    given = word.get("x-confidence")
    return None if given is None else number(given)


def _box(word: etree._Element) -> Box:
    """Read left, bottom, right and top; DjVu's own tools count these from the page's foot."""
    places = [number(part) for part in word.get("coords", "").split(",")]
    left, bottom, right, top = [*places, 0.0, 0.0, 0.0, 0.0][:4]
    return Box(left, min(top, bottom), right, max(top, bottom))
