"""From a place of the edition back to the book, and from there to the source.

What an edition shows of a text are its letters in their order; white space may be another. So the
way goes by the letters: the tenth of the edition is the tenth of the book.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.absorb.stream import BREAK, Stream
from pipeline.checks.proof import Proof
from pipeline.model.finding import Span
from pipeline.write.pandoc import FORBIDDEN

LETTER = re.compile(r"\S")
NEAR = 12
"""Characters of the source within which a marker stands beside its letter."""


@dataclass(frozen=True)
class Origin:
    """Where the letters of a stream come from."""

    stream: Stream
    proof: Proof
    pieces: Sequence[int]
    """The texts of the proof that it shows."""

    @cached_property
    def shown(self) -> list[int]:
        """Where the letters stand in the stream's string."""
        return [match.start() for match in LETTER.finditer(self.stream.string)]

    @cached_property
    def places(self) -> list[int]:
        """Where they stand in the proof's string."""
        return list(self._places())

    def _places(self) -> Iterator[int]:
        for number in self.pieces:
            piece, start = self.proof.pieces[number], self.proof.starts[number]
            if piece.kind != BREAK:
                yield from (match.start() + start for match in LETTER.finditer(str(piece.text)))

    def holds(self) -> bool:
        """Tell whether the letters of both are the same."""
        there = "".join(map(self.proof.string.__getitem__, self.places))
        here = "".join(map(self.stream.string.__getitem__, self.shown))
        return FORBIDDEN.sub("\ufffd", there) == here

    def span(self, start: int, end: int) -> Span:
        """Give the stretch of the proof's string that a stretch of the stream's is."""
        return self._begin(start), self._end(end) if end > start else self._begin(start)

    def insertion(self, at: int) -> int:
        """Give the place of the proof's string where letters are to be put in."""
        behind = at > 0 and not self.stream.string[at - 1].isspace()
        return self._end(at) if behind else self._begin(at)

    def whole(self, place: int) -> Span:
        """Give the change that a place of the proof's string lies within, or the place alone."""
        k = self.proof.piece_at(place)
        if place < self.proof.starts[k] + len(self.proof.pieces[k].text):
            _, (left, right) = self.proof.raw(place, place + 1)
            if left < place:
                return left, right
        return place, place

    def point(self, at: int) -> int:
        """Give the place of the source where letters are to be put in."""
        place = self.insertion(at)
        if at and not self.stream.string[at - 1].isspace():
            return self.proof.raw(place, place)[0][0]
        return self.proof.raw(place, place + 1)[0][0]

    def marker_end(self, note: str, at: int) -> int:
        """Give the place of the source where a note's marker ends."""
        place = self.insertion(at)
        ends = (
            mark.origin[1]
            for mark in self.proof.references
            if mark.data == note and mark.start == place
        )
        return max(ends, default=0)

    def beginning(self, at: int) -> int:
        """Give the place of the source where the next letter behind a place begins."""
        place = self._begin(at)
        return self.proof.raw(place, place + 1)[0][0]

    def stretch(self, start: int, end: int) -> Span | None:
        """Give the stretch of the source from the first letter of a stretch to its last.

        The markers of notes that stand at its ends belong to it.
        """
        first, last = bisect_left(self.shown, start), bisect_left(self.shown, end) - 1
        if last < first:
            return None
        left, right = self.places[first], self.places[last]
        begin, stop = (self.proof.raw(at, at + 1)[0] for at in (left, right))
        markers = [m.origin for m in self.proof.references if m.start in (left, right + 1)]
        begins = (origin[0] for origin in markers if begin[0] - NEAR < origin[0] < begin[0])
        ends = (origin[1] for origin in markers if stop[1] < origin[1] < stop[1] + NEAR)
        return min(begins, default=begin[0]), max(ends, default=stop[1])

    def break_at(self, number: int) -> Span | None:
        """Give the stretch of the source that holds the sign of a thought break; None: no sign."""
        breaks = [n for n in self.pieces if self.proof.pieces[n].kind == BREAK]
        start = self.proof.starts[breaks[number]]
        sign = str(self.proof.pieces[breaks[number]].text)
        left, right = len(sign) - len(sign.lstrip()), len(sign.rstrip())
        return self.proof.raw(start + left, start + right)[0] if sign.strip() else None

    def _begin(self, at: int) -> int:
        k = bisect_left(self.shown, at)
        if k and not self._is_letter(at):
            return self.places[k - 1] + 1
        return self.places[k] if k < len(self.places) else self.places[-1] + 1

    def _is_letter(self, at: int) -> bool:
        string = self.stream.string
        return at < len(string) and not string[at].isspace()

    def _end(self, at: int) -> int:
        k = bisect_left(self.shown, at)
        if self._is_letter(at - 1) or k == len(self.places):
            return self.places[k - 1] + 1
        return self.places[k]
