"""Where the lines of a paragraph end: seen over the whole paragraph, not line by line.

After Donald E. Knuth and Michael F. Plass, "Breaking Paragraphs into Lines", Software: Practice and
Experience 11 (1981): of all ways to break a paragraph that one whose lines are, taken together,
least tight and loose. A line alone would take what fits, and leave the gaps to the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import NamedTuple

SHRINK = 0.2
"""By such a part of it a space may be narrower."""
STRETCH = 0.6
"""By such a part of it a space is wider in a line that is as loose as one should be."""
LOOSEST = 5.0
"""A line that is looser by so many times is as bad as any, but for how much of it is empty."""
SHORT = 4.5
"""A piece of an address that leaves its line short is as bad as a line that is looser by so many
times: there are no gaps."""
EMPTY = 0.3
"""A line so empty is asked for only where there is no other."""
LINE, DIVIDED, TWICE = 10.0, 50.0, 10_000.0
"""What a line costs, a word divided at its end, and one after another: as in TeX."""
ALONE = 100_000.0
"""What it costs to leave a word, or the rest of one, alone on the last line: as much as a line that
is looser by half than one should be. In a book of 415 paragraphs 9 last words stay alone, of 16 at
a tenth of it, and no more words are divided."""


class Point(NamedTuple):
    """A place where a line may end."""

    before: float
    """The width of all before it, with its spaces, and with the hyphen if it has one."""
    after: float
    """The width of all before what begins the next line."""
    spaces: int
    """The number of spaces before it."""
    next_spaces: int
    """The number of spaces before what begins the next line."""
    hyphen: bool


START = Point(0.0, 0.0, 0, 0, False)


def line_ends(
    points: Sequence[Point], first: float, measure: float, space: float, tolerance: float = inf
) -> list[int]:
    """Give the numbers of the points at which lines end; none if no way is good enough.

    The last point is the end of the paragraph. The first line is `first` long, all others
    `measure`; no line but the last is looser by more than `tolerance` times than it should be.

    >>> words = [Point(k * 10 + 8, k * 10 + 10, k, k + 1, False) for k in range(7)]
    >>> line_ends(words, 40, 40, 2)  # seven words of 8, spaces of 2: 38 of 40, then 28
    [3, 6]
    """
    known = [START, *points]
    best: list[tuple[float, int]] = [(0.0, 0)]
    active = [0]
    for k, end in enumerate(points, 1):
        found, fit = (inf, 0), []
        for nth, j in enumerate(active):
            begin = known[j]
            room = (measure if j else first) - (end.before - begin.after)
            gaps = end.spaces - begin.next_spaces
            if room < -gaps * space * SHRINK:
                continue
            if room > measure * EMPTY and found[0] < inf and k < len(points):
                fit += active[nth:]  # all others begin later, and are emptier still
                break
            fit.append(j)
            if best[j][0] >= found[0]:
                continue  # whatever this line costs
            ratio = _ratio(room, gaps * space) if gaps or not room else _empty(end)
            empty = max(0.0, room / measure) if ratio >= SHORT else 0.0
            if k == len(points) and room >= 0:
                cost = 0.0 if gaps else ALONE
            elif ratio <= tolerance:
                cost = _cost(min(ratio, LOOSEST) + empty, begin, end)
            else:
                continue
            found = min(found, (best[j][0] + cost, j))
        active = fit
        best.append(found)
        if found[0] < inf:
            active.append(k)
    return _traced(best) if best[-1][0] < inf else []


def _ratio(room: float, spaces: float) -> float:
    """Tell how tight or loose a line is: at 1, as much as it should be at most."""
    if not spaces:
        return 0.0
    return room / (spaces * STRETCH) if room > 0 else -room / (spaces * SHRINK)


def _empty(end: Point) -> float:
    """Tell how loose a word, or a piece of an address, is that does not fill its line."""
    return SHORT if end.spaces == end.next_spaces and not end.hyphen else LOOSEST


def _cost(ratio: float, begin: Point, end: Point) -> float:
    cost = (LINE + 100 * ratio**3) ** 2
    if end.hyphen:
        cost += DIVIDED**2 + (TWICE if begin.hyphen else 0.0)
    return cost


def _traced(best: Sequence[tuple[float, int]]) -> list[int]:
    ends: list[int] = []
    k = len(best) - 1
    while k:
        ends.append(k - 1)
        k = best[k][1]
    return ends[::-1]
