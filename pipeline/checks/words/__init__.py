"""Checks of words."""

from __future__ import annotations

from pipeline.checks.check import Check
from pipeline.checks.words import reading

CHECKS = (
    Check(reading.divided_word, "query"),
    Check(reading.doubtful_word, "advice"),
)
