"""What the input itself says of blocks: marks that no evidence overrules."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.book import Line
from pipeline.text import Text


class Given(NamedTuple):
    """The block that a line belongs to."""

    block: int
    kind: str
    """A kind of passage."""


def given_lines(text: Text, lines: Sequence[Line]) -> dict[int, Given]:
    """Give the block of each filled line that a mark lies on; of nested marks the inner one."""
    ends = [line.end for line in lines]
    found: dict[int, Given] = {}
    marks = [mark for mark in text.marks if mark.kind == "block"]
    for number, mark in enumerate(sorted(marks, key=lambda mark: (mark.start, -mark.end))):
        for i in range(bisect_left(ends, mark.start + 1), len(lines)):
            if lines[i].start >= mark.end:
                break
            if lines[i].text:
                found[i] = Given(number, mark.data)
    return found
