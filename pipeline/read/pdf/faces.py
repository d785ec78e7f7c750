"""Typefaces of a PDF: which of them are italic, bold or small capitals."""

from __future__ import annotations

import ctypes
import re
from typing import Any

from pypdfium2 import raw as api

from pipeline.read.typeset import Face

ITALIC_FLAG, BOLD_FLAG = 1 << 6, 1 << 18


def face_of(text: Any, at: int, known: dict[tuple[str, int], Face]) -> Face:
    """Give the typeface of a page's letter; `known` are those met so far, by name and flags."""
    buffer = ctypes.create_string_buffer(256)
    flags = ctypes.c_int()
    length = api.FPDFText_GetFontInfo(text, at, buffer, len(buffer), flags)
    name = buffer.raw[: max(0, min(length, len(buffer)) - 1)].decode("utf-8", "replace")
    key = (name, flags.value)
    if key not in known:
        # A typeface of which only some letters are in the file has six capitals before its name.
        face = Face.named(re.sub(r"^[A-Z]{6}\+", "", name))
        known[key] = face._replace(
            italic=face.italic or bool(flags.value & ITALIC_FLAG),
            bold=face.bold or bool(flags.value & BOLD_FLAG),
            weight=api.FPDFText_GetFontWeight(text, at),
        )
    return known[key]
