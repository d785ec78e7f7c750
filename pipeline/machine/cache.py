"""What was made before, kept in the user's cache folder under a hash of all it was made from.

An entry is a pickle, and to read a pickle is to run what it says. So entries stand in a folder that
only the user can write, never in that of a book, which people send each other. Nothing depends on
them: one that is not there, or not as it was written, is made anew.

Part of every key is the code that makes what is kept. To read hundreds of modules would take longer
than a build for which all is kept. So their contents are hashed only when their stamps are new, as
git does it: names, sizes, inodes, and the times of their last changes, of which that of the inode
cannot be set back. Only a file that is written twice within one tick of the system's clock, and is
hashed in between, could go unnoticed.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import pickle
import stat
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import TypeVar, cast

from pipeline.machine.dictionaries import dictionary_folders
from pipeline.machine.memory import uncollected

LIMIT = 1 << 29
"""Bytes of all entries; when there are more, those go first that were not used for longest. A book
of 100,000 words takes four million."""
PART = "."
"""How the name of an entry begins as long as it is written."""
WRITABLE_BY_OTHERS = 0o022
PACKAGE = Path(__file__).parents[1]
LIBRARIES = Path("/etc/ld.so.cache")
"""Where Linux has listed the system's libraries since one was last put in or taken out."""
T = TypeVar("T")
_in_use = ContextVar("_in_use", default=True)
_held: dict[Path, int] = {}
"""Bytes of the entries in a folder, as far as this process knows."""


@contextmanager
def unused() -> Iterator[None]:
    """Make all anew, and keep nothing, in what is done here and now; results are the same."""
    before = _in_use.set(False)
    try:
        yield
    finally:
        _in_use.reset(before)


def in_use() -> bool:
    """Tell whether anything is kept."""
    return _in_use.get()


def kept(
    name: Callable[[], str],
    make: Callable[[], T],
    good: Callable[[T], bool] = lambda _: True,
    still: Callable[[], bool] = lambda: True,
) -> T:
    """Give what is kept under a key, if it still is good; else make it, and keep it.

    If the key is another one when it is made, or what it says does not hold `still`, something was
    changed meanwhile, and it is not kept: nobody can say of which state it was made.
    """
    if not _in_use.get():
        return make()
    first = name()
    found = cast(T | None, load(first))
    if found is None or not good(found):
        found = make()
        if name() == first and still():
            keep(first, found)
    return found


def key(*parts: str | bytes) -> str:
    """Name what is made from some parts, and by this code.

    >>> key("settings", "a", "b") == key("settings", "a", "b") != key("settings", "ab", "")
    True
    """
    digest = hashlib.sha256(_code())
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(f"{len(data)}:".encode())
        digest.update(data)
    return digest.hexdigest()


@uncollected()
def load(name: str) -> object:
    """Give what is kept under a key; None if nothing is, or if it is not as it was written."""
    folder = _folder()
    if folder is None:
        return None
    path = folder / name
    read = _bytes(path)
    if read is None:
        return None
    data = memoryview(read)
    with suppress(OSError):  # where nothing can be written, what is there serves as well
        os.utime(path)
    size = hashlib.sha256().digest_size
    if _seal(name, data[size:]) == data[:size]:
        return pickle.loads(data[size:])
    with suppress(OSError):
        path.unlink()
    return None


def _bytes(path: Path) -> bytes | None:
    """Read an entry; None if there is none that can be read. What is no file holds nothing."""
    with suppress(OSError):
        opened = os.open(path, os.O_RDONLY | os.O_NONBLOCK)  # a pipe would be waited for
        if not stat.S_ISREG(os.fstat(opened).st_mode):
            os.close(opened)
            return b""
        with os.fdopen(opened, "rb") as file:
            return file.read()
    return None


def keep(name: str, value: object) -> None:
    """Keep a value under a key, whole or not at all.

    Where it cannot be kept, for want of room or of a folder, it is made again the next time.
    """
    folder = _folder()
    if folder is None:
        return
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    if len(data) > LIMIT:
        return
    with suppress(OSError):
        opened, written = tempfile.mkstemp(prefix=PART, dir=folder)
        try:
            with os.fdopen(opened, "wb") as file:
                _lock(opened)  # as long as it is written; the system takes it from who is killed
                file.write(_seal(name, data))
                file.write(data)
            Path(written).replace(folder / name)
        except OSError:
            Path(written).unlink(missing_ok=True)
        _make_room(folder, len(data))


