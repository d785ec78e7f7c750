"""The states of a book's pages, as the events tell them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pipeline.proofreading.event import Event, same_reader
from pipeline.proofreading.pages import ProofPage

State = Literal["empty", "unread", "in work", "read once", "read twice", "problem"]


@dataclass(frozen=True, slots=True)
class PageState:
    """How far a page is."""

    page: ProofPage
    readers: tuple[str, ...] = ()
    """Those who read it, as it is now, in the order of their first readings."""
    at_work: tuple[tuple[str, datetime], ...] = ()
    """Those who began and have not ended, and since when."""
    problems: tuple[Event, ...] = ()
    """Those that are not solved."""

    @property
    def state(self) -> State:
        """The state in one word: what keeps the page back comes first."""
        if self.problems:
            return "problem"
        if not self.page.hash:
            return "empty"
        if self.at_work:
            return "in work"
        if not self.readers:
            return "unread"
        return "read once" if len(self.readers) == 1 else "read twice"

    @property
    def is_read(self) -> bool:
        """Has somebody read it, or is there nothing on it to be read?"""
        return bool(self.readers) or not self.page.hash


def page_states(pages: Sequence[ProofPage], events: Iterable[Event]) -> tuple[PageState, ...]:
    """Tell the state of each page; the events are in the order of time.

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
    return tuple(_state(page, by_page[key], solved) for page, key in zip(pages, keys, strict=True))


def _key(hashed: str, label: str) -> tuple[str, str]:
    return (hashed, "" if hashed else label)


def _state(page: ProofPage, events: Sequence[Event], solved: Set[str]) -> PageState:
    readers: dict[str, str] = {}
    at_work: dict[str, tuple[str, datetime]] = {}
    for event in events:
        key = same_reader(event.reader)
        if event.mark == "begun":
            at_work[key] = (event.reader, event.when)
        elif event.mark == "read":
            at_work.pop(key, None)
            readers.setdefault(key, event.reader)
        elif event.mark == "withdrawn":
            at_work.pop(key, None)
            readers.pop(key, None)
    problems = tuple(e for e in events if e.mark == "problem" and e.id not in solved)
    return PageState(page, (*readers.values(),), (*at_work.values(),), problems)
