"""How sure each of several readings is, when damage comes in kinds.

A source is not damaged anyhow: its font could not name one letter, its reader took one letter for
another. A reading is likely where what it reads is frequent, and where the damage that it supposes
is of a kind that this source has. How often each kind occurred is learned from the readings
themselves, in a few rounds (expectation and maximization).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

EVER, SEEN = 0.5, 1.0
"""A kind of damage that had no occasion yet is taken to occur in so many of so many cases."""
ROUNDS = 4


class Reading(NamedTuple):
    """What may have stood at a place."""

    text: str
    lost: Sequence[str]
    """The kinds of damage that it supposes: of a lost letter, the letter."""
    weight: float
    """How likely it is but for these."""


class Question(NamedTuple):
    """A place with what may have stood there."""

    readings: Sequence[Reading]
    unknown: float = 0.0
    """The weight of all other readings together, but for the damage that they suppose."""
    sound: float = 0.0
    """The weight of there being no damage at all."""
    times: int = 1


def certainties(questions: Sequence[Question], occasions: Counter[str]) -> list[list[float]]:
    """Give for each question how sure each of its readings is.

    `occasions` says how often each kind of damage might have occurred and did not: of a lost
    letter, how often it stands in the source.

    >>> asked = Question([Reading("łódź", "ź", 1e-6), Reading("łódk", "k", 1e-6)])
    >>> [[round(c, 1) for c in found] for found in certainties([asked], Counter(k=2000))]
    [[1.0, 0.0]]
    """
    damage: dict[str, float] = {}
    typical = EVER
    found: list[list[float]] = []
    for _ in range(ROUNDS):
        found = [_shares(each, damage, occasions, typical) for each in questions]
        damage = {}
        for each, shares in zip(questions, found, strict=True):
            for reading, share in zip(each.readings, shares, strict=True):
                for kind in reading.lost:
                    damage[kind] = damage.get(kind, 0.0) + share * each.times
        if total := sum(damage.values()):
            rates = (n * _rate(kind, damage, occasions) for kind, n in damage.items())
            typical = sum(rates) / total
    return found


def _shares(
    question: Question, damage: Mapping[str, float], occasions: Counter[str], typical: float
) -> list[float]:
    weights = []
    for reading in question.readings:
        weight = reading.weight
        for kind in reading.lost:
            weight *= _rate(kind, damage, occasions)
        weights.append(weight)
    most = max((len(reading.lost) for reading in question.readings), default=1)
    total = sum(weights) + question.unknown * typical**most + question.sound
    return [weight / total for weight in weights]


def _rate(kind: str, damage: Mapping[str, float], occasions: Counter[str]) -> float:
    """How often a kind of damage occurs, where it might."""
    done = damage.get(kind, 0.0)
    return (done + EVER) / (done + occasions[kind] + SEEN)
