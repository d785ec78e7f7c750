"""What the rules leave alone in a text: what a person decided, and what a mark keeps them off."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline.language import primary
from pipeline.model.history import decided
from pipeline.model.text import Edit, Mark, Text

Span = tuple[int, int]


class Bounds(NamedTuple):
    """Stretches of a text, in order and apart from each other, and points."""

    decided: list[Span]
    """What a person decided; what was taken away is a stretch of no length."""
    marked: list[Span]
    points: list[int]
    """Where a page begins or a note is referred to."""

    def allow(self, edit: Edit) -> bool:
        """May the edit be made? What stands at a point would be moved to the edit's beginning.

        >>> bounds = Bounds([(2, 4)], [(6, 8)], [10])
        >>> [bounds.allow(Edit(at, at + 1, "")) for at in (1, 3, 4, 6, 8)]
        [True, False, True, False, True]
        >>> [bounds.allow(Edit(at, at, " ")) for at in (1, 2, 4, 8)], bounds.allow(Edit(9, 11, ""))
        ([True, False, False, True], False)
        >>> [bounds.allow(Edit(at, at, " ")) for at in (6, 7)]
        [True, False]
        >>> Bounds([(1, 2), (3, 4)], [], []).allow(Edit(2, 4, ""))
        False
        """
        k = bisect_right(self.points, edit.start)
        if k < len(self.points) and self.points[k] < edit.end:
            return False
        if _meets(self.marked, edit):
            return False
        return not _meets(self.decided, edit, touching=edit.start == edit.end)


def _meets(spans: list[Span], edit: Edit, *, touching: bool = False) -> bool:
    """Does an edit overlap one of the stretches, or touch it?"""
    k = bisect_left(spans, edit.start, key=lambda span: span[1])
    while k < len(spans) and spans[k][0] <= edit.end:
        left, right = spans[k]
        if touching or (edit.start < right and left < edit.end):
            return True
        if edit.start == edit.end and left < edit.start < right:
            return True
        k += 1
    return False


def bounds_of(text: Text, kept: str, native: str) -> Bounds:
    """Find the bounds for a rule.

    `kept` is a kind of mark under which it has nothing to do; `native`, where set, is the language
    that it holds for.
    """
    marked = [mark for mark in text.marks if mark.start < mark.end and _keeps(mark, kept, native)]
    points = sorted(mark.start for mark in text.marks if mark.start == mark.end)
    return Bounds(_apart(_decided(text)), _apart((mark.start, mark.end) for mark in marked), points)


def _keeps(mark: Mark, kept: str, native: str) -> bool:
    if mark.kind == "language":
        return bool(native) and primary(mark.data) != primary(native)
    return mark.kind in (kept, "kept")


def _decided(text: Text) -> Iterator[Span]:
    at = 0
    for run in text.runs:
        if decided(run):
            yield at, at + len(run.text)
        at += len(run.text)


def _apart(spans: Iterable[Span]) -> list[Span]:
    """Join stretches that touch.

    >>> _apart([(4, 6), (0, 2), (1, 4), (8, 8)])
    [(0, 6), (8, 8)]
    """
    joined: list[Span] = []
    for left, right in sorted(spans):
        if joined and left <= joined[-1][1]:
            left, right = joined[-1][0], max(right, joined.pop()[1])
        joined.append((left, right))
    return joined
