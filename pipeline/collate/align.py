"""Two long sequences aligned: what is unique in both first, then what lies between.

The way is that of patience diffs, and of Yalniz and Manmatha's alignment of scanned books (ICDAR
2011): runs of tokens that stand once in either sequence are held against each other, the longest
chain of them that rises in both is kept, and each gap between two links is treated in the same way
with shorter runs. What then remains is short, and is aligned exactly. Time and memory grow with the
length, not with its square.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

LENGTHS = (8, 4, 2, 1)
"""Tokens in a run, longest first: a long one is hardly ever in both by chance."""
TIMES = 4
"""How often a long run may stand on either side to be a link."""
EXACT = 250_000
"""Pairs of tokens up to which a gap is aligned exactly at once."""
LARGEST = 100_000_000
"""Pairs of tokens from which a gap without a single link is left as it is: two texts that have
nothing in common, and a table of a bit a pair would take more memory than a book is worth."""
SCATTER = 3
"""Tokens up to which what is alike within a larger difference is so by chance: "the", "of", a
comma."""


class Match(NamedTuple):
    """A run of `size` tokens that are the same: from `a` in the one sequence, `b` in the other."""

    a: int
    b: int
    size: int

    @property
    def a_end(self) -> int:
        """Where it ends in the first sequence."""
        return self.a + self.size

    @property
    def b_end(self) -> int:
        """Where it ends in the second."""
        return self.b + self.size


class Region(NamedTuple):
    """The tokens from `a` to `a_end` of the one sequence, against those of the other."""

    a: int
    a_end: int
    b: int
    b_end: int

    @property
    def pairs(self) -> int:
        """How many pairs of tokens there are to compare."""
        return (self.a_end - self.a) * (self.b_end - self.b)


def matches(a: Sequence[str], b: Sequence[str], region: Region) -> list[Match]:
    """Align a region of two sequences: runs of like tokens, rising in both.

    >>> one, two = "the old mill by the river".split(), "the mill by a river".split()
    >>> matches(one, two, Region(0, 6, 0, 5))
    [Match(a=0, b=0, size=1), Match(a=2, b=1, size=2), Match(a=5, b=4, size=1)]
    """
    found: list[Match] = []
    todo = [(region, 0)]
    while todo:
        gap, level = todo.pop()
        gap, outer = _trimmed(a, b, gap)
        found += outer
        if not gap.pairs:
            continue
        links = [] if gap.pairs <= EXACT else _links(a, b, gap, LENGTHS[level])
        if links:
            found += links
            todo += [(inner, level) for inner in gaps(links, gap)]
        elif gap.pairs > EXACT and level + 1 < len(LENGTHS):
            todo.append((gap, level + 1))
        elif gap.pairs <= LARGEST:
            found += _exact(a, b, gap)
    return list(_merged(sorted(found)))


def gaps(links: Sequence[Match], region: Region) -> Iterator[Region]:
    """Give what lies between the matches in a region, before the first and behind the last."""
    at, b_at = region.a, region.b
    for link in links:
        if link.a > at or link.b > b_at:
            yield Region(at, link.a, b_at, link.b)
        at, b_at = link.a_end, link.b_end
    if region.a_end > at or region.b_end > b_at:
        yield Region(at, region.a_end, b_at, region.b_end)


def without_scatter(
    found: Sequence[Match], region: Region, a: Sequence[str], b: Sequence[str]
) -> list[Match]:
    """Leave out the few words that are alike in the midst of what is not, for there they mislead.

    They go where they are no longer than what differs on either side.

    >>> one = "of the miller and of the house".split()
    >>> two = "seven barns and thirteen meadows".split()
    >>> without_scatter([Match(3, 2, 1)], Region(0, 7, 0, 5), one, two)
    []
    """
    kept = list(found)
    while True:
        spans = [(region.a, region.b), *((m.a_end, m.b_end) for m in kept)]
        ends = [*((m.a, m.b) for m in kept), (region.a_end, region.b_end)]
        sizes = [
            max(_letters(a, start, end), _letters(b, b_start, b_end))
            for (start, b_start), (end, b_end) in zip(spans, ends, strict=True)
        ]
        rest = [
            match
            for match, beside in zip(kept, pairwise(sizes), strict=True)
            if match.size > SCATTER or _letters(a, match.a, match.a_end) > min(beside)
        ]
        if len(rest) == len(kept):
            return kept
        kept = rest


def _letters(tokens: Sequence[str], start: int, end: int) -> int:
    return sum(map(len, tokens[start:end]))


def _trimmed(a: Sequence[str], b: Sequence[str], gap: Region) -> tuple[Region, list[Match]]:
    """Take off what is the same at the beginning and at the end."""
    start, b_start, end, b_end = gap.a, gap.b, gap.a_end, gap.b_end
    while start < end and b_start < b_end and a[start] == b[b_start]:
        start, b_start = start + 1, b_start + 1
    while end > start and b_end > b_start and a[end - 1] == b[b_end - 1]:
        end, b_end = end - 1, b_end - 1
    outer = [Match(gap.a, gap.b, start - gap.a), Match(end, b_end, gap.a_end - end)]
    return Region(start, end, b_start, b_end), [match for match in outer if match.size]


def _links(a: Sequence[str], b: Sequence[str], gap: Region, length: int) -> list[Match]:
    """Give the longest chain of runs of a length that stand once on either side of the gap.

    Of the longest also those that stand more often, but as often on either side: else nothing would
    be found in a book that says everything twice.
    """
    ours = _runs(a, gap.a, gap.a_end, length)
    theirs = _runs(b, gap.b, gap.b_end, length)
    most = TIMES if length == LENGTHS[0] else 1
    both = [
        pair
        for run, places in ours.items()
        if len(places) <= most and len(places) == len(others := theirs.get(run, ()))
        for pair in zip(places, others, strict=True)
    ]
    chain = _rising(sorted(both))
    found: list[Match] = []
    for at, b_at in chain:
        last = found[-1] if found else None
        if last and at <= last.a_end and b_at - last.b == at - last.a:
            found[-1] = last._replace(size=at + length - last.a)
        elif not last or (at >= last.a_end and b_at >= last.b_end):
            found.append(Match(at, b_at, length))
    return found


def _runs(
    tokens: Sequence[str], start: int, end: int, length: int
) -> dict[tuple[str, ...], list[int]]:
    """Give where each run of a length stands between two places."""
    columns = (tokens[start + k : end - length + 1 + k] for k in range(length))
    found: dict[tuple[str, ...], list[int]] = {}
    for at, run in enumerate(zip(*columns, strict=True), start):
        found.setdefault(run, []).append(at)
    return found


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give the longest chain of pairs, which rise in the first, that rises in the second too.

    >>> _rising([(0, 5), (1, 1), (2, 2), (3, 0), (4, 4)])
    [(1, 1), (2, 2), (4, 4)]
    """
    lasts: list[int] = []  # the least second that ends a chain of each length
    ends: list[int] = []  # and its pair
    before: list[int] = []
    for k, (_, second) in enumerate(pairs):
        place = bisect_left(lasts, second)
        before.append(ends[place - 1] if place else -1)
        lasts[place : place + 1] = [second]
        ends[place : place + 1] = [k]
    chain = []
    k = ends[-1] if ends else -1
    while k >= 0:
        chain.append(pairs[k])
        k = before[k]
    return chain[::-1]


def _exact(a: Sequence[str], b: Sequence[str], gap: Region) -> Iterator[Match]:
    """Align what is short by its longest common subsequence."""
    for op in LCSseq.opcodes(a[gap.a : gap.a_end], b[gap.b : gap.b_end]):
        if op.tag == "equal":
            size = op.src_end - op.src_start
            yield Match(gap.a + op.src_start, gap.b + op.dest_start, size)


def _merged(found: Sequence[Match]) -> Iterator[Match]:
    """Make one of matches that follow without a gap on either side."""
    last: Match | None = None
    for match in found:
        if last and (match.a, match.b) == (last.a_end, last.b_end):
            last = last._replace(size=last.size + match.size)
            continue
        if last:
            yield last
        last = match
    if last:
        yield last
