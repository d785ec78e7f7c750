"""Which books a library has: those of a list of addresses, or those of a folder."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from pipeline.batch.order import FAILURES, SUMMARY, Item
from pipeline.batch.places import System, absolute, is_local, opened, reaching, within
from pipeline.errors import RecensionError
from pipeline.manuscript.folder import book_name
from pipeline.read.files import HIDDEN, natural

SUFFIXES = frozenset(".txt .text .md .pdf .hocr .html .htm .xhtml .xml .alto .gz .zip".split())
"""Of files in a folder that are taken for books. A list may name any."""
TAKEN = re.compile(rf"{FAILURES}|{SUMMARY}(?:\..*)?", re.I)
"""Names in the folder of all results that no book can have."""
TRIED = 10
"""Lines of a list of which at least one must name what is there, or else it is no list."""
DIGITS = 8


def books_of(library: str, out: str = "") -> list[Item]:
    """Give the books of a LIST or FOLDER, each with a name of its own.

    `out` is the folder of the results, which may stand in FOLDER, and holds no book.

    Raises:
        RecensionError: there is no such list or folder, it cannot be read, or holds no book.
    """
    system, path = opened(library)
    with reaching(library, "cannot be read"):
        is_folder = system.isdir(path)
        there = is_folder or system.exists(path)
    if not there:
        raise RecensionError("no such list or folder", library, "give a file or folder that is")
    top = absolute(library) if is_folder else ""
    with reaching(library, "cannot be read"):
        found = list(_in_folder(top, out) if is_folder else _listed(system, path, library))
    if not found:
        raise RecensionError(
            "there is no book in it",
            library,
            "a folder holds folders with a book.toml, folders of page files, or files of the kinds"
            f" {' '.join(sorted(SUFFIXES))}; a list names one of these in each line",
        )
    return named(found, top)


def named(found: Sequence[tuple[str, str]], top: str) -> list[Item]:
    """Give each book a folder for its results: books whose names are equal, with a hash behind it.

    Upper and lower case count as equal, as on some disks, and so do the ways to write an accent.
    The hash is that of the address within `top`, so that it stays when the library is moved.

    >>> [item.name for item in named([("/a/x.txt", "x"), ("/b/X.txt", "X"), ("/c.txt", "c")], "/")]
    ['x-71cc043f', 'X-73a34f9b', 'c']
    """
    counts = Counter(_same(name) for _, name in found)
    items = []
    for address, name in found:
        if counts[_same(name)] > 1 or TAKEN.fullmatch(name):
            written = address.removeprefix(top).encode("utf-8", "surrogatepass")
            digest = hashlib.sha256(written).hexdigest()
            # A book may be named like another with its hash.
            named = (f"{name}-{digest[:digits]}" for digits in range(DIGITS, len(digest)))
            name = next(each for each in named if _same(each) not in counts)
        items.append(Item(address, name))
    return items


def _same(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _listed(system: System, path: str, library: str) -> Iterator[tuple[str, str]]:
    """Read a list: an address a line; what begins with # is a comment."""
    try:
        lines = system.cat_file(path).decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise RecensionError(f"cannot be read as a list ({error})", library) from error
    stripped = (line.strip() for line in lines)
    addresses = [*dict.fromkeys(line for line in stripped if line and not line.startswith("#"))]
    if addresses and not any(map(_is_there, islice(addresses, TRIED))):
        raise RecensionError(
            f"none of its first lines names a file or folder that is there: {addresses[0]!r}",
            library,
            "a list has an address a line, as it is reached from here; to build one book, use"
            " recension build",
        )
    for address in addresses:
        there, path = opened(address)
        yield path if is_local(there) else address, _name(Path(path))


def _is_there(address: str) -> bool:
    try:
        system, path = opened(address)
        with reaching(address, "cannot be read"):
            return bool(system.exists(path))
    except (RecensionError, FileNotFoundError):
        return False


def _in_folder(address: str, out: str) -> Iterator[tuple[str, str]]:
    """Go through a folder: a folder with files in it is a book, one with only folders a shelf.

    Links to folders are not followed: they may lead round in a circle.
    """
    system, top = opened(address)
    for folder, folders, files in system.walk(top, detail=False):
        if within(address, folder) == out:
            folders.clear()
            continue
        folders[:] = sorted((n for n in folders if not HIDDEN.search(n)), key=natural)
        shown = sorted((n for n in files if n and not HIDDEN.search(n)), key=natural)
        if is_local(system):
            shown = [name for name in shown if not Path(folder, name).is_dir()]
        is_book = "book.toml" in shown
        if is_book or (shown and folder.strip("/") != top.strip("/")):
            folders.clear()
            yield within(address, folder), _name(Path(folder), is_folder=True)
            continue
        for name in shown:
            if Path(name).suffix.lower() in SUFFIXES:
                file = f"{folder.rstrip('/')}/{name}"
                yield within(address, file), _name(Path(file))


def _name(path: Path, is_folder: bool = False) -> str:
    """Name a book as `find_book` would, though its file may stand elsewhere."""
    if is_folder:
        return re.sub(r"[^\w.-]+", "-", path.name).strip("-.") or "book"
    return book_name(path)
