"""How the time of an expression grows when a text becomes twice as long."""

from __future__ import annotations

import time
from itertools import islice
from typing import NamedTuple

from scripts.expressions.attack import Attack, attacks
from scripts.expressions.collect import Expression

LENGTHS = (12, 16, 20, 24, 40, 64, 100, 200, 400, 1500, 4000)
"""Signs of the texts that are tried, one after the other, as long as none takes long."""
SOON = 0.002
"""Processor seconds in which the longest is surely done where time is in proportion."""
STEEP = 3.0
"""Times that twice as long a text may take: in proportion two, by the square four."""
TRIES = 3
ENOUGH = 4
"""Attacks that make an expression steep, of which the worst is told."""


class Growth(NamedTuple):
    """How an expression grows with an attack."""

    seconds: float
    """For the longest text that was tried."""
    length: int
    times: float
    """What twice as long a text takes, by that."""
    where: str
    pattern: str
    attack: Attack


def worst(each: Expression) -> Growth | None:
    """Give the attack by which an expression takes longest, or None if none makes it steep."""
    grown = (_grown(each, attack) for attack in attacks(each.pattern))
    return max(islice(filter(None, grown), ENOUGH), default=None)


def _grown(each: Expression, attack: Attack) -> Growth | None:
    for length in LENGTHS:
        took = seconds(each, attack.text(length))
        if took > SOON:
            break
    if took <= SOON:
        return None
    once, twice = (
        min(seconds(each, attack.text(size)) for _ in range(TRIES)) for size in (length, 2 * length)
    )
    if twice < STEEP * once:
        return None
    return Growth(once, length, twice / once, each.where, str(each.pattern.pattern), attack)


def seconds(each: Expression, text: str) -> float:
    """Give the processor time of an expression at a text, in the way in which it is asked."""
    given = text if isinstance(each.pattern.pattern, str) else text.encode()
    began = time.process_time()
    if each.sought:
        for _ in each.pattern.finditer(given):  # type: ignore[arg-type]
            pass
    else:
        each.pattern.fullmatch(given)  # type: ignore[arg-type]
    return time.process_time() - began
