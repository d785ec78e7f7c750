"""Notes at the foot of the page: each behind its call in the text, whence the style takes it down.

A note of several paragraphs stands there in as many pieces, each of which goes to the next page if
it has no room on this one; `longnotes` divides long paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import weasyprint.layout.page as layout
from lxml import etree
from weasyprint.formatting_structure.boxes import Box, PageBox
from weasyprint.layout import LayoutContext

from pipeline.language import Phrases, language
from pipeline.write.edition import Edition
from pipeline.write.endnotes import NOTES, endnotes, in_order, note_item, note_lists
from pipeline.write.page import classes, element
from pipeline.write.parts import Part
from pipeline.write.render import RenderedNote, Section


def set_footnotes(edition: Edition, parts: Sequence[Part]) -> None:
    """Put the notes into the chapters, behind their calls; those without one at the end."""
    words = language(edition.language).phrases
    for section, part in zip(edition.rendered.sections, parts, strict=False):
        calls = {node.get("id"): node for node in part.content.iter("a")}
        last: etree._Element | None = None
        for note in in_order(section):
            if note.state == "unmarked":
                continue
            call = next((calls[ref] for ref in note.refs if ref in calls), None)
            foot = _foot(note, words)
            # A note that only another note calls stands behind that.
            if (before := call if call is not None else last) is not None:
                foot.tail, before.tail = before.tail, None
                before.addnext(foot)
                last = foot
            else:
                part.content.append(foot)
        _loose(section, part, words)


@contextmanager
def all_footnotes() -> Iterator[None]:
    """Let no footnote be lost.

    WeasyPrint (version 70) passes over that of a page's last line if the line fits only when others
    have been moved to the next page; it forgets those that have been moved to a page that it lays
    out anew; and what has been moved twice comes behind what has been moved once.
    """
    ordinary = layout.remake_page
    moved: dict[int, list[Box]] = {}
    order: dict[Box, int] = {}

    def remake(index: int, context: LayoutContext, *rest: Any) -> tuple[PageBox, Any]:
        if not order:
            order.update({footnote: k for k, footnote in enumerate(context.footnotes)})
        if index in moved and last[0] != index - 1:
            context.reported_footnotes = moved[index].copy()
        page, resume_at = ordinary(index, context, *rest)
        if context.footnotes:
            called = [box.footnote for box in page.descendants() if box.footnote]
            for footnote in called:
                if footnote in context.footnotes:
                    context.footnotes.remove(footnote)
                    context.reported_footnotes.append(footnote)
        context.reported_footnotes.sort(key=lambda footnote: order[footnote])
        last[0], moved[index + 1] = index, context.reported_footnotes.copy()
        return page, resume_at

    last = [-1]
    layout.remake_page = remake
    try:
        yield
    finally:
        layout.remake_page = ordinary


def _loose(section: Section, part: Part, words: Phrases) -> None:
    """Put the notes that nothing calls at the end of their chapter."""
    loose = [note for note in section.notes if note.state == "unmarked"]
    if loose:
        alone = Section(section.id, section.kind, section.title, "", tuple(loose))
        heading, *lists = note_lists(alone, words, "h2")
        heading.set("id", f"{section.id}-notes")
        part.content.append(endnotes([heading, *lists], heading))


def _foot(note: RenderedNote, words: Phrases) -> etree._Element:
    """Make a note in pieces; its label leads back to its call."""
    item = note_item(note, words)
    for node in list(item.iter("span")):
        if "backlinks" in classes(node) and (around := node.getparent()) is not None:
            around.remove(node)
    label = next(node for node in item.iter("span") if "note-label" in classes(node))
    if note.refs:
        name = words.back_to_note.replace("%s", note.label)
        link = element(
            "a", note.label, href=f"#{note.refs[0]}", role="doc-backlink", aria_label=name
        )
        link.tail, label.text = " ", None
        label.append(link)
    pieces = [element("aside", piece, class_="footnote") for piece in _pieces(item)]
    made = element("span", *pieces, id=note.id, class_="note", role="doc-footnote")
    return element("span", made, class_=NOTES)


def _pieces(item: etree._Element) -> Iterator[etree._Element]:
    for block in list(item):
        block.tail = None
        yield block
