"""Results into place: written beside, then put there together, so that the last good ones stay.

All that a build makes is first written into a folder beside its place, whose name begins with
`.build-`, and flushed to the disk, with a list of it. Then each file and folder changes places
with what stands there. If that fails, what was changed is changed back. If the process is killed,
each file is the old one or the new one, and the list is still there: whoever next writes results
into the same folder, or looks at them, first ends what was begun.
"""

from __future__ import annotations

import ctypes
import errno
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from pipeline.errors import FULL, RecensionError
from pipeline.machine.scratch import abandoned, alone, room, scratch
from pipeline.machine.whole import flush, unfinished, write_whole

SEALS = ".seals.json"
"""In the markdown folder: the hash of each file as the build wrote it."""
BUILD = ".build-"
"""How the folders begin that results are written into, beside their place."""
LIST = ".list.json"
"""In such a folder: the hashes of all that is to be put in place, once it is all there."""
ELSEWHERE = "make room there, or choose another OUT"
AT_FDCWD, RENAME_EXCHANGE = -100, 2
"""Of Linux: paths from the folder that one is in; change the places of two files at once."""
NO_EXCHANGE = frozenset({errno.EINVAL, errno.ENOSYS, errno.EXDEV, errno.EPERM, errno.ENOTSUP})
"""What file systems say that cannot do so."""
Files = dict[str, bytes]
"""Results that are not yet where they belong, by their paths there."""
Hashes = dict[str, str | dict[str, str]]
"""Of results: those of files by their names, those of folders by the names of the files in them."""


@contextmanager
def staging(out: Path, dated: int | None = None) -> Iterator[Path]:
    """Give a folder to write into; when nothing was raised, what it holds replaces `out`'s.

    No reader ever sees half a file, and of builds at the same time one comes after the other. What
    is written is `dated`, in nanoseconds, where that is given. When something was raised, `out` is
    as it was.

    Raises:
        RecensionError: `out` cannot be written, or holds Markdown that was edited by hand.
    """
    with ExitStack() as stack:
        with _told(out):
            out.mkdir(parents=True, exist_ok=True)
            repair(out)
            stage = stack.enter_context(scratch(out, BUILD))
        with room(out, ELSEWHERE):
            yield stage
        with _told(out), alone(out):
            _into_place(stage, out, dated)


@contextmanager
def _told(out: Path) -> Iterator[None]:
    """Say that results cannot be written there."""
    try:
        yield
    except OSError as error:
        where = str(error.filename or out)
        if BUILD in where:  # its name says nothing to anybody
            where = str(out)
        remedy = ELSEWHERE if error.errno in FULL else "choose another OUT"
        raise RecensionError(
            f"results cannot be written here ({error.strerror})", where, remedy
        ) from error


def repair(out: Path) -> None:
    """End what a process that was killed had begun to put in place; take away what it left.

    Where nothing may be written, what is there stays as it is.
    """
    for left in abandoned(out, BUILD):
        with alone(out), suppress(OSError, ValueError, RecensionError):
            hashes = json.loads((left / LIST).read_text(encoding="utf-8"))
            names = sorted({path.name for path in left.iterdir()} & {*hashes})
            _change(
                left, out, [name for name in names if _hash_of_any(left / name) == hashes[name]]
            )
        shutil.rmtree(left, ignore_errors=True)


def _into_place(stage: Path, out: Path, dated: int | None) -> None:
    made = sorted(stage.iterdir())
    for item in made:
        if item.is_dir():
            seal(item)
    for path in (*stage.rglob("*"), stage):
        if dated is not None:
            os.utime(path, ns=(dated, dated))
        flush(path)
    write_whole(stage / LIST, json.dumps(hashes_in(stage)).encode())
    _change(stage, out, [item.name for item in made])
    flush(out)


def _change(stage: Path, out: Path, names: Iterable[str]) -> None:
    """Let all items change places with those that stand in `out`, or none.

    Raises:
        RecensionError: Markdown was edited by hand, or what stands there is of another kind.
        OSError: it cannot be done.
    """
    pairs = [(stage / name, out / name) for name in names]
    for item, target in pairs:
        _demand_replaceable(item, target)
    done: list[tuple[Path, Path, int]] = []
    try:
        for item, target in pairs:
            done.append((item, target, item.stat().st_ino))
            _swap(item, target)
    except BaseException:  # an interruption too
        for item, target, own in reversed(done):
            if os.path.lexists(target) and target.stat().st_ino == own:
                _swap(target, item)
        raise


def _swap(item: Path, target: Path) -> None:
    """Put an item in its place; what stands there comes into the place of the item."""
    if not os.path.lexists(target):
        item.rename(target)
    elif not _exchanged(item, target):
        old = item.with_name(f"{item.name}.old")
        target.rename(old)
        try:
            item.rename(target)
        except BaseException:
            old.rename(target)
            raise
        old.rename(item)


