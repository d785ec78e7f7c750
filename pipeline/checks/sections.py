"""Which texts of a book belong to its chapters, and which to its notes."""

from __future__ import annotations

from pipeline.book import Block
from pipeline.checks.proof import Proof


def note_pieces(proof: Proof) -> list[bool]:
    """Say of each piece of the string whether it is of a note."""
    noted: list[bool] = []
    for chapter in proof.book.chapters:
        noted += [False] * sum(map(size, chapter.blocks))
        noted += [True] * sum(size(block) for note in chapter.notes for block in note.blocks)
    return noted


def size(block: Block) -> int:
    """Count the texts of a block."""
    return 1 + sum(map(size, block.blocks))
