"""The proof sheets of a book as one PDF.

The text is laid out once, and read (`lines`). What belongs to each sheet is laid out then as a
second document, whose pages are drawn over the first one's; a list of findings that a sheet's foot
has no room for goes on on a leaf behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from lxml import etree
from weasyprint import CSS, Document
from weasyprint.document import Page
from weasyprint.text.fonts import FontConfiguration

from pipeline.machine.fonts import font_folders
from pipeline.model.finding import Finding
from pipeline.model.settings import Settings
from pipeline.write.edition import UNDATED, Edition, edition_of
from pipeline.write.fetcher import Fetcher
from pipeline.write.fontconfig import font_configuration
from pipeline.write.page import document, element
from pipeline.write.parts import chapters
from pipeline.write.pdf.addresses import let_break
from pipeline.write.pdf.assembled import Assembled
from pipeline.write.pdf.document import PROGRAM, shortened
from pipeline.write.pdf.patches.paragraphs import whole_paragraphs
from pipeline.write.pdf.sheet import face_rules
from pipeline.write.pictures import embed
from pipeline.write.render import Rendered
from pipeline.write.sheets.lines import Laid, read_sheet
from pipeline.write.sheets.marks import mark_words
from pipeline.write.sheets.over import Heads, head, list_of, over_sheet
from pipeline.write.sheets.signs import leaf_of_signs
from pipeline.write.styles import STYLES
from pipeline.write.theme import Theme, load_theme

STYLE = STYLES / "print.css"
OWN = STYLES / "sheets.css"
VALUES = {
    "--page-width": "210mm",
    "--page-height": "297mm",
    "--margin-top": "24mm",
    "--margin-bottom": "78mm",
    "--margin-inner": "30mm",
    "--margin-outer": "57mm",
    "--text-size": "11.5pt",
    "--line": "22pt",
    "--page-lines": "25",
}
"""A4, with double leading."""
ELSEWHERE = "Findings at no word of the text"
BOOK, CHAPTER = 40, 50
"""So many letters of a title have room in the running head."""


def write_sheets(
    rendered: Rendered,
    settings: Settings,
    source_sha256: str,
    findings: Sequence[Finding],
    path: Path,
) -> None:
    """Set the proof sheets of a book: the same bytes for the same arguments.

    `rendered` has marks where something is asked (`pipeline.write.emended`).

    Raises:
        RecensionError: a typeface is missing, or a date is none.
    """
    settings = replace(settings, notes=replace(settings.notes, place="chapter"))
    edition = edition_of(rendered, settings, source_sha256, "")
    with font_configuration() as fonts:
        press = _Press(load_theme(settings.style.theme), fonts)
        text = press.laid_out(_text(edition, findings), edition)
        known: set[str] = set()
        sheets = [read_sheet(page, known) for page in text.pages]
        over = press.laid_out(_over(edition, source_sha256, sheets, findings), edition)
        pages = list(_merged(text.pages, over.pages))
        for page in pages:
            page.links = []  # no paper leads anywhere
        text.copy(pages).write_pdf(path, pdf_identifier=edition.identifier.encode())


class _Press:
    """Lays documents out in the typefaces of a theme."""

    def __init__(self, theme: Theme, fonts: FontConfiguration) -> None:
        self.fonts = fonts
        self.fetcher = Fetcher([STYLES, *font_folders()])
        own = theme.with_values(VALUES)
        style = f"{STYLE.read_text('utf-8')}\n{OWN.read_text('utf-8')}"
        self.rules = CSS(
            string=f"{face_rules(theme)}\n{own.styled(style)}",
            base_url=STYLE.as_uri(),
            font_config=self.fonts,
            url_fetcher=self.fetcher,
        )

    def laid_out(self, body: etree._Element, edition: Edition) -> Document:
        """Lay the body of a document out."""
        stamp = edition.modified.strftime("%Y-%m-%dT%H:%M:%SZ")
        names = ("dcterms.created", "dcterms.modified")
        metas = [element("meta", name=name, content=stamp) for name in names]
        root = document(f"{edition.title}: proof", edition.language, metas, body)
        html = Assembled(root, STYLE.as_uri(), self.fetcher)
        with whole_paragraphs():
            return html.render(font_config=self.fonts, stylesheets=[self.rules])


def _text(edition: Edition, findings: Sequence[Finding]) -> etree._Element:
    body = element("body")
    for part in chapters(edition):
        mark_words(part.content, findings)
        names = f"{part.content.get('class') or ''} sheet-text"
        part.content.set("class", names.strip())
        part.content.set("data-title", part.title)
        body.append(part.content)
    embed(body, edition.rendered.pictures)
    let_break(body)
    return body


def _over(
    edition: Edition, sha256: str, sheets: Sequence[Laid], findings: Sequence[Finding]
) -> etree._Element:
    """Make what is laid over the sheets, and the leaves behind the last of them."""
    dated = "" if edition.modified == UNDATED else f"{edition.modified:%Y-%m-%d}  ·  "
    made = f"{dated}source sha256 {sha256}  ·  {PROGRAM}"
    heads = Heads(shortened(edition.title, BOOK), made)
    labels = {id: label for label, id in edition.rendered.pages}
    body = element("body", class_="over", lang="en")
    shown: set[int] = set()
    for number, laid in enumerate(sheets, 1):
        numbers = [int(place.name) for place in laid.asked]
        shown |= {*numbers}
        top = head(heads, shortened(laid.chapter, CHAPTER), f"Sheet {number} of {len(sheets)}")
        listed = [findings[k] for k in numbers]
        body.append(over_sheet(number, laid, top, labels, listed))
    if rest := [finding for k, finding in enumerate(findings) if k not in shown]:
        names = [str(k) for k in range(1, len(rest) + 1)]
        title = element("h1", ELSEWHERE, id="elsewhere")
        top = head(heads, ELSEWHERE, "")
        body.append(element("section", top, title, list_of(rest, names), class_="leaf alone"))
    named, signs = leaf_of_signs(edition.language)
    signs.insert(0, head(heads, named, ""))
    body.append(signs)
    return body


def _merged(sheets: Sequence[Page], over: Sequence[Page]) -> Iterator[Page]:
    """Draw each sheet's first page over it; all others stand behind it."""
    begun = 0
    for page in over:
        if f"sheet-{begun + 1}" in page.anchors:
            sheet = sheets[begun]
            box = sheet._page_box
            box.children = [*box.children, *page._page_box.children]
            begun += 1
            yield sheet
        else:
            yield page
