"""The texts of a part of an edition as one string and its words, to be compared with another's."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple

from pipeline.absorb.reading import Leaf, Point

TOKEN = re.compile(r"[^\W_]+(?:[-'’‐][^\W_]+)*|\S")
"""A word with the hyphens and apostrophes within it, or a sign."""
END = "\n"
"""Stands between two texts; no text of an edition holds it."""
BREAK = "break"


class Token(NamedTuple):
    """A word or a sign, by its place in the string; or a thought break, of no letters."""

    key: str
    start: int
    end: int
    leaf: int


@dataclass(frozen=True)
class Stream:
    """Texts that follow each other: those of the chapters, or of one note."""

    leaves: Sequence[Leaf]

    @cached_property
    def string(self) -> str:
        """The texts, an END between them."""
        return END.join(leaf.text for leaf in self.leaves)

    @cached_property
    def starts(self) -> list[int]:
        """Where each text begins in the string."""
        return list(accumulate((len(leaf.text) + 1 for leaf in self.leaves), initial=0))[:-1]

    @cached_property
    def tokens(self) -> list[Token]:
        """The words and signs of all texts."""
        return [token for k in range(len(self.leaves)) for token in self._tokens(k)]

    def _tokens(self, k: int) -> Iterator[Token]:
        leaf, start = self.leaves[k], self.starts[k]
        if leaf.kind == BREAK:
            yield Token(END, start, start, k)
        for match in TOKEN.finditer(leaf.text):
            yield Token(match[0], match.start() + start, match.end() + start, k)

    @cached_property
    def points(self) -> list[Point]:
        """The markers and pages, by their places in the string."""
        return [
            point._replace(at=point.at + start)
            for leaf, start in zip(self.leaves, self.starts, strict=True)
            for point in leaf.points
        ]

    def markers(self, start: int, end: int) -> list[Point]:
        """Give the markers of notes that stand in a stretch of the string, or at its ends."""
        first = bisect_left(self.points, start, key=attrgetter("at"))
        last = bisect_right(self.points, end, key=attrgetter("at"))
        return [point for point in self.points[first:last] if point.kind == "note"]

    def ends(self, start: int, end: int) -> int:
        """Count the texts that end in a stretch of the string."""
        return self.string.count(END, start, end)

    def leaf_at(self, at: int) -> int:
        """Give the number of the text that a place of the string is in."""
        return bisect_right(self.starts, at) - 1

    def span(self, k: int) -> tuple[int, int]:
        """Give where a text begins and ends in the string."""
        return self.starts[k], self.starts[k] + len(self.leaves[k].text)

    def settings(self, start: int, end: int) -> list[tuple[str, int, int]]:
        """Give how a stretch of one text is set, by places in the string."""
        k = self.leaf_at(start)
        first = self.starts[k]
        found = []
        for kind, left, right in self.leaves[k].settings:
            left, right = max(start, left + first), min(end, right + first)
            if left < right:
                found.append((kind, left, right))
        return found
