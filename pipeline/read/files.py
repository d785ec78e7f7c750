"""What is given as a source: one file, or a folder of page files, in natural order."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import RecensionError
from pipeline.machine import limits
from pipeline.machine.contained import demand_contained
from pipeline.read.kinds import GZIP, HEAD, READABLE, ZIP, kind_of
from pipeline.visible import visible

HIDDEN = re.compile(r"(?:^|[/\\])(?:\.(?!\.?[/\\])|__MACOSX[/\\])")
GIVEN = (*READABLE, GZIP, ZIP)
"""What page files may be, as they are received."""
LONGEST = 1000
"""Letters of a name that are shown."""
FIGURES = 4000
"""Figures of a number in a name that count: Python reads no longer number."""
REMEDY = "give plain text, a PDF, hOCR, ALTO or `_djvu.xml`; or a folder or zip archive of these"


class File(NamedTuple):
    """A file to be read; `name` is for messages, and says which archive it stands in."""

    name: str
    data: bytes
    """Its bytes; only the first, where these show that it is no text."""
    path: tuple[str, ...] = ()
    """Its name; in archives those of the members that lead to it, each within the one before."""


def in_line(name: str) -> str:
    """Give a name, which may be anything, for a message: in one line, and not too long.

    >>> in_line("../a\\nb\\u202egnp.txt"), len(in_line("9" * 9000))
    ('../a␊b⇦gnp.txt', 1000)
    """
    name = visible(name).replace("\n", "␊").replace("\t", "␉")
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"


def natural(name: str) -> list[tuple[int, str]]:
    """Sort key that takes digits as numbers.

    >>> sorted(["p10.txt", "p9.txt"], key=natural)
    ['p9.txt', 'p10.txt']
    """
    parts = re.split(r"(\d+)", name)
    # Not isdigit: it is true of a raised figure too, of which int() makes nothing.
    return [(int(part[:FIGURES]), "") if part.isdecimal() else (-1, part) for part in parts]


def in_order(names: Sequence[str]) -> list[str]:
    """Sort the names of files naturally; hidden files, and what a Mac adds to archives, are none.

    >>> in_order(["b/P10.xml", "b/p2.xml", ".DS_Store", "__MACOSX/b/._p2.xml"])
    ['b/p2.xml', 'b/P10.xml']
    """
    shown = [name for name in names if not HIDDEN.search(name)]
    return sorted(shown, key=lambda name: (natural(name.casefold()), name))


def bare_name(path: Path) -> str:
    """Give a file's name without what says how it was made and packed.

    >>> bare_name(Path("emma.hocr.gz")), bare_name(Path("emma_djvu.xml")), bare_name(Path("emma"))
    ('emma', 'emma', 'emma')
    """
    if path.is_dir():
        return path.name
    packed = path.suffix.lower() in (".gz", ".zip")
    stem = Path(path.stem).stem if packed else path.stem
    return re.sub(r"_(?:djvu|c?hocr)$", "", stem) or path.name


def received(path: Path) -> list[tuple[Path, bytes]]:
    """Give the file, or those of a folder that may be page files, as they are.

    Raises:
        RecensionError: there is no such file, it cannot be read, it is no file, the folder holds
            none, or one that is a link out of it, or they are more or larger than a source may be.
    """
    try:
        path.stat()
        names = _names(path) if path.is_dir() else []
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:  # it may have a NUL
        raise RecensionError("no such file", str(path), "check the path given as SOURCE") from error
    except OSError as error:
        raise _unread(path, error) from error
    if not path.is_dir():
        return [(path, _bytes(path))]
    demand_contained(path, names)
    # Scans that stand beside their texts are large: only what is a text is read whole.
    found = [path / name for name in names if kind_of(_head(path / name)) in GIVEN]
    if not found:
        raise RecensionError(
            "the folder holds no page files",
            str(path),
            "give a folder of texts, hOCR, ALTO or PDF, one file a page, or one with a book.toml",
        )
    return list(_together(found, path))


def _names(folder: Path) -> list[str]:
    """Give the names of a folder's files; pipes and links that lead nowhere are none."""
    paths = list(islice(folder.iterdir(), limits.FILES + 1))
    limits.demand(len(paths), limits.FILES, "files", str(folder))
    return in_order([path.name for path in paths if path.is_file()])


def _together(paths: Sequence[Path], folder: Path) -> Iterator[tuple[Path, bytes]]:
    total = 0
    for path in paths:
        data = _bytes(path)
        total += len(data)
        limits.demand(total, limits.BYTES, "bytes", str(folder))
        yield path, data


def _head(path: Path) -> bytes:
    return _bytes(path, HEAD)


def _bytes(path: Path, most: int = -1) -> bytes:
    """Read a file, or its first bytes."""
    if not path.is_file():  # to open a pipe would wait for somebody to write into it
        raise RecensionError(
            "this is a pipe, a device or a socket, or it has vanished",
            str(path),
            "give a file, or a folder of page files",
        )
    try:
        with path.open("rb") as stream:
            if most < 0:
                limits.demand(os.fstat(stream.fileno()).st_size, limits.BYTES, "bytes", str(path))
            return stream.read(most)
    except OSError as error:
        raise _unread(path, error) from error


def _unread(path: Path, error: OSError) -> RecensionError:
    remedy = "see who may read it, and whether it is whole"
    return RecensionError(f"cannot be read ({error.strerror})", str(path), remedy)
