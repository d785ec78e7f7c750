"""The files under proofreading/: one a reader, read whole, and only ever appended to."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.appended import added, flush, let_merge, names, write
from pipeline.errors import RecensionError
from pipeline.proofreading.event import Event, event_of, line_of

SUFFIX = ".jsonl"


class _File(NamedTuple):
    """A file of events as it was read."""

    data: bytes
    events: tuple[Event, ...]


class Reading:
    """The events of a folder, read again and again: of each file only what was appended since."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files: dict[Path, _File] = {}

    def read(self) -> tuple[Event, ...]:
        """Read all events, in the order of time. One that is there twice counts once.

        Raises:
            RecensionError: a file cannot be read, or holds what is no event. It says in which line.
        """
        paths = sorted(self.folder.glob(f"*{SUFFIX}"))
        self._files = {path: _read(path, self._files.get(path, NONE)) for path in paths}
        found = {each.id: each for file in self._files.values() for each in file.events}
        return tuple(sorted(found.values(), key=lambda each: (each.when, each.id)))


NONE = _File(b"", ())


def read_events(folder: Path) -> tuple[Event, ...]:
    """Read all events of a folder once (`Reading.read`)."""
    return Reading(folder).read()


def _read(path: Path, known: _File) -> _File:
    try:
        data = path.read_bytes()
        tail = added(known.data, data)
        if tail is None:
            known, tail = NONE, data
        lines = tail.decode("utf-8").split("\n")
    except OSError as error:
        raise RecensionError(f"cannot be read ({error.strerror})", str(path)) from error
    except UnicodeDecodeError as error:
        raise RecensionError("is no UTF-8", str(path), "save it as UTF-8") from error
    first = known.data.count(b"\n") + 1
    filled = ((number, line) for number, line in enumerate(lines, first) if line.strip())
    more = tuple(event_of(line, f"{path}:{number}") for number, line in filled)
    return _File(data, (*known.events, *more))


def append_events(folder: Path, events: Sequence[Event]) -> Path:
    """Append events of one reader to the reader's file, and name that.

    All are written at once and flushed to the disk, under a lock of the file.

    Raises:
        RecensionError: they cannot be written; the file is then as it was.
    """
    # Each line names its reader, so that two of a like name may share a file.
    path = next(names(folder, events[0].reader, SUFFIX))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        let_merge(folder, SUFFIX)
        new = not path.exists()
        file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o666)
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            size = os.fstat(file).st_size
            # Behind a line that was not written to its end, a new one begins.
            broken = size and os.pread(file, 1, size - 1) != b"\n"
            lines = "".join(map(line_of, events))
            write(file, ("\n" * bool(broken) + lines).encode("utf-8"), size)
        finally:
            os.close(file)
        if new:
            flush(folder)
    except OSError as error:
        where = str(error.filename or path)
        raise RecensionError(f"it cannot be written ({error.strerror})", where) from error
    return path
