"""The notes as XHTML: lists of them, each with its label in front and the way back behind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from pipeline.language import Phrases
from pipeline.write.page import add, element, fragment, typed
from pipeline.write.render import RenderedNote, Section

NOTES = "notes"
"""The class of a section of notes, and the id of that which holds all of them."""
BACK = "↩\ufe0e"
"""A text arrow: without the variation selector some devices show a picture."""


def endnotes(
    content: Iterable[etree._Element], heading: etree._Element, id: str = ""
) -> etree._Element:
    """Make a section of notes, named by its heading."""
    return element(
        "section",
        *content,
        id=id,
        class_=NOTES,
        epub_type="endnotes",
        role="doc-endnotes",
        aria_labelledby=heading.get("id", ""),
    )


def in_order(section: Section) -> list[RenderedNote]:
    """Give a chapter's notes as an edition lists them: those without a marker last."""
    return sorted(section.notes, key=_is_loose)


def _is_loose(note: RenderedNote) -> bool:
    return note.state == "unmarked"


def note_lists(section: Section, words: Phrases, heading: str) -> Iterator[etree._Element]:
    """List a chapter's notes; those without a marker last, under a heading of that rank."""
    called = [note_item(note, words) for note in section.notes if not _is_loose(note)]
    loose = [note_item(note, words) for note in section.notes if _is_loose(note)]
    if called:
        yield element("ol", *called)
    if loose:
        yield element(heading, words.unmarked_notes, class_="notes-heading")
        yield element("ol", *loose)


def note_item(note: RenderedNote, words: Phrases) -> etree._Element:
    """Make a note: its label in front of its first paragraph, the way back behind its last."""
    made = element("li", *fragment(note.html), id=note.id, class_="note", epub_type="endnote")
    typed(made)
    first = made[0] if len(made) and made[0].tag == "p" and not (made.text or "").strip() else None
    if first is None:
        first = element("p")
        made.insert(0, first)
    text, first.text = first.text, None
    # The space is within: beside it, it would be stretched with the line.
    mark = element("span", f"{note.label} ", class_="note-label")
    mark.tail = text
    first.insert(0, mark)
    if note.refs:
        last = made[-1]
        if last.tag != "p":
            last = element("p")
            made.append(last)
        add(last, [" ", _way_back(note, words)])
    return made


def _way_back(note: RenderedNote, words: Phrases) -> etree._Element:
    name = words.back_to_note.replace("%s", note.label)
    several = len(note.refs) > 1
    links = [
        element(
            "a",
            BACK,
            href=f"#{ref}",
            role="doc-backlink",
            epub_type="backlink",
            aria_label=f"{name} ({k})" if several else name,
        )
        for k, ref in enumerate(note.refs, 1)
    ]
    spaced: list[etree._Element | str] = [links[0]]
    for link in links[1:]:
        spaced += [" ", link]
    return element("span", *spaced, class_="backlinks")
