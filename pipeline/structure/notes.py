"""Notes as they stand in the book: the paragraphs of a body, and whether it was cut short."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.book import Block, Note, NoteState
from pipeline.notes.bodies import Body
from pipeline.notes.cut import CUT, breaks_off
from pipeline.notes.link import NoteEntry
from pipeline.structure.lineends import Words, join_lines


def note_of(entry: NoteEntry, bodies: Sequence[Body], words: Words) -> Note:
    """Make a note of its entry and the bodies that were gathered."""
    if entry.body is None:
        return Note(entry.id, entry.label, (), entry.state, entry.certainty)
    body = bodies[entry.body]
    inside = tuple(_note_block(body, p, words) for p in range(len(body.paragraphs)))
    state: NoteState = entry.state
    last = str([*inside[-1].texts()][-1])
    if state == "linked" and breaks_off(last, words.language, at_page_end=body.at_page_end) >= CUT:
        state = "cut"
    return Note(entry.id, entry.label, inside, state, entry.certainty)


def _note_block(body: Body, place: int, words: Words) -> Block:
    """Make a paragraph of a note's body, or verse."""
    lines = body.paragraphs[place]
    if place not in body.verse:
        return Block("paragraph", join_lines(lines, words))
    made = tuple(Block("line", join_lines([line], words)) for line in lines)
    return Block("verse", blocks=(Block("stanza", blocks=made),))
