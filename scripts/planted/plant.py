"""The choice of places, by the seed, and the text with the errors in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import accumulate

from pipeline.model.finding import Span
from scripts.planted.clean import Clean
from scripts.planted.fault import Candidates, Fault

CONTEXT = 16
"""Letters on either side by which a place is known to the seed, so that others may be edited."""
APART = 200
"""Letters between two errors of a round, at the least."""
SHARE = 0.1
"""Share of the places for a kind that suffer in one round, at the most."""


def choose(
    clean: Clean, kind: str, candidates: Candidates, many: int, seed: str
) -> list[list[Fault]]:
    """Choose places for errors of one kind, and divide them into rounds that are run one by one.

    In a round none stands so near another that it might hide it, and most of what might suffer is
    left whole: a book of which all quotations stay open has another habit, and no error.
    """
    found = sorted(
        dict.fromkeys(candidates(clean)), key=lambda fault: _lot(clean, kind, fault, seed)
    )
    room = max(1, int(SHARE * len(found)))
    rounds: list[list[Fault]] = []
    for fault in found[:many]:
        for each in rounds:
            if len(each) < room and not any(_near(fault, other) for other in each):
                each.append(fault)
                break
        else:
            rounds.append([fault])
    return [sorted(each) for each in rounds]


def _near(one: Fault, other: Fault) -> bool:
    return one.start < other.end + APART and other.start < one.end + APART


def _lot(clean: Clean, kind: str, fault: Fault, seed: str) -> str:
    around = clean.raw[max(0, fault.start - CONTEXT) : fault.end + CONTEXT]
    return sha256(f"{seed} {kind} {around}".encode()).hexdigest()


@dataclass(frozen=True)
class Planted:
    """A clean text and errors in it, in their order."""

    clean: Clean
    faults: Sequence[Fault]

    @cached_property
    def raw(self) -> str:
        """The text with the errors."""
        parts, at = [], 0
        for fault in self.faults:
            parts += [self.clean.raw[at : fault.start], fault.new]
            at = fault.end
        return "".join(parts) + self.clean.raw[at:]

    @cached_property
    def _shifts(self) -> list[int]:
        grown = (len(fault.new) - (fault.end - fault.start) for fault in self.faults)
        return [*accumulate(grown, initial=0)]

    def moved(self, offset: int) -> int:
        """Give where a place of the clean text is now; one within an error is at its beginning."""
        k = sum(fault.end < offset or fault.start < fault.end == offset for fault in self.faults)
        inside = k < len(self.faults) and self.faults[k].start < offset
        return (self.faults[k].start if inside else offset) + self._shifts[k]

    def back(self, offset: int) -> int:
        """Give where a place of the text with the errors is in the clean one."""
        starts = [
            fault.start + shift for fault, shift in zip(self.faults, self._shifts, strict=False)
        ]
        k = bisect_right(starts, offset) - 1
        if k < 0:
            return offset
        fault = self.faults[k]
        if offset < starts[k] + len(fault.new):
            return fault.start
        return offset - self._shifts[k + 1]

    def span(self, k: int) -> Span:
        """Give where an error stands now."""
        start = self.faults[k].start + self._shifts[k]
        return start, start + len(self.faults[k].new)
