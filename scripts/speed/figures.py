"""The figures, as they are tabled and drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from scripts.speed.measure import Run


class Spread(NamedTuple):
    """The median of some figures, and the least and the greatest of them."""

    median: float
    least: float
    greatest: float


def spread(figures: Sequence[float]) -> Spread:
    """Give the median of some figures with their spread.

    >>> spread([3, 1, 2])
    Spread(median=2, least=1, greatest=3)
    """
    return Spread(median(figures), min(figures), max(figures))


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured of one program, or of one stage."""

    name: str
    runs: Sequence[Run]

    @property
    def wall(self) -> Spread:
        """Seconds of the clock."""
        return spread([run.wall for run in self.runs])

    @property
    def processor(self) -> Spread:
        """Seconds of the processors."""
        return spread([run.processor for run in self.runs])

    @property
    def memory(self) -> Spread:
        """Megabytes."""
        return spread([run.memory for run in self.runs])


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that were measured in turn; the first is ours."""

    title: str
    rows: Sequence[Row]

    def row(self, name: str) -> Row | None:
        """Give a row by its name; None if it was left out."""
        return next((row for row in self.rows if row.name == name), None)


class Point(NamedTuple):
    """What an input of some size took, in one run."""

    series: str
    size: float
    """Megabytes of text, or pages."""
    run: Run


@dataclass(frozen=True, slots=True)
class Target:
    """What was to be reached, and what was."""

    what: str
    unit: str
    """"s", or "×" for a ratio."""
    most: float | None
    """None where no figure was set."""
    reached: float


@dataclass(frozen=True, slots=True)
class Results:
    """All that was measured of a source."""

    source: str
    machine: Sequence[tuple[str, str]]
    editions: Sequence[Group]
    waits: Group
    warm: Sequence[Group]
    text: Sequence[Point]
    pages: Sequence[Point]
    left_out: Sequence[str]


def ratio(ours: Spread, theirs: Spread) -> float:
    """Give the ratio of two medians.

    >>> ratio(spread([3, 4, 2]), spread([1, 2, 2]))
    1.5
    """
    return ours.median / theirs.median
