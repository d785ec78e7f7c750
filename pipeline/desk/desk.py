"""The desk's state: what readers decided, what each of them sees of it, and who works where.

It belongs to the event loop of one process, in which nothing heavy may be done: texts are made and
checked by workers. What it gives out is frozen. What is decided is on the disk before the desk
counts it as said, and all its state is read from there: a desk that was killed begins again where
it was.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from pathlib import Path

from pipeline.decisions.store import append
from pipeline.desk.asked import Asked
from pipeline.desk.facsimile.images import Drawers, Images
from pipeline.desk.files import Files, Kept, fixed_stamps, stamps
from pipeline.desk.follow import Follower, Work
from pipeline.desk.leases import Lease, Leases
from pipeline.desk.progress import Progress, progress
from pipeline.desk.saving import saving
from pipeline.desk.seen import Question, Seen, question_of
from pipeline.desk.shown import View
from pipeline.desk.stream import Stream
from pipeline.errors import RecensionError
from pipeline.manuscript.folder import BookFolder
from pipeline.model.book import Source
from pipeline.model.decision import Decision
from pipeline.model.finding import Finding
from pipeline.model.places import Lines
from pipeline.model.settings import Settings
from pipeline.proofreading.blind import visible
from pipeline.proofreading.event import Event, made, same_reader
from pipeline.proofreading.pages import ProofPage
from pipeline.proofreading.states import PageState, page_states
from pipeline.proofreading.store import append_events

LOOK = 2.0
"""Seconds after which it is looked whether another hand wrote to the files."""
ENDING = frozenset({"read", "withdrawn"})
"""Marks with which a reader's work on a page ends."""
NOBODY = ""
"""The reader of no name, whose view all share; where readers read blind, each has one besides."""


