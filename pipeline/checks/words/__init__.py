"""Checks of words."""

from __future__ import annotations

from pipeline.checks.check import Check
from pipeline.checks.words import reading, spelling

CHECKS = (
    Check(reading.divided_word, "query"),
    Check(spelling.misread_word, "query"),
    Check(spelling.unknown_word, "advice"),
    Check(spelling.missing_dictionary, "advice"),
    Check(reading.doubtful_word, "advice"),
)
