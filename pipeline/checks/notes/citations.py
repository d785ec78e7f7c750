"""Notes that lean on another: what "ibid." and "op. cit." speak of must still stand there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.notes.spans import body_span
from pipeline.checks.proof import Proof, Query, proof_of
from pipeline.model.book import Note

SAME = re.compile(
    r"\W{0,3}(?:ibid(?:em|\.)|ibíd|ib\.|idem\b|id\.|loc\. ?cit|ebd\.|ebenda|там же|tamże|ivi\b)",
    re.I,
)
"""What says that the work of the note before is meant; every language's of our tables."""
CITED = r"(?:op\. ?cit|art\. ?cit|a\. ?a\. ?O|указ\. ?соч|dz\. ?cyt|o\. ?c\.)"
WORK = re.compile(rf"(?<!\w)(?P<name>\w[\w’'-]{{1,60}})[,.]?\s{CITED}")
"""A name, and what says that a work of his was named before."""


def ibid_astray(proof: Proof) -> Iterator[Query]:
    """A note that begins with "ibid." where the note before it was lost, or broke off.

    >>> [*map(str, ibid_astray(_example("absent", "Ibid., p. 5.")))]
    ['note 2 leans on the note before it, which is not in the source: "Ibid., p. 5."']
    >>> [*ibid_astray(_example("linked", "Ibid., p. 5."))]
    []
    """
    notes = [*proof.book.notes()]
    for k, note in enumerate(notes):
        text = _text(note)
        if not SAME.match(text):
            continue
        before = notes[k - 1] if k else None
        if before is None:
            said = "there is none"
        elif before.state == "absent":
            said = "which is not in the source"
        elif before.state == "cut":
            said = "which breaks off"
        elif _gap(before, note):
            said = "which is not there"
        else:
            continue
        shown = text[:30].strip()
        message = f'note {note.label} leans on the note before it, {said}: "{shown}"'
        yield Query(body_span(note), message, certainty=0.6)


def work_unnamed(proof: Proof) -> Iterator[Query]:
    """A note with "op. cit." after a name that stands nowhere before it in the book.

    >>> [*map(str, work_unnamed(_example("linked", "Miller, op. cit., p. 5.")))]
    ['note 2 says "Miller, op. cit", but the name does not stand before it']
    """
    parts = [part for part in proof.parts if part.note is not None]
    for part in parts:
        text = proof.string[part.start : part.end]
        for match in WORK.finditer(text) if re.search(CITED, text) else ():
            at = part.start + match.start("name")
            name = match["name"]
            if name[:1].isupper() and proof.string.find(name, 0, at) < 0 and part.note:
                shown = " ".join(match[0].split())
                message = (
                    f'note {part.note.label} says "{shown}", but the name does not stand before it'
                )
                yield proof.ask(at, part.start + match.end(), message, (), 0.5)


def _gap(before: Note, note: Note) -> bool:
    """Is a number missing between two notes?"""
    numbers = (before.label, note.label)
    return all(n.isdecimal() for n in numbers) and int(note.label) > int(before.label) + 1


def _text(note: Note) -> str:
    return " ".join(str(note.blocks[0].text).split()) if note.blocks else ""


def _example(state: str, body: str) -> Proof:
    from typing import cast

    from pipeline.model.book import Block, Book, Chapter, NoteState
    from pipeline.model.text import Text

    blocks = (Block("paragraph", Text.raw(body, 9)),)
    first = Note("n1", "1", (), cast(NoteState, state), 1.0)
    second = Note("n2", "2", blocks, "linked", 1.0)
    return proof_of(Book("t", "en", (Chapter("c", "chapter", (), (first, second)),)))
