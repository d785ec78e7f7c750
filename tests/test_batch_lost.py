"""Schedulers and workers that are lost, are not there, or have stopped for memory."""

import os
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import dask
import psutil
import pytest
from distributed import Client, LocalCluster, Worker
from distributed.core import Status

from pipeline.batch import cluster
from pipeline.batch.cluster import connected
from pipeline.batch.run import run
from pipeline.errors import RecensionError
from tests.atbatch import HERE, LITTLE, Fake, fake_keepers, order_to, outcomes_of, recorded
from tests.libraries import given


@pytest.fixture(scope="module", autouse=True)
def _fake() -> Iterator[None]:
    with fake_keepers():
        yield


def test_a_scheduler_that_is_lost_is_told(tmp_path: Path) -> None:
    begun, go = tmp_path / "begun", tmp_path / "go"
    for pipe in (begun, go):
        os.mkfifo(pipe)
    items = given(tmp_path / "in", a=f"waits {begun} {go}")
    waits = "distributed.comm.timeouts.connect"
    with (
        dask.config.set({waits: dask.config.get(waits)}),  # and so it is again behind this
        LocalCluster(**HERE) as cluster,
        Client(cluster) as own,
    ):

        def lose() -> None:
            begun.read_text()
            dask.config.set({waits: "100ms"})  # or it takes long to end
            own.loop.add_callback(cluster.scheduler.close)

        threading.Thread(target=lose, daemon=True).start()
        with pytest.raises(RecensionError, match="scheduler was lost"):
            run(own, items, order_to(str(tmp_path / "out")), lambda number, outcome: None)
        go.write_text("")


def test_no_scheduler_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.batch.cluster.PATIENCE", 0.1)
    with (
        pytest.raises(RecensionError, match="no scheduler answers") as error,
        connected("tcp://127.0.0.1:9", 0),
    ):
        pass
    assert "dask scheduler" in error.value.remedy


def test_a_worker_that_is_lost_costs_no_book(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker is killed while it builds `a`; what it had begun is ended, and built by another."""
    # So that the scheduler gives up a book with its worker, and the run has to ask for it again.
    monkeypatch.setitem(cluster.SET, "distributed.scheduler.allowed-failures", 0)
    pipes = {name: tmp_path / name for name in ("a.begun", "a.go", "b.begun", "b.go")}
    for pipe in pipes.values():
        os.mkfifo(pipe)
    waits = {name: f"waits {pipes[f'{name}.begun']} {pipes[f'{name}.go']}" for name in "ab"}
    items = given(tmp_path / "in", **waits, **dict.fromkeys("cde", "good"))
    order = order_to(str(tmp_path / "out"))

    def kill() -> None:
        build = psutil.Process(int(pipes["a.begun"].read_text()))
        pipes["b.begun"].read_text()
        keeper, worker = build.parents()[:2]
        worker.kill()
        psutil.wait_procs([build, keeper])
        pipes["b.go"].write_text("")
        pipes["a.begun"].read_text()
        pipes["a.go"].write_text("")

    with connected("", 2) as client:
        client.register_plugin(Fake())
        paused = client.run(lambda dask_worker: dask_worker.memory_manager.memory_pause_fraction)
        assert [*paused.values()] == [False, False]
        killer = threading.Thread(target=kill, daemon=True)
        killer.start()
        found = outcomes_of(client, items, order)
        # First, since the killer waits for ever for a book that has failed.
        assert {each.message for each in found.values() if each.state != "built"} == set()
        killer.join()
    assert sorted(path.name for path in Path(order.out).iterdir()) == [*"abcde"]
    for name, outcome in found.items():
        assert recorded(Path(order.out, name)) == outcome


def test_workers_of_an_outer_scheduler_that_have_stopped_for_memory_go_on(tmp_path: Path) -> None:
    """With a share of memory that is less than they take themselves, they would wait for ever."""

    def stop(dask_worker: Worker) -> None:
        dask_worker.status = Status.paused

    items = given(tmp_path / "in", a="good")
    order = replace(order_to(str(tmp_path / "out")), memory=10 * LITTLE)
    with LocalCluster(**HERE, memory_limit=LITTLE // 10) as cluster:
        with Client(cluster) as other:
            other.run(stop)
        with connected(cluster.scheduler_address, 0) as client:
            assert outcomes_of(client, items, order)["a"].state == "built"
