"""The Internet Archive's `_djvu.xml`: DjVu's hidden text as XML, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from lxml import etree

from pipeline.machine import limits
from pipeline.read.ocr.markup import Elements, local, number, plain
from pipeline.read.ocr.scan import Box, Scan, ScanLine, ScanPage, Word, by_height


def read_djvu_xml(text: str) -> Scan:
    """Read a file of DjVu's hidden text."""
    elements = Elements(text, "OBJECT")
    pages = []
    for element in elements:
        pages.append(_page(element))
        limits.demand(len(pages), limits.PAGES, "pages")
    return Scan(tuple(pages), elements.fault)


def _page(page: etree._Element) -> ScanPage:
    said = {each.get("name"): plain(each.get("value")) for each in page.iter("{*}PARAM")}
    density = number(said.get("DPI"))
    scale = 72 / density if density > 0 else 0.0
    sides = number(page.get("width")), number(page.get("height"))
    return ScanPage("", tuple(_lines(page)), scale, sides, said.get("PAGE", ""))


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
