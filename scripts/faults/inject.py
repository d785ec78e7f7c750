"""A command in a process of its own, with a fault at a moment that is known.

The process is a fork of this one, so that nothing has to be loaded anew. Python itself tells of all
that it opens, renames and removes (PEP 578): there the fault comes, before that is done. Within the
writing of a file it comes where the system lets no file grow beyond a size.
"""

from __future__ import annotations

import os
import resource
import select
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from errno import ENOSPC
from pathlib import Path
from typing import NamedTuple

Fault = Callable[[], None]
"""Prepares a fault in the process that is to meet it."""
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
NEEDING_ROOM = frozenset({"open", "os.mkdir", "os.link"})
CHANGES = NEEDING_ROOM | {
    *("os.rename", "os.remove", "os.rmdir", "os.truncate", "os.utime", "os.chmod", "os.chown"),
    # The call by which two files change places is looked up by its name.
    *("fcntl.flock", "ctypes.dlsym"),
}


class Ended(NamedTuple):
    """How a process ended."""

    status: int
    """That of its exit, or below 0 the signal that it was killed by."""
    said: str
    """What it wrote to standard output and standard error."""


def run(
    act: Callable[[], int], fault: Fault | None = None, kill_after: float | None = None
) -> Ended:
    """Do something in another process, which meets a fault; or which is killed after a time.

    All processes that it started are killed with it.
    """
    started = _start(act, fault)
    if kill_after is not None:
        _kill(started.pid, kill_after)
    return _end(started)


def together(acts: Sequence[Callable[[], int]]) -> list[Ended]:
    """Do several things at the same time, each in a process of its own."""
    return [*map(_end, [_start(act) for act in acts])]


class _Started(NamedTuple):
    pid: int
    heard: int
    """The end of a pipe, at which is heard what it says."""


def _start(act: Callable[[], int], fault: Fault | None = None) -> _Started:
    heard, said = os.pipe()
    pid = os.fork()
    if not pid:
        os.close(heard)
        _be_child(act, fault, said)
    os.close(said)
    with suppress(OSError):  # it has done so itself
        os.setpgid(pid, pid)
    return _Started(pid, heard)


def _end(started: _Started) -> Ended:
    with os.fdopen(started.heard, encoding="utf-8", errors="replace") as told:
        words = told.read()
    return Ended(os.waitstatus_to_exitcode(os.waitpid(started.pid, 0)[1]), words)


def _be_child(act: Callable[[], int], fault: Fault | None, said: int) -> None:
    status = 99
    try:
        os.setpgid(0, 0)
        os.dup2(said, 1)
        os.dup2(said, 2)
        sys.stdout, sys.stderr = (os.fdopen(number, "w") for number in (1, 2))
        if fault is not None:
            fault()
        status = act()
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:
        sys.excepthook(*sys.exc_info())
        sys.stderr.flush()
    finally:
        os._exit(status)


def _kill(pid: int, after: float) -> None:
    process = os.pidfd_open(pid)
    select.select([process], [], [], after)
    os.close(process)
    os.killpg(pid, signal.SIGKILL)


def moments(act: Callable[[], int]) -> list[str]:
    """Give what an undisturbed run changes, one after the other."""
    told = run(lambda: _tell(act))
    assert told.status == 0, told.said
    return [line[2:] for line in told.said.splitlines() if line.startswith("> ")]


def _tell(act: Callable[[], int]) -> int:
    seen: list[str] = []
    _hook(lambda event, path: seen.append(f"{event} {path}"))
    status = act()
    print(*(f"> {each}" for each in seen), sep="\n")
    return status


def killed_at(number: int) -> Fault:
    """Have the process killed before it makes the change of this number, from 1."""

    def kill(_event: str, _path: str) -> None:
        nonlocal number
        number -= 1
        if number == 0:
            os.killpg(0, signal.SIGKILL)

    return lambda: _hook(kill)


def full_at(number: int, within: Path | None = None) -> Fault:
    """Have no room on the disk from the change of this number on, in a folder or anywhere."""

    def refuse(event: str, path: str) -> None:
        nonlocal number
        if within is None or path.startswith(str(within)):
            number -= 1
            if number <= 0 and event in NEEDING_ROOM:
                raise OSError(ENOSPC, os.strerror(ENOSPC))

    return lambda: _hook(refuse)


def no_file_beyond(size: int, *, deadly: bool = False) -> Fault:
    """Have it that no file can grow beyond a size: who tries has an error, or is killed there."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL if deadly else signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


def _hook(tell: Callable[[str, str], None]) -> None:
    """Have it told of each change, before it is made; for as long as this process lives."""

    def hear(event: str, arguments: tuple[object, ...]) -> None:
        if event not in CHANGES or (event == "open" and not _writes(arguments)):
            return
        tell(event, str(arguments[1] if event in ("os.rename", "ctypes.dlsym") else arguments[0]))

    sys.addaudithook(hear)


def _writes(arguments: tuple[object, ...]) -> bool:
    path, _, flags = arguments
    asked = isinstance(flags, int) and flags & WRITES
    return bool(asked) and isinstance(path, str) and path != os.devnull
