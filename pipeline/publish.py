"""Results into place: written beside, then renamed, so that the last good ones stay whole."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import RecensionError

SEALS = ".seals.json"
"""In the markdown folder: the hash of each file as the build wrote it."""
Files = dict[str, bytes]
"""Results that are not yet where they belong, by their paths there."""
Hashes = dict[str, str | dict[str, str]]
"""Of results: those of files by their names, those of folders by the names of the files in them."""


@contextmanager
def staging(out: Path) -> Iterator[Path]:
    """Give a folder to write into; when nothing was raised, what it holds replaces `out`'s.

    Files are renamed one by one and folders swapped, on one file system, so that no reader ever
    sees half a file. When something was raised, `out` is as it was.

    Raises:
        RecensionError: `out` cannot be written, or holds Markdown that was edited by hand.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix=".build-", dir=out))
    except OSError as error:
        raise RecensionError(
            f"results cannot be written here ({error.strerror})", str(out), "choose another OUT"
        ) from error
    try:
        yield stage
        _into_place(stage, out)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _into_place(stage: Path, out: Path) -> None:
    made = sorted(stage.iterdir())
    for item in made:
        if item.is_dir():
            seal(item)
            refuse_edited(out / item.name)
    for item in made:
        target = out / item.name
        if item.is_dir() and target.exists():
            old = stage / f"{item.name}.old"
            target.replace(old)
            try:
                item.replace(target)
            except BaseException:  # an interruption too: the stage is removed, and `old` with it
                old.rename(target)
                raise
        else:
            item.replace(target)


def seal(folder: Path, hashes: Mapping[str, str] | None = None) -> None:
    """Note the hashes of a folder's files, so that edits made by hand can be told.

    `hashes` are given where they are those of an earlier moment.
    """
    written = json.dumps(hashes or hashes_of(folder), indent=1, sort_keys=True)
    (folder / SEALS).write_text(written, encoding="utf-8")


def sealed(folder: Path) -> dict[str, str]:
    """Give the hashes of a folder's files as they were noted; none if they never were."""
    seals = folder / SEALS
    noted: dict[str, str] = {}
    if seals.is_file():
        noted = json.loads(seals.read_text(encoding="utf-8"))
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


def put(files: Files, folder: Path) -> None:
    """Put files into a folder."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def hashes_in(stage: Path) -> Hashes:
    """Give the hashes of all results, by their names in order."""
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
    files = (file for file in folder.rglob("*") if file.is_file() and file != folder / SEALS)
    return {file.relative_to(folder).as_posix(): _hash(file) for file in files}


def _hash(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
