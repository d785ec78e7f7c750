"""The keepers of a worker, as it sees them: each is lent to one book at a time."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import IO, cast

from pipeline.batch.order import Job, Told

# -P: a folder named pipeline where the worker stands must not be taken for ours.
PROGRAM = (sys.executable, "-P", "-m", "pipeline.batch.keeper")
# One book takes one processor: a library that reckons must not take them all.
ALONE = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
PATIENCE = 120.0
"""Seconds that a keeper may take for itself, most of them to begin."""
_idle: SimpleQueue[Keeper] = SimpleQueue()


class Keeper:
    """A process in which books are built."""

    def __init__(self, formats: list[str]) -> None:
        self.formats = formats
        # A session of its own: what is typed to stop the run is for the client.
        self._process = subprocess.Popen(
            [*PROGRAM, ",".join(formats)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **ALONE},
            start_new_session=True,
        )

    def build(self, job: Job) -> Told | None:
        """Have a book built, and give the answer; None if the keeper is gone."""
        asked, answers = cast(IO[bytes], self._process.stdin), cast(IO[bytes], self._process.stdout)
        try:
            asked.write(json.dumps(job._asdict()).encode() + b"\n")
            asked.flush()
            if not select.select([answers], [], [], job.timeout + PATIENCE)[0]:
                self._process.kill()  # it hangs itself; what it has forked dies with it
            answer = answers.readline()
        except OSError:
            return None
        if not answer.endswith(b"\n"):
            return None
        told: Told = json.loads(answer)
        return told

    def end(self) -> None:
        """End the process, and wait for that."""
        with suppress(OSError):
            cast(IO[bytes], self._process.stdin).close()
        cast(IO[bytes], self._process.stdout).close()
        self._process.wait()


def build_kept(job: Job) -> Told:
    """Have a keeper build a book: one that is idle, or a new one."""
    with suppress(Empty):
        while True:
            keeper = _idle.get_nowait()
            if keeper.formats == job.formats and (answer := keeper.build(job)):
                _idle.put(keeper)
                return answer
            keeper.end()  # it was not asked for long, or makes other forms
    keeper = Keeper(job.formats)
    answer = keeper.build(job)
    if answer:
        _idle.put(keeper)
        return answer
    keeper.end()
    return {"reason": "died", "message": "the process in which books are built died, or never ran"}
