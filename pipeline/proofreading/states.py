"""The states of a book's pages, as the events tell them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal, NamedTuple

from pipeline.manuscript.folder import BookFolder
from pipeline.model.book import Book, Source
from pipeline.model.settings import Round
from pipeline.proofreading.event import Event, same_reader
from pipeline.proofreading.pages import ProofPage, proof_pages
from pipeline.proofreading.store import read_events

State = Literal["empty", "unread", "in work", "read once", "read twice", "problem"]
LEFT = timedelta(hours=4)
"""So long after its last sign a page that was begun may be taken by others. Distributed
Proofreaders gives a page back after as long."""


class Reading(NamedTuple):
    """That a page was read."""

    reader: str
    round: Round
    when: datetime
    blind: bool
    """Without seeing what others decided about it."""


class Work(NamedTuple):
    """That a page was begun and not ended."""

    reader: str
    since: datetime
    last: datetime
    """The last sign of it."""
    to: int | None
    """How far the page was read: an offset in the raw source."""


@dataclass(frozen=True, slots=True)
class PageState:
    """How far a page is."""

    page: ProofPage
    rounds: tuple[Round, ...]
    """What it is to be read for, in order."""
    readings: tuple[Reading, ...] = ()
    """Those of it as it is now, in the order of time; of each reader the first for each round."""
    first: tuple[Reading, ...] = ()
    """The first of each reader, even if it was taken back: after it, nothing is read blind."""
    at_work: tuple[Work, ...] = ()
    """Of those who began and have not ended."""
    left: tuple[Work, ...] = ()
    """Of those who began and have long given no sign: others may read it."""
    problems: tuple[Event, ...] = ()
    """Those that are not solved."""

    @property
    def readers(self) -> tuple[str, ...]:
        """Those who read it, in the order of their first readings."""
        names: dict[str, str] = {}
        for each in self.readings:
            names.setdefault(same_reader(each.reader), each.reader)
        return (*names.values(),)

    @property
    def state(self) -> State:
        """The state in one word: what keeps the page back comes first."""
        if self.problems:
            return "problem"
        if not self.page.hash:
            return "empty"
        if self.at_work:
            return "in work"
        return ("unread", "read once", "read twice")[min(2, len(self.readers))]


def states_of(folder: BookFolder, source: Source, book: Book) -> tuple[PageState, ...]:
    """Read how far the pages of a book are; none of a bare file, of which nobody notes it.

    Raises:
        RecensionError: what was noted cannot be read.
    """
    if folder.proofreading is None:
        return ()
    rounds = folder.settings.proofreading.rounds
    return page_states(proof_pages(source, book), read_events(folder.proofreading), rounds)


def page_states(
    pages: Sequence[ProofPage],
    events: Iterable[Event],
    rounds: Sequence[Round],
    now: datetime | None = None,
) -> tuple[PageState, ...]:
    """Tell the state of each page, `now` or at this moment; the events are in the order of time.

    Events are about a page's text, not its number: where the text was changed since, the page is
    unread again. Only its problems stay, at the page that now has its number, until they are
    solved. Pages without any text are told apart by their labels.
    """
    told = [*events]
    keys = [_key(page.hash, page.label) for page in pages]
    by_page: dict[tuple[str, str], list[Event]] = {key: [] for key in keys}
    by_label = {page.label: key for page, key in zip(reversed(pages), reversed(keys), strict=True)}
    solved = {event.of for event in told if event.mark == "solved"}
    for event in told:
        key = _key(event.hash, event.page)
        if key in by_page:
            by_page[key].append(event)
        elif event.mark == "problem":
            by_page[by_label.get(event.page, keys[0])].append(event)
    stale = (now or datetime.now(UTC)) - LEFT
    return tuple(
        _state(page, tuple(rounds), by_page[key], solved, stale)
        for page, key in zip(pages, keys, strict=True)
    )


def _key(hashed: str, label: str) -> tuple[str, str]:
    return (hashed, "" if hashed else label)


def _state(
    page: ProofPage,
    rounds: tuple[Round, ...],
    events: Sequence[Event],
    solved: Set[str],
    stale: datetime,
) -> PageState:
    readings: dict[tuple[str, Round], Reading] = {}
    first: dict[str, Reading] = {}
    works: dict[str, Work] = {}
    for event in events:
        who = same_reader(event.reader)
        if event.mark in ("begun", "reached"):
            works[who] = _work(page, event, works.get(who))
        elif event.mark == "read":
            works.pop(who, None)
            reading = Reading(event.reader, event.round or "text", event.when, event.blind)
            readings.setdefault((who, reading.round), reading)
            first.setdefault(who, reading)
        elif event.mark == "withdrawn" and not (works.pop(who, None) and event.round):
            # Both were taken back by what was written before there were rounds.
            readings.pop((who, event.round or "text"), None)
    return PageState(
        page,
        rounds,
        (*readings.values(),),
        (*first.values(),),
        tuple(each for each in works.values() if each.last >= stale),
        tuple(each for each in works.values() if each.last < stale),
        tuple(e for e in events if e.mark == "problem" and e.id not in solved),
    )


def _work(page: ProofPage, event: Event, before: Work | None) -> Work:
    since, to = (before.since, before.to) if before else (event.when, None)
    if event.to is not None:
        to = min(page.start + event.to, page.end)
    return Work(event.reader, since, event.when, to)
