"""What was made before, kept in the user's cache folder under a hash of all it was made from.

An entry is a pickle, and to read a pickle is to run what it says. So entries stand in a folder that
only the user can write, never in that of a book, which people send each other. Nothing depends on
them: one that is not there, or not as it was written, is made anew.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.dictionaries import dictionary_folders
from pipeline.memory import uncollected

LIMIT = 1 << 29
"""Bytes of all entries; when there are more, those go first that were not used for longest. A book
of 100,000 words takes four million."""
WRITABLE_BY_OTHERS = 0o022
PACKAGE = Path(__file__).parent


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
def load(name: str) -> Any:
    """Give what is kept under a key; None if nothing is, or if it is not as it was written."""
    folder = _folder()
    if folder is None:
        return None
    path = folder / name
    try:
        data = memoryview(path.read_bytes())
        os.utime(path)
    except OSError:
        return None
    size = hashlib.sha256().digest_size
    if _seal(name, data[size:]) == data[:size]:
        return pickle.loads(data[size:])
    path.unlink(missing_ok=True)
    return None


def keep(name: str, value: object) -> None:
    """Keep a value under a key, whole or not at all.

    Where it cannot be kept, for want of room or of a folder, it is made again the next time.
    """
    folder = _folder()
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    if folder is None or len(data) > LIMIT:
        return
    with suppress(OSError):
        opened, written = tempfile.mkstemp(dir=folder)
        try:
            with os.fdopen(opened, "wb") as file:
                file.write(_seal(name, data))
                file.write(data)
            Path(written).replace(folder / name)
        except OSError:
            Path(written).unlink(missing_ok=True)
        _make_room(folder)


def _seal(name: str, data: bytes | memoryview) -> bytes:
    """Give the hash by which an altered entry is noticed, and one that stands under another key."""
    digest = hashlib.sha256(name.encode())
    digest.update(data)
    return digest.digest()


def _make_room(folder: Path) -> None:
    """Remove the entries not used for longest, as many as there are too many."""
    found = []
    for path in folder.iterdir():
        with suppress(FileNotFoundError):  # another process has removed it
            stat = path.stat()
            found.append((stat.st_mtime_ns, stat.st_size, path))
    total = sum(size for _, size, _ in found)
    for _, size, path in sorted(found):
        if total <= LIMIT:
            break
        path.unlink(missing_ok=True)
        total -= size


def _folder() -> Path | None:
    """Give the folder of the entries; None where there can be none that is the user's own."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    try:
        # By the XDG specification, a path that is not absolute is to be taken for none.
        folder = (Path(base) if Path(base).is_absolute() else Path.home() / ".cache") / "recension"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.stat()
    except (OSError, RuntimeError):  # RuntimeError: there is no home
        return None
    own = found.st_uid == os.geteuid() and not found.st_mode & WRITABLE_BY_OTHERS
    return folder if own else None


@cache
def _code() -> bytes:
    """Give the hash of what the results depend on besides the book.

    That is the package itself, Python, the libraries and the dictionaries, these by their names,
    which have the versions, and by their sizes.
    """
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(PACKAGE.rglob("*.py")):
        data = path.read_bytes()
        digest.update(f"{path.relative_to(PACKAGE)} {len(data)}\n".encode())
        digest.update(data)
    digest.update("\n".join(_installed()).encode())
    return digest.digest()


def _installed() -> Iterator[str]:
    libraries = Path(sysconfig.get_path("purelib"))
    yield from sorted(path.name for path in libraries.glob("*.dist-info"))
    for folder in dictionary_folders():
        for path in sorted(folder.glob("*.*")):
            yield f"{path} {path.stat().st_size}"
