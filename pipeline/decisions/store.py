"""The decisions files: read whole, and only ever appended to.

Each reader has a file, whose head names the reader and the source that the places are offsets of.
For another source, or another reader of a like name, a new file is begun: `ann.toml`, `ann-2.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

import tomli

from pipeline.decisions.entry import HEADER, block_of, decision_of, fault_of, toml_string
from pipeline.errors import RecensionError
from pipeline.machine.appended import added, begin, listed, names
from pipeline.machine.appended import append as append_to
from pipeline.machine.memory import uncollected
from pipeline.model.decision import Decision

ENTRY = re.compile(r"^[ \t]*\[\[\s*decision\s*\]\]", re.M)
BEGUN = re.compile(r"^\[", re.M)
"""An entry of which perhaps not even its first line was written."""
HEAD_KEYS = ("reader", "source", "decision")
SUFFIX = ".toml"
LONGEST_HEAD = 4096


class _File(NamedTuple):
    """A decisions file as it was read."""

    data: bytes
    reader: str
    source: str
    decisions: tuple[Decision, ...]


class Reading:
    """The decisions of a folder, read again and again: of each file only what was appended since.

    Of a thousand decisions that takes a tenth of the time.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files: dict[Path, _File] = {}

    @uncollected()
    def read(self) -> tuple[Decision, ...]:
        """Read all decisions, in the order of time. One that is there twice counts once.

        Raises:
            RecensionError: a file cannot be read, or holds what is no decision. It says in which
                line.
        """
        paths = listed(self.folder, SUFFIX)
        self._files = {path: _read(path, self._files.get(path)) for path in paths}
        found: dict[str, Decision] = {}
        for decision in (each for file in self._files.values() for each in file.decisions):
            first = found.setdefault(decision.id, decision)
            if not _same(first, decision):
                raise RecensionError(
                    f"this id is that of another decision: {first.file}:{first.line}",
                    f"{decision.file}:{decision.line}",
                    "give one of them another id",
                )
        return tuple(sorted(found.values(), key=lambda each: (each.when, each.id)))


def read_decisions(folder: Path) -> tuple[Decision, ...]:
    """Read all decisions of a folder once (`Reading.read`)."""
    return Reading(folder).read()


def _same(left: Decision, right: Decision) -> bool:
    return left is right or block_of(left) == block_of(right)


def _read(path: Path, known: _File | None = None) -> _File:
    try:
        data = path.read_bytes()
        if known is not None and (more := _more(path, known, data)) is not None:
            return more
        text = data.decode("utf-8").replace("\r\n", "\n")
        table = tomli.loads(text or 'reader = ""\nsource = ""')
    except OSError as error:
        raise RecensionError(f"cannot be read ({error.strerror})", str(path)) from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise RecensionError("is no UTF-8", f"{path}:{line}", "save it as UTF-8") from error
    except tomli.TOMLDecodeError as error:
        raise _broken(path, text, error) from error
    except (RecursionError, ValueError) as error:  # ValueError: a number of thousands of figures
        fault = "has lists within lists, or figures in a number, without end"
        raise RecensionError(fault, str(path), "take out the entry that has them") from error
    reader, source = _head_of(table, path)
    found = _entries(table, text, path, reader, source)
    return _File(data, reader, source, tuple(found))


def _more(path: Path, known: _File, data: bytes) -> _File | None:
    """Read what was appended to a file; None: it is to be read whole."""
    tail = added(known.data, data)
    if not tail:
        return known if tail == b"" else None
    try:
        text = tail.decode("utf-8").replace("\r\n", "\n")
        table = tomli.loads(text)
    except (ValueError, RecursionError):
        return None  # whoever reads the whole can tell in which line
    if not text.startswith(HEADER) or {*table} != {"decision"}:
        return None
    before = known.data.count(b"\n")
    more = _entries(table, text, path, known.reader, known.source, before)
    return known._replace(data=data, decisions=(*known.decisions, *more))


