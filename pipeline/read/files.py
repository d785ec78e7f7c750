"""What is given as a source: one file, or a folder or archive of page files, in natural order."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import IO, NamedTuple
from zipfile import BadZipFile, ZipFile, ZipInfo

from pipeline.contained import demand_contained
from pipeline.errors import RecensionError
from pipeline.read.kinds import GZIP, HEAD, READABLE, ZIP, kind_of

MOST = 1 << 30
"""Bytes that an archive may unpack to. The largest books read with a box for each character have a
third of it; what unpacks to more is no book."""
DEEPEST = 3
"""Archives within each other."""
CHUNK = 1 << 20
DAMAGED = "this archive is damaged, or ends too soon"
ENCRYPTED = 1 << 0
HIDDEN = re.compile(r"(?:^|[/\\])(?:\.(?!\.?[/\\])|__MACOSX[/\\])")
GIVEN = (*READABLE, GZIP, ZIP)
"""What page files may be, as they are received."""
DOCUMENTS = frozenset({"mimetype", "META-INF/container.xml", "[Content_Types].xml"})
"""What only archives hold that are documents of a word processor or books."""
REMEDY = "give plain text, a PDF, hOCR, ALTO or `_djvu.xml`; or a folder or zip archive of these"


class File(NamedTuple):
    """A file to be read; `name` is for messages, and says which archive it stands in."""

    name: str
    data: bytes
    """Its bytes; only the first, where these show that it is no text."""
    path: tuple[str, ...] = ()
    """Its name; in archives those of the members that lead to it, each within the one before."""


def natural(name: str) -> list[tuple[int, str]]:
    """Sort key that takes digits as numbers.

    >>> sorted(["p10.txt", "p9.txt"], key=natural)
    ['p9.txt', 'p10.txt']
    """
    parts = re.split(r"(\d+)", name)
    # Not isdigit: it is true of a raised figure too, of which int() makes nothing.
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]


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
        RecensionError: there is no such file, it cannot be read, or the folder holds none, or one
            that is a link out of it.
    """
    if not path.exists():
        raise RecensionError("no such file", str(path), "check the path given as SOURCE")
    if not path.is_dir():
        return [(path, _bytes(path))]
    names = in_order([file.name for file in path.iterdir() if file.is_file()])
    demand_contained(path, names)
    # Scans that stand beside their texts are large: only what is a text is read whole.
    found = [path / name for name in names if kind_of(_head(path / name)) in GIVEN]
    if not found:
        raise RecensionError(
            "the folder holds no page files",
            str(path),
            "give a folder of texts, hOCR, ALTO or PDF, one file a page, or one with a book.toml",
        )
    return [(file, _bytes(file)) for file in found]


def unpacked(files: Sequence[File]) -> list[File]:
    """Give the files with every archive among them replaced by what it holds, in order.

    Nothing is written, so that the names in an archive can do no harm.

    Raises:
        RecensionError: an archive is damaged, encrypted or empty, or unpacks to too much.
    """
    budget = [MOST]
    return [each for file in files for each in _opened(file, budget, 0)]


def _opened(file: File, budget: list[int], depth: int) -> Iterator[File]:
    kind = kind_of(file.data)
    if kind not in (GZIP, ZIP):
        yield file
    elif depth == DEEPEST:
        raise RecensionError("there are archives within archives", file.name, "unpack it first")
    else:
        inner = _of_gzip(file, budget) if kind == GZIP else _of_zip(file, budget)
        for each in inner:
            yield from _opened(each, budget, depth + 1)


def _of_gzip(file: File, budget: list[int]) -> Iterator[File]:
    try:
        with gzip.open(BytesIO(file.data)) as stream:
            yield File(file.name, _limited(stream, file.name, budget), file.path)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise RecensionError(DAMAGED, file.name, "fetch it anew") from error


def _of_zip(file: File, budget: list[int]) -> Iterator[File]:
    try:
        with ZipFile(BytesIO(file.data)) as archive:
            members = {info.filename: info for info in archive.infolist() if not info.is_dir()}
            names = in_order(list(members))
            if not names:
                raise RecensionError("the archive is empty", file.name, "there is nothing in it")
            if not DOCUMENTS.isdisjoint(names):
                raise RecensionError(
                    "this is an EPUB, a DOCX or the like, not a text", file.name, REMEDY
                )
            for name in names:
                yield _member(archive, members[name], file, budget)
    except (BadZipFile, EOFError, zlib.error, NotImplementedError) as error:
        raise RecensionError(DAMAGED, file.name, "fetch it anew") from error


def _member(archive: ZipFile, info: ZipInfo, file: File, budget: list[int]) -> File:
    name = f"{file.name}: {''.join(filter(str.isprintable, info.filename))}"
    if info.flag_bits & ENCRYPTED:
        raise RecensionError("it is encrypted", name, "unpack it, and give the folder")
    with archive.open(info) as stream:
        data = _limited(stream, name, budget)
        return File(name, data, (*file.path, info.filename))


def _limited(stream: IO[bytes] | gzip.GzipFile, name: str, budget: list[int]) -> bytes:
    """Read a stream, but no more than the budget, which is lessened by what was read.

    What an archive says of its sizes is not believed. Of what is no text only the first bytes are
    read.
    """
    parts = []
    while part := stream.read(CHUNK):
        budget[0] -= len(part)
        if budget[0] < 0:
            raise RecensionError(
                f"it unpacks to more than {MOST >> 30} GiB", name, "this cannot be a book"
            )
        parts.append(part)
        if len(parts) == 1 and kind_of(part) not in GIVEN:
            break
    return b"".join(parts)


def _head(path: Path) -> bytes:
    return _bytes(path, HEAD)


def _bytes(path: Path, most: int = -1) -> bytes:
    """Read a file, or its first bytes."""
    try:
        with path.open("rb") as stream:
            return stream.read(most)
    except OSError as error:
        raise RecensionError(f"cannot be read ({error.strerror})", str(path)) from error
