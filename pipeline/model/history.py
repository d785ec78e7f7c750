"""The record of a text: what was done to it, read out of its runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.model.text import Run, Text

DECISION = "decision:"
"""How what a person changed is signed: this, and the decision's id."""


class Change(NamedTuple):
    """One step of a history: a line of changes.jsonl. Offsets are in the raw source."""

    start: int
    end: int
    rule: str
    before: str
    after: str


def history(text: Text, raw: str) -> Iterator[Change]:
    """Give what was done to a text, the earlier steps of each stretch before the later ones."""
    for run in text.runs:
        yield from _steps(run, raw)


def _steps(run: Run, raw: str) -> Iterator[Change]:
    for old in run.was:
        yield from _steps(old, raw)
    if run.rule and not run.at:
        # The first part of a cut run speaks for the whole of it.
        after = run.whole or run.text
        yield Change(run.start, run.end, run.rule, run.before(raw), after)


def decided(run: Run) -> bool:
    """Has a person had a hand in it, now or before a rule came?

    >>> decided(Run("Łódź", 0, 4, "decision:01JD")), decided(Run("Łódź", 0, 4, "mojibake"))
    (True, False)
    """
    return run.rule.startswith(DECISION) or any(map(decided, run.was))


def undecided(text: Text, raw: str) -> str:
    """Give a text as it would be if nothing had been decided about its letters.

    >>> undecided(Text((Run("The", 0, 3, "decision:01JD"), Run(" mill", 3, 8))), "Teh mill")
    'Teh mill'
    """
    return "".join(_undecided(run, raw) for run in text.runs)


def _undecided(run: Run, raw: str) -> str:
    if not run.rule.startswith(DECISION):
        return run.text
    if run.at:
        return ""  # the first part of a cut run speaks for the whole of it
    if run.was:
        return "".join(_undecided(old, raw) for old in run.was)
    return raw[run.start : run.end]
