"""ALTO XML, which libraries keep beside their page images (versions 1 to 4).

https://www.loc.gov/standards/alto/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from pipeline.machine import limits
from pipeline.read.ocr.markup import Elements, local, number, plain
from pipeline.read.ocr.scan import Box, Scan, ScanLine, ScanPage, Word
from pipeline.read.typeset import Face

UNITS = {"mm10": 72 / 254, "inch1200": 72 / 1200, "mm": 72 / 25.4}
"""Points to the unit; pixels have none, for the file does not give their density."""
PLACES = ("TopMargin", "PrintSpace", "LeftMargin", "RightMargin", "BottomMargin")
"""The order in which a page's parts are read; in the file the margins stand first."""


def read_alto(text: str) -> Scan:
    """Read a file of ALTO XML."""
    styles: dict[str, tuple[Face, int]] = {}
    order: dict[str, int] = {}
    scale, image, pages = 0.0, "", []
    names = ("MeasurementUnit", "fileName", "TextStyle", "ReadingOrder", "Page")
    elements = Elements(text, *names)
    for element in elements:
        name = local(element)
        if name == "MeasurementUnit":
            scale = UNITS.get(plain(element.text), 0.0)
        elif name == "fileName":
            image = image or plain(element.text)  # a later one is that of a step of the work
        elif name == "TextStyle":
            family = Face.named(element.get("FONTFAMILY", ""))
            styles[element.get("ID", "")] = _styled(element.get("FONTSTYLE", ""), family, 0)
        elif name == "ReadingOrder":
            order = {each.get("REF", ""): k for k, each in enumerate(element.iter("{*}ElementRef"))}
        else:
            lines = tuple(_lines(element, styles, order))
            sides = number(element.get("WIDTH")), number(element.get("HEIGHT"))
            label = plain(element.get("PRINTED_IMG_NR"))
            pages.append(ScanPage(label, lines, scale, sides, image))
            limits.demand(len(pages), limits.PAGES, "pages")
    return Scan(tuple(pages), elements.fault)


def _styled(names: str, face: Face, level: int) -> tuple[Face, int]:
    """Add the styles of a list of names."""
    styles = set(names.lower().split())
    face = face._replace(
        bold=face.bold or "bold" in styles,
        italic=face.italic or "italics" in styles or "italic" in styles,
        capitals=face.capitals or "smallcaps" in styles,
    )
    return face, 1 if "superscript" in styles else -1 if "subscript" in styles else level


def _in_order(page: etree._Element, order: dict[str, int]) -> list[etree._Element]:
    """Give the lines of a page as they are read: by the order that the file states, if it does.

    What that does not name goes with what stands before it.
    """
    parts = {name: k for k, name in enumerate(PLACES)}
    ordered = sorted(page, key=lambda part: parts.get(local(part), 1))
    lines = [line for part in ordered for line in part.iter("{*}TextLine")]
    ranks, rank = [], -1
    for line in lines:
        named = (each.get("ID", "") for each in (line, *line.iterancestors()))
        rank = next((order[name] for name in named if name in order), rank)
        ranks.append(rank)
    return [line for _, line in sorted(zip(ranks, lines, strict=True), key=lambda each: each[0])]


def _lines(
    page: etree._Element, styles: dict[str, tuple[Face, int]], order: dict[str, int]
) -> Iterator[ScanLine]:
    shown = _in_order(page, order)
    spaced = any(local(item) == "SP" for line in shown for item in line)
    for line in shown:
        block = line.getparent()
        outer = " ".join(each.get("STYLEREFS", "") for each in (block, line) if each is not None)
        words = tuple(_words(line, _style(outer, styles, (Face(), 0)), styles, spaced))
        turned = block is not None and 45 <= number(block.get("ROTATION")) % 180 <= 135
        if words:
            yield ScanLine(words, turned)


def _style(
    references: str, styles: dict[str, tuple[Face, int]], outer: tuple[Face, int]
) -> tuple[Face, int]:
    """Give the style that references name; the last of them holds."""
    named = [styles[name] for name in references.split() if name in styles]
    return named[-1] if named else outer


def _words(
    line: etree._Element,
    outer: tuple[Face, int],
    styles: dict[str, tuple[Face, int]],
    spaced: bool,
) -> Iterator[Word]:
    """Give the words of a line. Where the file has blanks at all, none stands where it has none."""
    apart = True
    last: Word | None = None
    for item in line:
        name = local(item)
        if name == "SP":
            apart = True
        elif name == "HYP" and last is not None:
            sign = plain(item.get("CONTENT")) or "-"
            if not re.search(r"[-¬\u00ad‐]$", last.text):
                last = last._replace(text=last.text + sign, letters=())
        elif name == "String" and (text := plain(item.get("CONTENT"))):
            if last is not None:
                yield last
            face, level = _style(item.get("STYLEREFS", ""), styles, outer)
            face, level = _styled(item.get("STYLE", ""), face, level)
            certain = item.get("WC")
            glyphs = [_box(glyph) for glyph in item.iter("{*}Glyph")]
            last = Word(
                text,
                _box(item),
                None if certain is None else 100 * min(1.0, number(certain)),
                face,
                level,
                tuple(glyphs) if len(glyphs) == len(text) else (),
                apart,
            )
            apart = not spaced
    if last is not None:
        yield last


def _box(element: etree._Element) -> Box:
    left, top = number(element.get("HPOS")), number(element.get("VPOS"))
    width, height = number(element.get("WIDTH")), number(element.get("HEIGHT"))
    return Box(left, top, left + width, top + height)
