"""Checks of references from one place of the book to another."""

from __future__ import annotations

from pipeline.checks.check import Check
from pipeline.checks.references import inside

CHECKS = (
    Check(inside.dead_reference, "query"),
    Check(inside.moved_reference, "advice"),
)
