"""The edition as a build makes it, before anyone has edited it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.absorb.blocks import reading_of
from pipeline.absorb.origin import Origin
from pipeline.absorb.reading import Reading
from pipeline.absorb.stream import Stream
from pipeline.checks.proof import Proof
from pipeline.errors import FAULT, RecensionError
from pipeline.write.compose import Composed

BODY = ""
"""In place of a note's id: the running text."""


@dataclass(frozen=True)
class Edition:
    """A book with all that is decided of it, and what its editions show of it."""

    proof: Proof
    composed: Composed
    """With new matter."""

    @cached_property
    def reading(self) -> Reading:
        """What is read in it."""
        chapters = self.composed.tree["blocks"]
        return reading_of(chapters, [""] * len(chapters))

    @property
    def ids(self) -> list[str]:
        """The ids of its chapters."""
        return [part.id for part in self.reading.parts]

    def streams(self, parts: Sequence[str]) -> dict[str, Stream]:
        """Give the texts of some chapters, and those of the notes in them, by the notes' ids."""
        shown = [part for part in self.reading.parts if part.id in parts and not part.new]
        notes = {id: Stream(self.reading.notes[id]) for part in shown for id in part.notes}
        return {BODY: Stream([leaf for part in shown for leaf in part.leaves]), **notes}

    def origins(self, parts: Sequence[str]) -> dict[str, Origin]:
        """Give where the letters of these streams come from.

        Raises:
            RecensionError: the edition does not show the letters of the book.
        """
        pieces: dict[str, list[int]] = {BODY: []}
        at = 0
        for chapter in self.proof.book.chapters:
            held = [(BODY, chapter.texts()), *((note.id, note.texts()) for note in chapter.notes)]
            for id, texts in held:
                numbers = range(at, at + sum(1 for _ in texts))
                at = numbers.stop
                if chapter.id in parts:
                    pieces.setdefault(id, []).extend(numbers)
        found = {
            id: Origin(stream, self.proof, pieces.get(id, []))
            for id, stream in self.streams(parts).items()
        }
        for id, origin in found.items():
            if not origin.holds():
                where = f"note {id}" if id else "the text"
                raise RecensionError(f"{where} is not that of the book", remedy=FAULT)
        return found
