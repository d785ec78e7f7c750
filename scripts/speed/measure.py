"""Measure a command, or a function: wall and processor seconds, peak memory."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

RUNS = 5
BOUND = 60.0
"""Seconds that the runs for one comparison may take; no round is begun after them."""


class Run(NamedTuple):
    """What one run took."""

    wall: float
    processor: float
    """Seconds of all its processes."""
    memory: float
    """Megabytes of the largest of its processes, at its peak; 0 where this was not measured."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command to measure."""

    words: Sequence[str]
    before: Callable[[], object] = lambda: None
    """What is done before each run, and not measured."""
    status: int = 0
    """The highest exit status with which it has done what it should."""


class CommandError(Exception):
    """A command did not do what it should."""


def measured(command: Command, folder: Path) -> Run:
    """Run a command in a folder, and measure it with the processes that it starts.

    Raises:
        CommandError: it is not there, or ended with another status.
    """
    command.before()
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        try:
            process = subprocess.Popen(
                command.words, cwd=folder, stdout=subprocess.DEVNULL, stderr=said
            )
        except OSError as error:
            raise CommandError(f"{command.words[0]}: {error.strerror}") from error
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if not 0 <= process.returncode <= command.status:
            said.seek(0)
            last = said.read().decode(errors="replace").strip().splitlines()[-1:]
            raise CommandError(f"{command.words[0]}: {''.join(last) or process.returncode}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def apart(module: str, *arguments: str) -> bytes:
    """Run a module of this package in a process of its own, and give what it prints."""
    command = [sys.executable, "-m", f"scripts.speed.{module}", *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout


def timed(work: Callable[[], object]) -> Run:
    """Run a function, and measure its time with that of the processes that it starts."""
    start, used = time.perf_counter(), _processor()
    work()
    return Run(time.perf_counter() - start, _processor() - used, 0)


def _processor() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def in_turn(
    measures: Mapping[str, Callable[[], Run]], runs: int = RUNS, bound: float = BOUND
) -> dict[str, list[Run]]:
    """Run all in turn, round after round, so that what else the machine does befalls all alike.

    A round is not begun when the time is up, but the first.

    >>> in_turn({"a": lambda: Run(1, 1, 0)}, runs=2)
    {'a': [Run(wall=1, processor=1, memory=0), Run(wall=1, processor=1, memory=0)]}
    """
    end = time.perf_counter() + bound
    done: dict[str, list[Run]] = {name: [] for name in measures}
    for number in range(runs):
        if number and time.perf_counter() > end:
            break
        for name, measure in measures.items():
            done[name].append(measure())
    return done
