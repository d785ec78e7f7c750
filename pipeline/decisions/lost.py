"""Decisions that no longer fit, or cannot be followed: each is told, none is dropped in silence."""

from __future__ import annotations

from pipeline.decisions.decision import Decision
from pipeline.finding import Finding, Span

LOST = "lost-decision"


def lost(decision: Decision, at: Span, why: str) -> Finding:
    """Tell that a decision was not followed, where it is written, and why.

    `at` is where it is thought to belong in the source that is built.
    """
    said = f"{decision.action} {decision.new}".strip()
    message = f"{decision.file}:{decision.line}: {said} could not be done: {why}"
    return Finding(LOST, "error", at, message, certainty=1.0)
