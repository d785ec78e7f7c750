"""One thing done in several ways: how often each, and where the rarer ones are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline.checks.proof import Answer, Proof, Query
from pipeline.model.finding import Span

LEAST = 5
"""Places of the commonest way from which it is the book's."""
MOST = 0.34
"""Share of all places up to which the other ways are strays; two halves are two habits, which the
book has for reasons of its own."""


class Way(NamedTuple):
    """One of the ways, and its places in the string."""

    name: str
    places: list[Span]


def varying(
    proof: Proof,
    what: str,
    ways: Iterable[Way],
    answer: str | None = None,
    least: int = LEAST,
    most: float = MOST,
) -> Iterator[Query]:
    """Ask about the rarer ways, all at once, if one is the book's; `answer` is what it would be.

    >>> from pipeline.checks.proof import proof_of_text
    >>> ways = [Way("a", [(k, k + 1) for k in range(9)]), Way("b", [(10, 11)]), Way("c", [])]
    >>> [*map(str, varying(proof_of_text("aaaaaaaaa b"), "signs", ways))]
    ['signs: a (9 times), b (once)']
    """
    used = sorted((way for way in ways if way.places), key=lambda way: -len(way.places))
    total = sum(len(way.places) for way in used)
    if len(used) < 2 or len(used[0].places) < least or total - len(used[0].places) > most * total:
        return
    places = sorted(place for way in used[1:] for place in way.places)
    listed = ", ".join(f"{way.name} ({times(len(way.places))})" for way in used)
    answers = [] if answer is None else [Answer(answer, 0.6)]
    certainty = round(1 - len(places) / total, 2)
    yield proof.ask(*places[0], f"{what}: {listed}", answers, certainty, places[1:])


def times(count: int) -> str:
    """Say how often.

    >>> times(1), times(3)
    ('once', '3 times')
    """
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
