"""EPUB 3: one document a chapter, the notes in their own, linked both ways.

After EPUB 3.3, EPUB Accessibility 1.1 and DPUB-ARIA 1.1 (World Wide Web Consortium).
"""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from pipeline.language import language
from pipeline.settings import Contributor, Settings
from pipeline.write.edition import Edition, edition_of, source_statement
from pipeline.write.packing import DOCUMENT, Item, Metadatum, pack
from pipeline.write.page import EPUB_TYPE, as_xhtml, document, element
from pipeline.write.parts import (
    NOTES,
    Entry,
    Part,
    chapters,
    entries,
    imprint,
    notes,
    title_page,
)
from pipeline.write.render import Rendered

STYLES = Path(__file__).parents[2] / "styles"
NAVIGATION = "nav.xhtml"
TEXT = "text"
"""The folder of the documents."""


def write_epub(rendered: Rendered, settings: Settings, source_sha256: str, path: Path) -> None:
    """Write a rendered book as an EPUB 3 file: the same bytes for the same arguments.

    Notes that are to stand at the foot of the page stand at the end of the book here: an EPUB has
    no pages.

    Raises:
        RecensionError: SOURCE_DATE_EPOCH or the edition's date is no date.
    """
    edition = edition_of(rendered, settings, source_sha256, settings.edition.isbn_epub)
    title, facts, body, end = (
        title_page(edition),
        imprint(edition),
        chapters(edition),
        notes(edition),
    )
    parts = [title, facts, *body, *([end] if end else [])]
    navigation = _navigation(edition, parts)
    _divide(parts)
    documents = [_item(part, edition.language) for part in parts]
    style = Item("style", "style.css", "text/css", (STYLES / "epub.css").read_bytes())
    pack(
        [*documents, navigation, style],
        [title.id, facts.id, "nav", *(part.id for part in parts[2:])],
        _metadata(edition),
        edition.identifier,
        edition.language,
        edition.modified,
        path,
    )


def _file(part: Part) -> str:
    return f"{TEXT}/{part.id}.xhtml"


def _item(part: Part, language: str) -> Item:
    body = element("body", part.content, epub_type=part.matter)
    link = element("link", rel="stylesheet", type="text/css", href="../style.css")
    html = document(part.title, language, [link], body)
    return Item(part.id, _file(part), DOCUMENT, as_xhtml(html))


def _divide(parts: list[Part]) -> None:
    """Complete the links within the edition by the names of the files they lead to."""
    home = {
        node.get("id"): part.id for part in parts for node in part.content.iter() if node.get("id")
    }
    for part in parts:
        for link in part.content.iter("a"):
            target = (link.get("href") or "").removeprefix("#")
            if target in home and home[target] != part.id:
                link.set("href", f"{home[target]}.xhtml#{target}")


def _navigation(edition: Edition, parts: list[Part]) -> Item:
    """Make the contents, the landmarks, and the list of the source's pages."""
    words = language(edition.language).phrases
    lines = [_line(part, Entry(part.title, "", entries(part))) for part in parts if _listed(part)]
    contents = element(
        "nav",
        element("h1", words.contents, id="contents"),
        element("ol", *lines),
        epub_type="toc",
        role="doc-toc",
        aria_labelledby="contents",
    )
    navs = [contents, _landmarks(parts, words.contents, words.beginning)]
    if pages := _pages(edition, parts):
        heading = element("h2", words.pages, id="pages")
        navs.append(
            element(
                "nav",
                heading,
                element("ol", *pages),
                epub_type="page-list",
                role="doc-pagelist",
                aria_labelledby="pages",
                hidden="hidden",
            )
        )
    link = element("link", rel="stylesheet", type="text/css", href="style.css")
    body = element("body", *navs, epub_type="frontmatter")
    html = document(words.contents, edition.language, [link], body)
    return Item("nav", NAVIGATION, DOCUMENT, as_xhtml(html), ("nav",))


def _listed(part: Part) -> bool:
    return part.id != "imprint"


