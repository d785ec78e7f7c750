"""A book's files on this machine: where they stand, or copied here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.batch.places import System, is_local, opened, reaching
from pipeline.errors import RecensionError
from pipeline.machine.limits import UNPACKED

SCANS = frozenset({"pages", "scans"})
"""Folders of a book in which scans stand. No build needs them, and they are large."""
PICTURES = frozenset(".png .jpg .jpeg .tif .tiff .jp2 .gif .webp .bmp".split())


def fetched(address: str, scratch: Path) -> Path:
    """Give where a book stands on this machine; what stands elsewhere is copied to `scratch`.

    Its name and that of its folder stay, since books are named after them. Scans are not copied.

    Raises:
        RecensionError: there is no such book, it is too large, or cannot be fetched.
    """
    system, path = opened(address)
    if is_local(system):
        return Path(path)
    try:
        with reaching(address, "it cannot be fetched", "try again"):
            if system.isdir(path):
                return _folder(system, path, scratch, address)
            _demand_size([system.info(path)], address)
            parent = PurePosixPath(path).parent.name
            target = scratch / (parent or "book") / PurePosixPath(path).name
            target.parent.mkdir(parents=True)
            system.get_file(path, str(target))
    except FileNotFoundError as error:
        raise RecensionError("no such book", address, "correct the list") from error
    return target


def _demand_size(files: Iterable[Mapping[str, Any]], address: str) -> None:
    """Demand that files are no larger than a book's can be, as far as their system knows.

    Of an archive's members no more is read than it says here that they have.
    """
    if sum(info.get("size") or 0 for info in files) > UNPACKED:
        raise RecensionError(
            f"its files have more than {UNPACKED >> 30} GiB", address, "this cannot be a book"
        )


def _folder(system: System, path: str, scratch: Path, address: str) -> Path:
    base = scratch / (PurePosixPath(path).name or "book")
    there = system.find(path, detail=True)
    inner = {file: _inner(file, path) for file in there}
    is_bare = "book.toml" not in inner.values()
    files = [file for file, name in inner.items() if is_needed(name, is_bare)]
    _demand_size((there[file] for file in files), address)
    targets = [base / inner[file] for file in files]
    for target in targets:
        # The names in an archive are not believed.
        if not target.resolve().is_relative_to(base.resolve()):
            raise RecensionError("a file's name leads out of the book's folder", str(target))
        target.parent.mkdir(parents=True, exist_ok=True)
    base.mkdir(parents=True, exist_ok=True)
    system.get(files, [str(target) for target in targets])
    return base


def _inner(file: str, folder: str) -> str:
    return file.strip("/")[len(folder.strip("/")) :].lstrip("/")


def is_needed(inner: str, is_bare: bool = False) -> bool:
    """Tell whether a build needs a file of a book's folder; a bare one has no book.toml.

    >>> is_needed("source/1.xml"), is_needed("source/1.png"), is_needed("images/lamp.png")
    (True, False, True)
    >>> is_needed("1.png", is_bare=True), is_needed("scans/all.pdf")
    (False, False)
    """
    path = PurePosixPath(inner)
    if len(path.parts) > 1 and path.parts[0] in SCANS:
        return False
    beside = is_bare or (len(path.parts) > 1 and path.parts[0] == "source")
    return not (beside and path.suffix.lower() in PICTURES)
