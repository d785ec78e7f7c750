"""A process that looks at the pictures of pages for the desk, and draws them.

pdfium, Pillow and what they call are C and C++, and files come from anywhere: one that takes too
long or too much memory, or kills what reads it, costs that process and a message. The next picture
has another. What comes back are bytes and numbers, and nothing that could be run.
"""

from __future__ import annotations

import asyncio
import json
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from subprocess import PIPE
from typing import NamedTuple, TypeVar

from pipeline.errors import RecensionError
from pipeline.machine import limits

# -P: a folder named pipeline where the user stands must not be taken for ours.
PROGRAM = (sys.executable, "-P", "-m", "pipeline.desk.facsimile.child")
DYING = 1.0
"""Seconds that a process is given to die whose pipe is closed, so that it is known of what."""
FAILED = (
    "the image cannot be shown: it is damaged, too large, or of a kind that is not known",
    "put another copy of it there",
)
"""What is wrong with a picture that cannot be drawn, and what to do about it."""
Stamp = tuple[int, int] | None
T = TypeVar("T")


class Picture(NamedTuple):
    """A page's image: a file, and in archives the members that lead to it, one in the other."""

    path: Path
    members: tuple[str, ...] = ()
    number: int | None = None
    """Which page of the file, counted from 0; None: the file is one page."""

    @property
    def name(self) -> str:
        """How it is called in messages."""
        return ": ".join((self.path.name, *self.members))

    @property
    def stamp(self) -> Stamp:
        """What changes whenever its file does; None where there is none."""
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size


class Drawer:
    """One such process, which begins with the first picture, and the thread that asks it.

    The last answers are kept, as many as it is told; so is that a picture was the death of it.
    """

    def __init__(self, kept: int) -> None:
        self._thread = ThreadPoolExecutor(1, "drawer")
        self._kept = lru_cache(kept)(self._answer)
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False

    async def run(self, work: Callable[[], T]) -> T:
        """Do work in the thread, in which all that follows may be asked."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def page_count(self, picture: Picture) -> int:
        """Count the pages of a file; 0 where it cannot be read."""
        try:
            return int(self._asked("page_count", picture))
        except RecensionError:
            return 0

    def sides(self, picture: Picture) -> tuple[int, int]:
        """Give how wide and how high a scan is, by its first bytes; of all else (0, 0)."""
        try:
            width, height = self._asked("sides", picture).split()
        except RecensionError:
            return 0, 0
        return int(width), int(height)

    def rendered(self, picture: Picture, turn: int = 0, zoom: int = 1) -> bytes:
        """Give a page's image as a PNG, turned clockwise by `turn` degrees, enlarged by `zoom`.

        Raises:
            RecensionError: it cannot be shown.
        """
        data = self._asked("rendered", picture, turn, zoom)
        if not data:
            message, remedy = FAILED
            raise RecensionError(message, picture.name, remedy)
        return data

    def close(self) -> None:
        """End the process, whatever it is at. Nothing may be asked any more."""
        self._closed = True
        if process := self._process:
            process.kill()
            self._ended(process)
        self._thread.shutdown(cancel_futures=True)

    def _asked(self, work: str, picture: Picture, *more: int) -> bytes:
        answer = self._kept(picture.stamp, work, picture, *more)
        if isinstance(answer, RecensionError):
            raise answer.with_traceback(None)
        return answer

    def _answer(
        self, _stamp: Stamp, work: str, picture: Picture, *more: int
    ) -> bytes | RecensionError:
        """Give what the process answers, or of what it died."""
        order = work, str(picture.path), picture.members, picture.number, *more
        process = self._running(picture)
        assert process.stdin
        assert process.stdout
        with suppress(OSError):  # it has died, and gives no answer
            process.stdin.write(json.dumps(order).encode() + b"\n")
            process.stdin.flush()
        head = process.stdout.readline()
        data = process.stdout.read(int(head)) if head.endswith(b"\n") else b""
        if not head.endswith(b"\n") or len(data) < int(head):
            return _death(self._ended(process), picture)
        return data

    def _running(self, picture: Picture) -> subprocess.Popen[bytes]:
        """Give the process; if it was ended since it was last asked, another."""
        if self._process and self._process.poll() is not None:
            self._ended(self._process)
        if self._closed:
            raise RecensionError("the desk is closed", picture.name, "open it again")
        if self._process is None:
            bounds = str(limits.DRAW_SECONDS), str(limits.DRAW_MEMORY)
            try:
                self._process = subprocess.Popen([*PROGRAM, *bounds], stdin=PIPE, stdout=PIPE)
            except OSError as error:
                what = f"the process that draws pages cannot be started ({error.strerror})"
                raise RecensionError(what, picture.name, "close other programs") from error
        return self._process

    def _ended(self, process: subprocess.Popen[bytes]) -> int:
        """Let the process end, or end it, and give its status."""
        self._process = None
        with suppress(subprocess.TimeoutExpired):
            process.wait(DYING)
        process.kill()
        with suppress(OSError), process:  # what it was not told has nowhere to go
            pass
        return process.wait()


def _death(status: int, picture: Picture) -> RecensionError:
    """Say of what the process died."""
    if status == -signal.SIGPROF:
        message = f"the image cannot be shown: it takes more than {limits.DRAW_SECONDS} seconds"
    else:
        name = signal.Signals(-status).name if status < 0 else f"status {status}"
        died = f"what draws it died of it ({name}), perhaps for want of memory"
        message = f"the image cannot be shown: {died}"
    return RecensionError(message, picture.name, FAILED[1])
