"""The words of the book itself, by which those of every form of it are measured."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.language import language
from pipeline.model.book import Book
from pipeline.write.lift import EDITORIAL
from pipeline.write.pandoc import FORBIDDEN, Node, Tree

INLINE = frozenset("Emph Link SmallCaps Span Strong".split())
"""Nodes that do not part the words at their ends."""


def words_of_book(book: Book) -> list[str]:
    """Give the book's words: the chapters' in order, then the notes', those without markers last.

    What the edition supplies in brackets for a note that is cut or absent counts among them. What
    no XML file can hold (control characters, bytes that were no UTF-8) is shown as U+FFFD.
    """
    supplied = language(book.language).phrases
    remarks = {"cut": supplied.cut_note, "absent": supplied.absent_note}
    texts = [str(text) for chapter in book.chapters for text in chapter.texts()]
    for chapter in book.chapters:
        for note in sorted(chapter.notes, key=lambda note: note.state == "unmarked"):
            texts += [*(str(text) for text in note.texts()), remarks.get(note.state, "")]
    return FORBIDDEN.sub("\ufffd", " ".join(texts)).split()


def words_of_matter(tree: Tree) -> list[str]:
    """Give the words of what is new in an edition: the chapters' in order, then the notes'."""
    texts, notes = [], []
    for chapter in tree["blocks"]:
        if EDITORIAL in chapter["c"][0][1]:
            found: list[Node] = []
            texts.append("".join(_letters(chapter["c"][1], found)))
            notes += ["".join(_letters(note["c"], [])) for note in found]
    return " ".join([*texts, *notes]).split()


def _letters(part: object, notes: list[Node]) -> Iterator[str]:
    """Give the letters of a part of the tree; notes, which stand elsewhere, are put into a list."""
    if isinstance(part, list):
        for each in part:
            yield from _letters(each, notes)
    elif isinstance(part, dict) and part["t"] == "Str":
        yield part["c"]
    elif isinstance(part, dict) and part["t"] == "Note":
        notes.append(part)
    elif isinstance(part, dict) and not _is_mute(part):
        gap = "" if part["t"] in INLINE else " "
        yield gap
        yield from _letters(part.get("c", []), notes)
        yield gap


def _is_mute(node: Node) -> bool:
    """Tell a picture, and the label of a note."""
    return node["t"] == "Image" or (node["t"] == "Span" and "note-label" in node["c"][0][1])
