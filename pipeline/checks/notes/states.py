"""Checks of notes: every note that is not simply there, with its marker in the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.checks.notes.places import Markers
from pipeline.checks.notes.spans import body_span
from pipeline.checks.proof import Proof, Query, proof_of
from pipeline.conventions.cut import breaks_off
from pipeline.model.book import Book, Note
from pipeline.model.finding import Proposal
from pipeline.model.text import Mark

SURE = 0.9
"""Certainty from which a link is not asked about."""
OTHERS = 2
"""Other places that are proposed for such a marker."""
CONTEXT, WORDS = 60, 3
"""Letters, and words of them, before a marker by which its place is named."""


def absent_note(proof: Proof) -> Iterator[Query]:
    """A marker whose note is not in the source. The edition says so in editorial brackets.

    >>> [*map(str, absent_note(_example("absent")))]
    ['note 7 is not in the source, only its marker, after "The mill" on page 3: supply the note']
    """
    places = _places(proof.book)
    for note in proof.book.notes():
        if note.state == "absent":
            message = (
                f"note {note.label} is not in the source, only its marker,"
                f"{_where(proof, places, note)}: supply the note"
            )
            yield Query(_marker(places, note), message, certainty=1.0)


def cut_note(proof: Proof) -> Iterator[Query]:
    """A note that breaks off: the source has its beginning only.

    >>> [*map(str, cut_note(_example("cut")))]
    ['note 7 breaks off in the source']
    """
    for note in proof.book.notes():
        if note.state == "cut":
            message = f"note {note.label} breaks off in the source"
            yield Query(body_span(note), message, certainty=0.9)


def hanging_note(proof: Proof) -> Iterator[Query]:
    """A note that ends as if more were to come, though nothing else shows that it was cut.

    >>> [*map(str, hanging_note(_example("linked", "as follows:")))]
    ['note 7 may break off: it ends in "follows:"']
    """
    for note in proof.book.notes():
        text = str(note.blocks[-1].text).strip() if note.state == "linked" and note.blocks else "."
        certainty = breaks_off(text, proof.language) if text else 0.0
        if certainty:
            message = f'note {note.label} may break off: it ends in "{text.split()[-1]}"'
            yield Query(body_span(note), message, certainty=certainty)


def doubtful_link(proof: Proof) -> Iterator[Query]:
    """A note whose marker was found, but not beyond doubt. Other places are proposed.

    >>> [*map(str, doubtful_link(_example("linked")))]
    ['is this the marker of note 7, after "The mill" on page 3? If not, mark the right place']
    """
    places, markers = _places(proof.book), Markers(proof)
    for note in proof.book.notes():
        if note.state in ("linked", "cut") and note.certainty < SURE:
            message = (
                f"is this the marker of note {note.label},{_where(proof, places, note)}?"
                " If not, mark the right place"
            )
            rest = 1 - note.certainty
            others = _answers(proof, note, markers, rest)[:OTHERS]
            answers = (Proposal("", note.certainty, "keep"), *others)
            yield Query(_marker(places, note), message, answers, rest)


def lost_marker(proof: Proof) -> Iterator[Query]:
    """A note that nothing in the text refers to: its marker was lost. It stands after the others.

    The likeliest places are proposed.

    >>> [*map(str, lost_marker(_example("unmarked")))]
    ['nothing in the text refers to note 7 on page 3: mark its place']
    """
    places, markers = _places(proof.book), Markers(proof)
    notes = [*proof.book.notes()]
    marked = [note for note in notes if note.id in places]
    at = 0
    for note in notes:
        at += note.id in places
        if note.state == "unmarked":
            label = f"note {note.label}" if note.label else "a note without a label"
            beside = [each.label for each in marked[max(0, at - 1) : at + 1]]
            between = f", between the markers {' and '.join(beside)}" if len(beside) == 2 else ""
            page = proof.page(body_span(note)[0])
            message = f"nothing in the text refers to {label}{page}: mark its place{between}"
            yield Query(body_span(note), message, _answers(proof, note, markers), 1.0)


def _answers(
    proof: Proof, note: Note, markers: Markers, share: float = 1.0
) -> tuple[Proposal, ...]:
    """Propose where a note's marker may have stood."""
    return tuple(
        Proposal(f"marker {note.id}", share * each.certainty, "note", proof.raw(*each[:2])[0])
        for each in markers.places(note)
    )


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


def _where(proof: Proof, places: Mapping[str, tuple[Mark, str]], note: Note) -> str:
    """Say where a note's marker stands."""
    if note.id not in places:
        return ""
    mark, before = places[note.id]
    return (f' after "{before}"' if before else "") + proof.page(mark.origin[0])


def _example(state: str, text: str = "") -> Proof:
    from typing import cast

    from pipeline.model.book import Block, Chapter, NoteState, Page
    from pipeline.model.text import Text

    blocks = (Block("paragraph", Text.raw(text)),) if text else ()
    note = Note("n7", "7", blocks, cast(NoteState, state), 0.5)
    mark = Mark("noteref", 8, 8, "n7", (8, 8))
    mill = Text.raw("The mill, and")
    flow = (Block("paragraph", mill if state == "unmarked" else mill.mark(mark)),)
    pages = (Page("3", True, 0),)
    return proof_of(Book("t", "en", (Chapter("c", "chapter", flow, (note,)),), pages=pages))
