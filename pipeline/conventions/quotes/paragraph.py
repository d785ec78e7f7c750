"""A paragraph while its quotation marks are read: what is open in it, and what its marks are."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from pipeline.conventions.house import House

APOSTROPHE = "’"
Role = Literal["open", "close", "apostrophe"]
Side = Literal["open", "close", ""]

MARKS = frozenset("\"'“”„‟«»‹›‘’‚‛`´")
BEFORE = frozenset("([{<¿¡/")
"""What stands before a mark that opens, besides a space."""
AFTER = frozenset(".,;:!?)]}>…")
"""What stands behind a mark that closes."""
DASHES = frozenset("-–—―")
DEEPEST = 6
"""Quotations within one another; what opens more has not been closed."""


class Reading(NamedTuple):
    """What a mark is, and how it should be written."""

    start: int
    end: int
    new: str
    role: Role
    sure: bool = True


@dataclass(slots=True)
class Open:
    """A quotation that is open."""

    double: bool
    closer: str
    reading: int | None
    """Which reading opened it, if it was a straight mark."""
    at: int
    """Where its mark stands."""


class Unclosed(NamedTuple):
    """A quotation that nothing closes, and how far it may go at the most."""

    open: Open
    before: int


class Turned(NamedTuple):
    """A printed mark that is turned the wrong way, and the one that belongs there."""

    at: int
    new: str


@dataclass(slots=True)
class State:
    """A paragraph, text[start:stop], and what is known of it so far."""

    text: str
    start: int
    stop: int
    house: House
    nests: bool = False
    """Whether a double straight mark may open within another."""
    stack: list[Open] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    weak: set[int] = field(default_factory=set)
    """Readings that hold only where all marks of the paragraph find their partners."""
    unclosed: list[Unclosed] = field(default_factory=list)
    """Quotations that nothing closes, though the paragraph goes on."""
    unopened: list[int] = field(default_factory=list)
    """Where marks stand that close nothing."""
    turned: list[Turned] = field(default_factory=list)
    nested: list[tuple[int, int]] = field(default_factory=list)
    """Quotations in printed marks within others in the same marks."""

    @property
    def faults(self) -> int:
        """How many marks have found no partner, or stand the wrong way."""
        left = len(self.unclosed) + len(self.unopened) + len(self.stack)
        return left + len(self.turned)


def side_of(state: State, start: int, end: int) -> Side:
    """Tell by what stands beside a mark whether it opens or closes; marks beside it are skipped."""
    text = state.text
    left, right = start - 1, end
    while left >= max(state.start, start - DEEPEST) and text[left] in MARKS:
        left -= 1
    while right < min(state.stop, end + DEEPEST) and text[right] in MARKS:
        right += 1
    before = text[left] if left >= state.start else " "
    after = text[right] if right < state.stop else " "
    can_open = before.isspace() or before in BEFORE
    can_close = after.isspace() or after in AFTER
    if can_open and can_close:
        # An ellipsis may begin what is said.
        return "open" if text.startswith(("..", "…"), right) else ""
    if can_open or can_close:
        return "open" if can_open else "close"
    if before in DASHES and after.isalnum():
        return "open"
    return "close" if after in DASHES and before.isalnum() else ""


def note(state: State, token: re.Match[str], new: str, role: Role, *, sure: bool = True) -> int:
    """Note what a mark is; give the reading's number."""
    state.readings.append(Reading(token.start(), token.end(), new, role, sure))
    return len(state.readings) - 1


def doubt(state: State, each: Open) -> None:
    """Doubt the straight mark that opened a quotation which nothing closes.

    A single one before a small letter is rather an apostrophe.
    """
    if each.reading is None:
        return
    reading = state.readings[each.reading]
    clipped = not each.double and state.text[reading.end : reading.end + 1].islower()
    new = APOSTROPHE if clipped else reading.new
    state.readings[each.reading] = reading._replace(new=new, sure=False)


def abandon(state: State, each: Open, before: int) -> None:
    """Give up a quotation that was not closed before another mark showed that it cannot go on."""
    state.unclosed.append(Unclosed(each, before))
    doubt(state, each)


def push(state: State, each: Open) -> None:
    """Open a quotation within what is open."""
    state.stack.append(each)
    if len(state.stack) > DEEPEST:
        abandon(state, state.stack.pop(0), each.at)
