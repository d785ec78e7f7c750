"""PDF: a book set by WeasyPrint from the same parts as the EPUB, plain and right.

Chapters are not set side by side and joined. In two processes a book of 79 pages takes 2.2 seconds
instead of 3.9 before anything is joined, all in all 7 percent more; a library is built on all cores
as it is. The joined file is a third larger, for each part brings its typefaces (in eight parts,
nearly three times as large). And pages that are copied lose what they are tagged as and where their
links lead: structure, ids, bookmarks, labels, and the numbers in contents and notes would all have
to be joined by hand, or the file is neither PDF/UA nor PDF/A.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import pydyf
from lxml import etree
from weasyprint import CSS, Document, Page

from pipeline.language import language
from pipeline.machine.fonts import font_folders
from pipeline.machine.memory import uncollected
from pipeline.model.settings import Settings
from pipeline.write.edition import edition_of
from pipeline.write.fetcher import Fetcher
from pipeline.write.fontconfig import font_configuration
from pipeline.write.page import classes
from pipeline.write.pdf.assembled import Assembled
from pipeline.write.pdf.document import book_document, opened
from pipeline.write.pdf.longnotes import divide_long
from pipeline.write.pdf.patches.common import shared_styles
from pipeline.write.pdf.patches.footnotes import all_footnotes
from pipeline.write.pdf.patches.heads import note_heads
from pipeline.write.pdf.patches.numbers import known_numbers
from pipeline.write.pdf.patches.paragraphs import whole_paragraphs
from pipeline.write.pdf.patches.writing import patched
from pipeline.write.pdf.sheet import PIXEL, face_rules, sheet_of
from pipeline.write.render import Rendered
from pipeline.write.styles import STYLES
from pipeline.write.theme import load_theme

STYLE = STYLES / "print.css"
VARIANT = {"pdf_variant": "pdf/a-2a", "output_intent": "srgb"}
"""PDF/A-2a; what makes the same file PDF/UA-1 is in `patches.writing`."""


@uncollected()
def write_pdf(rendered: Rendered, settings: Settings, source_sha256: str, path: Path) -> None:
    """Set a rendered book as a PDF file: the same bytes for the same arguments.

    Raises:
        RecensionError: a typeface is missing, the trim size is not understood, or a date is none.
    """
    theme = load_theme(settings.style.theme)
    sheet = sheet_of(settings.style.trim, theme)
    edition = edition_of(rendered, settings, source_sha256, settings.edition.isbn_pdf)
    words = language(edition.language).phrases
    with font_configuration() as fonts:
        fetcher = Fetcher([STYLES, *font_folders()])
        parts = opened(edition, sheet)
        start = next((part.id for part in parts if "start" in classes(part.content)), "")

        def laid_out(root: etree._Element) -> tuple[Assembled, Document]:
            html = Assembled(root, STYLE.as_uri(), fetcher)
            own = theme.with_values(sheet.values).styled(STYLE.read_text("utf-8"))
            style = f"{face_rules(theme)}\n{own}"
            rules = CSS(
                string=style, base_url=STYLE.as_uri(), font_config=fonts, url_fetcher=fetcher
            )
            numbers, footnotes, paragraphs = known_numbers(), all_footnotes(), whole_paragraphs()
            with note_heads(words), numbers, footnotes, paragraphs, shared_styles():
                return html, html.render(font_config=fonts, stylesheets=[rules], **VARIANT)

        root = book_document(edition, parts, theme, sheet)
        divide_long(root, sheet.letters, lambda part: laid_out(part)[1])
        html, rendering = laid_out(root)
        _widen_gutters(rendering, sheet.of_pages(len(rendering.pages)).inner - sheet.inner)
        for page in rendering.pages:
            # WeasyPrint makes a second link of everything that stands in one.
            page.links = [link for link in page.links if link[3].element_tag == "a"]
        with patched(rendering, html.etree_element), shared_styles():
            identifier = edition.identifier.encode()
            finisher = partial(_finish, start)
            rendering.write_pdf(path, pdf_identifier=identifier, finisher=finisher, **VARIANT)


def _widen_gutters(rendering: Document, points: float) -> None:
    """Move what stands on the pages outwards: for a book that is thicker than it was laid out for.

    Nothing but its place depends on the gutter, so it is not laid out anew.
    """
    for number, page in enumerate(rendering.pages):
        box = page._page_box
        by = points / PIXEL * (1 if box.page_type.side == "right" else -1)
        box.margin_left += by
        box.margin_right -= by
        for child in box.children:
            child.translate(by)
        rendering.pages[number] = Page(box)  # with the places of links and of what they lead to


def _finish(start: str, rendering: Document, pdf: pydyf.PDF) -> None:
    """Number the pages in the catalogue as on paper: roman until the text begins, then arabic."""
    front = next((k for k, page in enumerate(rendering.pages) if start in page.anchors), None)
    ranges: list[Any] = [0, pydyf.Dictionary({"S": "/r"})] if front != 0 else []
    if front is not None:
        ranges += [front, pydyf.Dictionary({"S": "/D"})]
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array(ranges)})
    pdf.catalog["PageMode"] = "/UseOutlines"
