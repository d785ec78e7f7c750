"""Notes as they stand in the book: the paragraphs of a body, and whether it was cut short."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from pipeline.conventions.cut import CUT, breaks_off
from pipeline.model.book import Block, Note, NoteState
from pipeline.model.text import Text
from pipeline.notes.bodies import Body
from pipeline.notes.link import NoteEntry
from pipeline.structure.blocks import item, row, thought_break_of
from pipeline.structure.joining import join_lines
from pipeline.structure.lineends import Words
from pipeline.structure.passages import LINED


def note_of(entry: NoteEntry, bodies: Sequence[Body], words: Words) -> Note:
    """Make a note of its entry and the bodies that were gathered."""
    if entry.body is None:
        return Note(entry.id, entry.label, (), entry.state, entry.certainty)
    body = bodies[entry.body]
    inside = tuple(_blocks(body, words))
    state: NoteState = entry.state
    last = next((text for text in reversed([*_texts(inside)]) if text), "")
    if state == "linked" and breaks_off(last, words.language) >= CUT:
        state = "cut"
    return Note(entry.id, entry.label, inside, state, entry.certainty)


def _texts(blocks: Sequence[Block]) -> Iterator[str]:
    yield from (str(text) for block in blocks for text in block.texts())


def _blocks(body: Body, words: Words) -> Iterator[Block]:
    """Make the blocks of a note's body; quotations, and items, that follow each other are one."""
    pairs = [(body.kinds.get(p, "paragraph"), lines) for p, lines in enumerate(body.paragraphs)]
    for kind, group in groupby(pairs, key=itemgetter(0)):
        members = [lines for _, lines in group]
        if kind == "quote":
            inside = (Block("paragraph", join_lines(lines, words)) for lines in members)
            yield Block("quote", blocks=tuple(inside))
        elif kind == "item":
            yield Block("list", blocks=tuple(item(join_lines(lines, words)) for lines in members))
        else:
            yield from (_block(kind, lines, words) for lines in members)


def _block(kind: str, lines: Sequence[Text], words: Words) -> Block:
    if kind in LINED:
        texts = [join_lines([line], words) for line in lines]
        if kind == "table":
            return Block("table", blocks=tuple(map(row, texts)))
        return Block("verse", blocks=(Block("stanza", blocks=tuple(map(_line, texts))),))
    text = join_lines(lines, words)
    if kind == "figure":
        return Block("figure", blocks=(Block("caption", text),))
    return thought_break_of(text) if kind == "break" else Block("paragraph", text)


def _line(text: Text) -> Block:
    return Block("line", text)
