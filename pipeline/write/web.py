"""HTML for the web: the whole edition in one file, which asks for nothing else.

A note opens beside its marker by the Popover API of HTML, without a script: the marker is a button
whose target is the note where it stands in the list of notes. What is printed, and browsers that
know no popovers, have a link to that place instead (`styles/web.css`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from lxml import etree
from stdnum import isni

from pipeline.language import language
from pipeline.model.settings import Contributor, Settings
from pipeline.write.edition import Edition, edition_of, source_statement
from pipeline.write.frontmatter import imprint, title_page
from pipeline.write.page import EPUB_TYPE, as_html, document, element
from pipeline.write.parts import Entry, Part, chapters, entries, notes
from pipeline.write.pictures import embed
from pipeline.write.render import Rendered
from pipeline.write.styles import STYLES

STYLE = STYLES / "web.css"


def write_html(rendered: Rendered, settings: Settings, source_sha256: str, path: Path) -> None:
    """Write a rendered book as one HTML file: the same bytes for the same arguments.

    Raises:
        RecensionError: SOURCE_DATE_EPOCH or the edition's date is no date.
    """
    edition = edition_of(rendered, settings, source_sha256, "")
    path.write_bytes(as_html(_document(edition)) + b"\n")


def _document(edition: Edition) -> etree._Element:
    body, end = chapters(edition), notes(edition)
    parts = [*body, *([end] if end else [])]
    labels = {id: label for label, id in edition.rendered.pages}
    for part in parts:
        _open_notes(part.content, language(edition.language).phrases.note)
        for mark in part.content.iter("span"):
            if label := labels.get(mark.get("id", "")):
                mark.set("data-label", label)
    content = element(
        "body",
        element("header", title_page(edition).content),
        _contents(edition, parts),
        element("main", *(part.content for part in parts)),
        element("footer", imprint(edition).content),
    )
    embed(content, edition.rendered.pictures)
    etree.strip_attributes(content, EPUB_TYPE)
    etree.cleanup_namespaces(content)
    return document(edition.title, edition.language, _head(edition), content)


def _open_notes(content: etree._Element, word: str) -> None:
    """Let each marker open its note, and let each note that has a marker be opened."""
    markers = [link for link in content.iter("a") if link.get("role") == "doc-noteref"]
    for link in markers:
        label, target = link.text or "", link.get("href", "").removeprefix("#")
        button = element("button", label, type="button", popovertarget=target)
        # Said out loud, a number alone is not known for a button that opens something.
        button.set("aria-label", link.get("aria-label") or f"{word} {label}")
        marker = element("span", button, id=link.get("id", ""), class_="noteref")
        marker.tail, link.tail = link.tail, None
        parent = link.getparent()
        assert parent is not None
        parent.replace(link, marker)
        etree.strip_attributes(link, "id", "class")
        marker.append(link)
    for note in content.iter("li"):
        if note.get("class") == "note" and note.find(".//span[@class='backlinks']") is not None:
            note.set("popover", "auto")


def _contents(edition: Edition, parts: list[Part]) -> etree._Element:
    heading = element("h2", language(edition.language).phrases.contents, id="contents")
    listed = (part for part in parts if part.listed)
    lines = [_line(Entry(part.title, part.id, entries(part))) for part in listed]
    return element(
        "nav",
        heading,
        element("ol", *lines),
        class_="contents",
        role="doc-toc",
        aria_labelledby="contents",
    )


def _line(entry: Entry) -> etree._Element:
    below = [element("ol", *map(_line, entry.entries))] if entry.entries else []
    return element("li", element("a", entry.title, href=f"#{entry.id}"), *below)


def _head(edition: Edition) -> list[etree._Element]:
    """Say what the file is: for browsers, for libraries (Dublin Core), for search engines."""
    facts = [
        ("viewport", "width=device-width, initial-scale=1"),
        ("color-scheme", "light dark"),
        ("description", edition.settings.edition.description),
        *_dublin_core(edition),
        *_citation(edition),
    ]
    metas = [element("meta", name=name, content=value) for name, value in facts if value]
    schema = element("link", rel="schema.DC", href="http://purl.org/dc/elements/1.1/")
    # "<" could end the element.
    data = json.dumps(_linked_data(edition), ensure_ascii=False).replace("<", "\\u003c")
    return [
        *metas[:2],
        schema,
        *metas[2:],
        element("script", data, type="application/ld+json"),
        element("style", f"\n{STYLE.read_text('utf-8')}"),
    ]


def _dublin_core(edition: Edition) -> Iterator[tuple[str, str]]:
    settings = edition.settings
    this = settings.edition
    yield "DC.title", edition.title
    yield from (("DC.creator", person.sort or person.name) for person in edition.authors)
    yield from (("DC.contributor", person.sort or person.name) for person in edition.others)
    yield "DC.publisher", this.publisher
    yield "DC.date", this.date
    yield "DC.language", edition.language
    yield "DC.identifier", edition.identifier
    yield "DC.source", source_statement(settings.source)
    yield from (("DC.subject", subject) for subject in this.subjects)
    yield "DC.rights", this.rights


def _citation(edition: Edition) -> Iterator[tuple[str, str]]:
    """Give the tags by which reference managers and search engines of scholars know a work."""
    yield "citation_title", edition.title
    yield from (("citation_author", person.sort or person.name) for person in edition.authors)
    yield "citation_publisher", edition.settings.edition.publisher
    yield "citation_publication_date", edition.settings.edition.date.replace("-", "/")
    yield "citation_language", edition.language


def _linked_data(edition: Edition) -> dict[str, object]:
    """Give what is known of the book in the vocabulary of schema.org."""
    settings = edition.settings
    this = settings.edition
    series, source = settings.series, source_statement(settings.source)
    facts = {
        "name": edition.title,
        "alternativeHeadline": settings.subtitle,
        "author": [_known(person) for person in edition.authors],
        "contributor": [_known(person) for person in edition.others],
        "inLanguage": edition.language,
        "identifier": edition.identifier,
        "publisher": {"@type": "Organization", "name": this.publisher} if this.publisher else None,
        "datePublished": this.date,
        "description": this.description,
        "keywords": list(this.subjects),
        "license": this.licence,
        "bookEdition": this.statement,
        "isPartOf": {"@type": "BookSeries", "name": series.name} if series.name else None,
        "isBasedOn": {"@type": "Book", "name": source} if source else None,
    }
    known = {name: value for name, value in facts.items() if value}
    return {"@context": "https://schema.org", "@type": "Book", **known}


def _known(person: Contributor) -> dict[str, object]:
    """Give a person or body, with the addresses by which the whole world knows them."""
    addresses = [f"https://isni.org/isni/{isni.compact(person.isni)}"] if person.isni else []
    addresses += [f"https://orcid.org/{person.orcid}"] if person.orcid else []
    kind = "Organization" if person.kind == "body" else "Person"
    return {"@type": kind, "name": person.name, **({"sameAs": addresses} if addresses else {})}
