"""A library from its list to its summary: what the command does."""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import dataclass
from pathlib import PurePosixPath
from time import monotonic

from pipeline.batch.cluster import connected
from pipeline.batch.order import PAGE, SUMMARY, Asked, Order, Outcome, State
from pipeline.batch.page import page
from pipeline.batch.places import absolute, below, opened, write, writing
from pipeline.batch.progress import line
from pipeline.batch.run import run
from pipeline.batch.shelf import books_of
from pipeline.batch.summary import rows_of, writer
from pipeline.batch.version import version

DEFAULT = f"{SUMMARY}.csv"


@dataclass(frozen=True, slots=True)
class Done:
    """What a run has done."""

    files: tuple[str, str]
    """The summary: its table and its page."""
    counts: Counter[State]


def build_library(asked: Asked) -> Done:
    """Build all books of a library, and write the summary, also where the run is interrupted.

    Raises:
        RecensionError: there is no book, no scheduler answers, a worker has another version, or
            results cannot be written here.
    """
    out = absolute(asked.out)
    table = absolute(asked.summary) if asked.summary else below(out, DEFAULT)
    shown = f"{table.removesuffix(PurePosixPath(table).suffix)}{PAGE}"
    write_table = writer(table)
    items = books_of(asked.library, out)
    _demand_room(out)
    run_id = uuid.uuid4().hex
    order = Order(asked.formats, out, asked.timeout, asked.memory, version(), run_id)
    begun = monotonic()
    with (
        connected(asked.scheduler, asked.workers) as client,
        line(len(items)) as bar,
        rows_of(len(items)) as rows,
    ):
        if not client.nthreads():
            bar.say(f"no worker is there yet; start one: dask worker {asked.scheduler}")

        def told(number: int, outcome: Outcome) -> None:
            rows.add(number, outcome)
            bar.tell(outcome)

        try:
            run(client, items, order, told)
        except KeyboardInterrupt:
            bar.say("stopped; the same command goes on from here")
            raise
        finally:
            if bar.counts:  # what an earlier run has told stays, if this one comes to nothing
                write(table, write_table(rows))
                write(shown, page(rows, len(items), monotonic() - begun))
    return Done((table, shown), bar.counts)


def _demand_room(out: str) -> None:
    """Demand that results can be written, before any is made.

    Raises:
        RecensionError: they cannot.
    """
    probe = below(out, f".{SUMMARY}")
    write(probe, b"")
    system, path = opened(probe)
    with writing(out):
        system.rm_file(path)
