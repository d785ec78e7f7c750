"""The cases of a folder: each a folder with a book's source and its true structure."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from pipeline.errors import RecensionError
from pipeline.read.files import natural

TRUTH = "truth.json"
FORM = f"a case is a folder that holds {TRUTH} and the source, raw.txt or what --input names"


class Case(NamedTuple):
    """A book whose true structure is known."""

    name: str
    folder: Path
    source: Path


class Cases(NamedTuple):
    """What a folder holds: the cases that have the source asked for, the names of the others."""

    found: tuple[Case, ...]
    without: tuple[str, ...]


def find_cases(folder: Path, source: str) -> Cases:
    """Find the cases in a folder, by name in natural order; or the one case that it is itself.

    `source` is the name of what each is built from, from the case's folder.

    Raises:
        RecensionError: there is no such folder, no case in it, or none that has the source.
    """
    if not folder.is_dir():
        raise RecensionError("no such folder", str(folder), FORM)
    holders = [folder] if (folder / TRUTH).is_file() else _holders(folder)
    if not holders:
        raise RecensionError("there is no case in this folder", str(folder), FORM)
    cases = [Case(holder.resolve().name, holder, holder / source) for holder in holders]
    found = tuple(case for case in cases if case.source.exists())
    if not found:
        raise RecensionError(f"no case here has {source}", str(folder), FORM)
    return Cases(found, tuple(case.name for case in cases if not case.source.exists()))


def _holders(folder: Path) -> list[Path]:
    holders = (path for path in folder.iterdir() if (path / TRUTH).is_file())
    return sorted(holders, key=lambda path: natural(path.name))
