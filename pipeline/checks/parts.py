"""Where the chapters and notes of a book stand in the string in which they are checked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.model.book import Block, Book, Chapter, Note
from pipeline.model.pieces import Piece


class Part(NamedTuple):
    """A stretch of the string that is a chapter without its notes, or a note."""

    chapter: Chapter
    note: Note | None
    start: int
    end: int


def parts_of(book: Book, pieces: Sequence[Piece], starts: Sequence[int]) -> list[Part]:
    """Give each chapter, and behind it each of its notes, of a book's pieces that begin there."""
    ends = [at + len(piece.text) for at, piece in zip(starts, pieces, strict=True)]
    found: list[Part] = []
    first = 0
    for chapter in book.chapters:
        for note in (None, *chapter.notes):
            blocks = note.blocks if note else chapter.blocks
            if count := sum(map(_texts, blocks)):
                last = first + count - 1
                found.append(Part(chapter, note, starts[first], ends[last]))
                first += count
    return found


def _texts(block: Block) -> int:
    """Count the texts of a block and of those within it."""
    return 1 + sum(map(_texts, block.blocks))
