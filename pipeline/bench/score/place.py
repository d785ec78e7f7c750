"""The text of an edition aligned with the true one: where each place of it may be there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.bench.score.book import Scored, is_word
from pipeline.collate.align import Region, gaps, matches

HYPHEN = "-"


@dataclass(frozen=True, slots=True)
class Places:
    """How the tokens of two texts correspond.

    Before a token of the edition, or at its end, is a gap; the gap of the truth that it is lies
    from `low` to `high`, which are the same where the tokens on both sides have been found.
    """

    found: Sequence[int]
    """For each token of the truth, that of the edition; -1 where it is missing."""
    low: Sequence[int]
    high: Sequence[int]
    first: int
    """The first token of the edition that is found; its end where none is."""
    last: int
    """Where what is found ends in the edition."""
    runs: Sequence[Region]
    """What differs: tokens of the truth, and what stands in the edition instead."""

    def within(self, gap: int) -> range:
        """Give the gaps of the truth that a gap of the edition may be."""
        return range(self.low[gap], self.high[gap] + 1)


def places(truth: Scored, edition: Scored) -> Places:
    """Align an edition with the truth."""
    a, b = truth.tokens, edition.tokens
    region = Region(0, len(a), 0, len(b))
    links = matches(a, b, region)
    found, back = [-1] * len(a), [-1] * len(b)
    for link in links:
        for n in range(link.size):
            found[link.a + n], back[link.b + n] = link.b + n, link.a + n
    low, high = [0] * (len(b) + 1), [len(a)] * (len(b) + 1)
    for gap in range(1, len(b) + 1):
        low[gap] = back[gap - 1] + 1 if back[gap - 1] >= 0 else low[gap - 1]
    for gap in reversed(range(len(b))):
        high[gap] = back[gap] if back[gap] >= 0 else high[gap + 1]
    ends = [at + 1 for at in found if at >= 0]
    first, last = (min(ends) - 1, max(ends)) if ends else (len(b), 0)
    return Places(found, low, high, first, last, [*gaps(links, region)])


def hyphens(truth: Sequence[str], edition: Sequence[str]) -> tuple[int, int]:
    """Count, where two texts differ in no letter, hyphens left from line ends, and hyphens lost.

    >>> hyphens(["father"], ["fa", "-", "ther"]), hyphens(["well", "-", "known"], ["wellknown"])
    ((1, 0), (0, 1))
    >>> hyphens(["father"], ["mother"]), hyphens([], ["-"])
    ((0, 0), (0, 0))
    """
    letters = "".join(filter(is_word, truth))
    if not letters or letters != "".join(filter(is_word, edition)):
        return 0, 0
    more = edition.count(HYPHEN) - truth.count(HYPHEN)
    return max(0, more), max(0, -more)
