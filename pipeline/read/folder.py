"""A folder of page files: one text file a page, in natural order."""

from __future__ import annotations

import re
from pathlib import Path

from pipeline.errors import RecensionError


def natural(name: str) -> list[tuple[int, str]]:
    """Sort key that takes digits as numbers.

    >>> sorted(["p10.txt", "p9.txt"], key=natural)
    ['p9.txt', 'p10.txt']
    """
    parts = re.split(r"(\d+)", name)
    # Not isdigit: it is true of a raised figure too, of which int() makes nothing.
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]


def page_files(folder: Path) -> list[Path]:
    """Give the page files (*.txt) of a folder in natural order.

    Raises:
        RecensionError: there are none.
    """
    files = sorted(
        (f for f in folder.iterdir() if f.suffix.lower() == ".txt" and f.is_file()),
        key=lambda f: (natural(f.name.casefold()), f.name),
    )
    if not files:
        raise RecensionError(
            "the folder holds no page files",
            str(folder),
            "give a folder of *.txt files, one a page, or one with a book.toml",
        )
    return files
