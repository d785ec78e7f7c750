"""The good and the bad words of a book: those that are right, and those that are suspected."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Unpack

from pipeline.decisions.make import Maker
from pipeline.decisions.settle import taken_back
from pipeline.errors import RecensionError
from pipeline.model.decision import Decision, Said


def good_words(decisions: Sequence[Decision]) -> list[Decision]:
    """Give the decisions in force that leave words as they are wherever they stand."""
    undone = taken_back(decisions)
    kept = (each for each in decisions if each.action == "keep" and each.scope == "every")
    return [each for each in kept if each.id not in undone]


def bad_words(decisions: Sequence[Decision]) -> list[Decision]:
    """Give the decisions in force that suspect words wherever they stand."""
    undone = taken_back(decisions)
    return [each for each in decisions if each.action == "suspect" and each.id not in undone]


def suspect(maker: Maker, words: str, new: str = "", **said: Unpack[Said]) -> Decision:
    """Make the decision that suspects words, quoted where they first stand in the source.

    `new` is what they may be misread for; `said` is what else is said.

    >>> from pipeline.model.book import Source
    >>> made = suspect(Maker(Source("case", "Tomorrow the tom\\n sail.", ""), "Ann"), "tom sail")
    >>> made.at, made.quote.exact
    ((13, 22), 'tom sail')

    Raises:
        RecensionError: they do not stand there.
    """
    sought = r"\s+".join(map(re.escape, words.split()))
    found = re.search(rf"(?<!\w){sought}(?!\w)", maker.source.text) if sought else None
    if found is None:
        remedy = "give whole words, as the source has them"
        raise RecensionError(f"{words!r} does not stand there", maker.source.name, remedy)
    return maker.make("suspect", found.span(), new, **said)
