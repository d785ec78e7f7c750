"""What people say of lines, and what follows from it for the others.

A decision about a block names a stretch of the raw source. Where its ends are no line ends, lines
are cut, so that all that follows is about whole lines. What these are is then known, and what the
others are is decided around them.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from pipeline.layout.clues import Kind
from pipeline.layout.gathered.roles import Role
from pipeline.layout.given import Given
from pipeline.layout.labels.lines import LabelLine
from pipeline.model.decision import Placed

T = TypeVar("T")


class Refused(NamedTuple):
    """A decision that cannot be followed, and why."""

    placed: Placed
    why: str


class Carried(NamedTuple):
    """Lines, from the first to the last, that stand before another, for a decision."""

    placed: Placed
    first: int
    last: int
    before: int


@dataclass(frozen=True, slots=True)
class Decided:
    """What is known of lines, each by its index."""

    kinds: dict[int, Kind] = field(default_factory=dict)
    """Of lines that can be nothing else."""
    prose: set[int] = field(default_factory=set)
    """Lines of a passage, in the text or in a note: no heading's, and verse only if so said."""
    given: dict[int, Given] = field(default_factory=dict)
    """The block of each line of a passage that is said to be one."""
    levels: dict[int, int] = field(default_factory=dict)
    """The level of a heading, by its first line."""
    bodies: dict[int, LabelLine] = field(default_factory=dict)
    """The first lines of notes."""
    ended: set[int] = field(default_factory=set)
    """The lines just below notes, which do not go on with them."""
    paragraphs: list[list[int]] = field(default_factory=list)
    """The lines of each paragraph that is said to be one."""
    begins: set[int] = field(default_factory=set)
    """Lines that begin a paragraph, or another passage."""
    goes_on: set[int] = field(default_factory=set)
    """Lines that begin none."""
    joins: dict[int, Placed] = field(default_factory=dict)
    """Of these, those that are said to go on with the passage before."""
    moved: list[Carried] = field(default_factory=list)
    """What was carried over other passages to go on with one before them."""
    breaks: set[int] = field(default_factory=set)
    """The lines above which a thought break stands without a sign."""
    halves: set[int] = field(default_factory=set)
    """Parts of a line that was cut."""
    kept: set[int] = field(default_factory=set)
    """Lines that are no furniture."""
    followed: list[Placed] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


def with_decided(kinds: dict[int, Kind], decided: Decided) -> dict[int, Kind]:
    """Let lines be what people say they are, whatever else was found.

    What they say of the place above a line of furniture holds for the next one that is none.
    """
    if not decided.followed:
        return kinds
    settled = kinds | decided.kinds
    open_ = decided.prose - decided.kinds.keys()
    settled |= {i: "text" for i in open_ if settled[i] in ("title", "verse")}
    filled = [i for i, kind in settled.items() if kind != "furniture"]
    for i in (i for i in [*decided.begins] if settled.get(i) == "furniture"):
        decided.begins.update(filled[bisect_left(filled, i) :][:1])
    return settled


def with_bodies(labels: dict[int, LabelLine], decided: Decided) -> dict[int, LabelLine]:
    """Let notes begin where people say that they do, and at no other line of which they speak."""
    if not decided.followed:
        return labels
    free = without_decided(labels, decided)
    apart = decided.kinds.keys() | decided.given.keys()
    return {
        i: each for i, each in free.items() if each.head == i or each.head not in apart
    } | decided.bodies


def with_roles(
    roles: dict[int, Role], labels: dict[int, LabelLine], decided: Decided
) -> dict[int, Role]:
    """Let gathered notes begin only where their labels are left, by what people say of lines."""
    if not decided.followed:
        return roles
    left = without_decided(roles, decided)
    return {i: role for i, role in left.items() if role != "note" or i in labels}


def without_decided(known: dict[int, T], decided: Decided) -> dict[int, T]:
    """Leave out the lines of which people say what they are."""
    if not decided.kinds:
        return known
    return {i: each for i, each in known.items() if i not in decided.kinds}
