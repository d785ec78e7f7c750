"""What a decision may change: the account holds each change that it signed to what it says."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.model.decision import Decision, Placed
from pipeline.model.history import DECISION
from pipeline.model.rules import Rule, RuleOf, join, marker, spacing

ENCLOSING = re.compile(r"[\s()\[\].:]")
LONGEST_MARKER = 4
"""Letters and signs that a person may call a note's marker, besides what encloses it."""


def contracts(placed: Iterable[Placed]) -> dict[str, Rule]:
    """Give the decisions in force as rules, by how they sign what they change."""
    return {DECISION + each.decision.id: _rule(each.decision) for each in placed}


def is_marker(text: str) -> bool:
    """Tell whether a person may call this a note's marker: it is written as one, or as short.

    >>> is_marker("[Note 12]"), is_marker("”°"), is_marker("garden")
    (True, True, False)
    """
    return marker(text, "") or len(ENCLOSING.sub("", text)) <= LONGEST_MARKER


def _rule(decision: Decision) -> Rule:
    """Make a rule of a decision.

    A replacement is made in parts where a mark stands within it, and so is each a part of what the
    reader wrote. What says how a place is set changes no letter.
    """

    def as_decided(before: str, after: str) -> bool:
        """As the proofreader decided."""
        if decision.action == "replace":
            return after in decision.new
        if decision.action == "insert":
            return not before and after == decision.new
        if decision.action == "note":
            return not after and is_marker(before)
        if decision.action == "delete":
            return not after
        return spacing(before, after) or join(before, after)

    return RuleOf(DECISION + decision.id, as_decided, contracts)
