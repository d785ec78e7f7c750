"""The chapters of a book as the desk shows them, rendered anew only where they differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.book import Book, Chapter, Note
from pipeline.desk.laid import laid
from pipeline.desk.shown import ShownChapter
from pipeline.finding import Span
from pipeline.language import language
from pipeline.settings import Settings
from pipeline.write.lift import LiftedSection, lift
from pipeline.write.render import render
from pipeline.write.tree import tree_of


class Chapters:
    """Makes chapters, and keeps those that it made last."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.kept: dict[str, tuple[_Made, ShownChapter]] = {}

    def shown(self, book: Book) -> tuple[ShownChapter, ...]:
        """Give the chapters of a book; one that is as it was last is the same object.

        Raises:
            RecensionError: pandoc is missing, or what it writes does not show the book's letters.
        """
        made = {each.chapter.id: each for each in _made_of(book, self.settings)}
        changed = [
            id for id, each in made.items() if id not in self.kept or self.kept[id][0] != each
        ]
        rendered = render(tree_of(book, self.settings, changed), changed)
        pages = {id: label for label, id in rendered.pages}
        for section in rendered.sections:
            each = made[section.id]
            notes = {note.id: note for note in each.notes}
            calls = dict(zip(notes, each.calls, strict=True))
            shown = laid(section, each.chapter, notes, calls, pages)
            before = self.kept.get(section.id)
            self.kept[section.id] = each, before[1] if before and before[1] == shown else shown
        self.kept = {id: self.kept[id] for id in made}
        return tuple(shown for _, shown in self.kept.values())


class _Made(NamedTuple):
    """All that a chapter is made of; if that is the same, so is what is made."""

    chapter: Chapter
    notes: tuple[Note, ...]
    """Those that stand with it."""
    calls: tuple[tuple[Span, ...], ...]
    """The markers of each."""
    numbers: LiftedSection
    """The chapter without its words: its references, notes and pages, numbered."""
    language: str
    """Of the book."""


def _made_of(book: Book, settings: Settings) -> Iterator[_Made]:
    notes = {note.id: note for note in book.notes()}
    calls: dict[str, list[Span]] = defaultdict(list)
    for mark in book.references():
        calls[mark.data].append(mark.origin)
    bare = tree_of(book, settings, ())
    lifted = lift(bare["blocks"], language(book.language).phrases)
    for chapter, numbers in zip(book.chapters, lifted, strict=True):
        ids = [note.id for note in numbers.notes]
        markers = tuple(tuple(calls[id]) for id in ids)
        yield _Made(chapter, tuple(notes[id] for id in ids), markers, numbers, book.language)
