"""Checks of consistency: what the book does in two ways. All of it is advice: an author may."""

from __future__ import annotations

from pipeline.checks.check import Check
from pipeline.checks.consistency import emphasis, headings, phrases, spelling, styles

CHECKS = (
    Check(styles.varying_dates, "advice"),
    Check(styles.varying_numbers, "advice"),
    Check(styles.varying_units, "advice"),
    Check(styles.varying_ellipses, "advice"),
    Check(styles.varying_markers, "advice"),
    Check(styles.varying_abbreviation, "advice"),
    Check(spelling.varying_spelling, "advice"),
    Check(phrases.varying_capitals, "advice"),
    Check(headings.varying_headings, "advice"),
    Check(emphasis.varying_emphasis, "advice"),
)
