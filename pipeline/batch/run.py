"""The run: books become tasks of the scheduler, only some at a time, and tell what became of them.

Of hundreds of thousands of books only those are known to the scheduler that are built now or next,
so that neither its memory nor the client's grows with their number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from math import inf
from time import monotonic

from distributed import Client, Future, KilledWorker, as_completed

from pipeline.batch.cluster import INSTALLED
from pipeline.batch.order import Item, Order, Outcome
from pipeline.batch.task import failed, make
from pipeline.errors import RecensionError

AHEAD = 4
"""Books at the scheduler for each that can be built at once."""
LEAST = 16
"""Books there at the least: workers may come."""
COUNT = 5.0
"""Seconds after which the workers are counted again, which may come and go."""
TRIES = 3
"""How often a book is given to the scheduler whose workers were lost, each time with all the tries
that the scheduler has."""

Told = Callable[[int, Outcome], None]
"""Is told what became of the book of a number."""


def run(client: Client, items: Sequence[Item], order: Order, told: Told) -> None:
    """Have all books built. Each outcome is told as it comes.

    Raises:
        RecensionError: a worker has another version, or the scheduler was lost.
    """
    _Run(client, items, order, told).run()


class _Run:
    def __init__(self, client: Client, items: Sequence[Item], order: Order, told: Told) -> None:
        self.client = client
        self.items = items
        self.order = order
        self.told = told
        self.waiting: dict[str, tuple[int, int]] = {}
        """The number of each book at the scheduler, and how often it was given there."""
        self.done = as_completed(loop=client.loop)
        self.slots = 0
        self.counted = -inf

    def run(self) -> None:
        left = iter(range(len(self.items)))
        self._fill(left)
        for future in self.done:
            number, tries = self.waiting.pop(future.key)
            outcome = self._outcome(future, number, tries)
            future.release()
            if outcome is None:
                self._submit(number, tries + 1)
            else:
                self.told(number, outcome)
            self._fill(left)

    def _fill(self, left: Iterator[int]) -> None:
        if monotonic() - self.counted > COUNT:
            self.slots = sum(self.client.nthreads().values())
            self.counted = monotonic()
        room = max(LEAST, AHEAD * self.slots) - len(self.waiting)
        for number in islice(left, max(room, 0)):
            self._submit(number)

    def _submit(self, number: int, tries: int = 1) -> None:
        # Not pure: a book asked for again is looked at again.
        future = self.client.submit(make, self.items[number], self.order, pure=False)
        self.waiting[future.key] = number, tries
        self.done.add(future)

    def _outcome(self, future: Future, number: int, tries: int) -> Outcome | None:
        """Give what became of a book; None if it is to be tried again."""
        if future.status == "finished":
            outcome: Outcome = future.result()
            return outcome
        error = future.exception() if future.status == "error" else None
        if isinstance(error, KilledWorker):
            if tries < TRIES:
                return None
            message = f"each of {TRIES} times, all workers that had it were lost"
            return failed(self.items[number], reason="lost", message=message)
        if isinstance(error, RecensionError):
            raise error
        if error is not None:
            what = f"a worker cannot build books ({type(error).__name__}: {error})"
            raise RecensionError(what, "", INSTALLED) from error
        raise RecensionError(
            "the scheduler was lost",
            str(self.client.scheduler.address if self.client.scheduler else ""),
            "start the same command again: what was built stays",
        )
