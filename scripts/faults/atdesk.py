"""An answer at the desk, in this process: what makes its views is not started as others."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from pipeline.desk.answering import answers
from pipeline.desk.desk import Desk
from pipeline.desk.making.engine import Engine
from pipeline.desk.saving import UnsavedError
from pipeline.desk.shown import Emended
from pipeline.desk.stream import Stream
from pipeline.manuscript.folder import BookFolder, find_book
from pipeline.model.book import Source
from pipeline.model.decision import Decision
from pipeline.model.finding import Finding, Span
from pipeline.read import read

WORDS, NEW = "The the", "The"


class Here:
    """Makes the desk's views at once."""

    def __init__(self, folder: BookFolder) -> None:
        self._source = read(folder.source_path)
        self._engine = Engine(folder, self._source)

    async def start(self) -> None:
        """Start nothing."""

    async def stop(self) -> None:
        """End nothing."""

    async def source(self) -> Source:
        """Give the source."""
        return self._source

    async def emended(self, view: str, decisions: Sequence[Decision]) -> Emended | None:
        """Make the book as decisions say."""
        return self._engine.emended(decisions)

    async def checked(self, view: str, decisions: Sequence[Decision]) -> Sequence[Finding] | None:
        """Check nothing."""
        return None

    async def alike(
        self, decisions: Sequence[Decision], made: Sequence[Decision]
    ) -> Mapping[str, tuple[Span, ...]]:
        """Tell where more decisions would hold."""
        return self._engine.alike(decisions, made)


def answer(who: str = "Ann", words: str = WORDS, new: str = NEW) -> int:
    """Have somebody decide about words at a desk of the book `mill`, and print what is told."""
    return asyncio.run(_answer(find_book("mill"), who, words, new))


async def _answer(folder: BookFolder, who: str, words: str, new: str) -> int:
    stream = Stream()
    desk = Desk(folder, Here(folder), stream)
    await desk.start()
    try:
        told = stream.messages()
        while desk.view(who).book is None:
            await anext(told)
        at = desk.source.text.index(words)
        place = {"a": str(at), "b": str(at + len(words))}
        form = {"action": "replace", "new": new, "nonce": f"the form of {who} about {words}"}
        await answers.decide(desk, who, {**form, **place})
        print("Saved", flush=True)
    except UnsavedError as error:
        print(f"Not kept: {error}")
        return 2
    finally:
        await desk.stop()
    return 0
