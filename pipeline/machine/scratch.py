"""Folders in which something is made until it is whole, and the locks by which they are owned.

Whoever makes such a folder holds its lock. The system takes a lock from a process that ends,
however it ends: so a folder whose lock nobody holds was left by one that was killed, and whoever
next makes a folder beside it takes it away.
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from pipeline.errors import FULL, RecensionError

PREFIX = ".recension-"
"""How our folders among the temporary files of the system begin."""
MADE, MODE = re.compile("[a-z0-9_]{8}"), 0o700
"""What `tempfile` puts behind a prefix, and whose such a folder is: its owner's alone. What has any
other name or mode was made by somebody, and is not ours to take away."""
TEMPORARY = "make room there, or name another folder in TMPDIR"


@contextmanager
def temporary() -> Iterator[Path]:
    """Give a folder among the temporary files of the system, as long as this lasts.

    Raises:
        RecensionError: there is none that can be written, or no room in it.
    """
    with ExitStack() as stack:
        try:
            where = Path(tempfile.gettempdir())
            made = stack.enter_context(scratch(where, PREFIX))
        except OSError as error:
            raise RecensionError(
                f"there is no folder for temporary files ({error.strerror})", remedy=TEMPORARY
            ) from error
        with room(where, TEMPORARY):
            yield made


@contextmanager
def room(where: Path, remedy: str) -> Iterator[None]:
    """Say where there is no room for what is written here, and what is to be done about it.

    Raises:
        RecensionError: there is none.
    """
    try:
        yield
    except OSError as error:
        if error.errno not in FULL:
            raise
        raise RecensionError(f"there is no room ({error.strerror})", str(where), remedy) from error


@contextmanager
def scratch(where: Path, prefix: str) -> Iterator[Path]:
    """Make a new folder in another, whose name begins with `prefix`, as long as this lasts.

    Those that were left there are taken away.

    Raises:
        OSError: it cannot be made.
    """
    for left in abandoned(where, prefix):
        shutil.rmtree(left, ignore_errors=True)
    made, lock = _made(where, prefix)
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)
        if lock is not None:
            os.close(lock)


def abandoned(where: Path, prefix: str) -> Iterator[Path]:
    """Give the user's folders of a prefix that were left by processes that were killed.

    As long as one is looked at, nobody else has it.
    """
    for left in sorted(where.glob(f"{prefix}*")):
        if not MADE.fullmatch(left.name.removeprefix(prefix)):
            continue
        try:
            lock = _locked(left, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:  # it is no folder, or somebody's who makes something in it
            continue
        try:
            found = os.fstat(lock)
            if found.st_uid == os.geteuid() and stat.S_IMODE(found.st_mode) == MODE:
                yield left
        finally:
            os.close(lock)


def is_owned(folder: Path) -> bool:
    """Tell whether a process that lives makes something in a folder."""
    try:
        os.close(_locked(folder, fcntl.LOCK_EX | fcntl.LOCK_NB))
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Be the only one who works on what is in a folder, as long as this lasts; others wait.

    It is a lock of those who ask for it. Where a file system has none, nobody waits.
    """
    lock = None
    with suppress(OSError):
        lock = _locked(folder.resolve(), fcntl.LOCK_EX)
    try:
        yield
    finally:
        if lock is not None:
            os.close(lock)


def _made(where: Path, prefix: str) -> tuple[Path, int | None]:
    """Make a folder, with its lock; None where the file system has no locks."""
    while True:
        made = Path(tempfile.mkdtemp(prefix=prefix, dir=where))
        try:
            return made, _locked(made, fcntl.LOCK_EX)
        except FileNotFoundError:
            continue  # it was taken for abandoned before the lock was ours
        except OSError:
            return made, None


def _locked(folder: Path, how: int) -> int:
    """Take the lock of a folder.

    Raises:
        FileNotFoundError: it is not there, or not there any more.
        BlockingIOError: the lock is another's, and is not waited for.
        OSError: it is no folder, may not be read, or there are no locks.
    """
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(opened, how)
        if os.fstat(opened).st_ino != folder.stat().st_ino:
            raise FileNotFoundError(errno.ENOENT, "it was made anew", str(folder))
    except BaseException:
        os.close(opened)
        raise
    return opened
