"""What an OCR engine writes of invented pages, in each of the formats that are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import radians, tan

DENSITY = 300
EM = 42
"""Pixels to an em: ten points."""
LEADING = 50
TALL = "bdfhklABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789“”‘’*°!?"
DEEP = "gjpqy,;("


@dataclass(frozen=True)
class Word:
    """A word to be shown.

    `rise` and `scale` are shares of an em and of the line's size, `gap` is in pixels before it, and
    `spill` by how many its box reaches into the line above. A `bullet` is one, whatever its text.
    """

    text: str
    confidence: int = 96
    bold: bool = False
    italic: bool = False
    rise: float = 0.0
    scale: float = 1.0
    gap: int = 0
    spill: int = 0
    bullet: bool = False


@dataclass(frozen=True)
class Line:
    """A line of words; `left` in pixels from the margin."""

    words: Sequence[Word]
    size: float = 1.0
    left: int = 0


@dataclass(frozen=True)
class Page:
    """A page of lines; `skew` in degrees."""

    lines: Sequence[Line]
    label: str = ""
    skew: float = 0.0

    def placed(self) -> list[list[tuple[Word, tuple[int, int, int, int]]]]:
        """Give each word its box, as on a page of 300 dots to the inch."""
        placed = []
        for number, line in enumerate(self.lines):
            base, x, row = 300.0 + LEADING * number, 200.0 + line.left, []
            for word in line.words:
                x += word.gap
                em = EM * line.size * word.scale
                width = 0.46 * em * len(word.text)
                foot = base - word.rise * EM * line.size
                rises = any(sign in TALL for sign in word.text)
                top = foot - em * (0.68 if rises else 0.45) - word.spill
                bottom = foot + em * (0.22 if any(sign in DEEP for sign in word.text) else 0.0)
                fall = tan(radians(self.skew)) * (x + width / 2 - 800)
                drift = -tan(radians(self.skew)) * (base - 1200)
                if word.bullet:
                    width, top, bottom = 0.25 * em, foot - 0.37 * em, foot - 0.12 * em
                row.append((word, (x + drift, top + fall, x + width + drift, bottom + fall)))
                x += width + 0.25 * em
            placed.append([(word, tuple(map(round, box))) for word, box in row])
        return placed  # type: ignore[return-value]


def words(text: str) -> list[Word]:
    """Give the words of a text."""
    return [Word(each) for each in text.split()]


def plain_lines(*texts: str) -> list[Line]:
    """Give lines of text."""
    return [Line(words(text)) for text in texts]


def hocr(*pages: Page) -> bytes:
    """Write pages as Tesseract does."""
    parts = []
    for number, page in enumerate(pages):
        label = f"; lpageno {page.label}" if page.label else ""
        parts.append(
            f"<div class='ocr_page' id='page_{number + 1}' title='image \"x.png\"; bbox 0 0 1654"
            f" 2552; ppageno {number}; scan_res {DENSITY} {DENSITY}{label}'>"
        )
        for row in page.placed():
            parts.append("<span class='ocr_line' title='bbox 0 0 9 9; baseline 0 0; x_size 42'>")
            for word, box in row:
                shown = escape(word.text)
                shown = f"<strong>{shown}</strong>" if word.bold else shown
                shown = f"<em>{shown}</em>" if word.italic else shown
                title = f"bbox {' '.join(map(str, box))}; x_wconf {word.confidence}"
                parts.append(f"<span class='ocrx_word' title='{title}'>{shown}</span>")
            parts.append("</span>")
        parts.append("</div>")
    head = "<meta name='ocr-capabilities' content='ocr_page ocr_line ocrx_word'/>"
    xml = "<?xml version='1.0' encoding='UTF-8'?>\n"
    body = "\n".join(parts)
    return (
        f"{xml}<html xmlns='http://www.w3.org/1999/xhtml'><head>{head}</head>\n<body>{body}</body>"
        "</html>\n"
    ).encode()


def alto(*pages: Page, version: int = 4) -> bytes:
    """Write pages as libraries do, in tenths of a millimetre."""
    parts = []
    for number, page in enumerate(pages):
        label = f" PRINTED_IMG_NR='{page.label}'" if page.label else ""
        parts.append(
            f"<Page ID='P{number}'{label} WIDTH='1400' HEIGHT='2161'><PrintSpace>"
            f"<TextBlock ID='B{number}'>"
        )
        for row in page.placed():
            parts.append("<TextLine>")
            for k, (word, box) in enumerate(row):
                left, top, right, bottom = (place * 254 / DENSITY for place in box)
                style = " ".join(["bold"] * word.bold + ["italics"] * word.italic)
                parts.append("<SP/>" if k else "")
                parts.append(
                    f"<String CONTENT='{escape(word.text)}' HPOS='{left:.1f}' VPOS='{top:.1f}'"
                    f" WIDTH='{right - left:.1f}' HEIGHT='{bottom - top:.1f}'"
                    f" WC='{word.confidence / 100}' STYLE='{style}'/>"
                )
            parts.append("</TextLine>")
        parts.append("</TextBlock></PrintSpace></Page>")
    return (
        "<?xml version='1.0' encoding='UTF-8'?>\n"
        f"<alto xmlns='http://www.loc.gov/standards/alto/ns-v{version}#'><Description>"
        "<MeasurementUnit>mm10</MeasurementUnit></Description>\n"
        f"<Layout>{''.join(parts)}</Layout></alto>\n"
    ).encode()


def djvu_xml(*pages: Page) -> bytes:
    """Write pages as the Internet Archive does."""
    parts = []
    for page in pages:
        parts.append("<OBJECT width='1654' height='2552'>")
        parts.append(f"<PARAM name='DPI' value='{DENSITY}'/><HIDDENTEXT><PAGECOLUMN><REGION>")
        parts.append("<PARAGRAPH>")
        for row in page.placed():
            parts.append("<LINE>")
            for word, (left, top, right, bottom) in row:
                coords = f"{left},{bottom},{right},{top}"
                parts.append(
                    f"<WORD coords='{coords}' x-confidence='{word.confidence}'>"
                    f"{escape(word.text)}</WORD>"
                )
            parts.append("</LINE>")
        parts.append("</PARAGRAPH></REGION></PAGECOLUMN></HIDDENTEXT></OBJECT>")
    return (
        "<?xml version='1.0' encoding='UTF-8'?>\n<!DOCTYPE DjVuXML>\n"
        f"<DjVuXML><HEAD/><BODY>{''.join(parts)}</BODY></DjVuXML>\n"
    ).encode()


FORMATS = {"hOCR": hocr, "ALTO": alto, "DjVu XML": djvu_xml}
