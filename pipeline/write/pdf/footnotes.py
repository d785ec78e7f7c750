"""Notes at the foot of the page: each behind its call in the text, whence the style takes it down.

A note of several paragraphs stands there in as many pieces, each of which goes to the next page if
it has no room on this one; `longnotes` divides long paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

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
    for end in item.iter("br"):
        # WeasyPrint (version 70) folds no blanks in footnotes: a line's end would be another.
        end.tail = (end.tail or "").lstrip() or None
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
