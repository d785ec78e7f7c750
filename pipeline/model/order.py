"""The order in which the stretches of a source are read, once people have moved some of them."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise

from pipeline.model.book import Moved
from pipeline.model.text import Run, Text

Stretch = tuple[int, int]
WHOLE: list[Stretch] = [(0, sys.maxsize)]
"""The source as it stands, in one stretch."""


class Order:
    """The raw source in stretches, in the order of reading.

    >>> order = Order([Moved("d1", 10, 20, 5)])
    >>> [order.place(offset) for offset in (4, 5, 10, 20)]
    [4, 15, 5, 20]
    """

    def __init__(self, moved: Iterable[Moved]) -> None:
        stretches = WHOLE
        for each in moved:
            stretches = rearranged(stretches, each)
        places = accumulate((end - start for start, end in stretches), initial=0)
        found = sorted(zip(stretches, places, strict=False))
        self._starts = [start for (start, _), _ in found]
        self._shifts = [place - start for (start, _), place in found]

    def place(self, offset: int) -> int:
        """Give where an offset of the source comes to stand."""
        return offset + self._shifts[bisect_right(self._starts, offset) - 1]

    def begin(self, run: Run) -> int:
        """Give where a run begins. One that was inserted may stand behind what is before it."""
        at = self.place(run.start)
        return max(at, self.place(run.start - 1) + 1) if run.start == run.end > 0 else at


def rearranged(stretches: list[Stretch], move: Moved) -> list[Stretch]:
    """Move whole stretches; what lies within the move stays in the order that it has.

    Raises:
        ValueError: what is to be moved is not together, or the place is within it.
    """
    cuts = {move.start, move.end, move.to}
    parts = [part for stretch in stretches for part in _cut(stretch, cuts)]
    first = next((k for k, (start, _) in enumerate(parts) if start == move.start), -1)
    last = next((k for k, (_, end) in enumerate(parts) if end == move.end), -1)
    taken = parts[first : last + 1]
    rest = parts[:first] + parts[last + 1 :]
    to = next((k for k, (start, _) in enumerate(rest) if start == move.to), -1)
    if min(first, last, to) < 0 or last < first:
        raise ValueError(f"{move} is no move")
    return rest[:to] + taken + rest[to:]


def _cut(stretch: Stretch, cuts: Iterable[int]) -> list[Stretch]:
    start, end = stretch
    edges = sorted({start, end, *(cut for cut in cuts if start < cut < end)})
    return list(pairwise(edges))


def out_of_order(flow: Iterable[Text], order: Order) -> Iterator[Run]:
    """Give the runs of texts that do not stand where an order has them."""
    last, end = Run("", 0, 0), 0
    for run in (run for text in flow for run in text.runs):
        start = order.begin(run)
        if start < end and not _goes_on(last, run):
            yield run
        if run.start < run.end:
            last, end = run, start + run.end - run.start


def _goes_on(last: Run, run: Run) -> bool:
    """Is a run the next part of the change that the last one is a part of?"""
    left, right = last, run
    while left.was and not left.whole:
        left = left.was[-1]
    while right.was and not right.whole:
        right = right.was[0]
    same = left._replace(text="", at=0) == right._replace(text="", at=0)
    return bool(right.whole) and same and right.at == left.at + len(left.text)
