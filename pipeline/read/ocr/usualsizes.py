"""The few sizes that a book is set in, found among measures of its lines that are never exact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log
from statistics import median
from typing import NamedTuple

STEPS = 100
"""Steps of size are hundredths of their logarithm, so that they are shares wherever they are."""
LEAST, MOST = 0.03, 0.07
"""Share by which measures of one size differ, at least and at most."""
WORSE = 1.5
"""How many times more the measures of short lines differ."""
FREQUENT = 4
"""Lines from which a size is one of the book's."""
SURELY, STRAY = 6, 0.004
"""Long lines that a size must have, where it is close to another, beyond the share of the other's
that stray so far: of normal errors three thousandths are beyond three deviations."""
APART, CLOSE = 6, 10
"""Steps between sizes that can be told apart; that are close, as nine and ten points are."""


class Measured(NamedTuple):
    """A line as measured."""

    size: float
    letters: int
    long: bool
    """Its measure is good."""


class Sizes(NamedTuple):
    """The sizes of a book."""

    known: tuple[float, ...]

    @classmethod
    def of(cls, lines: Sequence[Measured]) -> Sizes:
        """Learn them.

        >>> lines = [Measured(size, 60, True) for size in (9.9, 10.0, 10.1) * 9 + (8.0, 8.1) * 9]
        >>> [round(size, 1) for size in Sizes.of(lines).known]
        [10.0, 8.1]
        """
        letters: Counter[int] = Counter()
        for line in lines:
            letters[_step(line.size)] += line.letters
        if not letters:
            return cls(())
        first = _peak(letters)
        off = [abs(_step(each.size) - first) for each in lines if each.long]
        # Of normal errors half are within two thirds of a standard deviation.
        middle = median([each for each in off if each <= CLOSE] or [CLOSE])
        spread = min(MOST, max(LEAST, 3 * 1.48 * middle / STEPS))
        found: dict[float, int] = {}
        reach = round(STEPS * spread)
        while letters:
            peak = _peak(letters)
            near = [line for line in lines if abs(_step(line.size) - peak) <= reach]
            own = [line for line in near if _step(line.size) in letters]  # no other size has it
            long = sum(line.long for line in own)
            rivals = [found[each] for each in found if abs(_step(each) - peak) <= CLOSE]
            apart = all(abs(_step(each) - peak) > APART for each in found)
            sure = all(long > SURELY + STRAY * each for each in rivals)
            if len(own) >= FREQUENT and apart and sure:
                found[median(line.size for line in own)] = long
            for at in range(peak - reach, peak + reach + 1):
                letters.pop(at, None)
        return cls(tuple(found))

    def nearest(self, line: Measured) -> float:
        """Give the book's own size that a line is in, or else its own."""
        reach = APART / STEPS * (1 if line.long else WORSE)
        near = [known for known in self.known if abs(log(line.size / known)) <= reach]
        return min(near, key=lambda known: abs(log(line.size / known)), default=line.size)


def _step(size: float) -> int:
    return round(STEPS * log(size))


def _peak(letters: Counter[int]) -> int:
    return max(letters, key=lambda at: (sum(letters[at + k] for k in (-1, 0, 1)), at))
