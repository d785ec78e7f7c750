"""A book's folder holds its files itself: nothing outside of it is read as the book's, or written.

People send each other such folders. A link in one may lead anywhere on the machine of whoever
unpacks it, and a pipe keeps whoever reads it waiting for ever.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from pipeline.errors import RecensionError


def demand_contained(folder: Path, names: Iterable[str]) -> None:
    """Demand that what has some names in a folder stands there, with all that is in it.

    A link may lead to another place in the folder. What is not there at all is no fault.

    Raises:
        RecensionError: a name or a link leads out of the folder, or something is no file.
    """
    top = folder.resolve()
    seen: set[Path] = set()
    for name in names:
        _demand(folder / name, top, seen)


def _demand(path: Path, top: Path, seen: set[Path]) -> None:
    """Demand it of a file or a folder, which may be a link."""
    try:
        real = path.resolve()
    except (OSError, RuntimeError) as error:  # links that go round in a circle
        raise RecensionError("a link that leads nowhere", str(path), "take it out") from error
    if not real.is_relative_to(top):
        raise RecensionError(
            "this leads out of the book's folder", str(path), "put the file itself into the folder"
        )
    if real.is_dir():
        if real not in seen:
            seen.add(real)
            _demand_inside(real, top, seen)
    elif real.exists() and not real.is_file():
        raise RecensionError("this is no file", str(path), "take it out")


def _demand_inside(folder: Path, top: Path, seen: set[Path]) -> None:
    with os.scandir(folder) as entries:
        for entry in entries:
            # Of the most, which are plain files, the list of the folder tells all.
            if not entry.is_file(follow_symlinks=False):
                _demand(Path(entry.path), top, seen)
