"""Archives among what is given, replaced by what they hold. Nothing of it is ever written."""

from __future__ import annotations

import gzip
import lzma
import stat
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from pipeline.errors import RecensionError
from pipeline.machine import limits
from pipeline.read.files import GIVEN, REMEDY, File, in_line, in_order
from pipeline.read.kinds import GZIP, ZIP, kind_of

CHUNK = 1 << 20
DAMAGED = "this archive is damaged, or ends too soon"
UNPACK = "unpack it, and give the folder"
ENCRYPTED = 1 << 0
UNIX = (3, 19)
"""Systems whose archives tell links and devices from files."""
ENTRY = b"PK\x01\x02"
"""What each entry of an archive's table of contents begins with."""
TROUBLE = (
    *(BadZipFile, EOFError, zlib.error, lzma.LZMAError, OSError),
    *(ValueError, KeyError, RuntimeError, OverflowError),
)
"""What is raised of archives that are damaged: by the library, and by what it calls."""
DOCUMENTS = frozenset({"mimetype", "META-INF/container.xml", "[Content_Types].xml"})
"""What only archives hold that are documents of a word processor or books."""


def unpacked(files: Sequence[File]) -> list[File]:
    """Give the files with every archive among them replaced by what it holds, in order.

    Nothing is written, so that the names in an archive can do no harm.

    Raises:
        RecensionError: an archive is damaged, encrypted or empty, unpacks to too much, or holds
            links or two files of one name.
    """
    room = _Room(sum(len(file.data) for file in files))
    found = []
    for file in files:
        for each in _opened(file, room, 0):
            found.append(each)
            limits.demand(len(found), limits.FILES, "files", file.name)
    return found


def parts(file: File) -> Iterator[File]:
    """Give all parts of a document that is an archive, like a .docx.

    Raises:
        RecensionError: as `unpacked`.
    """
    yield from _of_zip(file, _Room(len(file.data)), whole=True)


class _Room:
    """How much may still be unpacked, of so many packed bytes, whatever archives say of it."""

    def __init__(self, packed: int) -> None:
        self._most = min(limits.UNPACKED, max(limits.EXEMPT, limits.RATIO * packed))
        self._left = self._most

    def take(self, count: int, name: str) -> None:
        """Take some of it.

        Raises:
            RecensionError: there is not so much.
        """
        self._left -= count
        if self._left < 0:
            what = f"it unpacks to more than {self._most >> 20:,} MiB"
            if self._most < limits.UNPACKED:
                what += f", and more than {limits.RATIO} times its size"
            raise RecensionError(what, name, "this cannot be a book: look what is in it")


def _opened(file: File, room: _Room, depth: int) -> Iterator[File]:
    kind = kind_of(file.data)
    if kind not in (GZIP, ZIP):
        yield file
    elif depth == limits.DEEPEST:
        raise RecensionError("there are archives within archives", file.name, "unpack it first")
    else:
        inner = _of_gzip(file, room) if kind == GZIP else _of_zip(file, room)
        for each in inner:
            yield from _opened(each, room, depth + 1)


def _of_gzip(file: File, room: _Room) -> Iterator[File]:
    try:
        with gzip.open(BytesIO(file.data)) as stream:
            yield File(file.name, _read(stream, file.name, room), file.path)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise RecensionError(DAMAGED, file.name, "fetch it anew") from error


def _of_zip(file: File, room: _Room, *, whole: bool = False) -> Iterator[File]:
    # Counted beforehand, for the library makes an object of each entry.
    limits.demand(file.data.count(ENTRY), limits.FILES, "files", file.name)
    try:
        with ZipFile(BytesIO(file.data)) as archive:
            infos = _members(archive, file, whole=whole)
            if not (whole or DOCUMENTS.isdisjoint(info.filename for info in infos)):
                message = "this is an EPUB, a DOCX or the like, not a text"
                raise RecensionError(message, file.name, REMEDY)
            for info in infos:
                yield _member(archive, info, file, room, whole=whole)
    except NotImplementedError as error:
        message = "it is packed in a way that is not known"
        raise RecensionError(message, file.name, UNPACK) from error
    except TROUBLE as error:
        raise RecensionError(DAMAGED, file.name, "fetch it anew") from error


def _members(archive: ZipFile, file: File, *, whole: bool) -> list[ZipInfo]:
    """Give the files of an archive in order; hidden ones only where the whole of it is wanted."""
    members = {info.filename: info for info in archive.infolist() if not info.is_dir()}
    names = list(members) if whole else in_order(list(members))
    if not names:
        raise RecensionError("the archive is empty", file.name, "there is nothing in it")
    counts = Counter(archive.namelist())
    if twice := next((name for name in names if counts[name] > 1), ""):
        where = f"{file.name}: {in_line(twice)}"
        message = f"the archive holds {counts[twice]} files of this name"
        raise RecensionError(message, where, "make an archive in which each page is once")
    return [members[name] for name in names]


def _member(archive: ZipFile, info: ZipInfo, file: File, room: _Room, *, whole: bool) -> File:
    name = f"{file.name}: {in_line(info.filename)}"
    if info.flag_bits & ENCRYPTED:
        raise RecensionError("it is encrypted", name, UNPACK)
    kind = stat.S_IFMT(info.external_attr >> 16) if info.create_system in UNIX else 0
    if kind not in (0, stat.S_IFREG):
        raise RecensionError("it is a link or a device, and no file", name, UNPACK)
    with archive.open(info) as stream:
        return File(name, _read(stream, name, room, whole=whole), (*file.path, info.filename))


def _read(
    stream: IO[bytes] | gzip.GzipFile, name: str, room: _Room, *, whole: bool = False
) -> bytes:
    """Read a stream, if there is room for it; the whole, or of what is no text the first bytes."""
    parts = []
    while part := stream.read(CHUNK):
        room.take(len(part), name)
        parts.append(part)
        if not whole and len(parts) == 1 and kind_of(part) not in GIVEN:
            break
    return b"".join(parts)
