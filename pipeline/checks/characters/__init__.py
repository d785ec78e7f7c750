"""Checks of characters: what was lost, misread or mixed up below the words."""

from __future__ import annotations

from pipeline.checks.characters import lost
from pipeline.checks.check import Check

CHECKS = (Check(lost.lost_letter, "error"),)
