"""PDF: a book set by WeasyPrint from the same parts as the EPUB, plain and right."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pydyf
from lxml import etree
from weasyprint import CSS, HTML, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from pipeline.errors import RecensionError
from pipeline.fonts import font_directory
from pipeline.language import language
from pipeline.settings import Settings
from pipeline.write.edition import Edition, edition_of
from pipeline.write.marking import marking
from pipeline.write.page import as_html, classes, document, element
from pipeline.write.parts import (
    Entry,
    Part,
    chapters,
    entries,
    imprint,
    notes,
    title_page,
)
from pipeline.write.render import Rendered

STYLE = Path(__file__).parents[2] / "styles" / "print.css"
FACES = {
    "LinLibertine_R.otf": "",
    "LinLibertine_RI.otf": "font-style: italic;",
    "LinLibertine_RB.otf": "font-weight: bold;",
    "LinLibertine_RBI.otf": "font-style: italic; font-weight: bold;",
}
TRIMS = {"A4": (210, 297), "A5": (148, 210), "A6": (105, 148), "B5": (176, 250), "B6": (125, 176)}
"""Sizes of the page in millimetres (ISO 216), by name."""
TRIM = re.compile(r"(\d+(?:\.\d+)?)\s*[x×]\s*(\d+(?:\.\d+)?)\s*(mm|in)")
LEAST, MOST = 70, 600
"""The bounds of a page's sides in millimetres: no book is set on less or more."""
MARGIN = 0.12
"""The mean of the inner and the outer margin, as a part of the page's width."""
HEAD_SIGN = 1.4
"""The mean width of a small letter in a running head, in millimetres."""


def write_pdf(rendered: Rendered, settings: Settings, source_sha256: str, path: Path) -> None:
    """Set a rendered book as a PDF file: the same bytes for the same arguments.

    Raises:
        RecensionError: the typeface is missing, the trim size is not understood, the notes are to
            stand at the foot of the page, or a date is no date.
    """
    if settings.notes.place == "page":
        # WeasyPrint does not divide a footnote: one that is longer than a page runs off it.
        raise RecensionError(
            "notes at the foot of the page cannot be set yet",
            "book.toml: notes.place",
            'set it to "book" or "chapter"',
        )
    width, height = trim_size(settings.style.trim)
    edition = edition_of(rendered, settings, source_sha256, settings.edition.isbn_pdf)
    fonts = FontConfiguration()
    fetcher = _Fetcher([STYLE.parent, font_directory()])
    parts = _opened(edition, width)
    start = next((part.id for part in parts if "start" in classes(part.content)), "")
    html = HTML(
        string=as_html(_document(edition, parts)).decode(),
        base_url=STYLE.as_uri(),
        url_fetcher=fetcher,
    )
    style = f"{_faces()}\n{_page(width, height)}\n{STYLE.read_text('utf-8')}"
    sheet = CSS(string=style, base_url=STYLE.as_uri(), font_config=fonts, url_fetcher=fetcher)
    rendering = html.render(font_config=fonts, stylesheets=[sheet])
    for page in rendering.pages:
        # WeasyPrint makes a second link of what the style writes into one.
        page.links = [link for link in page.links if "::" not in link[3].element_tag]
    with marking(html.etree_element):
        identifier = edition.identifier.encode()
        rendering.write_pdf(path, pdf_identifier=identifier, finisher=partial(_finish, start))


def trim_size(trim: str) -> tuple[float, float]:
    """Give the width and height of the page, in millimetres.

    >>> trim_size("a5"), trim_size("5 x 8 in"), trim_size("140x216mm")
    ((148, 210), (127.0, 203.2), (140.0, 216.0))

    Raises:
        RecensionError: `trim` is neither a known name nor a size.
    """
    if trim.strip().upper() in TRIMS:
        return TRIMS[trim.strip().upper()]
    match = TRIM.fullmatch(trim.strip())
    unit = 25.4 if match and match[3] == "in" else 1.0
    size = tuple(round(float(side) * unit, 2) for side in match.groups()[:2]) if match else ()
    if not size or not all(LEAST <= side <= MOST for side in size):
        names = ", ".join(TRIMS)
        raise RecensionError(
            f"not a trim size: {trim!r}",
            "book.toml: style.trim",
            f"give a name ({names}) or a size (140 x 216 mm, 5.5 x 8.5 in)",
        )
    return size[0], size[1]


def _faces() -> str:
    folder = font_directory()
    return "\n".join(
        f'@font-face {{ font-family: Book; src: url("{(folder / name).as_uri()}"); {style} }}'
        for name, style in FACES.items()
        if (folder / name).is_file()
    )