def _exchanged(one: Path, other: Path) -> bool:
    """Let two files or folders change places at once; tell whether that can be had."""
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except AttributeError:
        return False
    names = os.fsencode(one), os.fsencode(other)
    if not call(AT_FDCWD, names[0], AT_FDCWD, names[1], RENAME_EXCHANGE):
        return True
    number = ctypes.get_errno()
    if number in NO_EXCHANGE:
        return False
    raise OSError(number, os.strerror(number), str(other))


def _demand_replaceable(item: Path, target: Path) -> None:
    """Demand that what stands in an item's place is nothing, or another that a build wrote.

    Raises:
        RecensionError: it is of another kind, or was edited by hand.
    """
    if item.is_dir():
        refuse_edited(target)
    if os.path.lexists(target) and item.is_dir() != target.is_dir():
        kind = "a folder" if target.is_dir() else "a file"
        raise RecensionError(
            f"{kind} stands where results belong", str(target), "move it away, then build again"
        )


def seal(folder: Path, hashes: Mapping[str, str] | None = None) -> None:
    """Note the hashes of a folder's files, so that edits made by hand can be told.

    `hashes` are given where they are those of an earlier moment.
    """
    written = json.dumps(hashes or hashes_of(folder), indent=1, sort_keys=True)
    write_whole(folder / SEALS, written.encode())


def sealed(folder: Path) -> dict[str, str]:
    """Give the hashes of a folder's files as they were noted; none if they never were."""
    noted: dict[str, str] = {}
    with suppress(FileNotFoundError, ValueError):  # what was damaged says nothing
        noted = json.loads((folder / SEALS).read_text(encoding="utf-8"))
    return noted


def edited(folder: Path) -> list[str]:
    """Give the names of files changed, added or removed by hand since they were sealed.

    In a folder that was never sealed that is every file.
    """
    noted, there = sealed(folder), hashes_of(folder)
    return sorted(name for name in {*noted, *there} if noted.get(name) != there.get(name))


def refuse_edited(folder: Path) -> None:
    """Refuse to replace a folder that was edited by hand, or holds what no build wrote.

    Raises:
        RecensionError: it was, or does.
    """
    names = edited(folder) if folder.is_dir() else []
    if names:
        ours = (folder / SEALS).is_file()
        fault = "edited by hand since it was built" if ours else "holds what no build wrote"
        raise RecensionError(
            f"{fault}: {', '.join(names[:5])}",
            str(folder),
            "have the edits decided: recension absorb; or move the folder away, then build again"
            if ours
            else "move the folder away to keep your files, then build again",
        )


def files_in(folder: Path) -> Files:
    """Take up all files in a folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def put(files: Files, folder: Path) -> Hashes:
    """Put files into a folder, and give their hashes.

    Raises:
        RecensionError: the folder was taken away.
        OSError: they cannot be written.
    """
    try:
        for name, data in files.items():
            for parent in reversed(Path(name).parents[:-1]):
                (folder / parent).mkdir(exist_ok=True)
            (folder / name).write_bytes(data)
    except FileNotFoundError as error:
        fault = "it was taken away while results were written into it"
        raise RecensionError(fault, str(folder), "do this again") from error
    return hashes_of_files(files)


def hashes_of_files(files: Files) -> Hashes:
    """Give the hashes of files as they will stand in a folder.

    >>> [*hashes_of_files({"a.epub": b"", "markdown/1.md": b"", "markdown/2.md": b""})["markdown"]]
    ['1.md', '2.md']
    """
    made: Hashes = {}
    for name, data in files.items():
        digest = hashlib.sha256(data).hexdigest()
        top, _, inner = name.partition("/")
        held = made.setdefault(top, {} if inner else digest)
        if isinstance(held, dict):
            held[inner] = digest
    return made


def hashes_in(stage: Path) -> Hashes:
    """Give the hashes of all that is in a folder, by their names in order."""
    return {path.name: _hash_of_any(path) for path in sorted(stage.iterdir())}


def stands(out: Path, hashes: Hashes, newest: Path) -> bool:
    """Do results stand in a folder as they were made, none of them older than the newest input?

    Otherwise they were altered or taken away by hand, or what dates files takes them for stale.
    """
    since = newest.stat().st_mtime_ns
    try:
        return all(
            _hash_of_any(path) == noted
            and (isinstance(noted, str) or sealed(path) == noted)
            and all(file.stat().st_mtime_ns >= since for file in (path, *path.rglob("*")))
            for path, noted in ((out / name, noted) for name, noted in hashes.items())
        )
    except OSError:
        return False


def _hash_of_any(path: Path) -> str | dict[str, str]:
    return hashes_of(path) if path.is_dir() else _hash(path)


def hashes_of(folder: Path) -> dict[str, str]:
    """Give the hashes of a folder's files, by their names in it."""
    seals = {folder / SEALS, unfinished(folder / SEALS)}
    files = (file for file in folder.rglob("*") if file.is_file() and file not in seals)
    return {file.relative_to(folder).as_posix(): _hash(file) for file in files}


def _hash(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
