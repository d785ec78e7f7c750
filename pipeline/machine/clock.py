"""This moment, by the machine's clock."""

from __future__ import annotations

from datetime import UTC, datetime

EARLIEST = datetime(1970, 1, 2, tzinfo=UTC)
"""Identifiers of decisions and events (ULID) count from the day before. In its first millisecond
the library draws no lots, but counts: each process would begin with the same identifier."""


def now() -> datetime:
    """Give this moment; by a clock that stands before 1970, the second day of that year."""
    return max(EARLIEST, datetime.now(UTC))