class Desk:
    """All that one desk knows of one book, between `start` and `stop`."""

    source: Source
    lines: Lines

    def __init__(self, folder: BookFolder, workers: Work, stream: Stream) -> None:
        self.folder = folder
        self.workers = workers
        self.stream = stream
        self.leases = Leases()
        self.decisions: tuple[Decision, ...] = ()
        self.events: tuple[Event, ...] = ()
        self.writing = asyncio.Lock()
        """Held from where it is seen what stands on the disk to where something is added to it."""
        self._given: dict[str, Question] = {}
        self._images: Images | None = None
        self._drawers = Drawers.begin()
        self._views: dict[str, Follower] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._files = Files(folder)
        self._stamps = stamps(folder)
        self._fixed = fixed_stamps(folder)

    @property
    def settings(self) -> Settings:
        """What book.toml says of the book."""
        return self.folder.settings

    async def start(self) -> None:
        """Read the source and what was decided of it; the book and the questions follow.

        Raises:
            RecensionError: the source, a decisions file or one of events cannot be read.
        """
        await self.workers.start()
        self.source = await self.workers.source()
        self.lines = Lines(self.source.text)
        self.decisions, self.events = await asyncio.to_thread(self._files.read)
        self._follow(NOBODY, Seen(self.source, self.lines))
        self._begin(self._look())

    async def stop(self) -> None:
        """End all that goes on. What was decided is on the disk."""
        tasks = [*self._tasks]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.to_thread(self._drawers.close)
        await self.workers.stop()

    def seen(self, reader: str) -> Seen:
        """Give what a reader sees, with what is behind it."""
        key = same_reader(reader) if self.settings.proofreading.blind else NOBODY
        if key not in self._views:  # until it is made, the book is as everybody may see it
            self._follow(key, self._views[NOBODY].seen)
        return self._views[key].seen

    def view(self, reader: str) -> View:
        """Give what a reader sees of the book."""
        return self.seen(reader).view

    def asked(self, reader: str) -> tuple[Asked, ...]:
        """Give the open questions, in the order of their places."""
        return self.seen(reader).asked

    def question(self, reader: str, key: str) -> Asked | None:
        """Give a question by its key, whether or not it was answered; None: nothing asks it."""
        return self.seen(reader).by_key.get(key)

    @property
    def pages(self) -> tuple[ProofPage, ...]:
        """The pages that are proofread; none as long as the book is being read."""
        book = self._views[NOBODY].seen.view.book
        return book.pages if book else ()

    @property
    def images(self) -> Images:
        """The images of the book's pages."""
        if self._images is None or self._images.pages != self.pages:
            self._images = Images(self.folder, self.source, self.pages, self._drawers)
        return self._images

    def states(self) -> tuple[PageState, ...]:
        """Give how far each page is."""
        rounds = self.settings.proofreading.rounds
        return page_states(self.pages, self.events, rounds) if self.pages else ()

    def progress(self, reader: str) -> Progress:
        """Count how far the book is, for a reader."""
        seen = self.seen(reader)
        return progress(self.states(), seen.asked, len(seen.questions))

    async def decide(self, reader: str, decisions: Sequence[Decision]) -> None:
        """Write a reader's decisions, and go on from there once they are on the disk.

        Raises:
            UnsavedError: they cannot be written; nothing is changed then.
        """
        async with self.writing:
            await self.write(decisions)

    async def write(self, decisions: Sequence[Decision], answered: Finding | None = None) -> None:
        """Do as `decide`, for those who hold `writing` already. They answer what was asked."""
        where = self._demand(self.folder.decisions)
        with saving():
            await asyncio.to_thread(append, where, decisions)
        if answered is not None:
            asked = question_of(answered)
            self._given |= dict.fromkeys((each.id for each in decisions), asked)
        await self._read(Kept((*self.decisions, *decisions), self.events))

    async def mark(self, events: Sequence[Event]) -> None:
        """Write what a reader did with pages.

        Raises:
            UnsavedError: it cannot be written; nothing is changed then.
        """
        async with self.writing:
            where = self._demand(self.folder.proofreading)
            with saving():
                await asyncio.to_thread(append_events, where, events)
            await self._read(Kept(self.decisions, (*self.events, *events)))
        for event in events:
            if event.mark in ENDING:
                self._release(event)

    async def beat(self, reader: str, number: int, *, working: bool = False) -> Lease:
        """Hear that a reader has a page open, and give its lease, which may be another's.

        With the first sign that the reader is `working` on it, the page is begun.

        Raises:
            RecensionError: there is no such page.
        """
        page = self._page(number)
        before = self._holders()
        lease = self.leases.beat(number, reader)
        if self._holders() != before:
            self.stream.tell("pages")
        if working and not self._has_begun(page, reader):
            await self.mark([made(page, "begun", reader)])
        return lease

    def take(self, reader: str, number: int) -> None:
        """Take a page over from whoever works on it, who is told.

        Raises:
            RecensionError: there is no such page.
        """
        page = self._page(number)
        before = self.leases.take(number, reader)
        self.stream.tell("pages")
        if before is not None:
            said = f"{reader} took over page {page.label}."
            self.stream.tell("notice", {"said": said}, before.reader)

    def _release(self, event: Event) -> None:
        """Give back a page that its reader has done with."""
        for page in self.pages:
            if (page.hash, page.label) == (event.hash, event.page):
                self.leases.release(page.number, event.reader)

    def _holders(self) -> list[tuple[int, str]]:
        return [(each.page, each.reader) for each in self.leases.held()]

    def _page(self, number: int) -> ProofPage:
        if not 1 <= number <= len(self.pages):
            raise RecensionError("there is no such page", str(number), "see the list of pages")
        return self.pages[number - 1]

    def _has_begun(self, page: ProofPage, reader: str) -> bool:
        """Has the reader begun the page, or read it?"""
        state = self.states()[page.number - 1]
        names = (*state.readers, *(each.reader for each in state.at_work))
        return same_reader(reader) in map(same_reader, names)

    def _demand(self, where: Path | None) -> Path:
        if where is None:
            raise RecensionError(
                "a bare file has no decisions",
                str(self.folder.source_path),
                f"start a book: recension new {self.folder.source_path}",
            )
        return where

    def _follow(self, key: str, seen: Seen) -> None:
        """Begin a view, which then follows what is decided."""
        seen = seen.with_decisions(self._visible(key))
        self._views[key] = Follower(key, seen, self.workers, self.stream, self._tell_views)
        self._begin(self._views[key].run())

    def _tell_views(self) -> None:
        """Let each view follow what it may show now."""
        for key, view in self._views.items():
            decisions = self._visible(key)
            if decisions != view.seen.decisions:
                view.decide(decisions, self._given)
        self._given = {}

    def _visible(self, key: str) -> tuple[Decision, ...]:
        """Give the decisions that a view shows."""
        if not self.settings.proofreading.blind:
            return self.decisions
        states = self.states() if self._views else ()
        return visible(self.source, self.decisions, states, key)

    def _begin(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        """Tell of what should not have ended."""
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None:
            said = f"This is a fault of Recension ({error!r}). What was saved is safe."
            self.stream.tell("notice", {"said": said})
            task.get_loop().call_exception_handler({"message": said, "exception": error})

    async def _look(self) -> None:
        """Look now and then whether another hand wrote to the files."""
        while True:
            await asyncio.sleep(LOOK)
            if await asyncio.to_thread(stamps, self.folder) != self._stamps:
                async with self.writing:
                    await self._read(Kept(self.decisions, self.events))
            fixed = await asyncio.to_thread(fixed_stamps, self.folder)
            if fixed != self._fixed:
                self._fixed = fixed
                said = "The source or book.toml was changed. Start the desk again to see it."
                self.stream.tell("notice", {"said": said})

    async def _read(self, known: Kept) -> None:
        """Take over what stands on the disk; where that cannot be read, what is known."""
        self._stamps = await asyncio.to_thread(stamps, self.folder)
        try:
            kept = await asyncio.to_thread(self._files.read)
        except RecensionError as error:
            kept = known
            self.stream.tell("notice", {"said": f"The desk goes on with what it had: {error}"})
        marked = kept.events != self.events
        self.decisions, self.events = kept
        self._tell_views()
        if marked:
            self.stream.tell("pages")
