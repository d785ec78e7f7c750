"""How this book sets its headings, learned from a first answer: the house style.

A book sets all its headings alike, or in a few forms. What most of the headings found so far have
in common speaks for a line that has it too, and against one that has not.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from typing import NamedTuple

from pipeline.layout.clues import Clues, Place

PRIOR = 4.0
"""Headings that the general expectation counts for, beside those of the book."""
USUAL = (0.2, 0.4, 0.7, 0.6, 0.3, 0.6)
"""Share of headings, in books at large, with each trait of `traits`."""
WORDS = 3
"""The first traits, which a number alone has not."""
BOUND = 2.5
Traits = tuple[bool | None, ...]


class House(NamedTuple):
    """What each trait weighs for a heading if a line has it, and if it has not."""

    present: tuple[float, ...] = (0.0,) * len(USUAL)
    absent: tuple[float, ...] = (0.0,) * len(USUAL)

    def weigh(self, traits: Traits) -> float:
        """Weigh how a line agrees with the book's headings; of a number alone, in its type only."""
        numbered, *own = traits
        weights = [*zip(own, self.present, self.absent, strict=True)][WORDS * bool(numbered) :]
        return sum(yes if has else no for has, yes, no in weights if has is not None)


def traits(clues: Clues, place: Place) -> Traits:
    """Tell of a line whether it is a number alone, ends a sentence, is in capitals, stands clear.

    Where the input shows it, also whether it is larger than the text, bold, and centred.
    """
    facts = clues.facts[place.line]
    clear = place.top <= 2 or place.gap > clues.habits.usual_gap
    capitals = clues.paging.lines[place.line].text.isupper()
    words = (facts.numbered, facts.ended, capitals, clear)
    cast = facts.cast
    return (
        (*words, cast.scale > 1, cast.heavy, cast.centred) if cast else (*words, None, None, None)
    )


def house_style(clues: Clues, found: Sequence[Place], titled: Sequence[int]) -> House:
    """Learn the style from the first lines of the headings that were found.

    `titled` are the places of all their lines. What words tell is learned without numbers alone,
    which are neither sentences nor capitals.
    """
    members: list[Traits] = []
    numbers: list[Traits] = []
    last, below = -1, False
    for k in titled:
        place = found[k]
        own = traits(clues, place)
        numbered = own[0]
        if not (below and last == k - 1):
            (numbers if numbered else members).append(own[1:])
        last, below = k, not numbered
    present, absent = [], []
    for k, usual in enumerate(USUAL):
        among = members if k < WORDS else members + numbers
        known = [member[k] for member in among if member[k] is not None]
        share = (sum(map(bool, known)) + PRIOR * usual) / (len(known) + PRIOR)
        present.append(_bounded(log(share / usual)))
        absent.append(_bounded(log((1 - share) / (1 - usual))))
    return House(tuple(present), tuple(absent))


def _bounded(weight: float) -> float:
    return max(-BOUND, min(BOUND, weight))
