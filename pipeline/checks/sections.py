"""Which texts of a book belong to its chapters, and which to its notes."""

from __future__ import annotations

from pipeline.checks.proof import Proof
from pipeline.model.book import Block, Note


def note_pieces(proof: Proof) -> list[Note | None]:
    """Give for each piece of the string the note that it is of, if any."""
    noted: list[Note | None] = []
    for chapter in proof.book.chapters:
        noted += [None] * sum(map(size, chapter.blocks))
        for note in chapter.notes:
            noted += [note] * sum(map(size, note.blocks))
    return noted


def size(block: Block) -> int:
    """Count the texts of a block."""
    return 1 + sum(map(size, block.blocks))
