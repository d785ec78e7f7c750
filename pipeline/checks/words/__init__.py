"""Checks of words."""

from __future__ import annotations

from pipeline.checks.check import Check
from pipeline.checks.words import reading, spelling, splits

CHECKS = (
    Check(reading.divided_word, "query"),
    Check(spelling.misread_word, "query"),
    Check(spelling.joined_words, "query"),
    Check(splits.split_word, "query"),
    Check(splits.lost_ligature, "query"),
    Check(spelling.unknown_word, "advice"),
    Check(spelling.missing_dictionary, "advice"),
    Check(reading.doubtful_word, "advice"),
)
