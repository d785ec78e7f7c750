"""Which decisions a finding about decisions is about: it calls them by their names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.decisions.settle import Settled
from pipeline.decisions.wording import place_of, said
from pipeline.model.decision import Decision
from pipeline.model.finding import Finding, Span

QUERY = "author-query"
CONFLICT = "conflict"


def about(finding: Finding, settled: Settled) -> list[Decision]:
    """Give the decisions that a finding is about, in the order of time.

    What is asked of the author is so in a decision's own words. All else says what was decided, and
    in which line of which file; or, where that makes no difference to the book, by whom.
    """
    places = {each.decision.id: each.at for each in settled.placed}
    return [
        each
        for each in settled.decisions
        if each.action != "undo"
        and settled.states[each.id] != "undone"
        and _is_about(finding, each, places.get(each.id, each.at))
    ]


def lost_of(findings: Sequence[Finding], settled: Settled, check: str) -> Iterator[str]:
    """Give the ids of the decisions that findings of a check are about."""
    for finding in findings:
        if finding.check == check:
            yield from (each.id for each in about(finding, settled))


def _is_about(finding: Finding, decision: Decision, at: Span) -> bool:
    if finding.check == QUERY:
        return decision.action == "query" and (at, decision.new) == (finding.where, finding.message)
    if finding.check == CONFLICT:
        return f"{said(decision)} ({decision.reader}, {place_of(decision)})" in finding.message
    if finding.message.startswith(f"{place_of(decision)}: {said(decision)}: "):
        return True
    here = at == finding.where
    return here and finding.message.startswith(f"{decision.reader}: {said(decision)}: ")
