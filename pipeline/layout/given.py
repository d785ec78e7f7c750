"""What the input itself says of blocks: marks that no evidence overrules."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.layout.clues import Kind
from pipeline.model.book import Line
from pipeline.model.text import Text


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


def as_given(kinds: dict[int, Kind], given: dict[int, Given]) -> dict[int, Kind]:
    """Let the lines be what the input says; where it gives headings, or verse, nothing else is."""
    said = {each.kind for each in given.values()}
    unsaid = {kind for kind, name in (("title", "heading"), ("verse", "verse")) if name in said}
    settled: dict[int, Kind] = {}
    for i, kind in kinds.items():
        if i in given:
            settled[i] = "title" if given[i].kind == "heading" else "text"
        else:
            settled[i] = "text" if kind in unsaid else kind
    return settled


def whole_paragraphs(
    lines: Sequence[Line], kinds: dict[int, Kind], gaps: Sequence[int]
) -> dict[int, Kind]:
    """Make paragraphs that blank lines part of one kind each, but for verse that is set in."""
    groups: list[list[int]] = []
    for i in kinds:
        if not groups or gaps[i]:
            groups.append([])
        groups[-1].append(i)
    settled = dict(kinds)
    for group in groups:
        if len({kinds[i] for i in group}) > 1:
            edge = min(lines[i].indent for i in group)
            for i in group:
                inset = kinds[i] == "verse" and lines[i].indent > edge
                settled[i] = "verse" if inset else "text"
    return settled
