"""Checks of the source's pages."""

from __future__ import annotations

from pipeline.checks.check import Check
from pipeline.checks.pages import folios, furniture, lengths

CHECKS = (
    Check(folios.missing_page, "query"),
    Check(folios.page_order, "query"),
    Check(lengths.short_page, "advice"),
    Check(furniture.leftover_head, "query"),
    Check(furniture.leftover_folio, "query"),
)
