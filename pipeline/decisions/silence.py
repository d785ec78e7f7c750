"""What was answered is asked no more."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from pipeline.decisions.quoting import fold
from pipeline.model.decision import EDITOR, Placed
from pipeline.model.finding import Finding, Span

SHARE = 0.5
"""So much of the longer of two stretches has to be common to both for them to be one place: a check
may have learnt to see more or less of it."""
OWN = frozenset({"lost-decision", "conflict", "author-query"})
"""Findings about decisions, which are answered by taking these back, or by others."""


def unanswered(
    findings: Iterable[Finding], placed: Iterable[Placed], raw: str
) -> Iterator[Finding]:
    """Give the findings that no decision in force answers.

    A decision answers the check that asked, at its place. To keep a text everywhere answers it
    wherever that stands; to keep it for no check's sake answers all of them.
    """
    answers = _Answers(placed)
    for each in findings:
        if each.check in OWN or not answers.answer(each, raw):
            yield each


class _Answers:
    """The decisions in force by the checks that they answer."""

    def __init__(self, placed: Iterable[Placed]) -> None:
        places: dict[str, list[Span]] = {}
        self.texts: dict[str, set[str]] = {}
        for each in placed:
            decision = each.decision
            if decision.check == EDITOR and decision.action != "keep":
                continue
            places.setdefault(decision.check, []).append(each.at)
            if decision.action == "keep" and decision.scope == "every":
                self.texts.setdefault(decision.check, set()).add(decision.quote.exact)
        self.places = {check: sorted(spans) for check, spans in places.items()}
        self.ends = {
            check: list(accumulate((end for _, end in spans), max))
            for check, spans in self.places.items()
        }

    def answer(self, finding: Finding, raw: str) -> bool:
        """Is a finding answered?"""
        for check in (finding.check, EDITOR):
            if check in self.texts and fold(raw[slice(*finding.where)]) in self.texts[check]:
                return True
            if check in self.places and self._at(check, finding.where):
                return True
        return False

    def _at(self, check: str, where: Span) -> bool:
        """Is one of the decisions about this place?"""
        spans, ends = self.places[check], self.ends[check]
        k = bisect_right(spans, (where[1], len(spans) and spans[-1][1]))
        while k and ends[k - 1] >= where[0]:
            k -= 1
            if _same(spans[k], where):
                return True
        return False


def _same(one: Span, other: Span) -> bool:
    """Are two stretches one place?

    >>> _same((4, 10), (4, 9)), _same((4, 10), (9, 40)), _same((4, 4), (4, 4))
    (True, False, True)
    """
    longer = max(one[1] - one[0], other[1] - other[0])
    common = min(one[1], other[1]) - max(one[0], other[0])
    return common >= SHARE * longer if longer else one == other
