"""Decisions for tests, written as a line each: what is done, and where.

`heading 2 | The Mill` is about these words of the raw text, however its lines end. A point is
shown by a caret between words (`split | by the weir.^ In June`), a stretch within them by brackets
(`furniture | of the ⟦12⟧ mill`). `everywhere` behind what is done says so.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast, get_args

from pipeline.decisions.quoting import quote
from pipeline.model.decision import Decision, Placed, Quote
from pipeline.model.finding import Action, Scope, Span

POINT, OPEN, CLOSE = "^⟦⟧"


def decisions(raw: str, lines: str) -> list[Placed]:
    """Read the decisions about a raw text, the earlier first."""
    return [_placed(raw, line, number) for number, line in enumerate(lines.splitlines(), 1)]


def _placed(raw: str, line: str, number: int) -> Placed:
    said, _, words = line.partition(" | ")
    action, _, new = said.strip().partition(" ")
    scope: Scope = "every" if new.endswith("everywhere") else "here"
    at = place(raw, words)
    placed = made(action, at, new.removesuffix("everywhere"), number, scope)
    return placed._replace(decision=replace(placed.decision, quote=quote(raw, at)))


def made(action: str, at: Span, new: str = "", number: int = 1, scope: Scope = "here") -> Placed:
    """Make a decision of its least."""
    assert action in get_args(Action), action
    known = cast("Action", action)
    unquoted = Quote("", "", "")
    decision = Decision(f"d{number:03d}", "Ann", "editor", known, at, unquoted, new, scope)
    decision = replace(decision, file="ann.toml", line=number)
    return Placed(decision, at)


def place(raw: str, words: str) -> Span:
    """Give the stretch, or the point, that some words with their marks show."""
    parts = re.split(f"([{POINT}{OPEN}{CLOSE}])", words)
    pattern = "".join(
        "()"
        if part in (POINT, OPEN, CLOSE)
        else r"\s+".join(map(re.escape, re.split(r"\s+", part)))
        for part in parts
        if part
    )
    match = re.search(pattern, raw)
    assert match is not None, words
    ends = [match.start(k + 1) for k in range(len(match.groups()))]
    return (ends[0], ends[-1]) if ends else match.span()
