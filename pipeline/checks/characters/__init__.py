"""Checks of characters: what was lost, misread or mixed up below the words."""

from __future__ import annotations

from pipeline.checks.characters import accents, lost, scripts, strange
from pipeline.checks.check import Check

CHECKS = (
    Check(lost.lost_letter, "error"),
    Check(strange.mojibake_left, "error"),
    Check(scripts.mixed_script, "error"),
    Check(strange.invisible_character, "query"),
    Check(strange.lone_accent, "query"),
    Check(scripts.quote_for_breathing, "query"),
    Check(accents.varying_accent, "query"),
    Check(strange.strange_character, "query"),
)
