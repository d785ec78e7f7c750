"""The results of a book in their place, with a record of what they were made from.

The record is written last, and taken away first: where it stands, all that it lists was put in
place, and its key tells from what that was made.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypedDict

from pipeline.batch.order import FAILURES, Outcome, Row
from pipeline.batch.places import System, below, is_local, opened, write, writing
from pipeline.errors import RecensionError
from pipeline.machine.publish import refuse_edited, staging

RECORD = "batch.json"


@dataclass(frozen=True, slots=True)
class Record:
    """What a book's results were made from, and what was said of it."""

    key: str
    run: str
    files: Mapping[str, int]
    """The size of each file, by its path in the folder of the results."""
    outcome: Outcome


class _Written(TypedDict):
    """A record as it stands in its file."""

    key: str
    run: str
    files: dict[str, int]
    outcome: Row


def standing(folder: str, key: str) -> Record | None:
    """Give the record of a book's results; None if they are not there whole, or of another key."""
    system, path = opened(folder)
    record = _recorded(system, path)
    if record is None or record.key != key:
        return None
    there = _sizes(system, path)
    return record if all(there.get(name) == size for name, size in record.files.items()) else None


def publish(made: Path, folder: str, key: str, run: str, outcome: Outcome) -> None:
    """Put a book's results in place, whole or not at all, then their record.

    On a disk, files are renamed into place; elsewhere they are written in one transaction, as far
    as the file system has these. What the record of earlier results lists besides, as other forms,
    is removed.

    Raises:
        RecensionError: they cannot be written, or Markdown that stands there was edited by hand.
    """
    files = {
        file.relative_to(made).as_posix(): file.stat().st_size
        for file in sorted(made.rglob("*"))
        if file.is_file()
    }
    system, path = opened(folder)
    with writing(folder):
        before = _recorded(system, path)
        stale = sorted(before.files.keys() - files if before else ())
        for name in {name.partition("/")[0] for name in (*files, *stale) if "/" in name}:
            _refuse_edited(system, f"{path}/{name}", below(folder, name))
        with suppress(FileNotFoundError):
            system.rm_file(f"{path}/{RECORD}")
        if is_local(system):
            _rename(made, Path(path))
        else:
            _send(system, made, path, files)
        _remove(system, path, stale)
    record = {"key": key, "run": run, "files": files, "outcome": outcome._asdict()}
    text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    write(below(folder, RECORD), text.encode("utf-8", "surrogatepass"))


def _refuse_edited(system: System, path: str, address: str) -> None:
    """Refuse to replace or remove a folder that was edited by hand, wherever it stands."""
    if is_local(system):
        refuse_edited(Path(path))
        return
    with TemporaryDirectory() as scratch:
        found = system.find(path) if system.isdir(path) else []
        copies = [Path(scratch, name[len(path) :].lstrip("/")) for name in found]
        for name, copy in zip(found, copies, strict=True):
            copy.parent.mkdir(parents=True, exist_ok=True)
            system.get_file(name, str(copy))
        try:
            if found:
                refuse_edited(Path(scratch))
        except RecensionError as error:
            raise RecensionError(error.message, address, error.remedy) from error


def _remove(system: System, path: str, stale: Iterable[str]) -> None:
    """Remove files of earlier results, and the folders that are then empty."""
    for name in stale:
        with suppress(FileNotFoundError):
            system.rm_file(f"{path}/{name}")
        if is_local(system):
            with suppress(OSError):  # others stand in it
                for parent in [*Path(name).parents][:-1]:
                    Path(path, parent).rmdir()


def _rename(made: Path, path: Path) -> None:
    with staging(path) as stage:
        shutil.copytree(made, stage, dirs_exist_ok=True)


def _send(system: System, made: Path, path: str, files: Mapping[str, int]) -> None:
    with system.transaction:
        for name in files:
            system.makedirs(f"{path}/{name}".rpartition("/")[0], exist_ok=True)
            with (made / name).open("rb") as own, system.open(f"{path}/{name}", "wb") as there:
                shutil.copyfileobj(own, there)


def tell_failure(out: str, name: str, text: str) -> None:
    """Write what is to be told of a failed book: its error, and what its build said.

    Raises:
        RecensionError: it cannot be written.
    """
    write(below(out, FAILURES, f"{name}.txt"), text.encode("utf-8", "replace"))


def forget_failure(out: str, name: str) -> None:
    """Remove what was told of a book that failed another time."""
    system, path = opened(below(out, FAILURES, f"{name}.txt"))
    with suppress(Exception):  # it may not be there, and each file system says that in its way
        system.rm_file(path)


def _recorded(system: System, path: str) -> Record | None:
    try:
        told: _Written = json.loads(system.cat_file(f"{path}/{RECORD}"))
        return Record(told["key"], told["run"], told["files"], Outcome(**told["outcome"]))
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _sizes(system: System, path: str) -> dict[str, int]:
    """Give the size of each file in a folder, as it is now."""
    system.invalidate_cache(path)
    try:
        found = system.find(path, detail=True)
    except OSError:
        return {}
    return {name[len(path) :].lstrip("/"): info["size"] for name, info in found.items()}
