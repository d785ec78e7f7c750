"""The cluster that builds: one of this machine's processors, or one that is there."""

from __future__ import annotations

import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import dask.config
from dask.system import CPU_COUNT
from distributed import Client, LocalCluster, Worker, WorkerPlugin
from distributed.core import Status

from pipeline.batch.version import version
from pipeline.errors import RecensionError

PATIENCE = 10.0
"""Seconds that a scheduler has to answer."""
LOSSES = 10
"""Workers that a book may lose: it is seldom to blame, having a process of its own."""
SET = {
    "distributed.scheduler.allowed-failures": LOSSES,
    "distributed.worker.memory.pause": False,
    "distributed.worker.memory.terminate": False,
}
"""Of a cluster of our own. A worker itself is no larger with large books: their processes are
watched. Where its share of memory is small, Dask would stop it, and the run would wait for ever."""
INSTALLED = (
    "set up the same version of Recension on all machines (make setup), and start the scheduler"
    " and the workers anew, each with the dask of that .venv"
)


class _Undisturbed(WorkerPlugin):  # type: ignore[misc]
    """Has a worker ignore what is typed at the terminal to stop the run: that is for the client."""

    def setup(self, worker: object) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)


class _Unpaused(WorkerPlugin):  # type: ignore[misc]
    """Has a worker not stop for want of memory, as those of our own cluster do not."""

    name = "recension-unpaused"

    def setup(self, worker: Worker) -> None:
        worker.memory_manager.memory_pause_fraction = False
        if worker.status == Status.paused:
            worker.status = Status.running


@contextmanager
def connected(scheduler: str, workers: int) -> Iterator[Client]:
    """Give a client of a scheduler; without one, of a cluster that ends with it.

    That has as many workers as asked, each a process; 0: one for each processor.

    Raises:
        RecensionError: the scheduler does not answer, or is of another version, or so is a worker.
    """
    _hush()
    if not scheduler:
        with (
            _local(workers or CPU_COUNT) as cluster,
            Client(cluster, timeout=PATIENCE) as client,
        ):
            client.register_plugin(_Undisturbed())
            yield client
        return
    try:
        client = Client(scheduler, timeout=PATIENCE)
    except (OSError, ValueError) as error:
        raise RecensionError(
            f"no scheduler answers ({error})",
            scheduler,
            "start one, dask scheduler, and workers, dask worker ADDRESS; give the address that it"
            " prints, tcp://…",
        ) from error
    with client:
        demand_versions(client)
        client.register_plugin(_Unpaused())
        yield client


def _hush() -> None:
    """Have Dask say nothing of workers that start, end or are lost: the run tells of books."""
    for name in tuple(logging.root.manager.loggerDict):
        if name.partition(".")[0] in ("distributed", "tornado"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _local(workers: int) -> LocalCluster:
    with dask.config.set(SET):
        return LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            dashboard_address="127.0.0.1:0",
            silence_logs=logging.CRITICAL,
        )


def demand_versions(client: Client) -> None:
    """Demand that the scheduler and its workers are of the same version as the client.

    Raises:
        RecensionError: one is of another.
    """
    found = client.get_versions()
    ours, theirs = (found[side]["packages"]["distributed"] for side in ("client", "scheduler"))
    if ours != theirs:
        raise RecensionError(
            f"the scheduler has Dask {theirs}, and this is {ours}",
            str(client.scheduler_info()["address"]),
            INSTALLED,
        )
    for address, answer in client.run(version, on_error="return").items():
        if answer != version():
            what = (
                f"this worker cannot run Recension ({type(answer).__name__}: {answer})"
                if isinstance(answer, Exception)
                else "this worker has another version of Recension, or of a library"
            )
            raise RecensionError(what, address, INSTALLED)
