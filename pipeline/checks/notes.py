"""Checks of notes: every note that is not simply there, with its marker in the text."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.book import Book, Finding, Note


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


def _example(state: str) -> Book:
    from typing import cast

    from pipeline.book import Chapter, NoteState

    note = Note("n7", "7", (), cast(NoteState, state))
    return Book("t", "en", (Chapter("c", "chapter", (), (note,)),))