def _entries(
    table: Mapping[str, object], text: str, path: Path, reader: str, source: str, before: int = 0
) -> Iterator[Decision]:
    """Give the decisions of a file's table, or of a part of it, before which there are lines."""
    entries = table.get("decision", [])
    if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
        fault = "`decision` is no list of entries"
        raise RecensionError(fault, f"{path}:1", f"begin each entry with {HEADER}")
    lines = _lines(text)
    if len(lines) != len(entries):
        lines = [1] * len(entries)  # a text of several lines that quotes the head of an entry
    # Findings tell it, and are the same wherever the book stands.
    file = f"{path.parent.name}/{path.name}"
    for entry, line in zip(entries, lines, strict=True):
        made = decision_of(entry, reader, source, str(path), before + line)
        yield replace(made, file=file)


def _lines(text: str, begin: re.Pattern[str] = ENTRY) -> list[int]:
    """Give the lines, from 1, in which entries begin."""
    lines, at, line = [], 0, 1
    for match in begin.finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        lines.append(line)
    return lines


def _head_of(table: Mapping[str, object], path: Path) -> tuple[str, str]:
    """Give the reader and the source that a file names."""
    reader, source = (_named(table, key, path) for key in ("reader", "source"))
    for key in table:
        if key not in HEAD_KEYS:
            raise RecensionError(
                f"unknown key {key!r}", f"{path}:1", f"it knows {', '.join(HEAD_KEYS[:2])}"
            )
    return reader, source


def _named(table: Mapping[str, object], key: str, path: Path) -> str:
    named = table.get(key)
    if not isinstance(named, str):
        raise RecensionError(
            f"its head does not say `{key}`", f"{path}:1", f'begin the file with {key} = "…"'
        )
    return named


def _broken(path: Path, text: str, error: tomli.TOMLDecodeError) -> RecensionError:
    """Say where a file is no TOML; where its last entry was only begun to be written, say that."""
    last = (_lines(text, BEGUN) or [1])[-1]
    if error.lineno >= last > 1 and not text.endswith("\n"):
        return RecensionError(
            "the last entry was not written to its end",
            f"{path}:{last}",
            f"take out what stands from line {last} on; all before it is whole",
        )
    return RecensionError(f"is no TOML: {error.msg}", f"{path}:{error.lineno}", "correct it there")


def append(folder: Path, decisions: Sequence[Decision]) -> Path:
    """Append decisions of one reader about one source to the reader's file, and name that.

    All are written at once and flushed to the disk: a process that is killed leaves none or all of
    them, and another can come neither between them nor between the head and the first.

    Raises:
        RecensionError: one of them is none, or they cannot be written; the file is then as it was.
    """
    for each in decisions:
        if fault := fault_of(each):
            raise RecensionError(fault, each.action, "nothing was written")
    where = folder
    try:
        begin(folder, SUFFIX)
        for where in names(folder, decisions[0].reader, SUFFIX):
            if append_to(where, partial(_addition, where, decisions)):
                return where
    except OSError as error:
        fault = f"decisions cannot be written ({error.strerror})"
        raise RecensionError(fault, str(where), "nothing was written") from error
    raise AssertionError("there is no end of names")


def _addition(path: Path, decisions: Sequence[Decision], before: bytes) -> bytes | None:
    """Give what is appended to what a file holds; None: it is another reader's, or source's."""
    reader, source = decisions[0].reader, decisions[0].source
    head = before[:LONGEST_HEAD].decode("utf-8", "replace").replace("\r\n", "\n")
    if head.strip() and not _is_of(head, reader, source):
        return None
    opening = "" if head.strip() else _head(reader, source)
    if before and not before.endswith(b"\n"):
        _read(path)  # an entry that was not written to its end is told
        opening = "\n\n" + opening
    return (opening + "".join(map(block_of, decisions))).encode("utf-8")


def _head(reader: str, source: str) -> str:
    return (
        "# What a proofreader decided about this book. It is only ever appended to.\n"
        f'reader = {toml_string(reader)}\nsource = "{source}"\n\n'
    )


def _is_of(text: str, reader: str, source: str) -> bool:
    """Does a file's beginning name the reader and the source? Its head may be written by hand."""
    end = text.find(HEADER)
    try:
        table = tomli.loads(text if end < 0 else text[:end])
    except (ValueError, RecursionError):
        return False
    return table.get("reader") == reader and table.get("source") == source
