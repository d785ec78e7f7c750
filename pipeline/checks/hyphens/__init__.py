"""Checks of hyphens and dashes."""

from __future__ import annotations

from pipeline.checks.check import Check
from pipeline.checks.hyphens import compounds, dashes

CHECKS = (
    Check(compounds.lost_hyphen, "query"),
    Check(compounds.varying_hyphen, "advice"),
    Check(compounds.parted_compound, "query"),
    Check(dashes.hyphen_for_dash, "query"),
    Check(dashes.varying_dash, "advice"),
)
