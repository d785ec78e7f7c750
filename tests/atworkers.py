"""Workers of a desk, for tests: over a small book, with an engine that does what decisions say."""

from __future__ import annotations

import asyncio
import fcntl
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from pipeline.desk.making import process as processes
from pipeline.desk.making import workers as module
from pipeline.desk.making.keeping import made_key
from pipeline.desk.making.pipe import Name
from pipeline.desk.making.workers import Workers
from pipeline.desk.shown import Emended
from pipeline.machine import cache
from pipeline.manuscript.folder import BookFolder, find_book
from pipeline.model.decision import Decision, Quote
from pipeline.read import digest

PROGRAM = processes.PROGRAM
FAKE = Path(__file__).parent / "fakeworker.py"


def use_fakes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the workers be such, and keep in a folder what they do."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "xdg"))
    monkeypatch.setenv("TEST_LOCKS", str(folder))
    monkeypatch.setattr(processes, "PROGRAM", ("-P", str(FAKE)))
    monkeypatch.setattr(module, "QUIET", 0.0)
    # What is to be kept is waited for, however busy the machine is.
    monkeypatch.setattr(processes, "PATIENCE", 60.0)


def book_in(folder: Path) -> BookFolder:
    """Write the book."""
    path = folder / "mill.txt"
    path.write_text("The mill stood still.\n", encoding="utf-8")
    return find_book(str(path))


def decided(new: str, chapter: int = 0) -> Decision:
    return Decision(new, "ann", "editor", "replace", (chapter, chapter), Quote("", "", ""), new)


@asynccontextmanager
async def started(book: BookFolder) -> AsyncIterator[Workers]:
    made = Workers(book)
    await made.start()
    try:
        yield made
    finally:
        await made.stop()


def run(book: BookFolder, test: Callable[[Workers], Awaitable[None]]) -> None:
    async def whole() -> None:
        async with started(book) as workers:
            await asyncio.wait_for(test(workers), 60)

    asyncio.run(whole())


class Gate:
    """Holds a worker at its work until it is opened."""

    def __init__(self, path: Path) -> None:
        self.path = path
        os.mkfifo(f"{path}.begun")
        os.mkfifo(f"{path}.go")

    @property
    def order(self) -> str:
        return f"wait {self.path}"

    async def reached(self) -> None:
        await asyncio.to_thread(Path(f"{self.path}.begun").read_text)

    async def open(self) -> None:
        await asyncio.to_thread(Path(f"{self.path}.go").write_text, "")


def kept(name: Name, book: BookFolder, decisions: Sequence[Decision]) -> Any:
    """Give what is kept of what a job made."""
    return cache.load(made_key(name, book, digest(book.source_path), decisions))


def texts(emended: Emended | None) -> list[str]:
    assert emended
    return [chapter.blocks[0].html for chapter in emended.book.chapters]


def locked(folder: Path, roles: Sequence[str] = ("editor", "checker")) -> None:
    """Wait until no process of these roles lives."""
    for role in roles:
        held = os.open(folder / role, os.O_RDWR)
        fcntl.flock(held, fcntl.LOCK_EX)
        os.close(held)
