"""The desk's workers: two processes that make what it shows, so that it has time for its readers.

The editor makes the book as it is decided, and the checker what is then asked about it. Each does
one job at a time; of the jobs of one view that wait, only the newest is done.
"""

from __future__ import annotations

import asyncio
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from math import inf
from typing import Any, cast

from pipeline.book import Source
from pipeline.decisions.decision import Decision
from pipeline.desk.pipe import LENGTH, Chapters, Job, Parcel, Refused, Role, framed, opened
from pipeline.desk.shown import Emended
from pipeline.errors import RecensionError
from pipeline.finding import Finding, Span
from pipeline.folder import BookFolder

# -P: a folder named pipeline where the user stands must not be taken for ours.
PROGRAM = ("-P", "-m", "pipeline.desk.worker")
QUIET = 1.0
"""Seconds without a new decision after which a book is checked again."""
PATIENCE = 3.0
"""Seconds that an idle worker is given to keep what it made, before it is ended."""
DYING = 1.0
"""Seconds that one is given to die whose pipe is closed, so that it is known of what."""
BUFFER = 1 << 20
MEMORY = "it may have had too little memory: close other programs, and open the desk again"


class Workers:
    """The editor and the checker of one book."""

    def __init__(self, folder: BookFolder) -> None:
        self._editor = _Worker(folder, "editor", _at_once)
        self._checker = _Worker(folder, "checker", self._quiet)
        self._asked = -inf

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
        """Read the source.

        Raises:
            RecensionError: it cannot be read; or a worker died, and so did another in its place.
        """
        return cast(Source, await self._editor.do("source"))

    async def emended(self, view: str, decisions: Sequence[Decision]) -> Emended | None:
        """Make a view's book as decisions have it.

        None where a later call for the same view came before the work had begun. A chapter that is
        as it was in the view's last book, or is in that of another view, is the same object.

        Raises:
            RecensionError: as for `source`; or the book cannot be made of it.
        """
        self._asked = asyncio.get_running_loop().time()
        return cast(Emended | None, await self._editor.do("emended", tuple(decisions), view=view))

    async def checked(self, view: str, decisions: Sequence[Decision]) -> tuple[Finding, ...] | None:
        """Check a view's book as decisions have it, once the editor is idle and nothing new comes.

        None as in `emended`.

        Raises:
            RecensionError: as for `emended`.
        """
        found = await self._checker.do("checked", tuple(decisions), view=view)
        return cast(tuple[Finding, ...] | None, found)

    async def alike(
        self, decisions: Sequence[Decision], made: Sequence[Decision]
    ) -> Mapping[str, tuple[Span, ...]]:
        """Tell where new decisions that hold everywhere would act, by their ids.

        Raises:
            RecensionError: as for `emended`.
        """
        found = await self._editor.do("alike", tuple(decisions), tuple(made))
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


@dataclass(frozen=True, slots=True, eq=False)
class _Request:
    """A job, and where its result is awaited."""

    job: Job
    result: asyncio.Future[Any]


class _Worker:
    """A process, and the jobs that wait for it. `ready` is awaited before each."""

    def __init__(self, folder: BookFolder, role: Role, ready: Callable[[], Awaitable[None]]):
        self.idle = asyncio.Event()
        self._folder = folder
        self._role = role
        self._ready = ready
        self._waiting: dict[Hashable, _Request] = {}
        self._came = asyncio.Event()
        self._busy = False
        self._process: Process | None = None
        self._chapters = Chapters()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self.idle.set()
        await self._started()
        self._task = asyncio.create_task(self._work())

    async def do(self, *job: Any, view: str | None = None) -> Any:
        """Have a job done, and give its result; None if a newer of the same view took its place."""
        name, *arguments = job
        result: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        key: Hashable = result if view is None else (name, view)
        older = self._waiting.get(key)
        if older and not older.result.done():
            older.result.set_result(None)
        self._waiting[key] = _Request(Job(name, tuple(arguments), view or ""), result)
        self.idle.clear()
        self._came.set()
        return await result

    async def _work(self) -> None:
        while True:
            await self._came.wait()
            await self._ready()
            request = self._waiting.pop(next(iter(self._waiting)))
            if not request.result.done():  # who asked may be gone
                self._busy = True
                await self._answer(request)
                self._busy = False
            if not self._waiting:
                self._came.clear()
                self.idle.set()

    async def _answer(self, request: _Request) -> None:
        try:
            made = await self._made(request.job)
        except asyncio.CancelledError:
            request.result.cancel()
            raise
        except Exception as error:
            if not request.result.done():
                request.result.set_exception(error)
        else:
            if not request.result.done():
                request.result.set_result(made)

    async def _made(self, job: Job) -> Any:
        """Have the process do a job; if it dies of that, have another try it once."""
        try:
            return await self._done(job)
        except (asyncio.IncompleteReadError, ConnectionError):
            await self._ended(DYING)
        try:
            return await self._done(job)
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            status = await self._ended(DYING)
            message = f"the {self._role} of the desk died at its work ({_said(status)}), twice"
            raise RecensionError(message, self._folder.name, MEMORY) from error

    async def _done(self, job: Job) -> Any:
        process = self._process or await self._started()
        await _send(process, job)
        assert process.stdout
        head = await process.stdout.readexactly(LENGTH.size)
        data = await process.stdout.readexactly(*LENGTH.unpack(head))
        made = await asyncio.to_thread(opened, data)
        if isinstance(made, Refused):
            raise RecensionError(*made)
        if isinstance(made, Parcel):
            return self._chapters.unpacked(job.view, made)
        return made

    async def _started(self) -> Process:
        try:
            process = await asyncio.create_subprocess_exec(
                sys.executable, *PROGRAM, self._role, stdin=PIPE, stdout=PIPE, limit=BUFFER
            )
        except OSError as error:
            message = f"the {self._role} of the desk cannot be started ({error.strerror})"
            raise RecensionError(message, self._folder.name, MEMORY) from error
        self._process = process
        self._chapters = Chapters()
        with suppress(ConnectionError):  # it is told when it is given a job
            await _send(process, self._folder)
        return process

    async def _ended(self, patience: float = 0.0) -> int:
        """Let the process end, or end it, and give its status."""
        process, self._process = self._process, None
        assert process
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(process.wait(), patience)
        with suppress(ProcessLookupError):
            process.kill()
        return await process.wait()

    async def stop(self) -> None:
        if self._task:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        for request in self._waiting.values():
            request.result.cancel()
        if self._process and not self._busy:
            with suppress(ConnectionError):
                await _send(self._process, None)
            await self._ended(PATIENCE)
        elif self._process:
            await self._ended()


async def _send(process: Process, message: object) -> None:
    assert process.stdin
    process.stdin.write(await asyncio.to_thread(framed, message))
    await process.stdin.drain()


def _said(status: int) -> str:
    """Say how a process ended.

    >>> _said(-9), _said(1)
    ('SIGKILL', 'status 1')
    """
    return signal.Signals(-status).name if status < 0 else f"status {status}"
