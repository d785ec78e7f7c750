"""hOCR, which most OCR engines write: HTML whose classes say what an element is.

Files differ in what they tell apart: pages and lines always, words mostly, characters seldom. Every
letter of a page is read, whatever element holds it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby

from lxml import etree

from pipeline.machine import limits
from pipeline.read.ocr.markup import divisions, local, number, plain
from pipeline.read.ocr.scan import Box, Scan, ScanLine, ScanPage, Word, by_height
from pipeline.read.typeset import Face

LINES = ("ocr_line", "ocrx_line")
BLOCKS = ("ocr_header", "ocr_footer", "ocr_caption", "ocr_textfloat", "ocr_par", "ocr_carea")
"""What holds words: some engines use the first of these for lines, others for what holds lines."""
WORDS = ("ocrx_word", "ocr_word")
LETTERS = ("ocrx_cinfo", "ocr_cinfo")
BOLD, ITALIC = ("strong", "b"), ("em", "i")
LEVELS = {"sup": 1, "sub": -1}
BOX = re.compile(r"\b(?:x_)?bbox(?:es)?((?:\s+-?[\d.]+){4})")
CONFIDENCE = re.compile(r"\bx_wconf\s+([\d.]+)")
FONT = re.compile(r"\bx_font\s+[\"']?([^;\"']+)")
ANGLE = re.compile(r"\btextangle\s+(-?[\d.]+)")
DENSITY = re.compile(r"\bscan_res\s+(\d+)")
LABEL = re.compile(r"\blpageno\s+[\"']?([^;\"']+)")
IMAGE = re.compile(r"\bimage\s+(?:\"([^\"]*)\"|'([^']*)'|([^;\"']+))")
NOWHERE = Box(0.0, 0.0, 0.0, 0.0)


@dataclass(slots=True)
class _Piece:
    """Letters that stand together: a word, or what stands in a line outside of any."""

    line: etree._Element
    word: etree._Element | None
    face: Face
    level: int
    text: list[str] = field(default_factory=list)
    letters: list[Box] = field(default_factory=list)


def read_hocr(text: str) -> Scan:
    """Read a file of hOCR."""
    found: dict[int, ScanPage] = {}
    open_pages: list[int] = []
    count = 0
    for begins, element in divisions(text):
        if "ocr_page" not in _classes(element):
            continue
        if begins:
            open_pages.append(count)
            count += 1
            limits.demand(count, limits.PAGES, "pages")
        elif (
            open_pages
        ):  # a page that was never closed holds those that follow, and ends after them
            found[open_pages.pop()] = _page(element)
            element.clear()
    ended = re.search(r"</(?:html|body)\s*>\s*(?:</html\s*>\s*)?\Z", text[-1000:], re.I)
    fault = "" if ended else f"line {text.count(chr(10)) + 1}: it ends too soon"
    return Scan(tuple(page for _, page in sorted(found.items())), fault)


def _page(element: etree._Element) -> ScanPage:
    title = element.get("title", "")
    density, label = DENSITY.search(title), LABEL.search(title)
    pieces: list[_Piece] = []
    _gather(element, _Piece(element, None, Face(), 0), None, pieces)
    lines: list[ScanLine] = []
    for _, group in groupby(pieces, key=lambda piece: id(piece.line)):
        members = list(group)
        holder = members[0].line
        words = [word for piece in members if (word := _word(piece)).text]
        angle = ANGLE.search(holder.get("title", ""))
        turned = angle is not None and 45 <= number(angle[1]) % 180 <= 135
        whole = not _classes(holder).isdisjoint(LINES)
        for line in [words] if whole else by_height(words):
            if line:
                lines.append(ScanLine(tuple(line), turned))
    dots = number(density[1]) if density else 0.0
    box, image = _box(element) or NOWHERE, IMAGE.search(title)
    return ScanPage(
        label[1].strip() if label else "",
        tuple(lines),
        72 / dots if dots else 0.0,
        (box.right, box.bottom),
        next(filter(None, image.groups()), "").strip() if image else "",
    )


def _classes(element: etree._Element) -> frozenset[str]:
    return _split(element.get("class", ""))


@lru_cache(256)
def _split(classes: str) -> frozenset[str]:
    return frozenset(classes.split())


def _gather(
    element: etree._Element, inside: _Piece, letter: Box | None, pieces: list[_Piece]
) -> None:
    """Gather the letters of an element, in order; `inside` is what is known of the outer ones."""
    if not local(element):  # a comment
        return
    classes = _classes(element)
    line, word, face, level = inside.line, inside.word, inside.face, inside.level
    if not classes.isdisjoint(WORDS):
        word, face = element, _face(element, face)
    elif not classes.isdisjoint(LETTERS):
        letter = _box(element)
    elif not classes.isdisjoint(LINES) or not classes.isdisjoint(BLOCKS):
        line = element
    if element.tag in BOLD:
        face = face._replace(bold=True)
    elif element.tag in ITALIC:
        face = face._replace(italic=True)
    level = LEVELS.get(element.tag, level)
    here = _Piece(line, word, face, level)
    _add(element.text, here, letter, pieces)
    for child in element:
        _gather(child, here, letter, pieces)
        _add(child.tail, here, letter, pieces)


def _add(text: str | None, here: _Piece, letter: Box | None, pieces: list[_Piece]) -> None:
    """Add letters to the last piece, if they belong to it, or begin one."""
    if text is None or not text.strip():
        return
    last = pieces[-1] if pieces else None
    same = last is not None and (last.line, last.word) == (here.line, here.word)
    if last is None or not same or here.word is None:
        last = _Piece(here.line, here.word, here.face, here.level)
        pieces.append(last)
    last.text.append(text)
    if letter is not None:
        last.letters += [letter] * len(plain(text))


def _word(piece: _Piece) -> Word:
    text = plain("".join(piece.text))
    holder = piece.line if piece.word is None else piece.word
    title = holder.get("title", "")
    confidence = CONFIDENCE.search(title)
    return Word(
        text,
        _box(holder) or _box(piece.line) or NOWHERE,
        number(confidence[1]) if confidence else None,
        piece.face,
        piece.level,
        tuple(piece.letters) if len(piece.letters) == len(text) else (),
    )


def _face(element: etree._Element, face: Face) -> Face:
    font = FONT.search(element.get("title", ""))
    return Face.named(font[1].strip()) if font else face


def _box(element: etree._Element) -> Box | None:
    found = BOX.search(element.get("title", ""))
    return Box(*map(number, found[1].split())) if found else None
