"""What stands before and behind a book's own words: half-title, title page, imprint, colophon."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from pipeline.language import language
from pipeline.write.edition import Edition, isbn_shown, series_statement, source_statement
from pipeline.write.page import element
from pipeline.write.parts import Part


def half_title(edition: Edition) -> Part:
    """Make the half-title, the first page of a printed book: its title alone."""
    title = edition.settings.short_title or edition.title
    section = element("section", element("p", title), id="halftitle", class_="halftitle")
    return Part("halftitle", title, "frontmatter", section)


def title_page(edition: Edition) -> Part:
    """Make the title page."""
    settings = edition.settings
    content: list[etree._Element | str] = [
        element("p", person.name, class_="author") for person in edition.authors
    ]
    content.append(element("h1", edition.title))
    if settings.subtitle:
        content.append(element("p", settings.subtitle, class_="subtitle", role="doc-subtitle"))
    this = settings.edition
    published = (this.publisher, ", ".join(fact for fact in (this.place, this.date) if fact))
    lines = [element("p", line) for line in published if line]
    if lines:
        content.append(element("div", *lines, class_="publisher"))
    section = element(
        "section", *content, id="titlepage", class_="titlepage", epub_type="titlepage"
    )
    return Part("titlepage", language(edition.language).phrases.title_page, "frontmatter", section)


def imprint(edition: Edition, made: Iterable[str] = ()) -> Part:
    """Make the imprint: title and names, the source edition, this edition, how it was made."""
    words, settings = language(edition.language).imprint, edition.settings
    names = [person.name for person in edition.authors]
    whole = ". ".join(part for part in (edition.title, settings.subtitle) if part)
    source, this, first = settings.source, settings.edition, settings.first_published
    isbns = (("EPUB", this.isbn_epub), ("PDF", this.isbn_pdf), (words.print, this.isbn_print))
    statement = source_statement(source)
    groups = [
        [", ".join(names), whole, series_statement(settings.series), *_others(edition)],
        [
            f"{words.source}{words.colon}{statement}" if statement else "",
            f"{words.extraction}{words.colon}{source.extracted_by}" if source.extracted_by else "",
            source.note,
            f"{words.first_published}{words.colon}{first}" if first else "",
        ],
        [
            ", ".join(part for part in (this.publisher, this.place, this.date) if part),
            this.statement,
            f"{words.version} {this.version}" if this.version else "",
            *(f"ISBN {isbn_shown(isbn)} ({form})" for form, isbn in isbns if isbn),
            this.rights,
            this.licence,
            edition.identifier,
        ],
        list(made),
    ]
    divisions = [
        element("div", *(element("p", line) for line in group if line))
        for group in groups
        if any(group)
    ]
    section = element(
        "section", *divisions, id="imprint", class_="imprint", epub_type="copyright-page"
    )
    return Part("imprint", words.imprint, "frontmatter", section, listed=False)


def _others(edition: Edition) -> list[str]:
    """Name those who did something else than write the book, with what they did."""
    words = language(edition.language).imprint
    return [
        f"{words.roles[person.role]}{words.colon}{person.name}"
        if person.role in words.roles
        else person.name
        for person in edition.others
    ]


def colophon(lines: Iterable[str]) -> Part:
    """Make the colophon, the last page of a printed book: in what it is set, and how."""
    paragraphs = [element("p", line) for line in lines]
    section = element("section", *paragraphs, id="colophon", class_="colophon")
    return Part("colophon", "", "backmatter", section)
