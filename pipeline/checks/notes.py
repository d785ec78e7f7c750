"""Checks of notes: every note that is not simply there, with its marker in the text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping

from pipeline.book import Book, Finding, Note
from pipeline.language import language
from pipeline.notes.cut import breaks_off
from pipeline.text import Mark

SURE = 0.9
"""Certainty from which a link is not asked about."""
CONTEXT, WORDS = 60, 3
"""Letters, and words of them, before a marker by which its place is named."""


def absent_note(book: Book) -> Iterator[Finding]:
    """A marker whose note is not in the source. The edition says so in editorial brackets.

    >>> [f.message for f in absent_note(_example("absent"))]
    ['note 7 is not in the source, only its marker, after "The mill" on page 3: supply the note']
    """
    places = _places(book)
    for note in book.notes():
        if note.state == "absent":
            message = (
                f"note {note.label} is not in the source, only its marker,"
                f"{_where(book, places, note)}: supply the note"
            )
            yield Finding("absent-note", "error", _marker(places, note), message)


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
    ['is this the marker of note 7, after "The mill" on page 3? If not, mark the right place']
    """
    places = _places(book)
    for note in book.notes():
        if note.state in ("linked", "cut") and note.certainty < SURE:
            message = (
                f"is this the marker of note {note.label},{_where(book, places, note)}?"
                " If not, mark the right place"
            )
            where, sure = _marker(places, note), note.certainty
            yield Finding("doubtful-link", "query", where, message, certainty=sure)


def lost_marker(book: Book) -> Iterator[Finding]:
    """A note that nothing in the text refers to: its marker was lost. It stands after the others.

    >>> [f.message for f in lost_marker(_example("unmarked"))]
    ['nothing in the text refers to note 7 on page 3: mark its place']
    """
    places = _places(book)
    notes = [*book.notes()]
    marked = [note for note in notes if note.id in places]
    at = 0
    for note in notes:
        at += note.id in places
        if note.state == "unmarked":
            label = f"note {note.label}" if note.label else "a note without a label"
            beside = [each.label for each in marked[max(0, at - 1) : at + 1]]
            between = f", between the markers {' and '.join(beside)}" if len(beside) == 2 else ""
            page = page_of(book, _body(note)[0])
            message = f"nothing in the text refers to {label}{page}: mark its place{between}"
            yield Finding("lost-marker", "error", _body(note), message)


def _places(book: Book) -> dict[str, tuple[Mark, str]]:
    """Give the first reference to each note, with the words before it."""
    places: dict[str, tuple[Mark, str]] = {}
    texts = [text for chapter in book.chapters for text in chapter.texts()]
    for text in [*texts, *(text for note in book.notes() for text in note.texts())]:
        for mark in text.marks:
            if mark.kind == "noteref":
                before = str(text)[max(0, mark.start - CONTEXT) : mark.start].split()
                places.setdefault(mark.data, (mark, " ".join(before[-WORDS:])))
    return places


def _marker(places: Mapping[str, tuple[Mark, str]], note: Note) -> tuple[int, int]:
    return places[note.id][0].origin if note.id in places else (0, 0)


def _where(book: Book, places: Mapping[str, tuple[Mark, str]], note: Note) -> str:
    """Say where a note's marker stands."""
    if note.id not in places:
        return ""
    mark, before = places[note.id]
    return (f' after "{before}"' if before else "") + page_of(book, mark.origin[0])


def page_of(book: Book, origin: int) -> str:
    """Say on which page a place of the source is."""
    k = bisect_right(book.pages, origin, key=lambda page: page.start) - 1
    return f" on page {book.pages[k].label}" if k >= 0 else ""


def _body(note: Note) -> tuple[int, int]:
    runs = [run for text in note.texts() for run in text.runs]
    return (runs[0].start, runs[-1].end) if runs else (0, 0)


def _example(state: str, text: str = "") -> Book:
    from typing import cast

    from pipeline.book import Block, Chapter, NoteState, Page
    from pipeline.text import Text

    blocks = (Block("paragraph", Text.raw(text)),) if text else ()
    note = Note("n7", "7", blocks, cast(NoteState, state), 0.5)
    mark = Mark("noteref", 8, 8, "n7", (8, 8))
    mill = Text.raw("The mill, and")
    flow = (Block("paragraph", mill if state == "unmarked" else mill.mark(mark)),)
    pages = (Page("3", True, 0),)
    return Book("t", "en", (Chapter("c", "chapter", flow, (note,)),), pages=pages)
