"""The chapters of a book as the desk shows them, rendered anew only where they differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.desk.making.laid import laid
from pipeline.desk.shown import ShownChapter
from pipeline.language import language
from pipeline.model.book import Book, Chapter, Note
from pipeline.model.finding import Span
from pipeline.model.settings import Settings
from pipeline.write.lift import LiftedSection, lift
from pipeline.write.render import render
from pipeline.write.tree import tree_of

VIEWS = 4
"""So many ways to read a chapter are kept, for readers who do not see each other's decisions."""


class Chapters:
    """Makes chapters, and keeps those that it made last."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.kept: dict[str, list[tuple[_Made, ShownChapter]]] = {}
        """What was made of each chapter, by its id; the latest first."""

    def shown(self, book: Book) -> tuple[ShownChapter, ...]:
        """Give the chapters of a book; one that is as it was made before is the same object.

        Raises:
            RecensionError: pandoc is missing, or what it writes does not show the book's letters.
        """
        wanted = {each.chapter.id: each for each in _made_of(book, self.settings)}
        found = {id: self._known(each) for id, each in wanted.items()}
        new = self._new(book, [made for id, made in wanted.items() if found[id] is None])
        for id, made in wanted.items():
            shown = found[id] or new[id]
            others = [pair for pair in self.kept.get(id, []) if pair[1] is not shown]
            self.kept[id] = [(made, shown), *others][:VIEWS]
        self.kept = {id: self.kept[id] for id in wanted}
        return tuple(pairs[0][1] for pairs in self.kept.values())

    def _known(self, made: _Made) -> ShownChapter | None:
        kept = self.kept.get(made.chapter.id, [])
        return next((shown for other, shown in kept if other == made), None)

    def _new(self, book: Book, chapters: Sequence[_Made]) -> dict[str, ShownChapter]:
        """Render chapters; one that reads as it did, though it is made of something else, too."""
        if not chapters:
            return {}
        by_id = {made.chapter.id: made for made in chapters}
        rendered = render(tree_of(book, self.settings, by_id), by_id)
        pages = {id: label for label, id in rendered.pages}
        new = {}
        for section in rendered.sections:
            made = by_id[section.id]
            notes = {note.id: note for note in made.notes}
            calls = dict(zip(notes, made.calls, strict=True))
            shown = laid(section, made.chapter, notes, calls, pages)
            kept = (other for _, other in self.kept.get(section.id, []))
            new[section.id] = next((other for other in kept if other == shown), shown)
        return new


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
