"""Typefaces: which of them are italic, bold or small capitals."""

from __future__ import annotations

import ctypes
import re
from typing import Any, NamedTuple

from pypdfium2 import raw as api

BOLD = re.compile(r"bold|black|heavy|demi|(?:^|[-_ ])(?:bd|blk)(?:$|[-_ ])|^cmb|OB$|OBI$|OZ$", re.I)
ITALIC = re.compile(r"ital|obliq|slant|kursiv|(?:^|[-_ ])(?:it|sl)(?:$|[-_ ])|^cm(?:ti|sl)", re.I)
CAPITALS = re.compile(r"(?:^|[-_])(?:sc|smcp)(?:$|[-_\d])|small[-_ ]?cap|^cmcsc", re.I)
ITALIC_FLAG, BOLD_FLAG = 1 << 6, 1 << 18


class Face(NamedTuple):
    """A typeface, as far as it matters."""

    name: str
    italic: bool
    bold: bool
    capitals: bool
    """Its small letters are small capitals."""
    weight: int
    """The weight of its stems: comparable within a book, not beyond."""


def face_of(text: Any, at: int, known: dict[tuple[str, int], Face]) -> Face:
    """Give the typeface of a page's letter; `known` are those met so far, by name and flags."""
    buffer = ctypes.create_string_buffer(256)
    flags = ctypes.c_int()
    length = api.FPDFText_GetFontInfo(text, at, buffer, len(buffer), flags)
    name = buffer.raw[: max(0, min(length, len(buffer)) - 1)].decode("utf-8", "replace")
    key = (name, flags.value)
    if key not in known:
        # A typeface of which only some letters are in the file has six capitals before its name.
        plain = re.sub(r"^[A-Z]{6}\+", "", name)
        known[key] = Face(
            plain,
            bool(flags.value & ITALIC_FLAG or ITALIC.search(plain)),
            bool(flags.value & BOLD_FLAG or BOLD.search(plain)),
            CAPITALS.search(plain) is not None,
            api.FPDFText_GetFontWeight(text, at),
        )
    return known[key]
