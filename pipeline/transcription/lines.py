"""The lines and paragraphs of a transcription, whose blank lines are the transcriber's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

TAB = 4
"""Blanks that a tab at a line's start counts for."""


class TextLine(NamedTuple):
    """A filled line: string[start:end], its line end included."""

    start: int
    end: int
    text: str
    """What stands between its outer blanks."""
    indent: int
    gap: int
    """Blank lines above it."""
    at: int
    """Where its text begins in the string."""


class Paragraph(NamedTuple):
    """Filled lines between blank ones."""

    start: int
    end: int
    """Where its last line ends, that line's end included."""
    lines: tuple[TextLine, ...]

    @property
    def gap(self) -> int:
        """Blank lines above it."""
        return self.lines[0].gap

    @property
    def indent(self) -> int:
        """The indent of its first line."""
        return self.lines[0].indent


def text_lines(string: str, start: int = 0, end: int | None = None) -> list[TextLine]:
    """Give the filled lines of string[start:end].

    >>> [(line.text, line.indent, line.gap) for line in text_lines("a\\n\\n  b")]
    [('a', 0, 0), ('b', 2, 1)]
    """
    found: list[TextLine] = []
    gap = 0
    for line in string[start:end].splitlines(keepends=True):
        stop = start + len(line)
        text = line.strip("\ufeff \t\r\n\f\v\x85\xa0\u2028\u2029")
        if text:
            before = line.index(text)
            indent = len(line[:before].expandtabs(TAB))
            found.append(TextLine(start, stop, text, indent, gap, start + before))
            gap = 0
        else:
            gap += 1
        start = stop
    return found


def outside(lines: Sequence[TextLine], spans: Sequence[tuple[int, int]]) -> list[TextLine]:
    """Give the lines that do not stand in one of the spans, which are in order.

    >>> [line.text for line in outside(text_lines("a\\nb\\nc\\n"), [(2, 4)])]
    ['a', 'c']
    """
    found, k = [], 0
    for line in lines:
        while k < len(spans) and spans[k][1] <= line.start:
            k += 1
        if k == len(spans) or line.end <= spans[k][0]:
            found.append(line)
    return found


def paragraphs(lines: Sequence[TextLine]) -> Iterator[Paragraph]:
    """Give the paragraphs of the lines of one text."""
    group: list[TextLine] = []
    for line in lines:
        if group and line.gap:
            yield _paragraph(group)
            group = []
        group.append(line)
    if group:
        yield _paragraph(group)


def _paragraph(group: list[TextLine]) -> Paragraph:
    return Paragraph(group[0].start, group[-1].end, tuple(group))
