"""A title broken into lines and sized to fill a label, as a designer of jackets would do it.

WeasyPrint breaks lines greedily and knows no size that fits; so both are found here, from the
advance widths of the very typeface.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

MEASURE = 1000
"""The size at which words are measured, in pixels."""
MOST_LINES = 9
HANGING = 0.6
"""What a size counts, for each line that ends in an article or the like, as no line should."""
SHORT = 3
"""Letters of a word in lower case that is held to be such: of, in, de, von."""


class Fitted(NamedTuple):
    """A title in lines, and the size at which they fill the room: in its unit."""

    lines: tuple[str, ...]
    size: float


class Room(NamedTuple):
    """Where a title goes: width, height and largest size in one unit; leading as a part of size."""

    width: float
    height: float
    largest: float
    leading: float


@cache
def face_width(path: Path) -> Callable[[str], float]:
    """Give the function that measures a line in a typeface, as a part of its size."""
    # Imported here: the cover is kept.
    from PIL import ImageFont

    font = ImageFont.truetype(str(path), MEASURE, layout_engine=ImageFont.Layout.BASIC)
    return lambda text: font.getlength(text) / MEASURE


def fitted(
    text: str, width: Callable[[str], float], room: Room, hanging: Collection[str] = ()
) -> Fitted:
    """Break a text into the lines in which it can stand largest; of equals, the fewest.

    >>> fitted("On Liberty", len, Room(20, 20, 2, 1))
    Fitted(lines=('On Liberty',), size=2)
    >>> fitted("Dialectic of Enlightenment", len, Room(12, 20, 2, 1)).lines
    ('Dialectic', 'of Enlightenment')
    """
    # Not at no-break spaces, at which `split` alone would divide.
    words, measured = [word for word in re.split("[ \t\n]+", text) if word], cache(width)
    best, worth = Fitted((text,), 0), 0.0
    for count in range(1, min(len(words), MOST_LINES) + 1):
        lines = _broken(words, count, measured, hanging)
        longest = max(map(measured, lines))
        height = room.height / (count * room.leading)
        size = min(room.largest, room.width / longest if longest else room.largest, height)
        value = size * HANGING ** sum(_hangs(line, hanging) for line in lines[:-1])
        if value > worth:
            best, worth = Fitted(lines, size), value
    return best


def _hangs(line: str, hanging: Collection[str]) -> bool:
    last = line.rpartition(" ")[2]
    return last.lower() in hanging or (last.islower() and last.isalpha() and len(last) <= SHORT)


class _Way(NamedTuple):
    """A way to set the first words: what speaks against it, the gravest first, and its cuts."""

    hanging: int
    longest: float
    squares: float
    cuts: tuple[int, ...]


def _broken(
    words: list[str], count: int, width: Callable[[str], float], hanging: Collection[str]
) -> tuple[str, ...]:
    """Break words into so many lines: none that hangs, the longest short, all as even as can be."""
    ways = {0: _Way(0, 0, 0, (0,))}
    for line in range(1, count + 1):
        ends = [len(words)] if line == count else range(line, len(words))
        longer = {}
        for end in ends:
            found = []
            for start, way in ways.items():
                if start < end:
                    text = " ".join(words[start:end])
                    hangs = end < len(words) and _hangs(text, hanging)
                    found.append(_longer(way, end, width(text), hangs))
            longer[end] = min(found)
        ways = longer
    return tuple(" ".join(words[a:b]) for a, b in pairwise(ways[len(words)].cuts))


def _longer(way: _Way, end: int, length: float, hangs: bool) -> _Way:
    return _Way(
        way.hanging + hangs,
        max(way.longest, length),
        way.squares + length * length,
        (*way.cuts, end),
    )
