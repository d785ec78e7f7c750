"""The book as one string for the rules, and what they edit brought back to its texts.

Paragraphs are parted by a blank line, lines of verse by a line's end, and chapters and notes by a
form feed between blank lines, so that a rule sees where a quotation may go on.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import NamedTuple

from pipeline.model.book import Block, BlockKind, Book, Chapter
from pipeline.model.text import Edit, Text

PARAGRAPH, LINE, PART = "\n\n", "\n", "\n\n\f\n\n"


class Piece(NamedTuple):
    """A text of the book."""

    gap: str
    """What stands before it in the string."""
    kind: BlockKind
    """Of the block that it is the text of."""
    text: Text


def pieces_of(book: Book) -> list[Piece]:
    """Give the texts of each chapter and then of its notes, in reading order."""
    parts = [
        part
        for chapter in book.chapters
        for part in (chapter.blocks, *(note.blocks for note in chapter.notes))
    ]
    return [
        piece
        for part in parts
        for k, block in enumerate(part)
        for piece in _pieces(block, PARAGRAPH if k else PART)
    ]


def _pieces(block: Block, gap: str) -> Iterator[Piece]:
    yield Piece(gap, block.kind, block.text)
    for inner in block.blocks:
        yield from _pieces(inner, LINE if inner.kind == "line" else PARAGRAPH)


def string_of(pieces: Iterable[Piece]) -> str:
    """Give the letters of all pieces, parted by their gaps."""
    return "".join([part for piece in pieces for part in (piece.gap, str(piece.text))])


def located(pieces: Sequence[Piece], edits: Iterable[Edit]) -> dict[int, list[Edit]]:
    """Give the edits of the string by the number of their piece, with offsets within its text.

    Raises:
        ValueError: an edit reaches over the ends of its text.
    """
    lengths = [length for piece in pieces for length in (len(piece.gap), len(piece.text))]
    starts = list(accumulate(lengths))[::2]
    found: dict[int, list[Edit]] = {}
    for edit in edits:
        k = bisect_right(starts, edit.start) - 1
        start, end = edit.start - starts[k], edit.end - starts[k]
        if k < 0 or end > len(pieces[k].text):
            raise ValueError(f"{edit} is not within one text")
        found.setdefault(k, []).append(edit._replace(start=start, end=end))
    return found


def with_texts(book: Book, texts: Iterable[Text]) -> Book:
    """Put other texts into the book, in the order of `pieces_of`."""
    rest = iter(texts)
    return replace(book, chapters=tuple(_chapter(chapter, rest) for chapter in book.chapters))


def _chapter(chapter: Chapter, texts: Iterator[Text]) -> Chapter:
    blocks = tuple(_block(block, texts) for block in chapter.blocks)
    notes = tuple(
        replace(note, blocks=tuple(_block(block, texts) for block in note.blocks))
        for note in chapter.notes
    )
    return replace(chapter, blocks=blocks, notes=notes)


def _block(block: Block, texts: Iterator[Text]) -> Block:
    text = next(texts)
    inner = tuple(_block(each, texts) for each in block.blocks)
    return replace(block, text=text, blocks=inner)
