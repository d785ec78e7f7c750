"""A view of the book that follows what is decided: it is emended, and checked when it is quiet."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from pipeline.decisions.lost import LOST
from pipeline.desk.naming import about
from pipeline.desk.seen import Question, Seen, differing
from pipeline.desk.shown import Emended
from pipeline.desk.stream import Stream
from pipeline.errors import RecensionError
from pipeline.model.book import Source
from pipeline.model.decision import Decision
from pipeline.model.finding import Finding, Span


class Work(Protocol):
    """The workers (`pipeline.desk.making.workers`), as far as the desk needs them."""

    async def start(self) -> None:
        """Let them begin."""

    async def stop(self) -> None:
        """Let them end."""

    async def source(self) -> Source:
        """Give the book's source."""

    async def emended(self, view: str, decisions: Sequence[Decision]) -> Emended | None:
        """Make the book as decisions say; None: a later request of the view took its place."""

    async def checked(self, view: str, decisions: Sequence[Decision]) -> Sequence[Finding] | None:
        """Check it, once nothing new comes; None as above."""

    async def alike(
        self, decisions: Sequence[Decision], made: Sequence[Decision]
    ) -> Mapping[str, tuple[Span, ...]]:
        """Give the places of those of `made` that hold everywhere, by their ids."""


class Follower:
    """A view, and what makes it. `key` is its name among the views of the desk.

    Each time that the book is there anew, `shown` is called.
    """

    def __init__(
        self, key: str, seen: Seen, workers: Work, stream: Stream, shown: Callable[[], None]
    ) -> None:
        self.key = key
        self.seen = seen
        self._workers = workers
        self._stream = stream
        self._shown = shown
        self._changed = asyncio.Event()
        self._changed.set()

    def decide(
        self, decisions: tuple[Decision, ...], given: Mapping[str, Question] | None = None
    ) -> None:
        """Settle what is decided now, of which `given` answer questions; the rest follows."""
        self.seen = self.seen.with_decisions(decisions, given)
        self._changed.set()
        self._tell_asked()

    async def run(self) -> None:
        """Follow, until it is cancelled."""
        async with asyncio.TaskGroup() as group:
            while True:
                await self._changed.wait()
                self._changed.clear()
                if await self._emend():
                    # Of several that wait for the checker, it does the last.
                    group.create_task(self._check(self.seen))

    async def _emend(self) -> bool:
        """Have the book made; tell whether it was."""
        try:
            made = await self._workers.emended(self.key, self.seen.decisions)
        except RecensionError as error:
            self._stream.tell("notice", {"said": f"The edition could not be made: {error}"})
            return False
        if made is not None:
            self._show(made)
        return made is not None

    def _show(self, made: Emended) -> None:
        before, self.seen = self.seen, self.seen.with_emended(made)
        if before.view.book is not None:
            known = set(before.stages)
            for finding in made.findings:
                if finding.check == LOST and finding not in known:
                    self._tell_lost(finding)
        changed = differing(before.view, self.seen.view)
        if changed:
            self._stream.tell("blocks", {"chapters": list(changed)})
        if before.asked != self.seen.asked:
            self._tell_asked()
        self._shown()

    def _tell_lost(self, finding: Finding) -> None:
        """Tell those who decided what cannot be done."""
        for each in about(finding, self.seen.view.settled):
            self._stream.tell("notice", {"said": finding.message}, each.reader)

    async def _check(self, then: Seen) -> None:
        """Have the book checked as it was then."""
        try:
            found = await self._workers.checked(self.key, then.decisions)
        except RecensionError as error:
            self._stream.tell("notice", {"said": f"The book could not be checked: {error}"})
            return
        if found is not None:
            self.seen = self.seen.with_checked(found, then)
            self._tell_asked()

    def _tell_asked(self) -> None:
        self._stream.tell("asked", {"open": len(self.seen.asked)})
