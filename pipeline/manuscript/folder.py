"""Which book is meant: a bare file, a folder with book.toml, or a name under manuscript/."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.errors import RecensionError
from pipeline.machine.contained import demand_contained
from pipeline.model.settings import Settings
from pipeline.read.files import bare_name, in_order

MANUSCRIPTS = Path("manuscript")
PROOFREADING = "proofreading"
"""The folder, in that of a book, of how far its proofreading is."""
EDITED = ("book.toml", "decisions/*.toml", "front/**/*", "back/**/*", "images/**/*")
"""What makes the edition beside the source: the patterns of its files in the book's folder."""
READ = ("decisions", PROOFREADING, "front", "back", "images")
"""What is read of a book's folder, beside the files that book.toml names."""
SPEAKING_NOT = frozenset(
    "raw text book ocr full source input output plain pages page txt content contents extracted"
    " document scan main".split()
)
"""File names that say nothing of the book; the folder's name is taken instead."""


@dataclass(frozen=True, slots=True)
class BookFolder:
    """A book to build: its name, what book.toml says of it, and where its source stands."""

    name: str
    settings: Settings
    source_path: Path
    folder: Path | None = None
    """The folder with book.toml; None for a bare file."""

    @property
    def decisions(self) -> Path | None:
        """Where the proofreaders' decisions stand; None for a bare file, which has none."""
        return self.folder / "decisions" if self.folder else None

    @property
    def proofreading(self) -> Path | None:
        """Where it stands how far its proofreading is; None for a bare file, which has none."""
        return self.folder / PROOFREADING if self.folder else None

    @property
    def edited(self) -> list[Path]:
        """The files that people write, beside the source; of a bare file, none."""
        return shown_files(self.folder, EDITED) if self.folder else []

    @property
    def newest(self) -> Path:
        """The file that was changed last of those that an edition is made of.

        Raises:
            RecensionError: one of them is not there, or cannot be looked at.
        """
        source = [self.source_path, *self.source_path.glob("*")]  # or its page files
        try:
            newest: Path = max([*source, *self.edited], key=lambda p: p.stat().st_mtime_ns)
        except OSError as error:
            fault = f"cannot be read ({error.strerror})"
            raise RecensionError(fault, str(error.filename)) from error
        return newest

    @property
    def dated(self) -> int:
        """When results are made that are begun now, in nanoseconds.

        That is never before what they are made of was changed, even if the clock was set back.
        """
        return max(time.time_ns(), self.newest.stat().st_mtime_ns)

    @property
    def located(self) -> Settings:
        """The settings, in which the cover's picture is named as it is reached from here."""
        image = self.settings.cover.image
        if self.folder is None or not image:
            return self.settings
        cover = replace(self.settings.cover, image=str(self.folder / image))
        return replace(self.settings, cover=cover)


def find_book(argument: str) -> BookFolder:
    """Find the book that the command line names.

    Raises:
        RecensionError: there is no such file, folder or book, its source is not to be found, or
            something in its folder leads out of it.
    """
    path = Path(argument)
    if (path / "book.toml").is_file():
        return _from_folder(path)
    if path.exists():
        return BookFolder(book_name(path), Settings(), path)
    if (MANUSCRIPTS / argument / "book.toml").is_file():
        return _from_folder(MANUSCRIPTS / argument)
    from difflib import get_close_matches

    known = [p.parent.name for p in MANUSCRIPTS.glob("*/book.toml")]
    near = get_close_matches(argument, known, n=1)
    remedy = f"did you mean {near[0]}?" if near else "give a file, a folder, or a book's name"
    raise RecensionError("no such file or book", argument, remedy)


def shown_files(folder: Path, patterns: Iterable[str]) -> list[Path]:
    """Give the files of some patterns in a folder, in order, without hidden ones."""
    found = sorted({path for pattern in patterns for path in folder.glob(pattern)})
    return [
        path for path in found if path.is_file() and is_shown(path.relative_to(folder).as_posix())
    ]


def is_shown(inner: str) -> bool:
    """Tell whether a file of a folder, by its path there, is hidden nowhere.

    >>> is_shown("front/preface.md"), is_shown("front/.preface.md.swp"), is_shown(".git/HEAD")
    (True, False, False)
    """
    return not any(part.startswith(".") for part in inner.split("/"))


def book_name(path: Path) -> str:
    """Name a book after its file, or after its folder where the file's name says nothing.

    >>> book_name(Path("novels/emma.txt")), book_name(Path("novels/emma/raw.txt"))
    ('emma', 'emma')
    """
    stem = bare_name(path)
    if stem.lower().strip("0123456789-_. ") in SPEAKING_NOT | {""}:
        parent = path.resolve().parent.name
        stem = parent or stem
    return re.sub(r"[^\w.-]+", "-", stem).strip("-.") or "book"


def _from_folder(folder: Path) -> BookFolder:
    from pipeline.manuscript.booktoml import load_settings

    demand_contained(folder, ["book.toml"])
    settings = load_settings(folder / "book.toml")
    named = settings.source.file
    cover = settings.cover.image
    demand_contained(folder, [named or "source", *READ, *([cover] if cover else [])])
    source = folder / named if named else _only_source(folder)
    if not source.exists():
        raise RecensionError(
            "the source is not there", str(source), "set `file` under [source] in book.toml"
        )
    return BookFolder(folder.resolve().name, settings, source, folder)


def _only_source(folder: Path) -> Path:
    """Give the one file under source/, or source/ itself when it holds page files."""
    source = folder / "source"
    names = in_order([file.name for file in source.glob("*") if file.is_file()])
    if not names:
        raise RecensionError(
            "the book has no source", str(source), "put it there: a PDF, raw.txt, or page files"
        )
    return source / names[0] if len(names) == 1 else source
