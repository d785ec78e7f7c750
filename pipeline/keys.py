"""By what keys the stages keep what they make: the hashes of all that each is made from.

A stage that is given the book is made from all that the book is made from. So its key is known
before anything is read or made, and where nothing was changed not even the book is loaded. A stage
is given only those settings that are in its key (`Settings.only`): it cannot read others.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from pipeline.machine.cache import key
from pipeline.manuscript.folder import EDITED, PROOFREADING, BookFolder
from pipeline.model.decision import Decision, Placed
from pipeline.read import digest
from pipeline.read.files import bare_name
from pipeline.write.look import look, pandoc

RECOVERY = ("language", "title")
EMENDATION = (*RECOVERY, "typography")
CHECKS = (*EMENDATION, "notes", "checks", "ignores")
"""The settings that a stage reads, and those that the stages before it do."""
NOTED = f"{PROOFREADING}/*"
MATTER = ("front/**/*", "back/**/*", "images/**/*")
"""What is new in an edition, by its paths in the book's folder."""


@dataclass(frozen=True)
class Keys:
    """The keys of what is made of a book, whose source has a hash, by some decisions."""

    folder: BookFolder
    sha256: str
    decisions: Sequence[Decision] = ()
    """In the order of time. Where they are written counts, since findings tell it."""

    def source(self) -> str:
        """Name the source."""
        return key("source", *self._names)

    def recovered(self, followed: Iterable[Placed]) -> str:
        """Name the book as it is recovered by those decisions that are about lines."""
        return key("recovered", *self._names, self._read(RECOVERY), *map(repr, followed))

    def emended(self) -> str:
        """Name the book as it was decided, and in the house style."""
        return self._made("emended", self._read(EMENDATION))

    def account(self) -> str:
        """Name the account of the book."""
        return self._made("account", self._read(EMENDATION))

    def findings(self) -> str:
        """Name what is asked about the book."""
        return self._made("findings", self._read(CHECKS))

    def composed(self) -> str:
        """Name the edition's tree and what is rendered of it."""
        return self._made("composed", repr(self.folder.settings), pandoc(), self._new)

    def written(self, form: str) -> str:
        """Name the files of a form."""
        return key("written", form, self.composed(), self._look)

    def recorded(self, *said: object) -> str:
        """Name the record of a build, by what it says beside the book, the account and findings."""
        settings = repr(self.folder.settings)
        return self._made("recorded", settings, *map(repr, said), self._look)

    def hold(self) -> bool:
        """Tell whether what the book's folder has, and how editions look, is as the keys say.

        It was looked at once, for all of them: what is made of a tree is kept under its key.
        """
        now = replace(self)
        return (now._new, now._look) == (self._new, self._look)

    @cached_property
    def _new(self) -> str:
        return key(*_new(self.folder))

    @cached_property
    def _look(self) -> str:
        return key(*_look(self.folder))

    @cached_property
    def _names(self) -> tuple[str, str, str]:
        return self.sha256, bare_name(self.folder.source_path), self.folder.name

    @cached_property
    def _decided(self) -> str:
        return key(*map(repr, self.decisions))

    def _made(self, stage: str, *more: str | bytes) -> str:
        return key(stage, *self._names, self._decided, *more)

    def _read(self, names: Sequence[str]) -> str:
        return repr(self.folder.settings.only(*names))


def built(folder: BookFolder, formats: Iterable[str]) -> str:
    """Name a build by all that is read for it, of which nothing has to be understood.

    How far pages are says the time as well: a page that was begun is left after a while.
    """
    parts: list[str | bytes] = [digest(folder.source_path), bare_name(folder.source_path)]
    parts += [folder.name, repr(folder.settings), *sorted(formats), *_look(folder)]
    if folder.folder:
        noted = [*_files(folder.folder, NOTED)]
        parts += [*_files(folder.folder, *EDITED), *noted, *(left(folder.folder) if noted else ())]
    return key("built", *parts)


def left(folder: Path) -> Iterator[str]:
    """Say what was noted in a book's folder so long ago that a page that was begun then is left."""
    # Imported here: of most books nothing is noted.
    from pipeline.proofreading.states import LEFT
    from pipeline.proofreading.store import read_events

    stale = datetime.now(UTC) - LEFT
    yield from (event.id for event in read_events(folder / PROOFREADING) if event.when < stale)


def _new(folder: BookFolder) -> Iterator[str | bytes]:
    """Give what is new in an edition."""
    if folder.folder:
        yield from _files(folder.folder, *MATTER)


def _look(folder: BookFolder) -> Iterator[str | bytes]:
    """Give all that says how the editions of a book look."""
    yield from look()
    cover = Path(folder.located.cover.image)
    yield cover.read_bytes() if cover.is_file() else b""


def _files(folder: Path, *patterns: str) -> Iterator[str | bytes]:
    """Give the names of some files in a folder, and the hashes of what they hold."""
    for path in sorted({path for pattern in patterns for path in folder.glob(pattern)}):
        if path.is_file():
            yield path.relative_to(folder).as_posix()
            yield hashlib.sha256(path.read_bytes()).digest()
