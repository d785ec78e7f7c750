"""Decisions about a long text, for tests of their files."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from pipeline.decisions.make import Maker
from pipeline.model.book import Source
from pipeline.model.decision import Decision
from tests.dump import source_of

RAW = "The mill had stood by the river since the days of the old king.\n" * 40
NOW = datetime(2026, 11, 24, 10, 12, tzinfo=UTC)


def maker(name: str = "Ann", seconds: float = 0.0, source: Source | None = None) -> Maker:
    return Maker(source or source_of(RAW), name, NOW + timedelta(seconds=seconds))


def some(by: Maker, count: int, new: str = "a") -> list[Decision]:
    return [by.make("replace", (64 * k + 4, 64 * k + 8), new) for k in range(count)]


def plain(decisions: list[Decision] | tuple[Decision, ...]) -> list[Decision]:
    return [replace(each, file="", line=0) for each in decisions]
