"""The desk's workers: two processes that make what it shows, so that it has time for its readers.

The editor makes the book as it is decided, and the checker what is then asked about it. Each does
one job at a time; of the jobs of one view that wait, only the newest is done.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from math import inf
from typing import cast

from pipeline.desk.making.keeping import made_key
from pipeline.desk.making.pipe import Name
from pipeline.desk.making.process import Process
from pipeline.desk.shown import Emended
from pipeline.errors import RecensionError
from pipeline.keys import Keys
from pipeline.machine import cache
from pipeline.manuscript.folder import BookFolder
from pipeline.model.book import Source
from pipeline.model.decision import Decision
from pipeline.model.finding import Finding, Span
from pipeline.read import digest

QUIET = 1.0
"""Seconds without a new decision after which a book is checked again."""


class Workers:
    """The editor and the checker of one book."""

    def __init__(self, folder: BookFolder) -> None:
        self._editor = Process(folder, "editor", _at_once)
        self._checker = Process(folder, "checker", self._quiet)
        self._folder = folder
        self._asked = -inf
        self._source: Source | None = None
        self._opened: dict[str, Sequence[Decision] | None] = {}
        """By view, of what decisions its first book was, if that was kept from another time."""

    async def start(self) -> None:
        """Start both processes.

        Raises:
            RecensionError: the system starts no more.
        """
        await self._editor.start()
        try:
            await self._checker.start()
        except RecensionError:
            await self._editor.stop()
            raise

    async def stop(self) -> None:
        """End both. Whoever still waits for them is cancelled."""
        await asyncio.gather(self._editor.stop(), self._checker.stop())

    async def source(self) -> Source:
        """Give the source, as it was kept or read anew.

        Raises:
            RecensionError: it cannot be read; or a worker died, and so did another in its place.
        """
        sha256 = await asyncio.to_thread(digest, self._folder.source_path)
        kept = await asyncio.to_thread(lambda: cache.load(Keys(self._folder, sha256).source()))
        self._source = cast(Source, kept or await self._editor.ask("source"))
        return self._source

    async def emended(self, view: str, decisions: Sequence[Decision]) -> Emended | None:
        """Make a view's book as decisions have it; the first is given as it was kept, if it was.

        None where a later call for the same view came before the work had begun. A chapter that is
        as it was in the view's last book, or is in that of another view, is the same object, or at
        least an equal one.

        Raises:
            RecensionError: as for `source`; or the book cannot be made of it.
        """
        self._asked = asyncio.get_running_loop().time()
        decisions = tuple(decisions)
        # Also where it is kept: the worker is then ready for what comes next.
        made = self._editor.ask("emended", decisions, view=view)
        if view not in self._opened:
            kept = await self._kept("emended", decisions)
            self._opened[view] = decisions if kept else None
            if kept:
                return cast(Emended, kept)
        return cast(Emended | None, await made)

    async def checked(self, view: str, decisions: Sequence[Decision]) -> tuple[Finding, ...] | None:
        """Check a view's book as decisions have it, once the editor is idle and nothing new comes.

        What was kept with a view's first book is given at once. None as in `emended`.

        Raises:
            RecensionError: as for `emended`.
        """
        found = None
        decisions = tuple(decisions)
        if self._opened.get(view) == decisions:
            found = await self._kept("checked", decisions)
        if found is None:
            found = await self._checker.ask("checked", decisions, view=view)
        return cast(tuple[Finding, ...] | None, found)

    async def _kept(self, name: Name, decisions: Sequence[Decision]) -> object:
        """Give what was made of these decisions at another time."""
        if self._source is None:
            return None
        key = await asyncio.to_thread(made_key, name, self._folder, self._source.sha256, decisions)
        return await asyncio.to_thread(cache.load, key)

    async def alike(
        self, decisions: Sequence[Decision], made: Sequence[Decision]
    ) -> Mapping[str, tuple[Span, ...]]:
        """Tell where new decisions that hold everywhere would act, by their ids.

        Raises:
            RecensionError: as for `emended`.
        """
        found = await self._editor.ask("alike", tuple(decisions), tuple(made))
        return cast(Mapping[str, tuple[Span, ...]], found)

    async def _quiet(self) -> None:
        """Wait until the editor is idle, and nobody has decided anything for a while."""
        loop = asyncio.get_running_loop()
        while True:
            await self._editor.idle.wait()
            left = self._asked + QUIET - loop.time()
            if left <= 0:
                return
            await asyncio.sleep(left)


async def _at_once() -> None:
    """Wait for nothing."""
