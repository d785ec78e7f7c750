"""A worker of the desk, a process of its own: `python -m pipeline.desk.making.worker ROLE`.

Gets a book's folder and then jobs through its standard input, one at a time, and gives back what it
made of each. It ends when the desk does, whatever it is at: the pipe is then closed.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from functools import cached_property
from queue import Empty, SimpleQueue
from threading import Thread
from typing import BinaryIO, Protocol, cast

from pipeline.desk.making.keeping import made_key
from pipeline.desk.making.pipe import (
    LENGTH,
    NO_CACHE,
    Chapters,
    Job,
    Name,
    Refused,
    Role,
    framed,
    opened,
)
from pipeline.desk.shown import Emended
from pipeline.errors import RecensionError
from pipeline.machine import cache
from pipeline.machine.answers import keep_answers
from pipeline.manuscript.folder import BookFolder
from pipeline.model.book import Source
from pipeline.model.decision import Decision
from pipeline.model.finding import Finding, Span
from pipeline.read import digest
from pipeline.stages import source_of

NICENESS = 10
"""How far the checker stands back for the editor, for which a person waits."""
UNASKED = 30.0
"""Seconds without a job after which the last results are kept: not after each decision, since each
would be a new entry of some megabytes."""
FAULT = "this is a fault of Recension: please report it with what the terminal of the desk says"


class Engine(Protocol):
    """What makes a book's views: `pipeline.desk.making.engine.Engine`."""

    def emended(self, decisions: Sequence[Decision]) -> Emended:
        """Make the book as decisions have it."""

    def checked(self, decisions: Sequence[Decision]) -> tuple[Finding, ...]:
        """Check it."""

    def alike(
        self, decisions: Sequence[Decision], made: Sequence[Decision]
    ) -> Mapping[str, tuple[Span, ...]]:
        """Tell where more decisions would hold."""


Make = Callable[[BookFolder, Source], Engine]
"""Makes the engine of a book."""


class Worker:
    """Does the jobs of one book."""

    def __init__(self, folder: BookFolder, load: Callable[[], Make]) -> None:
        self.folder = folder
        self.load = load
        self.chapters = Chapters()
        self.unkept: dict[tuple[Name, str], tuple[Sequence[Decision], object]] = {}
        """By job and view, what was made last, and of what decisions."""

    @cached_property
    def source(self) -> Source:
        """The book's source. Where it cannot be read, each job says so until it can."""
        return source_of(self.folder, digest(self.folder.source_path))

    @cached_property
    def engine(self) -> Engine:
        """The engine of the book."""
        return self.load()(self.folder, self.source)

    def done(self, job: Job) -> object:
        """Do a job, and give its result or what stood against it.

        Raises:
            MemoryError: there is too little memory here; there may be more for another process.
        """
        try:
            if job.name == "source":
                return self.source
            made = getattr(self.engine, job.name)(*job.arguments)
        except RecensionError as error:
            return Refused(error.message, error.where, error.remedy)
        except MemoryError:
            raise
        except Exception as error:
            sys.excepthook(type(error), error, error.__traceback__)
            return Refused(f"{type(error).__name__}: {error}", self.folder.name, FAULT)
        if job.name != "alike":
            decisions = cast("Sequence[Decision]", job.arguments[0])
            self.unkept[job.name, job.view] = decisions, made
        return self.chapters.packed(job.view, made) if job.name == "emended" else made

    def keep(self) -> None:
        """Keep what was made last, of each view."""
        for (name, _), (decisions, made) in self.unkept.items():
            cache.keep(made_key(name, self.folder, self.source.sha256, decisions), made)
        self.unkept.clear()
        keep_answers()


def main(load: Callable[[], Make]) -> None:
    """Do jobs until the desk wants no more.

    `load` imports what makes the engine. That takes longer than to read most sources, so that the
    editor begins with it only when it has given the source.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # of the terminal; the desk says when to end
    role = cast(Role, sys.argv[1])
    if role == "checker":
        os.nice(NICENESS)
    asked, given = _pipes()
    jobs: SimpleQueue[object] = SimpleQueue()
    Thread(target=_receive, args=(asked, jobs), daemon=True).start()
    if role == "checker":
        load()
    worker = Worker(cast(BookFolder, jobs.get()), load)  # it comes first
    with cache.unused() if NO_CACHE in sys.argv else nullcontext():
        while (job := _next(jobs, worker)) is not None:
            _give(given, worker.done(job))
            load()
        worker.keep()


def _give(given: BinaryIO, made: object) -> None:
    """Give the desk what was made; end the process with a desk that is gone."""
    try:
        given.write(framed(made))
        given.flush()
    except BrokenPipeError:
        os._exit(0)


def _next(jobs: SimpleQueue[object], worker: Worker) -> Job | None:
    """Wait for a job; None is the last."""
    try:
        return cast(Job | None, jobs.get(timeout=UNASKED))
    except Empty:
        worker.keep()
    return cast(Job | None, jobs.get())


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """Take the pipes for the desk alone: nothing that is printed or run here may get at them."""
    asked, given = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return asked, given


def _receive(asked: BinaryIO, jobs: SimpleQueue[object]) -> None:
    """Take in jobs; end the process with the desk."""
    while len(head := asked.read(LENGTH.size)) == LENGTH.size:
        data = asked.read(*LENGTH.unpack(head))
        jobs.put(opened(data))
    os._exit(0)


def _engine() -> Make:
    from pipeline.desk.making.engine import Engine

    return Engine


if __name__ == "__main__":
    main(_engine)
