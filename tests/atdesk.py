"""A desk for tests: over a folder, with workers that are told what the checks find."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import TypeVar

from pipeline.decisions.settle import settle
from pipeline.decisions.silence import unanswered
from pipeline.desk.desk import Desk
from pipeline.desk.shown import Emended, ShownBlock, ShownBook, ShownChapter, ShownNote
from pipeline.manuscript.folder import BookFolder
from pipeline.model.book import Source
from pipeline.model.decision import Decision
from pipeline.model.finding import Finding, Proposal, Span
from pipeline.model.settings import Proofreading, Settings
from pipeline.proofreading.pages import ProofPage
from tests.dump import source_of

RAW = """\
THE MILL

The mill of Lodz stood by the river, and nobody knew who had built it. The mil-
ler of Lodz was known for his "patience", and his wife for teh songs.1

In the winter the ice held the wheel fast.

THE MILL
1 The river is not named.
"""
AS_USUAL = Proofreading()
T = TypeVar("T")


def place(words: str, raw: str = RAW, number: int = 1) -> Span:
    """Give where words stand: the first time, or the time that is said."""
    at = -1
    for _ in range(number):
        at = raw.index(words, at + 1)
    return at, at + len(words)


def run_of(start: int, end: int, new: str = "", by: str = "") -> str:
    """Write a run as a worker does."""
    if by:
        return f'<span data-r="{start}-{end}" data-by="{by}">{escape(new)}</span>'
    return f'<span data-r="{start}">{escape(RAW[start:end])}</span>'


def book_of() -> ShownBook:
    """Give the book as it is shown: a heading, two paragraphs, a note, and a running head."""
    hyphen = place("-\n")
    marker = place("1", RAW)[0]
    first, last = place("The mill of"), place("songs.")
    quotes = [place('"')[0], place('"', number=2)[0]]
    inner = [
        run_of(first[0], hyphen[0]),
        run_of(hyphen[1], quotes[0]),
        run_of(quotes[0], quotes[0] + 1, "“", "quotation-mark"),
        run_of(quotes[0] + 1, quotes[1]),
        run_of(quotes[1], quotes[1] + 1, "”", "quotation-mark"),
        run_of(quotes[1] + 1, last[0]),
        run_of(*last, "songs.", "ligature-glyph"),
    ]
    head, third = place("THE MILL"), place("In the winter the ice held the wheel fast.")
    body = place("The river is not named.")
    blocks = (
        _block("heading-1", head, [run_of(*head)]),
        _block("paragraph", (first[0], marker + 1), inner),
        _block("paragraph", third, [run_of(*third)]),
    )
    html = _block("paragraph", body, [run_of(*body)]).html
    note = ShownNote("n1", "1", html, *body, "linked", ((marker, marker + 1),))
    chapter = ShownChapter("c1", "chapter", "THE MILL", blocks, (note,))
    again = place("THE MILL", number=2)
    cut = place("In the winter")[0]
    pages = (ProofPage(1, "5", 0, cut, "a1"), ProofPage(2, "6", cut, len(RAW), "b2"))
    return ShownBook("The Mill", "en", (chapter,), pages, ((*again, "running-head"),))


def _block(kind: str, at: Span, inner: Sequence[str]) -> ShownBlock:
    start, end = at
    html = f'<p data-block="{kind}" data-a="{start}" data-b="{end}">{"".join(inner)}</p>'
    return ShownBlock(html, kind, start, end)


def found() -> list[Finding]:
    """Give what the checks find in it."""
    lodz = (Proposal("Łódź", 0.9, scope="every"), Proposal("Lodzia", 0.1))
    return [
        Finding("lost-letter", "error", place("Lodz"), "or Łódź?", lodz),
        Finding("lost-letter", "error", place("Lodz", number=2), "or Łódź?", lodz),
        Finding("unknown-word", "query", place("teh"), "or the?", (Proposal("the", 0.8),)),
        Finding("lone-comma", "advice", (place(", and his")[0],) * 2, "a comma?", ()),
        Finding("short-line", "advice", place("In the winter"), "a heading?", ()),
    ]


class Workers:
    """Workers without processes: the book stays as it is, and the checks find what they are told.

    `lost` are the findings that are left of making the book.
    """

    def __init__(self) -> None:
        self.found = found()
        self.left: tuple[Finding, ...] = ()
        self.made: list[tuple[Decision, ...]] = []
        self.checks = 0

    async def start(self) -> None:
        """Begin nothing."""

    async def stop(self) -> None:
        """End nothing."""

    async def source(self) -> Source:
        return source_of(RAW)

    async def emended(self, view: str, decisions: Sequence[Decision]) -> Emended | None:
        self.made.append(tuple(decisions))
        settled = settle(source_of(RAW), decisions)
        return Emended(book_of(), settled, (*settled.findings, *self.left))

    async def checked(self, view: str, decisions: Sequence[Decision]) -> Sequence[Finding] | None:
        self.checks += 1
        settled = settle(source_of(RAW), decisions)
        asked = (*settled.findings, *self.left, *self.found)
        return tuple(unanswered(asked, settled.placed, RAW))

    async def alike(
        self, decisions: Sequence[Decision], made: Sequence[Decision]
    ) -> Mapping[str, tuple[Span, ...]]:
        spans = {}
        for each in made:
            words = RAW[slice(*each.at)]
            spans[each.id] = tuple(place(words, RAW, k + 1) for k in range(RAW.count(words)))
        return spans


class Told:
    """What readers were told, in order."""

    def __init__(self) -> None:
        self.all: list[tuple[str, Mapping[str, object]]] = []
        self._more = asyncio.Event()

    def tell(self, event: str, said: Mapping[str, object] | None = None, reader: str = "") -> None:
        self.all.append((event, {**(said or {}), **({"to": reader} if reader else {})}))
        self._more.set()

    def of(self, event: str) -> list[Mapping[str, object]]:
        """Give what was said of an event."""
        return [said for name, said in self.all if name == event]

    async def more(self) -> None:
        """Wait until something is told."""
        self._more.clear()
        async with asyncio.timeout(10):
            await self._more.wait()


def folder_of(where: Path, reading: Proofreading = AS_USUAL) -> BookFolder:
    """Give a book's folder with the source in it."""
    (where / "source").mkdir(parents=True, exist_ok=True)
    (where / "source" / "raw.txt").write_text(RAW, encoding="utf-8")
    (where / "book.toml").write_text('title = "The Mill"\n', encoding="utf-8")
    settings = Settings(proofreading=reading)
    return BookFolder("mill", settings, where / "source" / "raw.txt", where)


class Bench:
    """A desk that is open, and what it told."""

    def __init__(self, where: Path, reading: Proofreading = AS_USUAL) -> None:
        self.workers = Workers()
        self.told = Told()
        self.desk = Desk(folder_of(where, reading), self.workers, self.told)

    async def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds of the desk."""
        while not holds():
            await self.told.more()

    async def __aenter__(self) -> Bench:
        await self.desk.start()
        await self.until(lambda: self.workers.checks and self.desk.view("Ann").checked)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.desk.stop()


def at_desk(where: Path, work: Callable[[Bench], Awaitable[T]]) -> T:
    """Open a desk over a folder, do some work at it, and close it."""

    async def do() -> T:
        async with Bench(where) as bench:
            return await work(bench)

    return asyncio.run(do())
