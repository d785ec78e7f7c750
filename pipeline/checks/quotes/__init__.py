"""Checks of quotation marks."""

from __future__ import annotations

from pipeline.checks.check import Check
from pipeline.checks.quotes import marks, spacing

CHECKS = (
    Check(marks.unclosed_quote, "error"),
    Check(marks.unopened_quote, "error"),
    Check(marks.mismatched_quote, "error"),
    Check(marks.turned_quote, "error"),
    Check(spacing.spaced_quote, "query"),
    Check(marks.straight_mark, "query"),
    Check(marks.nested_quote, "advice"),
    Check(spacing.merged_dialogue, "query"),
)
