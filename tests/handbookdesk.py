"""The desk of the sample book, for tests, with its engine in the same process."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from pipeline.desk.answering.answers import Saved, decide
from pipeline.desk.desk import Desk
from pipeline.desk.making.engine import Engine
from pipeline.desk.shown import Emended, ShownBlock, ShownBook, ShownNote
from pipeline.manuscript.folder import find_book
from pipeline.model.book import Source
from pipeline.model.decision import Decision
from pipeline.model.finding import Finding, Span
from tests.atdesk import Told

HANDBOOK = Path("tests/smallbook")


class InProcess:
    """The desk's engine as its worker, here and not in a process of its own.

    It begins a book only when `open` is set, so that a test may decide much before.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.open = asyncio.Event()
        self.open.set()

    async def start(self) -> None:
        """Begin nothing."""

    async def stop(self) -> None:
        """End nothing."""

    async def source(self) -> Source:
        return self.engine.source

    async def emended(self, view: str, decisions: Sequence[Decision]) -> Emended | None:
        await self.open.wait()
        return self.engine.emended(decisions)

    async def checked(self, view: str, decisions: Sequence[Decision]) -> Sequence[Finding] | None:
        await self.open.wait()
        return self.engine.checked(decisions)

    async def alike(
        self, decisions: Sequence[Decision], made: Sequence[Decision]
    ) -> Mapping[str, tuple[Span, ...]]:
        return self.engine.alike(decisions, made)


class Handbook:
    """The desk of the sample book."""

    def __init__(self, where: Path, engine: Engine) -> None:
        self.told = Told()
        self.workers = InProcess(engine)
        folder = find_book(str(where))
        self.desk = Desk(folder, self.workers, self.told)
        self.raw = engine.source.text

    @property
    def book(self) -> ShownBook:
        book = self.desk.view("Ann").book
        assert book is not None
        return book

    def place(self, words: str) -> Span:
        """Give where words stand; they stand there once."""
        (found,) = re.finditer(r"\s+".join(map(re.escape, words.split())), self.raw)
        return found.span()

    def block(self, words: str) -> ShownBlock:
        """Give the block in which words stand."""
        start, _ = self.place(words)
        blocks = (block for chapter in self.book.chapters for block in chapter.blocks)
        return next(block for block in blocks if block.start <= start < block.end)

    def note(self, id_: str) -> ShownNote:
        return next(note for note in self.book.notes() if note.id == id_)

    async def decide(self, at: Span, action: str, new: str = "", **rest: str) -> Saved:
        form = {"a": str(at[0]), "b": str(at[1]), "action": action, "new": new, **rest}
        saved = await decide(self.desk, "Ann", form)
        assert isinstance(saved, Saved)
        return saved

    async def until(self, holds: Callable[[], object]) -> None:
        while not holds():
            await self.told.more()

    async def emended(self) -> None:
        """Wait until the book is as all that was decided makes it."""
        ids = {each.id for each in self.desk.decisions}
        self.workers.open.set()
        await self.until(lambda: self.desk.view("Ann").checked)
        assert {each.id for each in self.desk.view("Ann").settled.decisions} == ids


def shown(html: str) -> str:
    """Give the letters of a block as they are read."""
    return " ".join("".join(re.split(r"<[^>]*>", html)).split())
