"""All checks, by their families."""

from __future__ import annotations

from pipeline.checks import formal, lexical

FAMILIES = dict(sorted({**formal.FAMILIES, **lexical.FAMILIES}.items()))
CHECKS = tuple(check for family in FAMILIES.values() for check in family)
