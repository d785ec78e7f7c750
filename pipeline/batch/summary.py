"""The summary of a run: a table as CSV, JSON lines or Parquet, a row a book."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import PurePosixPath
from typing import IO, Any

from pipeline.batch.order import Outcome
from pipeline.errors import RecensionError

TYPES = {
    **dict.fromkeys(("book", "source", "title", "language"), "string"),
    **dict.fromkeys(("words", "notes", "errors", "queries", "advice", "unaccounted"), "int64"),
    **dict.fromkeys(("seconds", "processor"), "float64"),
    "memory": "int64",
    **dict.fromkeys(("state", "reason", "message"), "string"),
}
"""The columns, with their types in Parquet."""
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What begins a formula where a table is opened as a spreadsheet. Titles are the books' own."""
MANY = 10_000
"""Rows of Parquet that are written at once."""


class Rows:
    """The outcomes of a run, in a file until all are there, so that any number finds room."""

    def __init__(self, file: IO[bytes], total: int) -> None:
        self._file = file
        self._places = array("q", [-1]) * total

    def add(self, number: int, outcome: Outcome) -> None:
        """Add the outcome of the book of a number."""
        self._places[number] = self._file.seek(0, 2)
        self._file.write(json.dumps(outcome).encode() + b"\n")

    def __iter__(self) -> Iterator[Outcome]:
        """Give the outcomes in the order of the books, those that are there."""
        for place in self._places:
            if place >= 0:
                self._file.seek(place)
                yield Outcome(*json.loads(self._file.readline()))


@contextmanager
def rows_of(total: int) -> Iterator[Rows]:
    """Give what holds the outcomes of so many books."""
    with tempfile.TemporaryFile() as file:
        yield Rows(file, total)


def writer(name: str) -> Callable[[Rows], bytes]:
    """Give what writes a table in the format that the suffix of its file names.

    Raises:
        RecensionError: there is no such format, or what it needs is not installed.
    """
    suffix = PurePosixPath(name).suffix.lower()
    if suffix not in WRITERS:
        raise RecensionError(
            "no table has this suffix", name, f"name it with one of these: {' '.join(WRITERS)}"
        )
    if suffix == ".parquet":
        _pyarrow("")
    return WRITERS[suffix]


def _csv(rows: Rows) -> bytes:
    written = io.StringIO(newline="")
    table = csv.writer(written, lineterminator="\n")
    table.writerow(TYPES)
    table.writerows(map(_cell, row) for row in rows)
    return written.getvalue().encode("utf-8", "replace")


def _cell(value: object) -> object:
    """Have a spreadsheet take a text for a text, as one that begins with an apostrophe.

    >>> print(_cell("=1+1"), _cell("Emma"), _cell(7))
    '=1+1 Emma 7
    """
    is_formula = isinstance(value, str) and value.startswith(FORMULA)
    return f"'{value}" if is_formula else value


def _jsonl(rows: Rows) -> bytes:
    lines = (json.dumps(row._asdict(), ensure_ascii=False) + "\n" for row in rows)
    return "".join(lines).encode("utf-8", "replace")


def _parquet(rows: Rows) -> bytes:
    arrow, parquet = _pyarrow(""), _pyarrow(".parquet")
    schema = arrow.schema([(name, arrow.type_for_alias(kind)) for name, kind in TYPES.items()])
    written = io.BytesIO()
    with parquet.ParquetWriter(written, schema) as table:
        some: list[dict[str, object]] = []
        for row in rows:
            some.append(row._asdict())
            if len(some) == MANY:
                table.write_table(arrow.Table.from_pylist(some, schema))
                some.clear()
        table.write_table(arrow.Table.from_pylist(some, schema))
    return written.getvalue()


def _pyarrow(module: str) -> Any:
    try:
        return import_module(f"pyarrow{module}")
    except ModuleNotFoundError as error:
        raise RecensionError(
            "Parquet needs pyarrow, which is not installed",
            "--summary",
            "install it (pip install pyarrow), or name the table .csv or .jsonl",
        ) from error


WRITERS = {".csv": _csv, ".jsonl": _jsonl, ".parquet": _parquet}
