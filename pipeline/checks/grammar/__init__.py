"""Checks of grammar, by Harper: English only, and only where book.toml asks for them."""

from __future__ import annotations

from pipeline.checks.check import Check
from pipeline.checks.grammar import english

CHECKS = (Check(english.doubtful_grammar, "advice"),)
