"""How far a book is, in numbers: what the desk's bar shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pipeline.desk.asked import Asked
from pipeline.model.finding import Severity
from pipeline.proofreading.rounds import filled
from pipeline.proofreading.states import PageState, State


class Progress(NamedTuple):
    """The pages by state, and what is open."""

    pages: int
    """Those with text."""
    states: Mapping[State, int]
    readings: int
    """Of the readings that the pages need, those that there were."""
    needed: int
    open: Mapping[Severity, int]
    answered: int
    """Of the questions that are known, those that were answered."""

    @property
    def share(self) -> float:
        """The share of the readings that there were, from 0 to 1.

        >>> Progress(2, {}, 1, 4, {}, 0).share, Progress(0, {}, 0, 0, {}, 0).share
        (0.25, 0.0)
        """
        return self.readings / self.needed if self.needed else 0.0


def progress(states: Iterable[PageState], asked: Iterable[Asked], known: int) -> Progress:
    """Count. `asked` are the open questions, `known` is how many there are in all."""
    read = [each for each in states if each.page.hash]
    rounds = [by for each in read for by in filled(each)]
    severities = Counter(each.finding.severity for each in asked)
    return Progress(
        len(read),
        Counter(each.state for each in read),
        sum(by is not None for by in rounds),
        len(rounds),
        severities,
        known - severities.total(),
    )
