"""A process in which books are built: `python -m pipeline.batch.keeper FORMATS`.

It stands beside a Dask worker, and gets books through its standard input, one at a time. It has in
memory what books need, and forks itself for each, so that every book has a process of its own that
begins as any other, in a hundredth of a second. What takes too long or too much memory is ended,
with all that it has started. The keeper ends when the worker does, or was not asked for a while.
"""

from __future__ import annotations

import ctypes
import faulthandler
import json
import os
import select
import signal
import sys
import traceback
from contextlib import suppress
from itertools import count
from pathlib import Path
from time import monotonic

import psutil

from pipeline.batch.building import build_book, learn, warm_up
from pipeline.batch.order import Job, Reason, Told
from pipeline.errors import RecensionError

TICK = 0.25
"""Seconds between two looks at the memory of a book's process."""
TICKS = 8
"""Looks after which those are looked at too that it has started: to find them, all processes of the
machine are gone through, which takes some milliseconds, and more where there are many."""
IDLE = 60.0
"""Seconds without a book after which a keeper ends; a next book has another."""
TELLING = 0.5
"""Seconds that a book's process has for saying where it hangs, before it is ended."""
LANGUAGES = 4
"""Languages of books whose words a keeper has in memory, each of which takes up to 150 MB."""
CHUNK = 1 << 16
PR_SET_PDEATHSIG = 1


def main(formats: frozenset[str]) -> None:
    """Build what is asked, until nobody asks."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever a library prints is no answer
    warm_up(formats)
    known: set[str] = set()
    while line := _asked():
        answer = _kept(Job(**json.loads(line)))
        answers.write(json.dumps(answer) + "\n")
        answers.flush()
        language = answer.get("language")
        if language and language not in known and len(known) < LANGUAGES:
            known.add(language)
            learn(language)


def _asked() -> bytes:
    """Wait for a line; empty if the worker is gone, or nothing is asked for long."""
    if not select.select([0], [], [], IDLE)[0]:
        return b""
    line = b""
    while not line.endswith(b"\n"):
        part = os.read(0, CHUNK)
        if not part:
            return b""
        line += part
    return line


def _kept(job: Job) -> Told:
    """Have a fork build a book, and watch it; gives what came of it, and what it took."""
    begun = monotonic()
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        os.close(reading)
        _be_child(job, writing)
    os.close(writing)
    with suppress(ProcessLookupError):
        os.setpgid(pid, pid)  # as the child does: whichever comes first
    answer, peak = _watched(job, pid, reading, begun)
    os.close(reading)
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)  # what the build may have left behind, too
    _, status, usage = os.wait4(pid, 0)
    if not answer:
        name = signal.Signals(os.WTERMSIG(status)).name if os.WIFSIGNALED(status) else "no answer"
        # Nobody else sends this signal than the kernel that runs out of memory.
        reason: Reason = "memory" if name == "SIGKILL" else "died"
        answer = {"reason": reason, "message": f"its process died ({name})"}
    unit = 1 if sys.platform == "darwin" else 1024
    return {
        **answer,
        "seconds": round(monotonic() - begun, 2),
        "processor": round(usage.ru_utime + usage.ru_stime, 2),
        "memory": max(peak, usage.ru_maxrss * unit),
    }


def _watched(job: Job, pid: int, reading: int, begun: float) -> tuple[Told, int]:
    """Wait for the answer of a book's process; gives with it the most memory that was seen."""
    parts: list[bytes] = []
    peak = 0
    for tick in count(1):
        ready, _, _ = select.select([reading, 0], [], [], TICK)
        if 0 in ready:  # the worker is gone: nothing else comes before the answer
            os.killpg(pid, signal.SIGKILL)
            sys.exit()
        if reading in ready:
            part = os.read(reading, CHUNK)
            if not part:
                return _whole(b"".join(parts)), peak
            parts.append(part)
        peak = max(peak, _held(pid, is_whole=tick % TICKS == 0))
        if job.memory and peak > job.memory:
            held = f"it took {peak / 1e6:,.0f} MB of memory, and {job.memory / 1e6:,.0f} were given"
            return {"reason": "memory", "message": held}, peak
        if monotonic() - begun > job.timeout:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGUSR1)
                select.select([reading], [], [], TELLING)
            message = f"it was not done after {job.timeout:,.0f} seconds"
            return {"reason": "time", "message": message}, peak
    raise AssertionError  # the count has no end


def _whole(answer: bytes) -> Told:
    """Give an answer; empty, if whoever gave it died over it."""
    with suppress(ValueError):
        told: Told = json.loads(answer)
        return told
    return {}


def _held(pid: int, is_whole: bool) -> int:
    """Give the bytes that a process holds; on the whole, with those that it has started."""
    total = 0
    with suppress(psutil.Error):
        process = psutil.Process(pid)
        for each in (process, *(process.children(recursive=True) if is_whole else ())):
            with suppress(psutil.Error):
                total += each.memory_info().rss
    return total


def _be_child(job: Job, writing: int) -> None:
    """Build the book, answer, and end, whatever comes."""
    try:
        _settle(job)
        answer = _built(job)
        os.write(writing, json.dumps(answer).encode())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)


def _settle(job: Job) -> None:
    """Be a group of processes of its own, which is ended as one; and the first to be sacrificed."""
    os.setpgid(0, 0)
    log = os.open(job.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    faulthandler.enable()
    faulthandler.register(signal.SIGUSR1)  # says where it hangs, even within a library
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        with suppress(OSError):
            # Where the machine runs out of memory, no other process must die for a book.
            Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")


def _built(job: Job) -> Told:
    try:
        return build_book(Path(job.source), Path(job.out), frozenset(job.formats))
    except RecensionError as error:
        return {"reason": "refused", "message": str(error)}
    except MemoryError:
        traceback.print_exc()
        return {"reason": "memory", "message": "there was no more memory"}
    except BaseException as error:
        traceback.print_exc()
        return {"reason": "fault", "message": f"{type(error).__name__}: {error}"}


if __name__ == "__main__":
    main(frozenset(sys.argv[1].split(",")))
