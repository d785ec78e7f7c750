"""A process beside this one, for what can be made at the same time."""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from io import FileIO
from tempfile import TemporaryFile
from typing import BinaryIO, Generic, TypeVar, cast

from pipeline.machine.memory import uncollected

A = TypeVar("A")
B = TypeVar("B")
Work = Callable[[Callable[[], A], Callable[[B], None]], None]
"""What the other process does. It is given what waits for what it is told, and what answers that;
it may go on when it has answered."""
Pipe = tuple[BinaryIO, BinaryIO]
"""The end that is read, and that which is written."""
GO = b"!"


class Beside(Generic[A, B]):
    """The other process: it is told one thing, and answers one."""

    def __init__(self, told: FileIO, go: BinaryIO, answers: BinaryIO) -> None:
        self._told, self._go, self._answers = told, go, answers
        self.was_told = self.has_answered = False

    def tell(self, value: A) -> None:
        """Tell the other process what it waits for; this one does not wait until it listens.

        Where there is no room to write it down, it is told nothing, and has no answer.
        """
        with suppress(OSError), self._go:
            pickle.dump(value, self._told, pickle.HIGHEST_PROTOCOL)
            self._go.write(GO)
        self.was_told = True

    def answer(self) -> B | None:
        """Wait for the answer; None where the other process failed."""
        data = self._answers.read()
        try:
            answer = cast(B, _loads(data))
        except (EOFError, pickle.UnpicklingError):  # there is none, or half of it
            return None
        self.has_answered = True
        return answer


@contextmanager
def beside(work: Work[A, B]) -> Iterator[Beside[A, B] | None]:
    """Have a process beside this one as long as this lasts; None where there is no room for it.

    It begins at once, with all that this one has in memory. Where this ends before it has answered,
    it is ended as well; otherwise it is waited for.
    """
    with ExitStack() as stack:
        made = _ways(stack)
        pid = _forked() if made else None
        if made is None or pid is None:
            yield None
            return
        told, (listens, go), (answers, says) = made
        if not pid:
            try:
                go.close()  # else this would never see that the other one has gone
                work(lambda: cast(A, _heard(listens, told)), lambda value: _say(value, says))
            finally:
                os._exit(0)  # whatever comes: what is to be done at the end is the other's
        says.close()
        other = Beside[A, B](told, go, answers)
        try:
            yield other
        finally:
            # Whoever started this may have it that nobody is told of the ends of processes.
            with suppress(ProcessLookupError, ChildProcessError):
                if not other.has_answered:
                    os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)


def _ways(stack: ExitStack) -> tuple[FileIO, Pipe, Pipe] | None:
    """Give what is told in a file, and two pipes; None where they cannot be had."""
    try:
        # Without a buffer: what had no room would be written again as it is closed.
        told = stack.enter_context(TemporaryFile(buffering=0))  # noqa: SIM115 - the stack is one
        return told, stack.enter_context(_pipe()), stack.enter_context(_pipe())
    except OSError:
        return None


def _forked() -> int | None:
    """Fork; None where there is one processor, or are as many processes as there may be."""
    if sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2:
        return None
    try:
        return os.fork()
    except OSError:
        return None


@contextmanager
def _pipe() -> Iterator[Pipe]:
    """Give the end of a pipe that is read, and that which is written."""
    ends = os.pipe()
    with os.fdopen(ends[0], "rb") as read, os.fdopen(ends[1], "wb") as written:
        yield read, written


def _heard(listens: BinaryIO, told: FileIO) -> object:
    if listens.read() != GO:
        raise EOFError
    told.seek(0)
    return _loads(told.read())


def _say(value: object, says: BinaryIO) -> None:
    says.write(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))
    says.close()


@uncollected()
def _loads(data: bytes) -> object:
    return pickle.loads(data)