def _seal(name: str, data: bytes | memoryview) -> bytes:
    """Give the hash by which an altered entry is noticed, and one that stands under another key."""
    digest = hashlib.sha256(name.encode())
    digest.update(data)
    return digest.digest()


def _make_room(folder: Path, added: int) -> None:
    """Remove the entries not used for longest, as many as there are too many.

    They are counted once in a process, and again when there may be too many: there are thousands.
    """
    _held[folder] = _held.get(folder, LIMIT) + added
    if _held[folder] <= LIMIT:
        return
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            with suppress(OSError):  # another process has removed it, or writes it
                if entry.name.startswith(PART):
                    _take_away(entry.path)
                else:
                    there = entry.stat()
                    found.append((there.st_mtime_ns, there.st_size, entry.path))
    total = sum(size for _, size, _ in found)
    for _, size, path in sorted(found):
        if total <= LIMIT:
            break
        with suppress(OSError):  # what is no file was put there by somebody
            Path(path).unlink(missing_ok=True)
        total -= size
    _held[folder] = total


def _lock(opened: int) -> None:
    with suppress(OSError):  # where there are no locks, nobody takes it away
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _take_away(part: str) -> None:
    """Take away what was left by a process that was killed as it wrote.

    Raises:
        BlockingIOError: one that lives writes it.
        OSError: it cannot be taken away.
    """
    opened = os.open(part, os.O_RDONLY | os.O_NONBLOCK)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        Path(part).unlink()
    finally:
        os.close(opened)


def _folder() -> Path | None:
    """Give the folder of the entries; None where there can be none that is the user's own."""
    if not _in_use.get():
        return None
    base = os.environ.get("XDG_CACHE_HOME", "")
    try:
        # By the XDG specification, a path that is not absolute is to be taken for none.
        folder = (Path(base) if Path(base).is_absolute() else Path.home() / ".cache") / "recension"
        if not folder.is_absolute():  # as HOME then is not
            return None
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.stat()
        above = [parent.stat().st_mode for parent in folder.parents]
    except (OSError, RuntimeError):  # RuntimeError: there is no home
        return None
    own = found.st_uid == os.geteuid() and not found.st_mode & WRITABLE_BY_OTHERS
    # Where everybody may rename it, another could be put in its place.
    stays = all(mode & stat.S_ISVTX or not mode & stat.S_IWOTH for mode in above)
    return folder if own and stays else None


@cache
def _code() -> bytes:
    """Give the hash of what the results depend on besides the book.

    That is the package itself, Python, the libraries and the dictionaries, these by their names,
    which have the versions, and by their sizes.
    """
    digest = hashlib.sha256(sys.version.encode())
    digest.update("\n".join(_installed()).encode())
    digest.update(contents(PACKAGE, ".py"))
    return digest.digest()


def contents(folder: Path, suffix: str = "") -> bytes:
    """Give the hash of the files in a folder that have a suffix: of their names and contents."""
    files = sorted(_files(str(folder), suffix))
    stamps = "\n".join(f"{name} {stamp(found)}" for name, found in files)
    name = hashlib.sha256(f"{folder}\n{suffix}\n{stamps}".encode()).hexdigest()
    known = load(name)
    if known is None:
        digest = hashlib.sha256()
        for path, _ in files:
            data = Path(path).read_bytes()
            digest.update(f"{os.path.relpath(path, folder)} {len(data)}\n".encode())
            digest.update(data)
        known = digest.digest()
        keep(name, known)
    return cast(bytes, known)


def stamp(found: os.stat_result) -> str:
    """Give the signs by which it is noticed that a file was changed, without reading it."""
    return f"{found.st_size} {found.st_ino} {found.st_mtime_ns} {found.st_ctime_ns}"


def _files(folder: str, suffix: str) -> Iterator[tuple[str, os.stat_result]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _files(entry.path, suffix)
            # An editor's lock is a link that leads nowhere.
            elif entry.name.endswith(suffix) and entry.is_file():
                yield entry.path, entry.stat()


def _installed() -> Iterator[str]:
    libraries = Path(sysconfig.get_path("purelib"))
    yield from sorted(path.name for path in libraries.glob("*.dist-info"))
    for folder in dictionary_folders():
        for path in sorted(folder.glob("*.*")):
            yield f"{path} {path.stat().st_size}"
    with suppress(OSError):
        yield stamp(LIBRARIES.stat())
