"""An event: what a reader did with a page. It is written as one line of JSON.

As each line is whole in itself, git's union merge of two branches keeps the events of both.
"""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Literal, get_args

from pipeline.decisions.entry import has_offset
from pipeline.errors import RecensionError
from pipeline.machine import clock
from pipeline.model.settings import Round
from pipeline.proofreading.pages import ProofPage

Mark = Literal["begun", "reached", "read", "withdrawn", "problem", "solved"]
"""Work on the page was begun; it was read as far as `to`; it was read; the reader takes back the
work, or else the reading; it has a problem, which `words` say; a problem is solved."""


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a file under proofreading/."""

    id: str
    """A ULID: unique, and in the order of time."""
    page: str
    """The page's label, for whoever reads the line. Its text tells which page it is."""
    mark: Mark
    reader: str
    when: datetime
    hash: str
    """Of the page's raw text, as it was then."""
    words: str = ""
    of: str = ""
    """The id of the problem that is solved."""
    round: Round | Literal[""] = ""
    """What the page was read for. Not said: for its text, as all was before there were rounds."""
    blind: bool = False
    """Was it read without seeing what others decided about it?"""
    to: int | None = None
    """How many characters of the page were read, counted from its beginning."""


TEXTS = {field.name for field in fields(Event)} - {"when", "blind", "to"}
UNSAID = ("", False, None)
"""What a field is that its line does not name."""


def made(
    page: ProofPage,
    mark: Mark,
    reader: str,
    words: str = "",
    of: str = "",
    *,
    round: Round | Literal[""] = "",
    blind: bool = False,
    to: int | None = None,
) -> Event:
    """Make an event of this moment.

    Raises:
        RecensionError: a problem is said in no words, or what is said is no text.
    """
    # Imported here: those who only read events need none, and it is heavy.
    from ulid import ULID

    now = clock.now()
    id_ = str(ULID.from_datetime(now))
    said = words.strip(), of, round, blind, to
    event = Event(id_, page.label, mark, reader, now, page.hash, *said)
    if fault := fault_of(event):
        raise RecensionError(fault, f"page {page.label}", "nothing was written")
    return event


def line_of(event: Event) -> str:
    """Write an event as a line, its end included.

    >>> event = Event("01J", "12", "read", "Ann", datetime(2026, 11, 24, 10, tzinfo=UTC), "9f")
    >>> line_of(event).rstrip()  # doctest: +NORMALIZE_WHITESPACE
    '{"id": "01J", "page": "12", "mark": "read", "reader": "Ann",
      "when": "2026-11-24T10:00:00+00:00", "hash": "9f"}'
    >>> event_of(line_of(event), "ann.jsonl:1") == event
    True
    """
    row = {field.name: getattr(event, field.name) for field in fields(event)}
    row["when"] = event.when.astimezone(UTC).isoformat()
    return json.dumps({k: v for k, v in row.items() if v not in UNSAID}, ensure_ascii=False) + "\n"


def event_of(line: str, where: str) -> Event:
    """Read an event from its line.

    Raises:
        RecensionError: the line is none. It says where.
    """
    try:
        row = json.loads(line)
        event = Event(**{"hash": "", **row, "when": datetime.fromisoformat(row["when"])})
        fault = fault_of(event)
    except (ValueError, TypeError, KeyError, RecursionError):
        fault = "this is no event of proofreading"
    if fault:
        raise RecensionError(fault, where, "correct the line, or take it out")
    return event


def fault_of(event: Event) -> str:
    """Say what is wrong with an event; "" for nothing."""
    texts = [getattr(event, key) for key in TEXTS]
    if not all(isinstance(text, str) for text in texts) or not isinstance(event.blind, bool):
        return f"a text is expected for {', '.join(sorted(TEXTS))}, and for `blind` true or false"
    if any("\ud800" <= char <= "\udfff" for text in texts for char in text):
        return "what is said is no text"
    if event.mark not in get_args(Mark):
        return f"unknown mark {event.mark!r}; there are {', '.join(get_args(Mark))}"
    if event.round not in ("", *get_args(Round)):
        return f"unknown round {event.round!r}; there are {', '.join(get_args(Round))}"
    if not has_offset(event.when):
        return "`when` is no time with its offset, like 2026-11-24T10:12:00Z"
    if not event.id or not event.reader:
        return "`id` or `reader` is missing"
    if event.mark == "problem" and not event.words:
        return "the words of the problem are missing"
    if event.mark == "solved" and not event.of:
        return "`of` does not say which problem is solved"
    reached = type(event.to) is int and event.to > 0
    if not (reached if event.mark == "reached" else event.to is None):
        return "`to` says how many characters were read, with the mark reached and no other"
    return ""


def same_reader(name: str) -> str:
    """Give what two spellings of one reader's name have in common.

    >>> same_reader("Anna  Łoś") == same_reader("anna łoś ")
    True
    """
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
