"""Checks of the book's structure: its headings, its contents, its pages."""

from __future__ import annotations

from pipeline.checks.check import Check
from pipeline.checks.structure import contents

CHECKS = (Check(contents.contents_wording, "query"),)
