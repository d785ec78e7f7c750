"""This moment, by the machine's clock."""

from __future__ import annotations

from datetime import UTC, datetime

EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
"""From here the identifiers of decisions and events (ULID) count."""


def now() -> datetime:
    """Give this moment; by a clock that stands before 1970, the beginning of that year."""
    return max(EARLIEST, datetime.now(UTC))