def _page(width: float, height: float) -> str:
    """Declare the page: the foot deeper than the head, the outer margins wider than the inner."""
    inner, outer = width * (MARGIN - 0.005), width * (MARGIN + 0.005)
    top, bottom = height * 0.105, height * 0.115
    return (
        f"@page {{ size: {width}mm {height}mm; margin: {top:.2f}mm {outer:.2f}mm {bottom:.2f}mm; }}"
        f"@page :left {{ margin-right: {inner:.2f}mm; }}"
        f"@page :right {{ margin-left: {inner:.2f}mm; }}"
    )


def _opened(edition: Edition, width: float) -> list[Part]:
    """Give the parts that open with a heading, and have running heads behind their first page."""
    body, end = chapters(edition), notes(edition)
    parts = [*body, *([end] if end else [])]
    start = next((part for part in body if part.matter != "frontmatter"), None)
    room = int(width * (1 - 2 * MARGIN) / HEAD_SIGN)
    for part in parts:
        names = [*classes(part.content), "opening", *(["start"] if part is start else [])]
        part.content.set("class", " ".join(names))
        # Not on the section itself: its later pages would be taken for openings too.
        heads = element(
            "div",
            class_="heads",
            data_book=shortened(edition.title, room),
            data_chapter=shortened(part.title, room),
        )
        part.content.insert(0, heads)
        _way_back(part.content, language(edition.language).imprint.page)
    return parts


def _document(edition: Edition, parts: list[Part]) -> etree._Element:
    """Assemble the whole book in one document."""
    content = [title_page(edition).content, imprint(edition).content, _contents(edition, parts)]
    main = element("main", *(part.content for part in parts))
    return document(
        edition.title, edition.language, _head(edition), element("body", *content, main)
    )


def _head(edition: Edition) -> list[etree._Element]:
    stamp = edition.modified.strftime("%Y-%m-%dT%H:%M:%SZ")
    this = edition.settings.edition
    facts = [
        *(("author", person.name) for person in edition.authors),
        ("description", this.description),
        ("keywords", ", ".join(this.subjects)),
        ("dcterms.created", stamp),
        ("dcterms.modified", stamp),
    ]
    return [element("meta", name=name, content=value) for name, value in facts if value]


def _way_back(content: etree._Element, page: str) -> None:
    """Let the links from the notes show the page they lead to; the style sets it."""
    for link in content.iter("a"):
        if link.get("role") == "doc-backlink":
            link.text = None
            link.tail = ", " if link.getnext() is not None else None
            link.set("data-page", page)


def _contents(edition: Edition, parts: list[Part]) -> etree._Element:
    words = language(edition.language).phrases
    started = False
    lines = []
    for part in parts:
        started = started or "start" in classes(part.content)
        entry = Entry(part.title, part.id, entries(part))
        lines.append(_line(entry, "folio" if started else "folio roman"))
    heading = element("h1", words.contents, id="contents")
    return element("nav", heading, element("ol", *lines), class_="contents", role="doc-toc")


def _line(entry: Entry, folio: str) -> etree._Element:
    href = f"#{entry.id}"
    line = element(
        "div",
        element("a", entry.title, href=href),
        element("span", class_=folio, data_href=href),
        class_="entry",
    )
    below = [element("ol", *(_line(each, folio) for each in entry.entries))]
    return element("li", line, *(below if entry.entries else []))


def shortened(title: str, room: int) -> str:
    """Cut a title at a word, so that it fits into a line that has room for so many letters.

    >>> shortened("On the Origin of Species", 30), shortened("On the Origin of Species", 16)
    ('On the Origin of Species', 'On the Origin…')
    """
    if _length(title) <= room:
        return title
    words = title.split()
    while len(words) > 1 and _length(" ".join(words)) >= room:
        words.pop()
    kept = " ".join(words).rstrip(" .,:;–—-")
    while _length(kept) >= room:
        kept = kept[:-1]
    return kept + "…"


def _length(text: str) -> float:
    return sum(1.5 if sign.isupper() else 1 for sign in text)


def _finish(start: str, rendering: Document, pdf: pydyf.PDF) -> None:
    """Number the pages in the catalogue as on paper: roman until the text begins, then arabic."""
    front = next((k for k, page in enumerate(rendering.pages) if start in page.anchors), None)
    ranges: list[Any] = [0, pydyf.Dictionary({"S": "/r"})] if front != 0 else []
    if front is not None:
        ranges += [front, pydyf.Dictionary({"S": "/D"})]
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array(ranges)})
    pdf.catalog["PageMode"] = "/UseOutlines"
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})


class _Fetcher(URLFetcher):  # type: ignore[misc]
    """Serves the files of some folders, and nothing else."""

    def __init__(self, folders: list[Path]) -> None:
        super().__init__(allowed_protocols=["file"])
        self.folders = [folder.resolve() for folder in folders]

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        path = Path(url2pathname(urlsplit(url).path)).resolve()
        if not any(path.is_relative_to(folder) for folder in self.folders):
            raise ValueError(f"not a file of the edition: {url}")
        return super().fetch(url, headers)
