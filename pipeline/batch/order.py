"""What is asked for, and what became of it: what passes between client and workers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, TypedDict

State = Literal["built", "unchanged", "failed"]
Reason = Literal["refused", "fault", "time", "memory", "died", "lost"]
REASONS: dict[Reason, str] = {
    "refused": "it cannot be built as it is",
    "fault": "a fault of Recension",
    "time": "it took too long",
    "memory": "it took too much memory",
    "died": "its process died",
    "lost": "its workers were lost",
}
"""Why books fail."""
FAILURES = "failures"
"""The folder, in that of the results, of what is to be told of failed books."""
SUMMARY = "summary"
"""The name of the summary's files, without their suffixes."""

PAGE = ".html"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks for."""

    library: str
    formats: frozenset[str]
    out: str
    summary: str
    """The table's file; empty: in the folder of the results."""
    scheduler: str
    """Its address; empty: a cluster of this machine's own."""
    workers: int
    """Of this machine's own cluster; 0: one for each processor."""
    memory: int
    """Bytes that a book may hold; 0: the worker's share of its machine's."""
    timeout: float


class Item(NamedTuple):
    """A book of the library."""

    address: str
    """Where its source or its folder stands, on any file system of fsspec."""
    name: str
    """The folder of its results, in that of all results."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made of every book."""

    formats: frozenset[str]
    out: str
    """The address of the folder of all results."""
    timeout: float
    """Seconds that a book may take."""
    memory: int
    """Bytes that the processes of a book may hold; 0: the worker's share of its machine's."""
    version: str
    """Of the client's Recension, by its hash."""
    run: str
    """The name of this run, so that a book whose worker was lost once it was built is known."""


class Job(NamedTuple):
    """A book to build: where it stands, where its results and what it says are to stand."""

    source: str
    out: str
    log: str
    formats: list[str]
    timeout: float
    memory: int
    """Bytes; 0: as much as there is."""


class Outcome(NamedTuple):
    """What became of a book: a row of the summary. What is not known is None."""

    book: str
    """The folder of its results."""
    source: str
    title: str | None = None
    language: str | None = None
    words: int | None = None
    notes: int | None = None
    errors: int | None = None
    """Findings of this severity."""
    queries: int | None = None
    advice: int | None = None
    unaccounted: int | None = None
    """Characters of the source; a book that lost any is not built."""
    seconds: float | None = None
    processor: float | None = None
    """Seconds of processor time."""
    memory: int | None = None
    """Bytes that its processes held together at most."""
    state: State = "failed"
    reason: Reason | None = None
    message: str | None = None
    """Why it failed, in a line or two."""


class Told(TypedDict, total=False):
    """What is told of a book, by the names of `Outcome`."""

    title: str | None
    language: str | None
    words: int | None
    notes: int | None
    errors: int | None
    queries: int | None
    advice: int | None
    unaccounted: int | None
    seconds: float | None
    processor: float | None
    memory: int | None
    state: State
    reason: Reason | None
    message: str | None


class Row(Told):
    """An `Outcome` as it is written in JSON."""

    book: str
    source: str
