"""The whole book as one HTML document, for WeasyPrint to set."""

from __future__ import annotations

from lxml import etree

from pipeline.language import language
from pipeline.write.edition import Edition
from pipeline.write.page import classes, document, element
from pipeline.write.parts import Entry, Part, chapters, entries, imprint, notes, title_page
from pipeline.write.pdf.sheet import MARGIN

HEAD_SIGN = 1.4
"""The mean width of a small letter in a running head, in millimetres."""


def opened(edition: Edition, width: float) -> list[Part]:
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
            data_book=shortened(edition.settings.short_title or edition.title, room),
            data_chapter=shortened(part.title, room),
        )
        part.content.insert(0, heads)
        _way_back(part.content, language(edition.language).imprint.page)
    return parts


def book_document(edition: Edition, parts: list[Part]) -> etree._Element:
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
