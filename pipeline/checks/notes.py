"""Checks of notes: every note that is not simply there, with its marker in the text."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.book import Book, Finding, Note
from pipeline.language import language
from pipeline.notes.cut import breaks_off

SURE = 0.9
"""Certainty from which a link is not asked about."""


def absent_note(book: Book) -> Iterator[Finding]:
    """A marker whose note is not in the source. The edition says so in editorial brackets.

    >>> [f.message for f in absent_note(_example("absent"))]
    ['note 7 is not in the source; only its marker is']
    """
    origins = {mark.data: mark.origin for mark in book.references()}
    for note in book.notes():
        if note.state == "absent":
            message = f"note {note.label} is not in the source; only its marker is"
            yield Finding("absent-note", "error", origins.get(note.id, (0, 0)), message)


def cut_note(book: Book) -> Iterator[Finding]:
    """A note that breaks off: the source has its beginning only.

    >>> [f.message for f in cut_note(_example("cut"))]
    ['note 7 breaks off in the source']
    """
    for note in book.notes():
        if note.state == "cut":
            message = f"note {note.label} breaks off in the source"
            yield Finding("cut-note", "error", _body(note), message, certainty=0.9)


def hanging_note(book: Book) -> Iterator[Finding]:
    """A note that ends as if more were to come, though nothing else shows that it was cut.

    >>> [f.message for f in hanging_note(_example("linked", "as follows:"))]
    ['note 7 may break off: it ends in "follows:"']
    """
    for note in book.notes():
        text = str(note.blocks[-1].text).strip() if note.state == "linked" and note.blocks else "."
        certainty = breaks_off(text, language(book.language)) if text else 0.0
        if certainty:
            message = f'note {note.label} may break off: it ends in "{text.split()[-1]}"'
            yield Finding("hanging-note", "advice", _body(note), message, certainty=certainty)


def doubtful_link(book: Book) -> Iterator[Finding]:
    """A note whose marker was found, but not beyond doubt.

    >>> [f.message for f in doubtful_link(_example("linked"))]
    ['is this the marker of note 7?']
    """
    origins = {mark.data: mark.origin for mark in book.references()}
    for note in book.notes():
        if note.state in ("linked", "cut") and note.certainty < SURE:
            where, message = (
                origins.get(note.id, (0, 0)),
                f"is this the marker of note {note.label}?",
            )
            yield Finding("doubtful-link", "query", where, message, certainty=note.certainty)


def lost_marker(book: Book) -> Iterator[Finding]:
    """A note that nothing in the text refers to: its marker was lost. It stands after the others.

    >>> [f.message for f in lost_marker(_example("unmarked"))]
    ['nothing in the text refers to note 7']
    """
    for note in book.notes():
        if note.state == "unmarked":
            label = f"note {note.label}" if note.label else "a note without a label"
            message = f"nothing in the text refers to {label}"
            yield Finding("lost-marker", "error", _body(note), message)


def _body(note: Note) -> tuple[int, int]:
    runs = [run for text in note.texts() for run in text.runs]
    return (runs[0].start, runs[-1].end) if runs else (0, 0)


def _example(state: str, text: str = "") -> Book:
    from typing import cast

    from pipeline.book import Block, Chapter, NoteState
    from pipeline.text import Text

    blocks = (Block("paragraph", Text.raw(text)),) if text else ()
    note = Note("n7", "7", blocks, cast(NoteState, state), 0.5)
    return Book("t", "en", (Chapter("c", "chapter", (), (note,)),))
