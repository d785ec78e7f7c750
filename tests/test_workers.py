"""The desk's workers: what they give, what waits, and what becomes of those that die."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline.desk.making import workers as module
from pipeline.desk.making.pipe import Chapters, Job, framed
from pipeline.desk.making.workers import Workers
from pipeline.desk.shown import Emended
from pipeline.errors import RecensionError
from pipeline.manuscript.folder import BookFolder
from pipeline.read import read
from tests.atworkers import (
    FAKE,
    Gate,
    book_in,
    decided,
    locked,
    run,
    started,
    texts,
    use_fakes,
)
from tests.fakeworker import Engine

PARENT = """\
import asyncio, sys
from pathlib import Path
from pipeline.model.decision import Decision, Quote
from pipeline.desk.making import process, workers
from pipeline.manuscript.folder import find_book
process.PROGRAM = ("-P", sys.argv[1])

async def main():
    own = workers.Workers(find_book(sys.argv[2]))
    await own.start()
    await own.checked("", [])
    stuck = Decision("1", "ann", "editor", "replace", (0, 0), Quote("", "", ""), sys.argv[3])
    await own.emended("", [stuck])

asyncio.run(main())
"""


@pytest.fixture(autouse=True)
def _fakes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_fakes(tmp_path, monkeypatch)


@pytest.fixture
def book(tmp_path: Path) -> BookFolder:
    return book_in(tmp_path)


def test_they_give_what_the_engine_makes(book: BookFolder) -> None:
    async def test(workers: Workers) -> None:
        source = await workers.source()
        assert source.text == "The mill stood still.\n"
        made = [decided("a", 0), decided("b", 2)]
        assert texts(await workers.emended("", made)) == ["a", "", "b"]
        found = await workers.checked("", made)
        assert [each.message for each in found or ()] == ["a", "b"]
        assert await workers.alike(made, [decided("c", 1)]) == {"c": ((1, 1), (1, 1))}

    run(book, test)


def test_a_chapter_that_is_as_it_was_is_the_same_object(book: BookFolder) -> None:
    async def test(workers: Workers) -> None:
        one = await workers.emended("", [])
        two = await workers.emended("", [decided("a", 1)])
        other = await workers.emended("bob", [])
        assert one
        assert two
        assert other
        same = [x is y for x, y in zip(one.book.chapters, two.book.chapters, strict=True)]
        assert same == [True, False, True]
        assert texts(other) == ["", "", ""]
        assert other.book.chapters[0] is one.book.chapters[0]

    run(book, test)


def test_only_new_chapters_pass_the_pipe(book: BookFolder) -> None:
    engine = Engine(book, read(book.source_path))
    here, there = Chapters(), Chapters()
    sent = []
    for view, decisions in [
        ("", [decided("a")]),
        ("", [decided("a"), decided("b", 1)]),
        ("bob", []),
        ("", [decided("a"), decided("b", 1)]),
        ("", []),
        ("", []),
    ]:
        made = engine.emended(decisions)
        parcel = here.packed(view, made)
        assert parcel.emended.book.chapters == ()
        sent.append(sorted(each.id for each in parcel.new.values()))
        assert there.unpacked(view, parcel) == made
    assert sent == [["c0", "c1", "c2"], ["c1"], ["c0", "c1"], ["c0", "c1"], ["c0", "c1"], []]
    assert len(there.held) == 2


def test_of_what_waits_only_the_newest_of_a_view_is_made(book: BookFolder, tmp_path: Path) -> None:
    gate = Gate(tmp_path / "gate")

    async def test(workers: Workers) -> None:
        def ask(view: str, *news: str) -> asyncio.Task[Emended | None]:
            return asyncio.create_task(workers.emended(view, list(map(decided, news))))

        first = ask("", gate.order)
        await gate.reached()
        older, other, newer = ask("", "a"), ask("bob", "b"), ask("", "a", "c")
        previews = [asyncio.create_task(workers.alike([], [decided(x)])) for x in "xy"]
        assert await older is None
        await gate.open()
        assert texts(await first)[0] == gate.order
        assert texts(await other)[0] == "b"
        assert texts(await newer)[0] == "a c"
        assert [list(await each) for each in previews] == [["x"], ["y"]]

    run(book, test)


def test_the_checker_waits_for_the_editor_and_until_nothing_new_comes(
    book: BookFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "QUIET", 0.3)
    gate = Gate(tmp_path / "gate")

    async def test(workers: Workers) -> None:
        clock = asyncio.get_running_loop().time
        edited = asyncio.create_task(workers.emended("", [decided(gate.order)]))
        await gate.reached()
        older = asyncio.create_task(workers.checked("", []))
        newer = asyncio.create_task(workers.checked("", [decided("a")]))
        assert await older is None
        last = clock()
        another = asyncio.create_task(workers.emended("bob", []))
        await gate.open()
        await edited
        assert not newer.done()
        await another
        found = await newer
        assert clock() - last >= 0.3
        assert found
        assert found[0].message == "a"

    run(book, test)


def test_the_checker_stands_back_for_the_editor(book: BookFolder) -> None:
    async def test(workers: Workers) -> None:
        await workers.emended("", [])
        await workers.checked("", [])
        pids = [each._process.pid for each in (workers._editor, workers._checker) if each._process]
        own = os.getpriority(os.PRIO_PROCESS, 0)
        assert [os.getpriority(os.PRIO_PROCESS, pid) for pid in pids] == [own, min(own + 10, 19)]

    run(book, test)


def test_a_worker_that_is_killed_at_its_work_is_replaced(book: BookFolder, tmp_path: Path) -> None:
    async def test(workers: Workers) -> None:
        await workers.emended("", [decided("a", 1)])
        order = f"die-once {tmp_path / 'died'}"
        after = await workers.emended("", [decided("a", 1), decided(order)])
        assert texts(after) == [order, "a", ""]

    run(book, test)


def test_one_that_is_killed_when_idle_is_replaced(book: BookFolder) -> None:
    async def test(workers: Workers) -> None:
        await workers.emended("", [])
        process = workers._editor._process
        assert process
        process.kill()
        await process.wait()
        assert texts(await workers.emended("", [decided("a")]))[0] == "a"

    run(book, test)


@pytest.mark.parametrize(("order", "said"), [("die", "SIGKILL"), ("lack", "status 1")])
def test_a_job_that_two_workers_die_of_is_an_error(book: BookFolder, order: str, said: str) -> None:
    async def test(workers: Workers) -> None:
        with pytest.raises(RecensionError, match=f"editor of the desk died .*{said}"):
            await workers.emended("", [decided(order)])
        assert texts(await workers.emended("", [decided("a")]))[0] == "a"

    run(book, test)


def test_what_the_engine_refuses_arrives_as_its_error(book: BookFolder) -> None:
    async def test(workers: Workers) -> None:
        with pytest.raises(RecensionError) as raised:
            await workers.emended("", [decided("refuse")])
        error = raised.value
        assert (error.message, error.where) == ("it is not so", "book.toml:3")
        assert error.remedy == "say it otherwise"
        with pytest.raises(RecensionError, match="KeyError: 'garden'"):
            await workers.checked("", [decided("fail")])
        assert texts(await workers.emended("", [decided("a")]))[0] == "a"

    run(book, test)


def test_a_source_that_cannot_be_read_can_be_mended(book: BookFolder) -> None:
    text = book.source_path.read_bytes()
    book.source_path.unlink()

    async def test(workers: Workers) -> None:
        with pytest.raises(RecensionError, match="no such file"):
            await workers.source()
        book.source_path.write_bytes(text)
        assert (await workers.source()).text == text.decode()

    run(book, test)


def test_what_is_printed_does_not_come_into_the_pipe(book: BookFolder) -> None:
    async def test(workers: Workers) -> None:
        assert texts(await workers.emended("", [decided("print")]))[0] == "print"

    run(book, test)


@pytest.mark.parametrize("role", ["editor", "checker"])
def test_a_system_that_starts_no_more_processes_is_told_of(
    book: BookFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, role: str
) -> None:
    start = asyncio.create_subprocess_exec

    async def limited(*call: str, **rest: Any) -> asyncio.subprocess.Process:
        if call[-1] == role:
            raise BlockingIOError(11, "Resource temporarily unavailable")
        return await start(*call, **rest)

    monkeypatch.setattr(asyncio, "create_subprocess_exec", limited)

    async def test() -> None:
        with pytest.raises(RecensionError, match=f"{role} of the desk cannot be started"):
            await Workers(book).start()

    asyncio.run(test())
    if role == "checker":
        locked(tmp_path, ["editor"])


def test_no_process_stays_after_the_end(book: BookFolder, tmp_path: Path) -> None:
    gate = Gate(tmp_path / "gate")

    async def test() -> None:
        async with started(book) as workers:
            await workers.checked("", [])
            stuck = asyncio.create_task(workers.emended("", [decided(gate.order)]))
            await gate.reached()
            waiting = asyncio.create_task(workers.emended("", []))
            await asyncio.sleep(0)
        for task in (stuck, waiting):
            with pytest.raises(asyncio.CancelledError):
                await task

    asyncio.run(asyncio.wait_for(test(), 60))
    locked(tmp_path)


def test_a_process_whose_work_nobody_takes_ends_without_a_word(book: BookFolder) -> None:
    # A desk that is killed shuts what it reads, it may be a moment before what it writes.
    call = [sys.executable, "-P", str(FAKE), "editor"]
    pipe = subprocess.PIPE
    with subprocess.Popen(call, stdin=pipe, stdout=pipe, stderr=pipe) as worker:
        assert worker.stdin
        assert worker.stdout
        assert worker.stderr
        worker.stdout.close()
        worker.stdin.write(framed(book) + framed(Job("source", (), "")))
        worker.stdin.flush()
        assert (worker.wait(60), worker.stderr.read()) == (0, b"")


def test_no_process_outlives_a_desk_that_is_killed(book: BookFolder, tmp_path: Path) -> None:
    gate = Gate(tmp_path / "gate")
    call = [sys.executable, "-c", PARENT, str(FAKE), str(book.source_path), gate.order]
    with subprocess.Popen(call) as parent:
        asyncio.run(asyncio.wait_for(gate.reached(), 60))
        parent.send_signal(signal.SIGKILL)
    locked(tmp_path)
