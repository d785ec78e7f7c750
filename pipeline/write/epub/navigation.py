"""The EPUB's navigation: contents, landmarks, and the list of the source's pages."""

from __future__ import annotations

from lxml import etree

from pipeline.language import language
from pipeline.write.edition import Edition
from pipeline.write.endnotes import NOTES
from pipeline.write.page import EPUB_TYPE, document, element
from pipeline.write.parts import Entry, Part, entries

NAVIGATION = "nav.xhtml"
TEXT = "text"
"""The folder of the documents."""


def file_of(part: Part) -> str:
    """Give the file of a part, from the package document."""
    return f"{TEXT}/{part.id}.xhtml"


def navigation(edition: Edition, parts: list[Part]) -> etree._Element:
    """Make the contents, the landmarks, and the list of the source's pages."""
    words = language(edition.language).phrases
    lines = [_line(part, Entry(part.title, "", entries(part))) for part in parts if part.listed]
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
    return document(words.contents, edition.language, [link], body)


def _line(part: Part, entry: Entry) -> etree._Element:
    href = f"{file_of(part)}#{entry.id}" if entry.id else file_of(part)
    below = [element("ol", *(_line(part, each) for each in entry.entries))] if entry.entries else []
    return element("li", element("a", entry.title, href=href), *below)


def _landmarks(parts: list[Part], contents: str, beginning: str) -> etree._Element:
    marks = [
        (part.id, part.title, file_of(part)) for part in parts if part.id in ("cover", "titlepage")
    ]
    marks.append(("toc", contents, NAVIGATION))
    body = [part for part in parts if part.matter == "bodymatter"]
    if body:
        marks.append(("bodymatter", beginning, file_of(body[0])))
    if parts[-1].id == NOTES:
        marks.append(("endnotes", parts[-1].title, file_of(parts[-1])))
    lines = [
        element("li", element("a", text, href=href, epub_type=kind)) for kind, text, href in marks
    ]
    return element("nav", element("ol", *lines), epub_type="landmarks", hidden="hidden")


def _pages(edition: Edition, parts: list[Part]) -> list[etree._Element]:
    """Give the lines of the page list, in the order in which the breaks stand in the files."""
    labels = {id: label for label, id in edition.rendered.pages}
    return [
        element("li", element("a", labels[id], href=f"{file_of(part)}#{id}"))
        for part in parts
        for node in part.content.iter("span")
        if node.get(EPUB_TYPE) == "pagebreak" and (id := node.get("id", "")) in labels
    ]
