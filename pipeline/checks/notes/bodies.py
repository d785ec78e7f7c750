"""Checks of the notes' bodies: their length, and how they end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import median

from pipeline.checks.parts import Part
from pipeline.checks.proof import Answer, Proof, Query, proof_of

TIMES, TWICE, LONG = 10, 2, 400
"""A long note has as many times the words of a usual one and of the next in length, and so many at
least: authors who write essays for notes write several."""
STOPPED = 0.75
"""Share of the notes that end in a stop where it is the house's habit."""
FEWEST = 20
"""Notes from which there is a habit."""
HAS_WORD = re.compile("[^\\W\\d_]|\ufffd")
STOP = re.compile(r"[.!?…:;—–-][\"”’»“)\]\s]*(?:[(\[][^)\]]{1,6}[)\]])?$")
"""Whose note it is may stand behind the stop: "[M]"."""
NO_SENTENCE = re.compile(r"(?:(?:https?:|www\.|@|/)\S*|[—–][^.—–]{2,40}|\n[^\n]*)$")
"""An address, a signature, a line of verse."""


def empty_note(proof: Proof) -> Iterator[Query]:
    """A note without a word: its body was lost, or what was taken for it is something else.

    >>> [*map(str, empty_note(_example("See above.", "— 12.")))]
    ['note 2 has no words: "— 12."']
    """
    for part in _notes(proof):
        text = proof.string[part.start : part.end]
        if part.note and part.note.state != "absent" and not HAS_WORD.search(text):
            shown = " ".join(text.split())
            yield _asked(proof, part, f'note {part.note.label} has no words: "{shown}"', 0.8)


def long_note(proof: Proof) -> Iterator[Query]:
    """A note that is longer by far than the others: it may have run on into the text.

    >>> [*map(str, long_note(_example(*["See above."] * 5, "and on it went " * 150)))]
    ['note 6 has 600 words, the next in length 2: does it run on into the text?']
    """
    notes = [(part, len(proof.string[part.start : part.end].split())) for part in _notes(proof)]
    lengths = sorted((words for _, words in notes), reverse=True)
    if len(notes) < 2 or lengths[0] < max(LONG, TWICE * lengths[1], TIMES * median(lengths)):
        return
    for part, words in notes:
        if words == lengths[0] and part.note:
            message = (
                f"note {part.note.label} has {words:,} words, the next in length"
                f" {lengths[1]:,}: does it run on into the text?"
            )
            yield _asked(proof, part, message, 0.4)


def unstopped_note(proof: Proof) -> Iterator[Query]:
    """A note that ends without a stop, in a book where nearly all end in one.

    >>> [*map(str, unstopped_note(_example(*["See above."] * 25, "See below")))]
    ['note 26 ends without a stop: "See below"']
    """
    notes = [(part, proof.string[part.start : part.end].rstrip()) for part in _notes(proof)]
    open_ended = [(part, text) for part, text in notes if not STOP.search(text)]
    if len(notes) < FEWEST or len(open_ended) > (1 - STOPPED) * len(notes):
        return
    for part, text in open_ended:
        last = text.split()[-3:]
        if part.note and part.note.state == "linked" and last and not NO_SENTENCE.search(text):
            message = f'note {part.note.label} ends without a stop: "{" ".join(last)}"'
            at = part.start + len(text)
            answer = Answer(".", 0.6, "insert", (at, at))
            yield proof.ask(at - len(last[-1]), at, message, [answer], 0.5)


def _notes(proof: Proof) -> list[Part]:
    return [part for part in proof.parts if part.note is not None]


def _asked(proof: Proof, part: Part, message: str, certainty: float) -> Query:
    """Ask about a whole note, which may have several paragraphs."""
    assert part.note is not None
    runs = [run for text in part.note.texts() for run in text.runs]
    return Query((runs[0].start, runs[-1].end), message, certainty=certainty)


def _example(*bodies: str) -> Proof:
    from pipeline.model.book import Block, Book, Chapter, Note
    from pipeline.model.text import Text

    notes, at = [], 0
    for k, body in enumerate(bodies, 1):
        block = Block("paragraph", Text.raw(body, at))
        notes.append(Note(f"n{k}", str(k), (block,), "linked", 1.0))
        at += len(body)
    return proof_of(Book("t", "en", (Chapter("c", "chapter", (), tuple(notes)),)))
