"""What WeasyPrint (version 70) leaves to be desired in the text of a book's pages.

- It tells neither running heads nor note labels from the text.
- It takes the letters for a glyph from the first place where that glyph stands, even where several
  glyphs make one letter: after "а" with a stress mark, every "а" of that typeface could be without.
- It knows typefaces by their description. Where an italic lacks a letter, Pango takes it from
  another file of the family under the same description, and the glyphs of one file were then
  drawn by the numbers of the other.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import md5
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element

import pydyf
import weasyprint.pdf
from fontTools.ttLib import TTFont
from weasyprint.formatting_structure.boxes import Box
from weasyprint.pdf.fonts import Font
from weasyprint.pdf.stream import Stream
from weasyprint.text.ffi import ffi
from weasyprint.text.fonts import (
    get_hb_object_data,
    get_pango_font_hb_face,
    get_pango_font_key,
)

from pipeline.write.endnotes import NOTES
from pipeline.write.parts import APPARATUS
from pipeline.write.pdf.textlayer import NOTE

ARTIFACT = "Artifact"
"""The mark of what is on the page but in no document: running heads, folios, ornaments."""


def marks_of(root: Element) -> dict[Element, str]:
    """Give the mark of every element that is not, or not only, the text of a chapter."""
    marks: dict[Element, str] = {}
    todo = [(root, "")]
    while todo:
        element, mark = todo.pop()
        for name in (element.get("class") or "").split():
            mark = APPARATUS.get(name, NOTE if name == NOTES else mark)
        if mark:
            marks[element] = mark
        todo += [(child, mark) for child in element]
    return marks


class _Letters(dict[int, str]):
    """The letters of a typeface's glyphs: as the typeface says, where it says so."""

    def __init__(self, own: dict[int, str]) -> None:
        super().__init__()
        self.own = own

    def __setitem__(self, glyph: int, letters: str) -> None:
        super().__setitem__(glyph, self.own.get(glyph, letters))


def _letters(font: Font) -> dict[int, str]:
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


def _needs_spelling(text: str) -> bool:
    """Tell whether a text cannot be read off its glyphs.

    Accents that are glyphs of their own stand above or below the line, and are taken for text of
    another place. Codes for private use are those of other letters' variants in many typefaces.
    """
    return not text.isascii() and any(
        unicodedata.category(sign) in ("Mn", "Me", "Co")
        for sign in unicodedata.normalize("NFC", text)
    )


def _file(pango_font: Any, faces: dict[int, tuple[object, str]]) -> str:
    """Give the hash of a typeface's file. `faces` keeps what is known, by HarfBuzz's face."""
    face = get_pango_font_hb_face(pango_font)
    address = int(ffi.cast("uintptr_t", face))
    if address not in faces:
        # With the face itself, so that no other can get its address.
        faces[address] = (face, md5(get_hb_object_data(face), usedforsecurity=False).hexdigest())
    return faces[address][1]


def _rename(font: Font, file: str) -> None:
    """Name a font in the PDF by its file too: its description is not enough."""
    old = font.hash.encode()
    digest = md5(old + file.encode(), usedforsecurity=False).digest()
    font.hash = "".join(chr(65 + byte % 26) for byte in digest[:6])
    font.name = font.name.replace(old, font.hash.encode(), 1)


def _book_stream(marks: dict[Element, str]) -> type[Stream]:
    """Make a class of page contents in which text has these marks, by the element it is of."""
    faces: dict[int, tuple[object, str]] = {}

    class BookStream(Stream):  # type: ignore[misc]
        """The content of a page."""

        def add_font(self, pango_font: Any) -> tuple[Font, float]:
            description, described, size = get_pango_font_key(pango_font)
            key = (description, _file(pango_font, faces))
            if key not in self._fonts:
                font = Font(pango_font, described, size)
                font.to_unicode = _Letters(_letters(font))
                _rename(font, key[1])
                self._fonts[key] = font
            return self._fonts[key], size

        @contextmanager
        def marked(self, box: Box, tag: str) -> Iterator[None]:
            generated = box.element is None or "::" in box.element_tag
            mark = ARTIFACT if generated else marks.get(box.element)
            if mark:
                self.begin_marked_content(mark)
            text = getattr(box, "text", "")
            spelt = not generated and _needs_spelling(text)
            if spelt:
                actual = pydyf.Dictionary({"ActualText": pydyf.String(text)})
                self.begin_marked_content("Span", actual)
            with super().marked(box, tag):
                yield
            for _ in range(bool(mark) + spelt):
                self.end_marked_content()

    return BookStream


@contextmanager
def marking(root: Element) -> Iterator[None]:
    """Let WeasyPrint draw pages whose text is marked, and whose letters are right.

    `root` is the root element of the document that is drawn meanwhile.
    """
    ordinary = weasyprint.pdf.Stream
    weasyprint.pdf.Stream = _book_stream(marks_of(root))
    try:
        yield
    finally:
        weasyprint.pdf.Stream = ordinary
