"""Who works on which page. A lease tells others of it; it refuses nobody's answer.

Decisions are only ever appended, so that nobody can overwrite what another decides: a lease need
not be kept on disk, and a desk that was restarted begins without any.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from pipeline.proofreading.event import same_reader

HEARTBEAT = 20
"""Seconds between two beats of a page that is open."""
LEFT = 2 * HEARTBEAT + 5
"""Seconds without a beat after which a reader who is at work elsewhere has left a page."""
EXPIRY = 600
"""Seconds without a beat after which a page is free, whatever became of its reader."""


@dataclass(frozen=True, slots=True)
class Lease:
    """A page that somebody works on."""

    page: int
    """The page's number."""
    reader: str
    since: datetime
    beat: float
    """When it was last heard of, by the clock of the leases."""


class Leases:
    """The leases of a book's pages. `clock` counts seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._held: dict[int, Lease] = {}

    def held(self) -> tuple[Lease, ...]:
        """Give the leases that have not expired, in the order of the pages."""
        now = self._clock()
        self._held = {k: each for k, each in self._held.items() if now - each.beat < EXPIRY}
        return tuple(self._held[number] for number in sorted(self._held))

    def of(self, page: int) -> Lease | None:
        """Give the lease of a page; None: it is free."""
        return next((each for each in self.held() if each.page == page), None)

    def beat(self, page: int, reader: str) -> Lease:
        """Hear from a reader who has a page open, and give the page's lease.

        A free page is the reader's then; one that another works on stays the other's. Pages that
        the reader has open no longer become free.
        """
        now, key = self._clock(), same_reader(reader)
        for each in self.held():
            if each.page != page and same_reader(each.reader) == key and now - each.beat > LEFT:
                del self._held[each.page]
        found = self._held.get(page)
        if found is None:
            found = Lease(page, reader, datetime.now(UTC), now)
        elif same_reader(found.reader) == key:
            found = replace(found, beat=now)
        self._held[page] = found
        return found

    def take(self, page: int, reader: str) -> Lease | None:
        """Take a page over, and give the lease that another had; None: nobody had one."""
        before = self.of(page)
        if before is not None and same_reader(before.reader) == same_reader(reader):
            self.beat(page, reader)
            return None
        self._held.pop(page, None)
        self.beat(page, reader)
        return before

    def release(self, page: int, reader: str) -> None:
        """Give a page back, if the reader has it."""
        found = self._held.get(page)
        if found is not None and same_reader(found.reader) == same_reader(reader):
            del self._held[page]
