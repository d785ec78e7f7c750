"""What a planted error is, and a kind of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from pipeline.model.finding import Span
from scripts.planted.clean import Clean


class Fault(NamedTuple):
    """Replace clean[start:end] with `new`.

    The places are of the raw text; those of letters are found in the proof's string, and brought
    there by `kinds.KINDS`.
    """

    start: int
    end: int
    new: str
    also: tuple[Span, ...] = ()
    """Other places where a finding may point to it: the other mark of a pair, a note's body."""


Candidates = Callable[[Clean], Iterator[Fault]]
"""A kind: it gives the places where it may be planted."""
