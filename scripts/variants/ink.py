"""Inks by which the letters of a PDF are told apart: nearly black, and each owner has its own.

Five bits a channel are enough for a book's blocks and notes, and look black; both engines write
them, and PDFium reads them, without loss.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

BITS = 5
MOST = 1 << 3 * BITS
CHANNEL = (1 << BITS) - 1


class Glyph(NamedTuple):
    """A letter on a page, and the number of its ink (0: black, which is nobody's)."""

    char: str
    ink: int


def colour(ink: int) -> str:
    """Write an ink as CSS.

    >>> colour(1 << 10 | 2 << 5 | 3)
    'rgb(1, 2, 3)'
    """
    if not 0 < ink < MOST:
        raise ValueError(f"there is no ink {ink}")
    return f"rgb({ink >> 2 * BITS}, {ink >> BITS & CHANNEL}, {ink & CHANNEL})"


def glyphs(pdf: Path) -> Iterator[list[Glyph]]:
    """Give the letters of each page, in the order of the page's content; no blanks."""
    import pypdfium2
    from pypdfium2 import raw

    channels = [ctypes.c_uint() for _ in range(4)]
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        text = page.get_textpage()
        found = []
        for at in range(text.count_chars()):
            code = raw.FPDFText_GetUnicode(text, at)
            if raw.FPDFText_IsGenerated(text, at) == 1 or not code or chr(code).isspace():
                continue
            raw.FPDFText_GetFillColor(text, at, *channels)
            red, green, blue, _ = (channel.value for channel in channels)
            found.append(Glyph(chr(code), red << 2 * BITS | green << BITS | blue))
        yield found
        text.close()
        page.close()
    document.close()