def _line(part: Part, entry: Entry) -> etree._Element:
    href = f"{_file(part)}#{entry.id}" if entry.id else _file(part)
    below = [element("ol", *(_line(part, each) for each in entry.entries))] if entry.entries else []
    return element("li", element("a", entry.title, href=href), *below)


def _landmarks(parts: list[Part], contents: str, beginning: str) -> etree._Element:
    marks = [("titlepage", parts[0].title, _file(parts[0])), ("toc", contents, NAVIGATION)]
    body = [part for part in parts if part.matter == "bodymatter"]
    if body:
        marks.append(("bodymatter", beginning, _file(body[0])))
    if parts[-1].id == NOTES:
        marks.append(("endnotes", parts[-1].title, _file(parts[-1])))
    lines = [
        element("li", element("a", text, href=href, epub_type=kind)) for kind, text, href in marks
    ]
    return element("nav", element("ol", *lines), epub_type="landmarks", hidden="hidden")


def _pages(edition: Edition, parts: list[Part]) -> list[etree._Element]:
    """Give the lines of the page list, in the order in which the breaks stand in the files."""
    labels = {id: label for label, id in edition.rendered.pages}
    return [
        element("li", element("a", labels[id], href=f"{_file(part)}#{id}"))
        for part in parts
        for node in part.content.iter("span")
        if node.get(EPUB_TYPE) == "pagebreak" and (id := node.get("id", "")) in labels
    ]


def _metadata(edition: Edition) -> list[Metadatum]:
    settings = edition.settings
    this = settings.edition
    made = _titles(edition)
    for k, person in enumerate(settings.contributors, 1):
        made += _person(person, f"contributor-{k}")
    facts = [
        ("publisher", this.publisher),
        ("date", this.date),
        ("rights", this.rights),
        ("description", this.description),
        *(("subject", subject) for subject in this.subjects),
        ("source", _source(settings)),
    ]
    made += [Metadatum(name, value, {}) for name, value in facts if value]
    return made + _accessibility(edition)


def _titles(edition: Edition) -> list[Metadatum]:
    made = [
        Metadatum("title", edition.title, {"id": "title"}),
        _refined("title", "title-type", "main"),
    ]
    if subtitle := edition.settings.subtitle:
        made += [
            Metadatum("title", subtitle, {"id": "subtitle"}),
            _refined("subtitle", "title-type", "subtitle"),
        ]
    return made


def _person(person: Contributor, id: str) -> list[Metadatum]:
    name = "creator" if person.role == "aut" else "contributor"
    role = _refined(id, "role", person.role)
    role.attributes["scheme"] = "marc:relators"
    filed = [_refined(id, "file-as", person.sort)] if person.sort else []
    return [Metadatum(name, person.name, {"id": id}), role, *filed]


def _refined(id: str, name: str, value: str) -> Metadatum:
    return Metadatum("", value, {"refines": f"#{id}", "property": name})


def _source(settings: Settings) -> str:
    isbn = "".join(sign for sign in settings.source.isbn if sign.isalnum())
    return f"urn:isbn:{isbn}" if isbn else source_statement(settings.source)


def _accessibility(edition: Edition) -> list[Metadatum]:
    """Say of the publication what is true of it: it is text without pictures.

    Conformance is not claimed: that is for a person to certify.
    """
    features = ["structuralNavigation", "tableOfContents", "readingOrder", "ARIA"]
    features += ["displayTransformability"]
    summary = (
        "Text without pictures. Headings are marked up as such, and the contents link to them."
    )
    if any(section.notes for section in edition.rendered.sections):
        summary += " Notes are linked to their references, and back."
    made = []
    if edition.rendered.pages:
        features += ["pageBreakMarkers", "pageNavigation"]
        summary += " The page breaks of the source are marked, with a list of them."
        made.append(("pageBreakSource", _source(edition.settings) or "none"))
    made += [
        ("schema:accessMode", "textual"),
        ("schema:accessModeSufficient", "textual"),
        *(("schema:accessibilityFeature", feature) for feature in features),
        ("schema:accessibilityHazard", "none"),
        ("schema:accessibilitySummary", summary),
    ]
    return [Metadatum("", value, {"property": name}) for name, value in made]
