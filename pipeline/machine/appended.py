"""Files of readers that are only ever appended to, and that git merges: both branches are kept."""

from __future__ import annotations

import fcntl
import os
import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path

from pipeline.errors import RecensionError
from pipeline.machine.scratch import alone
from pipeline.machine.whole import flush, write_whole

ATTRIBUTES = """\
# Readers append to these files: of two branches, both keep what they added.
*{suffix} text eol=lf merge=union
"""


def names(folder: Path, reader: str, suffix: str) -> Iterator[Path]:
    """Give the names that a reader's files may have, in order.

    >>> [path.name for path, _ in zip(names(Path(), "Anna Łoś", ".toml"), range(2))]
    ['anna-łoś.toml', 'anna-łoś-2.toml']
    """
    plain = re.sub(r"[^\w]+", "-", unicodedata.normalize("NFC", reader).lower()).strip("-")
    stem = plain or "reader"
    yield folder / f"{stem}{suffix}"
    yield from (folder / f"{stem}-{number}{suffix}" for number in count(2))


def begin(folder: Path, suffix: str) -> None:
    """Have the folder of readers' files, which git knows how to merge, in whatever repository.

    Raises:
        OSError: it cannot be written.
    """
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        flush(folder.parent)
    path = folder / ".gitattributes"
    if not path.exists():
        with alone(folder):
            write_whole(path, ATTRIBUTES.format(suffix=suffix).encode())


def added(before: bytes, now: bytes) -> bytes | None:
    """Give what was appended to a file of whole lines; None: it was changed otherwise.

    >>> added(b"one\\n", b"one\\ntwo\\n"), added(b"one\\n", b"two\\n"), added(b"one", b"one two")
    (b'two\\n', None, None)
    """
    whole = before.endswith(b"\n") and now.startswith(before)
    return now[len(before) :] if whole else None


def append(path: Path, more: Callable[[bytes], bytes | None]) -> bool:
    """Append to a reader's file what `more` gives for what it holds; tell whether it gave anything.

    Nobody ever sees a part of it, and a process that is killed leaves none: the whole is written
    beside the file and renamed. Of several processes that append, one waits for the other.

    Raises:
        OSError: it cannot be written; the file is then as it was.
    """
    path = path.resolve()
    new = not path.exists()
    _clear(path.parent, path.suffix)
    lock = _locked(path)
    try:
        with os.fdopen(os.dup(lock), "rb") as file:
            before = file.read()
        data = more(before)
        if data is not None:
            write_whole(path, before + data, os.fstat(lock))
        return data is not None
    except BaseException:
        if new and not os.fstat(lock).st_size:
            path.unlink(missing_ok=True)
        raise
    finally:
        os.close(lock)


def _clear(folder: Path, suffix: str) -> None:
    """Take away what was left by processes that were killed as they appended to other files."""
    for left in folder.glob(f".*{suffix}.new"):
        with suppress(OSError):  # one that lives has the lock
            lock = os.open(left.with_name(left.name[1 : -len(".new")]), os.O_RDONLY)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                left.unlink()
            finally:
                os.close(lock)


def _locked(path: Path) -> int:
    """Open a file, which is made where there is none, as the only one who writes it."""
    while True:
        opened = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            fcntl.flock(opened, fcntl.LOCK_EX)
            # Whoever had the lock has put another file in its place, or taken it away.
            with suppress(FileNotFoundError):
                if os.fstat(opened).st_ino == path.stat().st_ino:
                    return opened
        except BaseException:
            os.close(opened)
            raise
        os.close(opened)


def listed(folder: Path, suffix: str) -> list[Path]:
    """Give the readers' files in a folder, in order; where there is none, there are none.

    Raises:
        RecensionError: it cannot be read.
    """
    try:
        found = sorted(folder.iterdir())
    except FileNotFoundError:
        return []
    except OSError as error:
        raise RecensionError(f"cannot be read ({error.strerror})", str(folder)) from error
    return [path for path in found if path.name.endswith(suffix)]
