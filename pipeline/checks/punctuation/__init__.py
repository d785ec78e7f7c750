"""Checks of stops, brackets, and how paragraphs and sentences begin and end."""

from __future__ import annotations

from pipeline.checks.check import Check
from pipeline.checks.punctuation import brackets, paragraphs, sentences, spacing, stops

CHECKS = (
    Check(brackets.unbalanced_bracket, "error"),
    Check(brackets.unspaced_bracket, "query"),
    Check(spacing.spaced_stop, "error"),
    Check(spacing.unspaced_stop, "error"),
    Check(spacing.misspaced_marker, "query"),
    Check(stops.double_stop, "query"),
    Check(stops.needless_stop, "query"),
    Check(stops.abbreviation_comma, "query"),
    Check(stops.decimal_comma, "query"),
    Check(sentences.false_stop, "query"),
    Check(sentences.lost_stop, "query"),
    Check(paragraphs.lower_case_opening, "query"),
    Check(paragraphs.unended_paragraph, "query"),
)
