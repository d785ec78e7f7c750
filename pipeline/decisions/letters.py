"""The letters of a source without what another extraction sets otherwise: lines, blanks, quotes."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from pipeline.model.finding import Span

SET_OTHERWISE = re.compile(r"(?:(?<=\w)[-\u2010]\s+|\s+|\u00ad)+")
"""White space, and the hyphens of words divided at line ends."""
SIGNS = str.maketrans(
    "“”„‟«»‘’‚‛‐‑–—\u2212" + "".join(map(chr, range(0xD800, 0xE000))),
    '""""""' + "''''" + "-----" + "\ufffd" * 0x800,
)
"""Signs that extractions write differently, a sign for a sign."""


class Letters(NamedTuple):
    """The letters, and where each of them stands in the source."""

    text: str
    places: list[int]

    def at(self, raw: int) -> int:
        """Give the number of the first letter at a place of the source or behind it."""
        return bisect_left(self.places, raw)

    def raw(self, start: int, end: int, end_of_source: int) -> Span:
        """Give the stretch of the source that letters stand in; of none, the gap between two."""
        if start < end:
            return self.places[start], self.places[end - 1] + 1
        left = self.places[start - 1] + 1 if start else 0
        right = self.places[start] if start < len(self.places) else end_of_source
        return left, right


def letters(text: str) -> str:
    """Give the letters of a short text.

    >>> letters("the divi-\\nded  “mill”"), letters("well-known")
    ('thedivided"mill"', 'well-known')
    """
    return SET_OTHERWISE.sub("", text).translate(SIGNS)


def letters_of(raw: str) -> Letters:
    """Give the letters of a source with their places."""
    places: list[int] = []
    at = 0
    for match in SET_OTHERWISE.finditer(raw):
        places += range(at, match.start())
        at = match.end()
    places += range(at, len(raw))
    return Letters(letters(raw), places)
