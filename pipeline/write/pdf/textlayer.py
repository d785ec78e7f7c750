"""The text layer of a PDF, its letters read with PDFium, in the order of the document's structure.

That order (ISO 32000-1, 14.7) is the one in which a PDF is read aloud. The writer has said by the
tags of marked content what is not the book's own text: running heads and folios are artifacts,
labels and links are what `parts.APPARATUS` calls them, and notes are notes.
"""

from __future__ import annotations

import ctypes
import re
from codecs import BOM_UTF16_BE
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.write.words import GAP

NOTE = "Note"
"""The mark of what belongs to a note."""
TAGGED = "Span"
"""The mark of the book's own text outside of the notes."""
BLANK = frozenset(map(ord, " \r\n"))
HALVES = re.compile("[\ud800-\udbff][\udc00-\udfff]|[\udc00-\udfff][\ud800-\udbff]")
SPACE = 0.15
"""A distance is a space from this part of a text's height on."""
HYPHEN = 2
"""PDFium's code for a hyphen at a line's end."""


@dataclass(slots=True)
class _Piece:
    """A piece of marked content: its letters, which begin with GAP if one lies before them."""

    note: bool
    before: _Piece | None
    """The piece before it on the page, of the same stream."""
    spelt: str = ""
    """What the writer spelt out (ActualText): of that, PDFium leaves out U+FFFD and what is beyond
    U+FFFF."""
    letters: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Stream:
    """The chapters, or the notes, while a page is read."""

    last: _Piece | None = None
    gap: bool = True
    """PDFium saw a distance behind the last letter."""
    item: Any = None
    """The text object of the last letter."""


def text_layer(path: Path) -> tuple[str, str]:
    """Give the text of the chapters and that of the notes, with GAP where a space is not sure."""
    pieces: dict[tuple[int, int], _Piece] = {}
    with pypdfium2.PdfDocument(path) as document:
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage()
            _read(text.raw, number, pieces)
            text.close()
            page.close()
    letters: dict[bool, list[str]] = {False: [], True: []}
    last: dict[bool, _Piece | None] = {False: None, True: None}
    for key in reading_order(path):
        if piece := pieces.get(key):
            if piece.before is not last[piece.note]:
                letters[piece.note].append(GAP)
            letters[piece.note] += piece.letters
            last[piece.note] = piece
    return _joined(letters[False]), _joined(letters[True])


def reading_order(path: Path) -> Iterator[tuple[int, int]]:
    """Give all marked content that belongs to the structure, in its order: page and number."""
    with pikepdf.open(path) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        todo: list[tuple[Any, int]] = [(pdf.Root.get("/StructTreeRoot"), -1)]
        while todo:
            item, page = todo.pop()
            if isinstance(item, int):
                yield page, item
            elif isinstance(item, pikepdf.Array):
                todo += [(kid, page) for kid in reversed(list(item))]
            elif isinstance(item, pikepdf.Dictionary):
                if (on := item.get("/Pg")) is not None:
                    page = pages[on.objgen]
                todo.append((item.get("/MCID", item.get("/K")), page))


def _joined(letters: list[str]) -> str:
    """Join letters; PDFium gives those beyond U+FFFF in halves, turned round with their line."""
    joined = HALVES.sub(lambda halves: "".join(sorted(halves[0])), "".join(letters))
    return joined.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _read(page: pdfium.FPDF_TEXTPAGE, number: int, pieces: dict[tuple[int, int], _Piece]) -> None:
    """Read the letters of a page, each into its piece of marked content."""
    body, notes = _Stream(), _Stream()
    taken: dict[int, tuple[_Stream, int] | None] = {}
    for k in range(pdfium.FPDFText_CountChars(page)):
        code = pdfium.FPDFText_GetUnicode(page, k)
        if code in BLANK and pdfium.FPDFText_IsGenerated(page, k):
            body.gap = notes.gap = True
            continue
        item = pdfium.FPDFText_GetTextObject(page, k)
        address = ctypes.addressof(item.contents) if item else 0
        if address not in taken:
            mark = _mark(item)
            stream = notes if mark == NOTE else body if mark == TAGGED else None
            content = pdfium.FPDFPageObj_GetMarkedContentID(item)
            taken[address] = (stream, content) if stream else None
        found = taken[address]
        if found is None:
            continue
        stream, content = found
        piece = pieces.get((number, content))
        if piece is None:
            piece = pieces[number, content] = _Piece(stream is notes, stream.last, _spelt(item))
            stream.gap = stream.gap or _is_apart(stream.item, item)
            if piece.spelt:
                piece.letters += [GAP, piece.spelt] if stream.gap else [piece.spelt]
        if not piece.spelt:
            if stream.gap:
                piece.letters.append(GAP)
            piece.letters.append("-" if code == HYPHEN else chr(code))
        stream.gap, stream.last, stream.item = code == HYPHEN, piece, item


def _is_apart(before: pdfium.FPDF_PAGEOBJECT, item: pdfium.FPDF_PAGEOBJECT) -> bool:
    """Tell whether there is a distance between texts, or a line's end.

    PDFium does not see it where one of them is spelt out (ActualText).
    """
    if not before or not item:
        return True
    (left, foot, right, head), (start, low, _, high) = _bounds(before), _bounds(item)
    return start <= left or start - right > SPACE * max(head - foot, high - low)


def _bounds(item: pdfium.FPDF_PAGEOBJECT) -> list[float]:
    sides = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(item, *sides)
    return [side.value for side in sides]


def _spelt(item: pdfium.FPDF_PAGEOBJECT) -> str:
    """Give what a text object is spelt out as; nothing where it is read off its glyphs."""
    size = ctypes.c_ulong()
    for k in range(pdfium.FPDFPageObj_CountMarks(item)):
        given = pdfium.FPDFPageObj_GetMark(item, k), b"ActualText"
        # As bytes: as a text, PDFium gives each byte of it by itself.
        if pdfium.FPDFPageObjMark_GetParamBlobValue(*given, None, 0, size):
            buffer = (ctypes.c_ubyte * size.value)()
            pdfium.FPDFPageObjMark_GetParamBlobValue(*given, buffer, size.value, size)
            said = bytes(buffer)
            return said.decode("utf-16" if said.startswith(BOM_UTF16_BE) else "ascii")
    return ""


def _mark(item: pdfium.FPDF_PAGEOBJECT) -> str:
    """Give the outermost mark of a text object; none: an empty string."""
    if not item or pdfium.FPDFPageObj_CountMarks(item) < 1:
        return ""
    buffer = (ctypes.c_ushort * 32)()
    size = ctypes.c_ulong()
    mark = pdfium.FPDFPageObj_GetMark(item, 0)
    pdfium.FPDFPageObjMark_GetName(mark, buffer, ctypes.sizeof(buffer), size)
    return bytes(buffer)[: size.value].decode("utf-16-le").rstrip("\0")
