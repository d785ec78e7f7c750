"""How decisions are called in messages and lists."""

from __future__ import annotations

from pipeline.model.decision import Decision

WORDS = 3
"""Words that are shown before an insertion."""
SHOWN = 40
"""Characters of what stands at a place that are shown."""


def place_of(decision: Decision) -> str:
    """Say where a decision is written.

    >>> from pipeline.model.decision import Quote
    >>> place_of(Decision("01J", "Ann", "editor", "keep", (0, 1), Quote("", "a", ""), line=4))
    'Ann'
    """
    return f"{decision.file}:{decision.line}" if decision.file else decision.reader


def said(decision: Decision) -> str:
    """Say what was decided.

    >>> from pipeline.model.decision import Quote
    >>> said(Decision("", "", "", "replace", (0, 3), Quote("", "teh", ""), "the"))
    'replace "teh" by "the"'
    """
    quote, new = decision.quote, decision.new
    exact = short(quote.exact)
    if decision.action == "insert":
        behind = " ".join(quote.prefix.split()[-WORDS:])
        return f'insert "{new}" behind "{behind}"'
    if decision.action == "replace":
        return f'replace "{exact}" by "{new}"'
    return f'{decision.action} "{exact}"' + (f": {new}" if new else "")


def short(text: str) -> str:
    """Leave out the middle of a long text."""
    return text if len(text) <= 2 * SHOWN else f"{text[:SHOWN]} … {text[-SHOWN:]}"
