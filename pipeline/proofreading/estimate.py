"""How many errors are left: an estimate from what two readers found without each other.

If two read the same pages and neither knows what the other found, the share of the one's errors
that the other found too tells how much a reader finds, and so how much both left (capture and
recapture: Chapman 1951; for reviewers of text, Eick and others 1992).
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from math import lgamma, log

FEWEST = 7
"""So many errors both must have found: below, Chapman's estimate is too small (Robson and Regier
1964), and its interval says next to nothing."""
BAR = 10_000 / 18_500
"""Errors in 10,000 characters: the one error in 18,500 that volunteers' proofreading, read in
rounds, was published to leave."""
LIKELY = 3.841
"""Of the chi-square distribution with one degree of freedom, 95 % lie below."""
MOST = 10_000_000


@dataclass(frozen=True, slots=True)
class Estimate:
    """What two readers found on the same pages without each other, and what they left."""

    readers: tuple[str, ...]
    """The two; none where it is about all pairs together."""
    pages: int
    characters: int
    """Of these pages, white space folded."""
    found: tuple[int, int]
    """Errors that the first and the second found, of those to which no check pointed."""
    both: int
    """Those of them that each found."""
    later: int = 0
    """Errors on these pages that neither found then: the two when they had read them, or others."""
    asked: int = 0
    """Errors to which checks pointed, which tell nothing of what a reader finds."""

    @property
    def is_enough(self) -> bool:
        """Did both find enough of the same for an estimate?"""
        return self.both >= FEWEST

    @property
    def left(self) -> float:
        """How many errors are left, about which no check asks; at least, where `is_enough`.

        Errors that are hard to see are found by neither, so that it is rather too small.

        >>> Estimate((), 1, 100, (30, 28), 22).left
        2.0869565217391326
        """
        return self._now(chapman(*self.found, self.both) - self._seen)

    @property
    def interval(self) -> tuple[float, float]:
        """Between which numbers that is, in 95 of 100 cases."""
        low, high = unseen(*self.found, self.both)
        return self._now(low), self._now(high)

    def rate(self, errors: float) -> float:
        """Give errors for every 10,000 characters of these pages."""
        return errors * 10_000 / max(1, self.characters)

    @property
    def _seen(self) -> int:
        return sum(self.found) - self.both

    def _now(self, left: float) -> float:
        """Give what is left of errors after those that were found later."""
        return max(0.0, left - self.later)


def chapman(first: int, second: int, both: int) -> float:
    """Estimate how many errors there were from how many each of two found, and both.

    Chapman's form of the estimate of Petersen and Lincoln, which has no bias where the two numbers
    together are not less than that of all errors.

    >>> round(chapman(10, 15, 5), 2)
    28.33
    """
    return (first + 1) * (second + 1) / (both + 1) - 1


def unseen(first: int, second: int, both: int) -> tuple[int, int]:
    """Give between which numbers what neither found is, by the likelihood's profile (Cormack 1992).

    All numbers whose likelihood is not below the greatest by more than the bound allows.

    >>> unseen(30, 28, 22), unseen(10, 10, 10)
    ((0, 6), (0, 0))
    """
    seen = first + second - both

    def likelihood(number: int) -> float:
        """Give the logarithm, for the shares at which the numbers found are the likeliest."""
        missed = (number - first, number - second)
        ways = lgamma(number + 1) - lgamma(number - seen + 1)
        return ways + sum(x * log(x) for x in missed if x) - 2 * number * log(number)

    if not seen:
        return 0, 0
    numbers = range(seen, MOST)
    best = numbers[bisect_left(numbers, True, key=lambda n: likelihood(n + 1) <= likelihood(n))]
    top = likelihood(best)

    def likely(number: int) -> bool:
        return 2 * (top - likelihood(number)) <= LIKELY

    low = bisect_left(range(seen, best), True, key=likely)
    high = bisect_left(range(best + 1, MOST), True, key=lambda n: not likely(n))
    return low, best + high - seen
