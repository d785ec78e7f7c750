"""Decisions that no longer fit, or cannot be followed: each is told, none is dropped in silence."""

from __future__ import annotations

from pipeline.decisions.wording import place_of, said
from pipeline.model.decision import Decision
from pipeline.model.finding import Finding, Span

LOST = "lost-decision"


def lost(decision: Decision, at: Span, why: str) -> Finding:
    """Tell that a decision was not followed, where it is written, and why.

    `at` is where it is thought to belong in the source that is built.
    """
    message = f"{place_of(decision)}: {said(decision)}: this could not be done: {why}"
    return Finding(LOST, "error", at, message, certainty=1.0)
