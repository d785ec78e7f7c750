"""Checks of words."""

from __future__ import annotations

from pipeline.checks.check import Check
from pipeline.checks.words import (
    doubled,
    foreign,
    forms,
    names,
    reading,
    spelling,
    splits,
    stealth,
    suspected,
)

CHECKS = (
    Check(reading.divided_word, "query"),
    Check(spelling.misread_word, "query"),
    Check(stealth.stealth_misreading, "query"),
    Check(spelling.joined_words, "query"),
    Check(splits.split_word, "query"),
    Check(splits.lost_ligature, "query"),
    Check(names.rare_spelling, "query"),
    Check(names.varying_name, "query"),
    Check(doubled.doubled_word, "query"),
    Check(forms.digit_in_word, "query"),
    Check(forms.lone_figure, "query"),
    Check(forms.letter_for_mark, "query"),
    Check(forms.mixed_case, "query"),
    Check(suspected.bad_word, "query"),
    Check(spelling.unknown_word, "advice"),
    Check(foreign.unmarked_language, "advice"),
    Check(spelling.missing_dictionary, "advice"),
    Check(reading.doubtful_word, "advice"),
)
