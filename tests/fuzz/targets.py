"""What is tried with bytes: each trial reads them as something, and demands what must hold of it.

In `books` and `decided` the bytes are led through the strategies, so that whoever changes a byte
changes a book; in all others they are what a stranger may send.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.absorb.run import Order, absorbed
from pipeline.decisions.store import append, read_decisions
from pipeline.errors import RecensionError
from pipeline.manuscript.booktoml import load_settings
from pipeline.manuscript.folder import BookFolder, find_book
from pipeline.read import digest, read
from pipeline.read.files import File
from pipeline.read.plain import read_plain
from pipeline.stages import Stages
from pipeline.write.check import check_epub
from scripts.mill import RAW
from tests.dump import source_of
from tests.fuzz.damage import damaged_books
from tests.fuzz.decisions import decisions, made
from tests.fuzz.invariants import (
    demand_honest,
    demand_source_whole,
    hold_book,
    hold_editions,
    hold_source,
)
from tests.fuzz.rawbooks import RawBook

LARGEST = 20_000
"""Bytes of a case: what is longer shows nothing more, and takes its time."""
TRIED = settings(
    database=None, deadline=None, derandomize=True, suppress_health_check=[*HealthCheck]
)
"""The same each time, for as long as it takes; what is found is kept as a case."""


@settings(TRIED, max_examples=60)
@given(damaged_books())
def any_book(book: RawBook) -> None:
    """Try a raw book."""
    hold_book(book.raw, book.tag)


@settings(TRIED, max_examples=40)
@given(damaged_books(), st.data())
def any_decided_book(book: RawBook, data: st.DataObject) -> None:
    """Try a raw book of which something was decided."""
    said = data.draw(st.lists(decisions(book.raw), min_size=1, max_size=6))
    hold_book(book.raw, book.tag, made(source_of(book.raw), said))


@settings(TRIED, max_examples=3)
@given(damaged_books(), st.data())
def any_edition(book: RawBook, data: st.DataObject) -> None:
    """Try the editions of a raw book of which something was decided."""
    said = data.draw(st.lists(decisions(book.raw), max_size=4))
    with TemporaryDirectory() as where:
        folder = book_folder(Path(where, "book"), book.raw, book.tag)
        try:
            chosen = made(read(folder.source_path), said)
            for reader in {each.reader for each in chosen}:
                append(Path(where, "book", "decisions"), [e for e in chosen if e.reader == reader])
            hold_editions(find_book(str(folder.folder)), Path(where, "out"))
        except RecensionError as error:
            demand_honest(error)


@settings(TRIED, max_examples=1)
@given(damaged_books())
def any_epub(book: RawBook) -> None:
    """Try what EPUBCheck says of the EPUB of a raw book."""
    with TemporaryDirectory() as where:
        folder = book_folder(Path(where, "book"), book.raw, book.tag)
        try:
            made, _ = Stages(folder).written("epub")
        except RecensionError as error:
            demand_honest(error)
            return
        ((name, data),) = made.items()
        path = Path(where, name)
        path.write_bytes(data)
        said = check_epub(path)
    assert said == [], said


def any_text(data: bytes) -> None:
    """Try bytes as plain text."""
    try:
        source = read_plain([File("case", data)], "case")
    except RecensionError as error:
        demand_honest(error)
        return
    demand_source_whole(source)
    hold_source(source)


def any_file(data: bytes) -> None:
    """Try bytes as a file of any kind that is read."""
    with TemporaryDirectory() as where:
        path = Path(where, "case")
        path.write_bytes(data)
        try:
            source = read(path)
        except RecensionError as error:
            demand_honest(error)
            return
        assert source.sha256 == digest(path)
        assert read(path) == source
    demand_source_whole(source)
    hold_source(source)


def any_decisions(data: bytes) -> None:
    """Try bytes as a decisions file."""
    source = source_of(RAW)
    with TemporaryDirectory() as where:
        Path(where, "ann.toml").write_bytes(data)
        try:
            found = read_decisions(Path(where))
        except RecensionError as error:
            demand_honest(error)
            return
    hold_source(source, "en", found)


def any_settings(data: bytes) -> None:
    """Try bytes as a book.toml."""
    with TemporaryDirectory() as where:
        path = Path(where, "book.toml")
        path.write_bytes(data)
        try:
            load_settings(path)
        except RecensionError as error:
            demand_honest(error)


def any_markdown(data: bytes) -> None:
    """Try bytes as Markdown that somebody has edited."""
    with TemporaryDirectory() as where:
        folder = book_folder(Path(where, "book"), RAW, "en")
        path = Path(where, "case.md")
        path.write_bytes(data)
        try:
            absorbed(folder, Path(where, "markdown"), Order([path], "Ann"))
        except RecensionError as error:
            demand_honest(error)


def book_folder(folder: Path, raw: str, tag: str) -> BookFolder:
    """Make a book of a raw text."""
    (folder / "source").mkdir(parents=True)
    path = folder / "source" / "raw.txt"
    path.write_bytes(raw.encode("utf-8", "surrogateescape" if _is_text(raw) else "surrogatepass"))
    (folder / "book.toml").write_text(f'title = "T"\nlanguage = "{tag}"\n', encoding="utf-8")
    return find_book(str(folder))


def _is_text(raw: str) -> bool:
    """Can the text come of bytes?"""
    return not any("\ud800" <= char <= "\udc7f" or "\udd00" <= char <= "\udfff" for char in raw)


TARGETS: dict[str, Callable[[bytes], object]] = {
    "books": any_book.hypothesis.fuzz_one_input,  # type: ignore[attr-defined]
    "decided": any_decided_book.hypothesis.fuzz_one_input,  # type: ignore[attr-defined]
    "editions": any_edition.hypothesis.fuzz_one_input,  # type: ignore[attr-defined]
    "epubs": any_epub.hypothesis.fuzz_one_input,  # type: ignore[attr-defined]
    "text": any_text,
    "file": any_file,
    "decisions": any_decisions,
    "settings": any_settings,
    "markdown": any_markdown,
}
"""Every trial, by the name under which its cases stand in `corpus/`."""
