"""The text layer of a PDF, read with PDFium as a reader's program would.

The writer has said by marked content (ISO 32000-1, 14.6) what is not the book's own text: running
heads and folios are artifacts, labels and links are what `parts.APPARATUS` calls them, and notes
are notes. What bears no mark is the text of the chapters.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

NOTE = "Note"
"""The mark of what belongs to a note."""
TAGGED = "Span"
"""The mark of all text in a tagged document: it says nothing."""
GAP = "\n"
"""Stands where PDFium saw a distance: at a line's end, but also at a wide space within a line. What
stood there is not known: a space, a hyphen, or nothing."""
BLANK = frozenset(map(ord, " \r\n"))
HYPHEN = 2
"""PDFium's code for a hyphen at a line's end."""


@dataclass(slots=True)
class _Stream:
    """The letters of a stream, and what lies behind the last of them."""

    letters: list[str] = field(default_factory=list)
    gap: bool = False
    """PDFium saw a distance behind the last of them."""


def text_layer(path: Path) -> tuple[str, str]:
    """Give the text of the chapters and that of the notes, with GAP where a space is not sure."""
    body, notes = _Stream(), _Stream()
    with pypdfium2.PdfDocument(path) as document:
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage()
            _read(text.raw, body, notes)
            text.close()
            page.close()
    return _joined(body.letters), _joined(notes.letters)


def _joined(letters: list[str]) -> str:
    """Join letters; PDFium gives those beyond U+FFFF in halves."""
    return "".join(letters).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _read(page: pdfium.FPDF_TEXTPAGE, body: _Stream, notes: _Stream) -> None:
    """Add the letters of a page to the two streams."""
    streams: dict[int, _Stream | None] = {}
    for k in range(pdfium.FPDFText_CountChars(page)):
        code = pdfium.FPDFText_GetUnicode(page, k)
        if code in BLANK and pdfium.FPDFText_IsGenerated(page, k):
            body.gap = notes.gap = True
            continue
        item = pdfium.FPDFText_GetTextObject(page, k)
        piece = ctypes.addressof(item.contents) if item else 0
        if piece not in streams:
            mark = _mark(item)
            streams[piece] = notes if mark == NOTE else body if mark in ("", TAGGED) else None
        stream = streams[piece]
        if stream is None:
            continue
        if stream.gap:
            stream.letters.append(GAP)
        stream.letters.append("-" if code == HYPHEN else chr(code))
        stream.gap = code == HYPHEN
    body.gap = notes.gap = True


def _mark(item: pdfium.FPDF_PAGEOBJECT) -> str:
    """Give the outermost mark of a text object; none: an empty string."""
    if not item or pdfium.FPDFPageObj_CountMarks(item) < 1:
        return ""
    buffer = (ctypes.c_ushort * 32)()
    size = ctypes.c_ulong()
    mark = pdfium.FPDFPageObj_GetMark(item, 0)
    pdfium.FPDFPageObjMark_GetName(mark, buffer, ctypes.sizeof(buffer), size)
    return bytes(buffer)[: size.value].decode("utf-16-le").rstrip("\0")
