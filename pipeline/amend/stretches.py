"""From a stretch of the source to the text of the book that was made of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.model.book import Book
from pipeline.model.finding import Span
from pipeline.model.pieces import Piece
from pipeline.model.text import Run

ASIDE = -1
"""In place of a piece's number: furniture."""


class UnfitError(Exception):
    """A stretch of the source is not in one text, or not as a whole."""


class Stretch(NamedTuple):
    """A stretch of one of the book's texts."""

    piece: int
    start: int
    end: int


class _Entry(NamedTuple):
    run: Run
    piece: int
    offset: int


class Stretches:
    """Where each stretch of the source is in the book."""

    def __init__(self, raw: str, book: Book, pieces: Sequence[Piece]) -> None:
        self.raw = raw
        entries = [_Entry(run, ASIDE, 0) for line in book.furniture for run in line.text.runs]
        for number, piece in enumerate(pieces):
            offset = 0
            for run in piece.text.runs:
                entries.append(_Entry(run, number, offset))
                offset += len(run.text)
        filled = (entry for entry in entries if entry.run.start < entry.run.end)
        # Texts are in the source's order, and parts of one run in theirs.
        self.entries = sorted(filled, key=lambda entry: entry.run.start)
        self.starts = [entry.run.start for entry in self.entries]

    def stretch(self, at: Span) -> Stretch:
        """Give the stretch of a text that a stretch of the source became.

        Between its first and its last letter there may be what belongs elsewhere: the notes at a
        page's foot, and its furniture.

        Raises:
            UnfitError: there is none, or it is not in one text. The message says why.
        """
        start, end = at
        if start == end:
            raise UnfitError("it has no letters")
        inner = self.raw[start:end]
        # Blanks at its ends may be those between paragraphs.
        first = start + len(inner) - len(inner.lstrip()) if inner.strip() else start
        last = end - len(inner) + len(inner.rstrip()) if inner.strip() else end
        head, tail = self._entry(first), self._entry(last - 1, latest=True)
        if ASIDE in (head.piece, tail.piece):
            raise UnfitError("it is a line that the printed page had, and not the text")
        if head.piece != tail.piece:
            raise UnfitError("it goes over the end of a paragraph")
        outer = self._entry(start)
        left = self._begin(outer, start) if outer.piece == head.piece else self._begin(head, first)
        outer = self._entry(end - 1, latest=True)
        right = self._end(outer, end) if outer.piece == tail.piece else self._end(tail, last)
        if left >= right:
            raise UnfitError("nothing of it is in the text: it is a note's marker, or blanks")
        return Stretch(head.piece, left, right)

    def point(self, at: int) -> tuple[Stretch, int]:
        """Give the place in a text that a point of the source is at, and the point.

        One that is between the blanks, or behind the hyphen, that a rule changed together is at
        their end.

        Raises:
            UnfitError: it is in no text, or within what was changed.
        """
        beside = [self._entry(k) for k in (at - 1, at) if 0 <= k < len(self.raw)]
        if not beside:
            raise UnfitError("there is no text")
        behind_blank = at > 0 and self.raw[at - 1].isspace() and not self.raw[at : at + 1].isspace()
        entry = beside[-1] if behind_blank else beside[0]
        if entry.piece == ASIDE:
            entry = beside[0] if behind_blank else beside[-1]
        if entry.piece == ASIDE:
            raise UnfitError("it is in a line that the printed page had, and not the text")
        run = entry.run
        if run.rule and run.start < at < run.end:
            if not self.raw[at : run.end].strip():
                at = run.end
            elif not self.raw[run.start : at].strip():
                at = run.start
            else:
                raise UnfitError(f"it is within what {run.rule} changed as a whole")
        inside = at - run.start if not run.rule else len(run.text) * (at == run.end)
        return Stretch(entry.piece, entry.offset + inside, entry.offset + inside), at

    def _entry(self, at: int, *, latest: bool = False) -> _Entry:
        """Give the run that a character went into; of several parts the first, or the latest."""
        k = bisect_right(self.starts, at) - 1
        if k < 0:
            raise UnfitError("it is not in the text")
        while not latest and k and self.starts[k - 1] == self.starts[k]:
            k -= 1
        return self.entries[k]

    def _begin(self, entry: _Entry, start: int) -> int:
        run = entry.run
        if not run.rule:
            return entry.offset + start - run.start
        if start == run.start:
            return entry.offset
        if not self.raw[start : run.end].strip():
            return entry.offset + len(run.text)
        if not self.raw[run.start : start].strip():
            return entry.offset
        raise UnfitError(f"it begins within what {run.rule} changed as a whole")

    def _end(self, entry: _Entry, end: int) -> int:
        run = entry.run
        if not run.rule:
            return entry.offset + end - run.start
        if end == run.end or not self.raw[end : run.end].strip():
            return entry.offset + len(run.text)
        if not self.raw[run.start : end].strip():
            return entry.offset
        raise UnfitError(f"it ends within what {run.rule} changed as a whole")
