"""Where in a book.toml a key stands."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

HEADER = re.compile(r"\s*\[\[?\s*([\w.-]+)\s*\]")
ASSIGNMENT = re.compile(r"\s*([\w.-]+)\s*=")


class Place(NamedTuple):
    """A table of the file: its path, its text, its name, and which of those of that name."""

    path: Path
    text: str
    table: str = ""
    which: int = 0


def where_of(place: Place, key: str = "") -> str:
    """Name the file, and the line of a key, or without one of the table."""
    line = _line(place, key)
    return f"{place.path}:{line}" if line else str(place.path)


def _line(place: Place, key: str) -> int:
    """Find the line of a key, or without one of its table; 0 when it is not to be found.

    tomllib gives no positions, so the lines are gone through as a person would: good enough for
    every file but one that hides such lines in a text of several lines.
    """
    sought = f"{place.table}.{key}".strip(".")
    table, seen = "", {"": 0}
    line_of: dict[str, int] = {}
    for number, line in enumerate(place.text.split("\n"), 1):
        name = ""
        if header := HEADER.match(line):
            name = table = header[1]
            seen[table] = seen.get(table, -1) + 1
        elif assigned := ASSIGNMENT.match(line):
            name = f"{table}.{assigned[1]}".strip(".")
        if name and (table != place.table or seen[table] == place.which):
            line_of.setdefault(name, number)
    return line_of.get(sought, line_of.get(place.table, 0))
