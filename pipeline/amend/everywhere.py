"""All places of the book where the same text stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from pipeline.amend.stretches import Stretch
from pipeline.model.pieces import Piece

WORD = re.compile(r"\w+")


class Everywhere:
    """The texts of a book, with their words, so that thousands of searches take no time."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.strings = [str(piece.text) for piece in pieces]

    @cached_property
    def words(self) -> dict[str, list[tuple[int, int]]]:
        """Where each word stands: in which text, and where there."""
        found: dict[str, list[tuple[int, int]]] = {}
        for number, string in enumerate(self.strings):
            for word in WORD.finditer(string):
                found.setdefault(word[0], []).append((number, word.start()))
        return found

    def like(self, stretch: Stretch) -> Iterator[Stretch]:
        """Give the places where the text of a stretch stands, itself among them.

        Where it begins or ends with a letter, so does a word there.
        """
        sought = self.strings[stretch.piece][stretch.start : stretch.end]
        first = WORD.search(sought)
        if first is None:
            yield from self._signs(sought)
            return
        whole = first.end() < len(sought) or self._ends(stretch)
        if whole and (first.start() or self._begins(stretch)):
            starts = [(number, at - first.start()) for number, at in self.words.get(first[0], ())]
        else:
            starts = [(each.piece, each.start) for each in self._signs(sought)]
        for number, start in starts:
            found = Stretch(number, start, start + len(sought))
            there = start >= 0 and self.strings[number].startswith(sought, start)
            if there and self._begins(found) and self._ends(found):
                yield found

    def _signs(self, sought: str) -> Iterator[Stretch]:
        for number, string in enumerate(self.strings):
            at = string.find(sought)
            while at >= 0:
                yield Stretch(number, at, at + len(sought))
                at = string.find(sought, at + len(sought))

    def _begins(self, stretch: Stretch) -> bool:
        """Does no word go over the beginning?"""
        string = self.strings[stretch.piece]
        return not WORD.fullmatch(string[max(0, stretch.start - 1) : stretch.start + 1]) or (
            stretch.start == 0
        )

    def _ends(self, stretch: Stretch) -> bool:
        """Does no word go over the end?"""
        string = self.strings[stretch.piece]
        beside = string[stretch.end - 1 : stretch.end + 1]
        return len(beside) < 2 or not WORD.fullmatch(beside)
