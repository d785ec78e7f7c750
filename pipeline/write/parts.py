"""The parts of an edition as XHTML: title page, imprint, chapters, notes, and their contents.

All forms but DOCX are made of these. Links lead to ids within the whole edition (`#n80`); what
divides it into files has to complete them. What stands around the book's own words (labels, links
back, headings of the notes) has a class that is listed in APPARATUS, so that it can be told apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from lxml import etree

from pipeline.language import language
from pipeline.write.edition import Edition
from pipeline.write.endnotes import NOTES, endnotes, note_lists
from pipeline.write.indexlinks import link_index
from pipeline.write.page import EPUB_TYPE, classes, element, fragment, text_of, typed
from pipeline.write.render import Section

APPARATUS = {
    "backlinks": "Reference",
    "colophon": "Sect",
    "contents": "TOC",
    "halftitle": "Sect",
    "imprint": "Sect",
    "note-label": "Lbl",
    "noteref": "Reference",
    "notes-heading": "H",
    "titlepage": "Sect",
}
"""Classes of what the edition adds to the book's words; with each, what PDF calls such a thing."""
LABEL_WORDS = 6
"""How many of its first words stand for a chapter without a heading."""

Matter = Literal["frontmatter", "bodymatter", "backmatter"]
_MATTERS: dict[str, Matter] = {
    "front": "frontmatter",
    "chapter": "bodymatter",
    "back": "backmatter",
}


MATTERS = {
    "acknowledgments": "doc-acknowledgments",
    "afterword": "doc-afterword",
    "appendix": "doc-appendix",
    "bibliography": "doc-bibliography",
    "dedication": "doc-dedication",
    "epigraph": "doc-epigraph",
    "foreword": "doc-foreword",
    "introduction": "doc-introduction",
    "preface": "doc-preface",
}
"""Kinds of new matter that EPUB has a type for, by that name, with their roles in DPUB-ARIA."""
LEADING = ("dedication", "epigraph")
"""What stands before the contents, and without a heading is not in them."""


class Part(NamedTuple):
    """A part of the edition, which begins a new page."""

    id: str
    title: str
    matter: Matter
    content: etree._Element
    listed: bool = True
    """In the contents."""


def leading(parts: Sequence[Part]) -> int:
    """Tell how many parts stand before the contents: the dedication and the motto."""
    return next((k for k, part in enumerate(parts) if not _leads(part)), len(parts))


def _leads(part: Part) -> bool:
    return "editorial" in classes(part.content) and any(
        name in LEADING for name in classes(part.content)
    )


class Entry(NamedTuple):
    """A line of the contents, with those below it."""

    title: str
    id: str
    entries: tuple[Entry, ...] = ()


def is_apparatus(node: etree._Element) -> bool:
    """Tell whether an element is an addition of the edition, with all that is in it."""
    return any(name in APPARATUS for name in classes(node))


def chapters(edition: Edition) -> list[Part]:
    """Make the chapters, each with its own notes if that is where they are to stand."""
    parts = []
    for section in edition.rendered.sections:
        content = _chapter(section)
        if section.kind == "back":
            link_index(content, edition.rendered)
        if edition.settings.notes.place == "chapter" and section.notes:
            words = language(edition.language).phrases
            name = words.editor_notes if section.editorial else words.notes
            heading = element("h2", name, id=f"{section.id}-notes", class_="notes-heading")
            content.append(endnotes([heading, *note_lists(section, words, "h3")], heading))
        listed = bool(section.title) or section.matter not in LEADING
        parts.append(Part(section.id, label(section), _MATTERS[section.kind], content, listed))
    return parts


def notes(edition: Edition) -> Part | None:
    """Make the notes of the whole book, grouped by chapter; None if they stand elsewhere."""
    noted = [section for section in edition.rendered.sections if section.notes]
    if edition.settings.notes.place == "chapter" or not noted:
        return None
    words = language(edition.language).phrases
    heading = element("h1", words.notes, id="notes-heading", class_="notes-heading")
    groups = []
    for section in noted:
        id = f"notes-{section.id}"
        name = label(section) + (f" ({words.editor_notes})" if section.editorial else "")
        title = element("h2", name, id=id, class_="notes-heading")
        lists = note_lists(section, words, "h3")
        group = element("section", title, *lists, lang=section.language, aria_labelledby=id)
        groups.append(group)
    return Part(NOTES, words.notes, "backmatter", endnotes([heading, *groups], heading, id=NOTES))


def label(section: Section) -> str:
    """Give a chapter's title, else its first words, else "…"."""
    if section.title:
        return " ".join(section.title.split())
    found = text_of(fragment(section.html), is_apparatus).split()
    short = 0 < len(found) <= LABEL_WORDS
    return " ".join(found[:LABEL_WORDS]) + ("" if short else "…")


def entries(part: Part) -> tuple[Entry, ...]:
    """Give the contents of a part: its headings below the first, as a tree."""
    found = [
        (int(node.tag[1]), " ".join(text_of([node], is_apparatus).split()), node.get("id", ""))
        for node in part.content.iter("h2", "h3", "h4", "h5", "h6")
        if not is_apparatus(node) and node.get("id", part.id) != part.id
    ]
    return _nested([heading for heading in found if heading[1]])


def _nested(headings: list[tuple[int, str, str]]) -> tuple[Entry, ...]:
    """Hang every heading under the last one above it in rank."""
    made: list[Entry] = []
    while headings:
        level, title, id = headings[0]
        end = next((k for k, h in enumerate(headings[1:], 1) if h[0] <= level), len(headings))
        made.append(Entry(title, id, _nested(headings[1:end])))
        headings = headings[end:]
    return tuple(made)


def _chapter(section: Section) -> etree._Element:
    content = fragment(section.html)
    names = [section.kind, *(["editorial", section.matter] if section.editorial else [])]
    made = element("section", *content, class_=" ".join(names).strip(), lang=section.language)
    if role := MATTERS.get(section.matter):
        made.set(EPUB_TYPE, section.matter)
        made.set("role", role)
    if section.kind == "chapter":
        made.set(EPUB_TYPE, "chapter")
        made.set("role", "doc-chapter")
    if made.xpath("boolean(.//*[@id=$id])", id=section.id):
        made.set("aria-labelledby", section.id)
    else:
        made.set("id", section.id)
        made.set("aria-label", label(section))
    typed(made)
    return made
