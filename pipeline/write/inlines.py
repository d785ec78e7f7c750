"""A text with its marks as pandoc's inlines: marks may overlap, nodes must nest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from pipeline.model.text import Mark, Text
from pipeline.write.pandoc import SPACE, Node, attributes, span, words

NESTING = (
    "language",
    "strong",
    "emphasis",
    "small-capitals",
    "initialism",
    "superscript",
    "subscript",
    "emended",
)
"""Marks that hold text, the outermost first; where two cross, the inner one is cut."""
POINTS = ("noteref", "page", "emended", "asked")
"""Marks that stand at a point; what was deleted leaves a point."""
RAISED = ("superscript", "subscript")
"""Written as spans with a class: Markdown's own signs, ^ and ~, cannot hold every text."""
EMENDED, ASKED = "emended", "asked"
"""Classes of what only exports show (`pipeline.write.emended`)."""
_NODES = {"strong": "Strong", "emphasis": "Emph", "small-capitals": "SmallCaps"}


class _Stretch(NamedTuple):
    """A stretch of the text, and whether points at its very ends belong to it."""

    start: int
    end: int
    left: bool = True
    right: bool = True

    def holds(self, offset: int) -> bool:
        after = offset > self.start or (offset == self.start and self.left)
        return after and (offset < self.end or (offset == self.end and self.right))


class _Marked(NamedTuple):
    string: str
    ranges: dict[str, list[Mark]]
    points: list[Mark]
    node: Callable[[Mark], Node]


def inlines(text: Text, node: Callable[[Mark], Node]) -> list[Node]:
    """Give a text as inlines, without white space at its ends.

    `node` makes the node of a point mark. A point at the end of emphasized words stands behind the
    emphasis, not in it. Marks of doubt, and of what stands raised, leave no trace.
    """
    string = str(text)
    if not text.marks:
        return _stripped(words(string))
    there = {mark.kind for mark in text.marks}
    kinds = tuple(kind for kind in NESTING if kind in there)
    marked = _Marked(
        string,
        {kind: list(_ranges(text, kind)) for kind in kinds},
        [mark for mark in text.marks if mark.kind in POINTS and mark.start == mark.end],
        node,
    )
    return _stripped(list(_nested(marked, _Stretch(0, len(string)), kinds)))


def _ranges(text: Text, kind: str) -> Iterator[Mark]:
    """Give the marks of a kind, joined where they touch and cut where they cross."""
    last: Mark | None = None
    for mark in sorted(mark for mark in text.marks if mark.kind == kind):
        start, end = mark.start, mark.end
        if last is not None and mark.data == last.data and start <= last.end:
            last = last._replace(end=max(end, last.end))
            continue
        if last is not None:
            yield last
            start = max(start, last.end)
        last = mark._replace(start=start, end=max(start, end))
    if last is not None:
        yield last


def _trimmed(string: str, start: int, end: int) -> tuple[int, int]:
    while start < end and string[start].isspace():
        start += 1
    while start < end and string[end - 1].isspace():
        end -= 1
    return start, end


def _nested(marked: _Marked, stretch: _Stretch, kinds: tuple[str, ...]) -> Iterator[Node]:
    if not kinds:
        yield from _leaf(marked, stretch)
        return
    at, left = stretch.start, stretch.left
    for mark in marked.ranges[kinds[0]]:
        start, end = max(mark.start, stretch.start), min(mark.end, stretch.end)
        start, end = _trimmed(marked.string, start, end)
        if start >= end:
            continue
        yield from _nested(marked, _Stretch(at, start, left=left), kinds[1:])
        inner = _Stretch(start, end, left=False, right=False)
        if content := list(_nested(marked, inner, kinds[1:])):
            yield _holder(mark, content)
        at, left = end, True
    rest = _Stretch(at, stretch.end, left=left, right=stretch.right)
    yield from _nested(marked, rest, kinds[1:])


def _holder(mark: Mark, content: list[Node]) -> Node:
    if mark.kind == "language":
        return span(attributes(lang=mark.data), content)
    if mark.kind == EMENDED:
        return span(attributes("", [EMENDED], reading=mark.data), content)
    if mark.kind in (*RAISED, "initialism"):
        return span(attributes("", [mark.kind]), content)
    return {"t": _NODES[mark.kind], "c": content}


def _leaf(marked: _Marked, stretch: _Stretch) -> Iterator[Node]:
    at = stretch.start
    for mark in marked.points:
        if stretch.holds(mark.start):
            yield from words(marked.string[at : mark.start])
            yield marked.node(mark)
            at = mark.start
    yield from words(marked.string[at : stretch.end])


def _stripped(nodes: list[Node]) -> list[Node]:
    """Take off the spaces at both ends, and those behind a page break that comes first."""
    start, end = 0, len(nodes)
    while start < end and nodes[start] is SPACE:
        start += 1
    while end > start and nodes[end - 1] is SPACE:
        end -= 1
    if end - start > 1 and nodes[start]["t"] == "Span" and not nodes[start]["c"][1]:
        return [nodes[start], *_stripped(nodes[start + 1 : end])]
    return nodes[start:end]
