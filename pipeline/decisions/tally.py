"""How often what a check asks was worth asking: counted from what readers answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pipeline.decisions.settle import taken_back
from pipeline.model.decision import EDITOR, Decision


class Tally(NamedTuple):
    """The answers to what one check asked."""

    accepted: int = 0
    dismissed: int = 0

    @property
    def worth(self) -> float:
        """The share of its questions that led to something; one of two where none is answered.

        >>> Tally().worth, Tally(8, 0).worth, round(Tally(0, 8).worth, 2)
        (0.5, 0.9, 0.1)
        """
        return (self.accepted + 1) / (self.accepted + self.dismissed + 2)


def tallies(decisions: Iterable[Decision]) -> Mapping[str, Tally]:
    """Count, check by check, the answers that were not taken back.

    What is kept was dismissed; anything else was accepted.
    """
    given = list(decisions)
    undone = taken_back(given)
    counts: dict[str, Tally] = {}
    for each in given:
        if each.check == EDITOR or each.action == "undo" or each.id in undone:
            continue
        tally = counts.get(each.check, Tally())
        kept = each.action == "keep"
        counts[each.check] = Tally(tally.accepted + (not kept), tally.dismissed + kept)
    return counts
