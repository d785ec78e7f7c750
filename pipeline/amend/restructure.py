"""The structural decisions that are followed once the book is known: markers, and what is moved.

All others are about lines, and were followed before its layout was decided.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.decisions.structure import of_lines
from pipeline.model.book import Book
from pipeline.model.decision import Placed


def restructured(raw: str, book: Book, decisions: Sequence[Placed]) -> Book:
    """Set the markers and move the passages that people decided; what cannot be is a finding."""
    notes = [each for each in decisions if each.decision.action == "note" and not of_lines(each)]
    moves = [each for each in decisions if each.decision.action == "move"]
    if notes or moves:
        # Imported here: they need much, and of most books nothing of the kind is decided.
        from pipeline.amend.markers import with_markers
        from pipeline.amend.moves import with_moves

        book = with_moves(raw, with_markers(raw, book, notes), moves)
    return book
