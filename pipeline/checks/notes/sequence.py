"""The numbers of the notes, one after the other."""

from __future__ import annotations

from collections.abc import Container, Iterator
from itertools import pairwise
from typing import NamedTuple

from pipeline.checks.proof import Proof, Query, proof_of
from pipeline.model.book import Chapter, Note

BESIDE = 2
"""Notes beside two that follow each other among which one is only out of its order."""
MANY = 6
"""Numbers missing in a row from which a number was more likely misread than notes lost."""


class _Numbered(NamedTuple):
    note: Note
    number: int
    chapter: Chapter
    page: str
    where: tuple[int, int]


def note_sequence(proof: Proof) -> Iterator[Query]:
    """A note's number that does not follow that of the note before it.

    Where a number is missing, both the note and its marker were lost; or the printer left it out.
    Numbers may begin again in each chapter or on each page.

    >>> [*map(str, note_sequence(_example(1, 2, 4, 5)))]
    ['after note 2 comes note 4: note 3 is missing, or one of the numbers is wrong']
    >>> [*map(str, note_sequence(_example(1, 2, 4, 3, 5)))]
    ['after note 4 comes note 3']
    >>> [*note_sequence(_example(1, 2, 3, 1, 2))]
    []
    """
    notes = [*_numbered(proof)]
    if notes and notes[0].number > 1 and notes[0].number <= MANY:
        lost = _counted(1, notes[0].number - 1)
        yield Query(notes[0].where, f"the first note is {notes[0].number}: {lost}", certainty=0.5)
    for k, (before, here) in enumerate(pairwise(notes)):
        near = {each.number for each in notes[max(0, k - BESIDE) : k + 2 + BESIDE]}
        said = _fault(before, here, near)
        if said is not None:
            message = f"after note {before.number} comes note {here.number}{said}"
            yield Query(here.where, message, certainty=0.7)


def _fault(before: _Numbered, here: _Numbered, near: Container[int]) -> str | None:
    """Say what is wrong with two numbers that follow each other; `near` stand about them."""
    step, anew = here.number - before.number, here.page != before.page
    anew = anew or here.chapter is not before.chapter
    if step == 1 or here.number == 1:
        return None
    if step == 0:
        return " once more"
    if step < 0 and not anew:
        return ""
    first = before.number + 1 if step > 0 else 1
    if (step < 0 and here.number > MANY) or all(n in near for n in range(first, here.number)):
        return None
    return f": {_counted(first, here.number - 1)}, or one of the numbers is wrong"


def _counted(first: int, last: int) -> str:
    if last - first >= MANY:
        return f"{last - first + 1} notes are missing"
    names = [str(number) for number in range(first, last + 1)]
    if len(names) == 1:
        return f"note {names[0]} is missing"
    return f"notes {', '.join(names[:-1])} and {names[-1]} are missing"


def _numbered(proof: Proof) -> Iterator[_Numbered]:
    """Give the notes that are numbered, in the order of the book, each by its body or marker."""
    marks = {mark.data: mark.origin for mark in reversed(proof.references)}
    for chapter in proof.book.chapters:
        for note in chapter.notes:
            runs = [run for text in note.texts() for run in text.runs]
            where = (runs[0].start, runs[-1].end) if runs else marks.get(note.id)
            if where is not None and note.label.isdecimal():
                yield _Numbered(note, int(note.label), chapter, proof.page(where[0]), where)


def _example(*numbers: int) -> Proof:
    from pipeline.model.book import Block, Book
    from pipeline.model.text import Text

    notes = tuple(
        Note(f"n{k}", str(number), (Block("paragraph", Text.raw("So.", 9 * k)),), "linked", 1.0)
        for k, number in enumerate(numbers)
    )
    return proof_of(Book("t", "en", (Chapter("c", "chapter", (), notes),)))
