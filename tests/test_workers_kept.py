"""What a desk's workers keep, and what they open with."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

import pytest

import pipeline.desk.making.engine
from pipeline.decisions.make import Maker
from pipeline.desk.making import process as processes
from pipeline.desk.making.pipe import Job
from pipeline.desk.making.worker import Worker, _next
from pipeline.desk.making.workers import Workers
from pipeline.machine import cache
from pipeline.manuscript.folder import BookFolder
from pipeline.read import read
from tests.atworkers import (
    PROGRAM,
    Gate,
    book_in,
    decided,
    kept,
    run,
    texts,
    use_fakes,
)
from tests.fakeworker import Engine


@pytest.fixture(autouse=True)
def _fakes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_fakes(tmp_path, monkeypatch)


@pytest.fixture
def book(tmp_path: Path) -> BookFolder:
    return book_in(tmp_path)


def test_what_was_made_last_is_kept_when_nothing_more_is_asked(
    book: BookFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    decisions = [decided("a", 1)]
    own = Worker(book, lambda: Engine)
    own.done(Job("emended", (decisions,)))
    assert kept("emended", book, decisions) is None

    class Quiet(SimpleQueue[Any]):
        def get(self, block: bool = True, timeout: float | None = None) -> Any:
            if timeout:
                raise Empty
            return super().get()

    jobs = Quiet()
    jobs.put(None)
    assert _next(jobs, own) is None
    assert kept("emended", book, decisions)


def test_a_desk_opens_with_what_was_kept_at_its_end(book: BookFolder, tmp_path: Path) -> None:
    gate = Gate(tmp_path / "gate")
    decisions = [decided("a", 1), decided(gate.order)]
    made: list[Any] = []

    async def first(workers: Workers) -> None:
        await workers.source()
        for job in (workers.emended, workers.checked):
            result = asyncio.create_task(job("", decisions))
            await gate.reached()
            await gate.open()
            made.append(await result)

    async def again(workers: Workers) -> None:
        assert (await workers.source()).text == "The mill stood still.\n"
        found = await workers.emended("", decisions)
        # It is given while the editor has not yet made it, and would then be by another process.
        await gate.reached()
        assert [found, await workers.checked("", decisions)] == made
        later = asyncio.create_task(workers.emended("", [decided("b", 2)]))
        await gate.open()
        assert texts(await later) == ["", "", "b"]

    run(book, first)
    run(book, again)


def test_an_altered_entry_is_made_anew(book: BookFolder, tmp_path: Path) -> None:
    async def test(workers: Workers) -> None:
        await workers.source()
        assert texts(await workers.emended("", [decided("a")]))[0] == "a"
        found = await workers.checked("", [decided("a")])
        assert [each.message for each in found or ()] == ["a"]

    run(book, test)
    entries = list((tmp_path / "xdg/recension").iterdir())
    assert len(entries) >= 3
    for path in entries:
        path.write_bytes(path.read_bytes()[:-1])
    run(book, test)
    assert kept("emended", book, [decided("a")])


def test_without_the_cache_nothing_is_kept(book: BookFolder, tmp_path: Path) -> None:
    async def test(workers: Workers) -> None:
        await workers.source()
        assert texts(await workers.emended("", [decided("a")]))[0] == "a"

    with cache.unused():
        run(book, test)
    assert not (tmp_path / "xdg/recension").exists()


def test_another_source_or_other_settings_are_another_book(book: BookFolder) -> None:
    decisions = [decided("a")]

    async def test(workers: Workers) -> None:
        await workers.emended("", decisions)

    run(book, test)
    assert kept("emended", book, decisions)
    assert kept("checked", book, decisions) is None
    # Findings tell where a decision is written.
    for others in ([], [replace(decisions[0], line=4)]):
        assert kept("emended", book, others) is None
    titled = replace(book, settings=replace(book.settings, title="The Wheel"))
    for other in (replace(book, name="wheel"), titled):
        assert kept("emended", other, decisions) is None
    book.source_path.write_text("The wheel stood still.\n", encoding="utf-8")
    assert kept("emended", book, decisions) is None


def test_they_make_what_the_engine_makes_here(
    book: BookFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "PROGRAM", PROGRAM)
    source = read(book.source_path)
    maker = Maker(source, "Ann")
    decisions = [maker.make("replace", (4, 8), "wheel"), maker.make("heading", (0, 20), "1")]
    engine = pipeline.desk.making.engine.Engine(book, source)
    emended, findings = engine.emended(decisions), engine.checked(decisions)

    async def test(workers: Workers) -> None:
        assert await workers.source() == source
        assert await workers.emended("", decisions) == emended
        assert await workers.checked("", decisions) == findings
        assert await workers.alike([], decisions) == engine.alike([], decisions)

    run(book, test)
    assert kept("emended", book, decisions) == emended
    assert kept("checked", book, decisions) == findings
