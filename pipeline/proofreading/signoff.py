"""The sign-off: who answers for an edition, and of what exactly, by hashes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, TypeGuard

import tomli

from pipeline.decisions.entry import toml_string
from pipeline.errors import RecensionError
from pipeline.machine.publish import repair
from pipeline.machine.scratch import alone
from pipeline.machine.whole import write_whole
from pipeline.manuscript.folder import PROOFREADING as FOLDER
from pipeline.manuscript.folder import BookFolder, shown_files
from pipeline.proofreading.store import read_events

if TYPE_CHECKING:
    from pipeline.model.book import Source

NAME = "sign-off.toml"
RECORDS = frozenset({"changes.jsonl", "findings.jsonl", "report.html", "batch.json"})
"""What a build writes about the editions, the sign-off among it; and that of a whole library."""


@dataclass(frozen=True, slots=True)
class SignOff:
    """What was signed."""

    who: str
    when: datetime
    source: str
    """SHA-256 of the source."""
    files: Mapping[str, str]
    """SHA-256 of what people edit, by the paths in the book's folder."""
    outputs: Mapping[str, str]
    """SHA-256 of the editions, by their paths in the folder of results."""


class _Signed(TypedDict):
    """A sign-off as its file has it."""

    who: str
    when: datetime
    source: str
    files: dict[str, str]
    outputs: dict[str, str]


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a book is signed, and what was changed since."""

    signed: SignOff | None = None
    changed: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    """Of pages, raised since then and not solved."""
    unsigned: tuple[str, ...] = ()
    """Editions in forms that were not there to be signed."""

    @property
    def is_whole(self) -> bool:
        """Does the sign-off hold for all that there is?"""
        return self.signed is not None and not (self.changed or self.problems or self.unsigned)

    def __str__(self) -> str:
        """Say it in words."""
        if self.signed is None:
            return "not signed"
        said = f"signed by {self.signed.who} on {self.signed.when:%Y-%m-%d}"
        if self.changed or self.problems:
            said = f"stale: {said}"
        told = {
            "changed since then": self.changed,
            "problems raised since then": self.problems,
            "not signed": self.unsigned,
        }
        return "; ".join([said, *(f"{k}: {', '.join(each)}" for k, each in told.items() if each)])


def sign(folder: BookFolder, source: Source, outputs: Path, who: str) -> Path:
    """Write the sign-off of a book and of the editions that stand in `outputs`.

    Raises:
        RecensionError: there are no editions, they are older than what they are made of, or the
            sign-off cannot be written.
    """
    assert folder.folder is not None  # made sure when the book was found
    where = folder.folder / FOLDER
    repair(outputs)
    with alone(outputs):  # a build may be putting them there
        made = SignOff(
            who,
            datetime.now(UTC).replace(microsecond=0),
            source.sha256,
            _hashed(folder.folder, folder.edited),
            editions(outputs),
        )
        _demand_fresh(folder, outputs, made.outputs)
    try:
        where.mkdir(parents=True, exist_ok=True)
        path = where / NAME
        with alone(where):
            write_whole(path, _text(made).encode("utf-8"))
    except OSError as error:
        raise RecensionError(f"cannot be written ({error.strerror})", str(where / NAME)) from error
    return path


def standing(folder: BookFolder, source: Source, outputs: Path) -> Standing | None:
    """Tell whether a book is signed as it is now; None for a bare file, which nobody signs.

    Of the editions those are looked at that stand in `outputs`.

    Raises:
        RecensionError: the sign-off, or what was said of pages, cannot be read.
    """
    if folder.folder is None:
        return None
    signed = read_sign_off(folder.folder / FOLDER)
    if signed is None:
        return Standing()
    changed = ["the source"] if source.sha256 != signed.source else []
    now = _hashed(folder.folder, folder.edited)
    changed += [p for p in sorted({*now, *signed.files}) if now.get(p) != signed.files.get(p)]
    made = editions(outputs)
    changed += [p for p in sorted(made) if p in signed.outputs and made[p] != signed.outputs[p]]
    # Of a form in many files, as the Markdown, one name is enough.
    unsigned = dict.fromkeys(p.partition("/")[0] for p in sorted(made) if p not in signed.outputs)
    return Standing(signed, tuple(changed), _problems(folder.folder / FOLDER), tuple(unsigned))


def _problems(folder: Path) -> tuple[str, ...]:
    """Give the problems of pages that are not solved: with one of them, no book is signed."""
    events = read_events(folder)
    solved = {event.of for event in events if event.mark == "solved"}
    return tuple(
        f"page {event.page}: {event.words} ({event.reader})"
        for event in events
        if event.mark == "problem" and event.id not in solved
    )


def read_sign_off(folder: Path) -> SignOff | None:
    """Read the sign-off that stands in a folder; None where there is none.

    Raises:
        RecensionError: it cannot be read.
    """
    path = folder / NAME
    try:
        table = tomli.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise RecensionError(f"cannot be read ({error.strerror})", str(path)) from error
    except (ValueError, RecursionError) as error:
        raise _no_sign_off(path) from error
    if not _is_whole(table):
        raise _no_sign_off(path)
    return SignOff(**table)


def _no_sign_off(path: Path) -> RecensionError:
    return RecensionError("this is no sign-off", str(path), "take it out, and sign again")


def _is_whole(table: Mapping[str, object]) -> TypeGuard[_Signed]:
    """Tell whether a sign-off says all that it has to, and nothing else, each of the right kind."""
    if {*table} != _Signed.__required_keys__ or not isinstance(table["when"], datetime):
        return False
    said = [table["who"], table["source"]]
    for held in (table["files"], table["outputs"]):
        if not isinstance(held, dict):
            return False
        said += held.values()
    return all(isinstance(each, str) for each in said)


def editions(outputs: Path) -> dict[str, str]:
    """Give the hashes of the editions in a folder of results, without the records of the build."""
    hashed = _hashed(outputs, shown_files(outputs, ("**/*",)))
    return {name: digest for name, digest in hashed.items() if name not in RECORDS}


def _hashed(folder: Path, files: Iterable[Path]) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


def _demand_fresh(folder: BookFolder, outputs: Path, made: Iterable[str]) -> None:
    """Demand editions, and that none is older than what it is made of."""
    remedy = f"build them: recension build {folder.name}"
    if not made:
        raise RecensionError("there are no editions to be signed", str(outputs), remedy)
    newest = folder.newest
    for name in made:
        if (outputs / name).stat().st_mtime_ns < newest.stat().st_mtime_ns:
            fault = f"this edition is older than {newest}"
            raise RecensionError(fault, str(outputs / name), remedy)


def _text(made: SignOff) -> str:
    lines = [
        "# Who answers for this edition, and of what: the hashes (SHA-256) are of its source, of",
        "# all that was edited, and of the editions made of it. Written by `recension sign-off`.",
        f"who    = {toml_string(made.who)}",
        f"when   = {made.when:%Y-%m-%dT%H:%M:%SZ}",
        f'source = "{made.source}"',
    ]
    for name in ("files", "outputs"):
        rows = getattr(made, name)
        lines += ["", f"[{name}]", *(f'{toml_string(path)} = "{rows[path]}"' for path in rows)]
    return "\n".join(lines) + "\n"
