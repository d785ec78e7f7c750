"""A process that works for the desk, and the jobs that wait for it."""

from __future__ import annotations

import asyncio
import signal
import sys
from asyncio.subprocess import PIPE
from asyncio.subprocess import Process as Running
from collections.abc import Awaitable, Callable, Hashable
from contextlib import suppress
from dataclasses import dataclass

from pipeline.desk.making.pipe import (
    LENGTH,
    NO_CACHE,
    Chapters,
    Job,
    Name,
    Parcel,
    Refused,
    Role,
    framed,
    opened,
)
from pipeline.errors import RecensionError
from pipeline.machine.cache import in_use
from pipeline.manuscript.folder import BookFolder

# -P: a folder named pipeline where the user stands must not be taken for ours.
PROGRAM = ("-P", "-m", "pipeline.desk.making.worker")
PATIENCE = 3.0
"""Seconds that an idle worker is given to keep what it made, before it is ended."""
DYING = 1.0
"""Seconds that one is given to die whose pipe is closed, so that it is known of what."""
BUFFER = 1 << 20
MEMORY = "it may have had too little memory: close other programs, and open the desk again"


@dataclass(frozen=True, slots=True, eq=False)
class _Request:
    """A job, and where its result is awaited."""

    job: Job
    result: asyncio.Future[object]


class Process:
    """One worker. It does a job at a time; `ready` is awaited before each."""

    def __init__(self, folder: BookFolder, role: Role, ready: Callable[[], Awaitable[None]]):
        self.idle = asyncio.Event()
        """Set while no job is asked."""
        self._folder = folder
        self._role = role
        self._ready = ready
        self._waiting: dict[Hashable, _Request] = {}
        self._came = asyncio.Event()
        self._busy = False
        self._process: Running | None = None
        self._chapters = Chapters()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Start the process.

        Raises:
            RecensionError: the system starts no more.
        """
        self.idle.set()
        await self._started()
        self._task = asyncio.create_task(self._work())

    def ask(
        self, name: Name, *arguments: object, view: str | None = None
    ) -> asyncio.Future[object]:
        """Have a job done. Its result is None if a newer of the same view takes its place.

        The result is awaited with the error that the worker met, or RecensionError where it died
        of the job, and another too.
        """
        result: asyncio.Future[object] = asyncio.get_running_loop().create_future()
        result.add_done_callback(_heard)
        key: Hashable = result if view is None else (name, view)
        older = self._waiting.get(key)
        if older and not older.result.done():
            older.result.set_result(None)
        self._waiting[key] = _Request(Job(name, arguments, view or ""), result)
        self.idle.clear()
        self._came.set()
        return result

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

    async def _made(self, job: Job) -> object:
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

    async def _done(self, job: Job) -> object:
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

    async def _started(self) -> Running:
        try:
            program = sys.executable, *PROGRAM, self._role, *([] if in_use() else [NO_CACHE])
            process = await asyncio.create_subprocess_exec(
                *program, stdin=PIPE, stdout=PIPE, limit=BUFFER
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
        """End the process; idle, it is let keep what it made. Whoever waits for it is cancelled."""
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


def _heard(result: asyncio.Future[object]) -> None:
    """Let nobody complain of an error that nobody waits for; the next job tells it again."""
    if not result.cancelled():
        result.exception()


async def _send(process: Running, message: object) -> None:
    assert process.stdin
    process.stdin.write(await asyncio.to_thread(framed, message))
    await process.stdin.drain()


def _said(status: int) -> str:
    """Say how a process ended.

    >>> _said(-9), _said(1)
    ('SIGKILL', 'status 1')
    """
    return signal.Signals(-status).name if status < 0 else f"status {status}"
