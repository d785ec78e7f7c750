"""A typeface in a PDF, where WeasyPrint (version 70) leaves something to be desired.

- It takes the letters for a glyph from the first place where that glyph stands, even where several
  glyphs make one letter: after "а" with a stress mark, every "а" of that typeface could be without.
- It knows typefaces by their description. Where an italic lacks a letter, Pango takes it from
  another file of the family under the same description, and the glyphs of one file were then
  drawn by the numbers of the other.
- Of a letter that no typeface has, it draws the glyph for none, which PDF/UA and PDF/A forbid
  (ISO 14289-1, 7.21.8; ISO 19005-2, 6.2.11.8).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from hashlib import md5
from io import BytesIO
from typing import Any

import pydyf
from fontTools.ttLib import TTFont
from weasyprint.pdf.fonts import Font
from weasyprint.text.ffi import ffi
from weasyprint.text.fonts import get_hb_object_data, get_pango_font_hb_face

NOTHING = "\u2060"
"""A word joiner: the letters of a glyph that has none of its own, part of a letter made of several.
PDF/A wants letters for every glyph (ISO 19005-2, 6.2.11.7.2)."""
STAND_INS = "\u25a1\ufffd?"
"""What is drawn for a letter that no typeface has: the first of these that this one has."""


class Letters(dict[int, str]):
    """The letters of a typeface's glyphs: as the typeface says, where it says so."""

    def __init__(self, own: dict[int, str]) -> None:
        super().__init__()
        self.own = own

    def __setitem__(self, glyph: int, letters: str) -> None:
        super().__setitem__(glyph, self.own.get(glyph, letters) or NOTHING)


class Widths(dict[int, int]):
    """The widths of a typeface's glyphs; a letter that it lacks is as wide as what is drawn."""

    def __init__(self, count: int, width: int) -> None:
        super().__init__()
        self.count, self.width = count, width

    def __setitem__(self, glyph: int, width: int) -> None:
        super().__setitem__(glyph, width if glyph < self.count else self.width)


class Typeface(Font):  # type: ignore[misc]
    """A typeface of the book, from a file of that hash."""

    hash: str
    name: bytes

    def __init__(self, pango_font: Any, description: Any, size: float, file: str) -> None:
        super().__init__(pango_font, description, size)
        face = TTFont(BytesIO(self.file_content), fontNumber=self.index, lazy=True)
        known = face.getBestCmap() or {}
        self.to_unicode = Letters(_own_letters(face, known))
        self.stand_in = 0
        """The glyph that is drawn for a letter that no typeface has; 0 if there is none."""
        if name := next((known[ord(sign)] for sign in STAND_INS if ord(sign) in known), None):
            self.stand_in = face.getGlyphID(name)
            width = round(face["hmtx"][name][0] * 1000 / self.upem)
            self.widths = Widths(self.glyph_count, width)
        # Named in the PDF by its file too: its description is not enough.
        old = self.hash
        digest = md5((old + file).encode(), usedforsecurity=False).digest()
        self.hash = "".join(chr(65 + byte % 26) for byte in digest[:6])
        self.name = self.name.replace(old.encode(), self.hash.encode(), 1)

    def get_unused_glyph_id(self, codepoint: int) -> int:
        """Give a code for a letter that no typeface has."""
        if self.stand_in:
            self.to_unicode.setdefault(self.stand_in, self.to_unicode.own[self.stand_in])
            self.widths[self.stand_in] = self.widths.width
        code: int = super().get_unused_glyph_id(codepoint)
        return code

    def draw_stand_ins(self, codes: pydyf.Stream) -> None:
        """Let the codes of letters that no typeface has lead to what is drawn for them."""
        none, stand_in = b"> 0", f"> {self.stand_in}".encode()
        codes.stream = [
            line.replace(none, stand_in) if line.endswith(none) else line for line in codes.stream
        ]


def _own_letters(face: TTFont, known: dict[int, str]) -> dict[int, str]:
    """Give the letters that glyphs stand for by themselves.

    Not those of the private area, where small capitals and the like have their codes, and not
    compatible characters: the ligature of f and i is to be read as two letters.
    """
    letters = {
        name: chr(code)
        for code, name in sorted(known.items(), reverse=True)
        if unicodedata.category(chr(code)) != "Co" and unicodedata.is_normalized("NFKC", chr(code))
    }
    pairs = ((letters[old], new) for old, new in _small_capitals(face) if old in letters)
    # Some have one for several letters; it is that of the first: of k, not of ĸ.
    small = {new: letter for letter, new in sorted(pairs, reverse=True)}
    return {face.getGlyphID(name): letter for name, letter in {**small, **letters}.items()}


def _small_capitals(face: TTFont) -> Iterator[tuple[str, str]]:
    """Give the glyphs of small letters, each with that which small capitals have in its place."""
    table = face["GSUB"].table if "GSUB" in face else None
    if table is None or table.FeatureList is None:
        return
    lookups = {
        index
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == "smcp"
        for index in record.Feature.LookupListIndex
    }
    for index in sorted(lookups):
        for part in table.LookupList.Lookup[index].SubTable:
            yield from getattr(getattr(part, "ExtSubTable", part), "mapping", {}).items()


def needs_spelling(text: str, caps: str) -> bool:
    """Tell whether a text, set in such capitals (CSS), cannot be read off its glyphs.

    Small capitals are read as small letters, which they are not where capitals too are set so.
    Accents that are glyphs of their own stand above or below the line, and are taken for text of
    another place. Codes for private use are those of other letters' variants in many typefaces,
    those of them that are not beyond U+FFFF, where PDFium passes over what is spelt out.
    """
    if caps.startswith("all-") and text != text.lower():
        return True
    return not text.isascii() and any(
        unicodedata.category(sign) in ("Mn", "Me") or "\ue000" <= sign <= "\uf8ff"
        for sign in unicodedata.normalize("NFC", text)
    )


def file_of(pango_font: Any, faces: dict[int, tuple[object, str]]) -> str:
    """Give the hash of a typeface's file. `faces` keeps what is known, by HarfBuzz's face."""
    face = get_pango_font_hb_face(pango_font)
    address = int(ffi.cast("uintptr_t", face))
    if address not in faces:
        # With the face itself, so that no other can get its address.
        faces[address] = (face, md5(get_hb_object_data(face), usedforsecurity=False).hexdigest())
    return faces[address][1]
