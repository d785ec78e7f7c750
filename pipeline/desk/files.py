"""The files that the desk shares with other hands: git, the command line, another desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pipeline.decisions.store import SUFFIX as DECISIONS
from pipeline.decisions.store import Reading as Decisions
from pipeline.manuscript.folder import BookFolder
from pipeline.model.decision import Decision
from pipeline.proofreading.event import Event
from pipeline.proofreading.store import SUFFIX as EVENTS
from pipeline.proofreading.store import Reading as Events

Stamp = tuple[str, int, int]
"""A file, when it was changed, and its size."""


class Kept(NamedTuple):
    """What readers decided, and what they did with pages, in the order of time."""

    decisions: tuple[Decision, ...]
    events: tuple[Event, ...]


class Files:
    """The files of a book's folder."""

    def __init__(self, folder: BookFolder) -> None:
        self._decisions = Decisions(folder.decisions) if folder.decisions else None
        self._events = Events(folder.proofreading) if folder.proofreading else None

    def read(self) -> Kept:
        """Read what is in them; there is nothing of a bare file.

        Raises:
            RecensionError: a file cannot be read, or is none of these. It says in which line.
        """
        decisions = self._decisions.read() if self._decisions else ()
        return Kept(decisions, self._events.read() if self._events else ())


def stamps(folder: BookFolder) -> frozenset[Stamp]:
    """Give the stamps of these files: equal as long as nobody wrote to them."""
    return frozenset(_stamps(folder))


def fixed_stamps(folder: BookFolder) -> frozenset[Stamp]:
    """Give the stamps of what the desk reads once: the source, and book.toml."""
    paths = [folder.source_path, *sorted(folder.source_path.glob("*"))]
    if folder.folder:
        paths.append(folder.folder / "book.toml")
    return frozenset(filter(None, map(_stamp, paths)))


def _stamps(folder: BookFolder) -> Iterator[Stamp]:
    for where, suffix in ((folder.decisions, DECISIONS), (folder.proofreading, EVENTS)):
        for path in sorted(where.glob(f"*{suffix}")) if where else ():
            if (stamp := _stamp(path)) is not None:
                yield stamp


def _stamp(path: Path) -> Stamp | None:
    """Give a file's stamp; None: it has just gone."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return str(path), stat.st_mtime_ns, stat.st_size
