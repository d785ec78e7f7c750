"""The files under proofreading/: one a reader, read whole, and only ever appended to."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import RecensionError
from pipeline.machine.appended import added, begin, listed, names
from pipeline.machine.appended import append as append_to
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
        paths = listed(self.folder, SUFFIX)
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

    All are written at once and flushed to the disk: a process that is killed leaves none or all.

    Raises:
        RecensionError: they cannot be written; the file is then as it was.
    """
    # Each line names its reader, so that two of a like name may share a file.
    path = next(names(folder, events[0].reader, SUFFIX))
    try:
        begin(folder, SUFFIX)
        append_to(path, partial(_addition, events))
    except OSError as error:
        fault = f"it cannot be written ({error.strerror})"
        raise RecensionError(fault, str(path), "nothing was written") from error
    return path


def _addition(events: Sequence[Event], before: bytes) -> bytes:
    """Give what is appended to what a file holds, in the order of time: later than all of that.

    Of what a reader says of a page the later counts, even if the clock was set back between.
    """
    last = _latest(before)
    if last is not None and events[0].when <= last:
        by = last - events[0].when + timedelta(microseconds=1)
        events = [replace(each, when=each.when + by) for each in events]
    # Behind a line that was not written to its end, a new one begins.
    opening = "\n" if before and not before.endswith(b"\n") else ""
    return (opening + "".join(map(line_of, events))).encode("utf-8")


def _latest(data: bytes) -> datetime | None:
    """Give the time of a file's last event; None if it has none."""
    for line in reversed(data.decode("utf-8", "replace").split("\n")):
        with suppress(RecensionError):  # it is empty, or was not written to its end
            return event_of(line, "").when
    return None
