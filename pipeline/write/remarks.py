"""What exports say beside the text: who decided, when and why, and what is still asked.

Each remark says in brackets what it is of, so that `recension absorb` knows it again and takes it
for no remark of whoever worked on with the export.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from pipeline.model.decision import Decision
from pipeline.model.finding import Finding

OURS = re.compile(r"\[(?:decision|finding) [\w-]+\] ")
"""How our remarks begin."""


def stamp(when: datetime) -> str:
    """Write a time as ISO 8601 has it, in UTC.

    >>> stamp(datetime.fromisoformat("2026-11-24T12:12:00+02:00"))
    '2026-11-24T10:12:00Z'
    """
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def of_decision(decision: Decision) -> str:
    """Say on what ground something was decided.

    >>> from pipeline.model.decision import Quote
    >>> of_decision(Decision("01J", "Ann", "editor", "keep", (0, 1), Quote("", "a", "")))
    '[decision 01J] extraction'
    """
    note = f": {' '.join(decision.note.split())}" if decision.note else ""
    return f"[decision {decision.id}] {decision.why}{note}"


def of_finding(finding: Finding) -> str:
    """Say what is asked, with the answers that are proposed."""
    answers = [each.new for each in finding.proposals if each.action == "replace"]
    proposed = f" – {' | '.join(answers)}?" if answers else ""
    return f"[finding {finding.check}] {' '.join(finding.message.split())}{proposed}"
