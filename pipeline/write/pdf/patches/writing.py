"""What is patched in WeasyPrint where it writes a PDF.

- `add_tags`: WeasyPrint tags boxes, page by page. A paragraph over a page's end becomes two, lists
  whose items hold paragraphs lack what PDF/UA demands, every line is an element. Ours writes the
  structure of the document (`tree`).
- `BookStream.marked`: running heads, folios and ornaments are artifacts; the tag of all other text
  says whose it is: the book's own, a note's, or the edition's (`textlayer` reads it).
- `BookStream.add_font`: typefaces are told apart by files, and know their letters (`typeface`).
- `BookStream.add_image`: PDF/A forbids to smooth pictures (ISO 19005-2, 6.2.8).
- `build_fonts_dictionary`: WeasyPrint embeds OpenType files whole. Of those with PostScript
  outlines these are enough; in whole files, veraPDF looks for glyphs by names that play no part in
  a PDF, and holds some that are there for missing. A letter that no typeface has is drawn by a
  glyph that stands in for it: PDF/UA and PDF/A forbid the glyph for none.
- `ColorProfile`: WeasyPrint leaves the file of the profile open.
- the metadata: one file is PDF/A and PDF/UA at once, and WeasyPrint has either.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element

import pydyf
import weasyprint.pdf
from fontTools.ttLib import TTFont
from weasyprint import Document
from weasyprint.css import ColorProfile
from weasyprint.formatting_structure.boxes import Box
from weasyprint.pdf.fonts import Font, build_fonts_dictionary
from weasyprint.pdf.stream import Stream
from weasyprint.text.fonts import get_pango_font_key

from pipeline.write.endnotes import NOTES
from pipeline.write.parts import APPARATUS
from pipeline.write.pdf.tags import Tags
from pipeline.write.pdf.textlayer import NOTE
from pipeline.write.pdf.tree import Structure
from pipeline.write.pdf.typeface import Typeface, file_of, needs_spelling

CONFORMANCE = b"""\
<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="" pdfuaid:part="1" />
<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about="">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""
"""That the file is PDF/UA-1 (ISO 14289-1, 5), and what PDF/A asks to be said of every name that it
does not know itself (ISO 19005-2, 6.6.2.3)."""
END = b"</rdf:RDF>"
PATCHED = ("ColorProfile", "Stream", "add_tags", "build_fonts_dictionary")


@contextmanager
def patched(rendering: Document, root: Element) -> Iterator[None]:
    """Let WeasyPrint write a document that has been laid out as `PDF/UA` and `PDF/A` demand.

    `root` is the root element of the document.
    """
    marks = marks_of(root)
    structure = Structure(root, rendering.pages, marks)

    def add_tags(pdf: pydyf.PDF, _document: Document, _version: str, streams: list[Any]) -> None:
        Tags(pdf, structure, [stream._tags for stream in streams]).write()

    ordinary = {name: getattr(weasyprint.pdf, name) for name in PATCHED}
    weasyprint.pdf.Stream = _book_stream(structure, marks)
    weasyprint.pdf.add_tags = add_tags
    weasyprint.pdf.ColorProfile = _color_profile
    weasyprint.pdf.build_fonts_dictionary = _fonts
    metadata, generate = rendering.metadata, rendering.metadata.generate_rdf_metadata
    metadata.generate_rdf_metadata = lambda *variant: generate(*variant).replace(
        END, CONFORMANCE + END
    )
    try:
        yield
    finally:
        for name, value in ordinary.items():
            setattr(weasyprint.pdf, name, value)
        del metadata.generate_rdf_metadata


def _fonts(pdf: pydyf.PDF, fonts: dict[Any, Typeface], *about: Any) -> pydyf.Dictionary:
    """Embed fonts; of OpenType with PostScript outlines, these alone (ISO 32000-1, 9.9)."""
    written = build_fonts_dictionary(pdf, fonts, *about)
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and item.extra.get("Subtype") == "/OpenType":
            item.stream = [TTFont(BytesIO(item.stream[0]), lazy=True).reader["CFF "]]
            item.extra["Subtype"] = "/CIDFontType0C"
    for font in fonts.values():
        if font.missing and font.stand_in:
            font.draw_stand_ins(_object(pdf, _object(pdf, written[font.hash])["Encoding"]))
    return written


def _object(pdf: pydyf.PDF, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _color_profile(file: BinaryIO, *about: Any) -> ColorProfile:
    with file:
        return ColorProfile(file, *about)


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


def _book_stream(structure: Structure, marks: dict[Element, str]) -> type[Stream]:
    """Make a class of page contents in which text has these marks, by the element it is of."""
    faces: dict[int, tuple[object, str]] = {}

    class BookStream(Stream):  # type: ignore[misc]
        """The content of a page."""

        def add_font(self, pango_font: Any) -> tuple[Font, float]:
            description, described, size = get_pango_font_key(pango_font)
            key = (description, file := file_of(pango_font, faces))
            if key not in self._fonts:
                self._fonts[key] = Typeface(pango_font, described, size, file)
            return self._fonts[key], size

        def add_image(self, image: Any, interpolate: bool, ratio: float) -> str:
            name: str = super().add_image(image, False, ratio)
            return name

        @contextmanager
        def marked(self, box: Box, tag: str) -> Iterator[None]:
            node = structure.owners.get(box)
            if node is None:
                with self.artifact():
                    yield
                return
            self._tags[box] = len(self._tags)
            name = "Lbl" if node.role == "Lbl" else marks.get(box.element, tag)
            self.begin_marked_content(name, pydyf.Dictionary({"MCID": self._tags[box]}))
            text = getattr(box, "text", "")
            spelt = needs_spelling(text, box.style["font_variant_caps"])
            if spelt:
                actual = pydyf.Dictionary({"ActualText": pydyf.String(text)})
                self.begin_marked_content("Span", actual)
            yield
            for _ in range(1 + spelt):
                self.end_marked_content()

    return BookStream
