"""Checks of notes."""

from __future__ import annotations

from pipeline.checks.check import Check
from pipeline.checks.notes import states

CHECKS = (
    Check(states.absent_note, "error"),
    Check(states.cut_note, "error"),
    Check(states.hanging_note, "advice"),
    Check(states.lost_marker, "error"),
    Check(states.doubtful_link, "query"),
)
