"""Runs of the batch, for tests: with keepers that do what the books say."""

import json
import logging
import sys
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from distributed import Client, WorkerPlugin

from pipeline.batch import keepers
from pipeline.batch.order import Item, Order, Outcome
from pipeline.batch.run import run
from pipeline.batch.version import version

PROGRAM = keepers.PROGRAM
FAKE = (sys.executable, "-m", "tests.fakekeeper")
HERE = {
    "n_workers": 2,
    "threads_per_worker": 1,
    "processes": False,
    "dashboard_address": "127.0.0.1:0",
    "silence_logs": logging.CRITICAL,
}
"""A cluster in this process."""
LONG = 60.0
LITTLE = 200_000_000


class Fake(WorkerPlugin):
    """Has workers in other processes, those that come later too, use the fake keeper."""

    def setup(self, worker: object) -> None:
        keepers.PROGRAM = FAKE


@contextmanager
def fake_keepers() -> Iterator[None]:
    """Have the workers in this process use the fake keeper, and say nothing of what they lose."""
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keepers, "PROGRAM", FAKE)
        yield
    end_all()


def end_all() -> None:
    """End the keepers that wait in this process."""
    while not keepers._idle.empty():
        keepers._idle.get().end()


def order_to(out: str) -> Order:
    return Order(frozenset({"epub"}), out, LONG, 0, version(), uuid.uuid4().hex)


def outcomes_of(client: Client, items: Sequence[Item], order: Order) -> dict[str, Outcome]:
    """Run, and give each outcome; none comes twice."""
    found: dict[int, Outcome] = {}

    def told(number: int, outcome: Outcome) -> None:
        assert number not in found
        found[number] = outcome

    run(client, items, order, told)
    assert sorted(found) == list(range(len(items)))
    return {outcome.book: outcome for outcome in found.values()}


def recorded(folder: Path) -> Outcome:
    """Give what the record in the folder of a book's results tells."""
    return Outcome(**json.loads((folder / "batch.json").read_text())["outcome"])
