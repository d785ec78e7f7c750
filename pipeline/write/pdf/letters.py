"""The letters of a typeface's glyphs, as a PDF tells them to who reads or copies its text.

WeasyPrint (version 70) takes the letters for a glyph from the first place where that glyph stands,
even where several glyphs make one letter: after "а" with a stress mark, every "а" of that typeface
could be without.
"""

from __future__ import annotations

import unicodedata
from io import BytesIO

from fontTools.ttLib import TTFont
from weasyprint.pdf.fonts import Font

NOTHING = "\u2060"
"""A word joiner: the letters of a glyph that has none of its own, part of a letter made of several.
PDF/A wants letters for every glyph (ISO 19005-2, 6.2.11.7.2)."""


class Letters(dict[int, str]):
    """The letters of a typeface's glyphs: as the typeface says, where it says so."""

    def __init__(self, own: dict[int, str]) -> None:
        super().__init__()
        self.own = own

    def __setitem__(self, glyph: int, letters: str) -> None:
        super().__setitem__(glyph, self.own.get(glyph, letters) or NOTHING)


def own_letters(font: Font) -> dict[int, str]:
    """Give the letters that glyphs stand for by themselves.

    Not those of the private area, where small capitals and the like have their codes, and not
    compatible characters: the ligature of f and i is to be read as two letters.
    """
    face = TTFont(BytesIO(font.file_content), fontNumber=font.index, lazy=True)
    return {
        face.getGlyphID(name): chr(code)
        for code, name in sorted((face.getBestCmap() or {}).items(), reverse=True)
        if unicodedata.category(chr(code)) != "Co" and unicodedata.is_normalized("NFKC", chr(code))
    }


def needs_spelling(text: str) -> bool:
    """Tell whether a text cannot be read off its glyphs.

    Accents that are glyphs of their own stand above or below the line, and are taken for text of
    another place. Codes for private use are those of other letters' variants in many typefaces.
    """
    return not text.isascii() and any(
        unicodedata.category(sign) in ("Mn", "Me", "Co")
        for sign in unicodedata.normalize("NFC", text)
    )
