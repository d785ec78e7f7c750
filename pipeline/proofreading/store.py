"""The files under proofreading/: one a reader, read whole, and only ever appended to."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Sequence
from pathlib import Path

from pipeline.appended import flush, let_merge, names, write
from pipeline.errors import RecensionError
from pipeline.proofreading.event import Event, event_of, line_of

SUFFIX = ".jsonl"


def read_events(folder: Path) -> tuple[Event, ...]:
    """Read all events of a folder, in the order of time. One that is there twice counts once.

    Raises:
        RecensionError: a file cannot be read, or holds what is no event. It says in which line.
    """
    found: dict[str, Event] = {}
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        try:
            lines = path.read_bytes().decode("utf-8").split("\n")
        except OSError as error:
            raise RecensionError(f"cannot be read ({error.strerror})", str(path)) from error
        except UnicodeDecodeError as error:
            raise RecensionError("is no UTF-8", str(path), "save it as UTF-8") from error
        for number, line in enumerate(lines, 1):
            if line.strip():
                event = event_of(line, f"{path}:{number}")
                found[event.id] = event
    return tuple(sorted(found.values(), key=lambda each: (each.when, each.id)))


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
