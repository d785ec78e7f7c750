"""What may not be read or written: one error that says what, or a build that does without it."""

from __future__ import annotations

import ctypes
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from scripts.faults.inject import Ended, run
from scripts.faults.stories import begun, state_of, typed, within

BUILD = ("build", "mill", "--out", "out", "--to", "epub,markdown")
DECIDE = ("decide", "mill", "21:The the", "replace", "The", "--who", "Ann")


@pytest.fixture(scope="module")
def book() -> Iterator[Path]:
    """A folder with a book and what was built of it."""
    with TemporaryDirectory() as folder:
        where = begun(Path(folder, "book"), typed(*BUILD), typed(*DECIDE), typed(*BUILD))
        (where / "mill/front").mkdir()
        (where / "mill/front/preface.md").write_text("# Preface\n\nA word.\n", encoding="utf-8")
        yield where


@pytest.fixture
def where(book: Path) -> Iterator[Path]:
    """A copy of it."""
    made = book.with_name("copy")
    shutil.copytree(book, made)
    yield made
    for path in (made, *made.rglob("*")):
        if path.is_dir():
            path.chmod(0o755)
    shutil.rmtree(made)


def as_anybody(where: Path, *words: str) -> Ended:
    """Type a command in a folder, as somebody who may do no more than others."""
    return run(within(where, typed(*words)), _be_anybody)


def _be_anybody() -> None:
    """Give up what root may beyond others (capabilities(7)): version 3, for this process, none."""
    head, none = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    assert ctypes.CDLL(None).capset(head, none) == 0


@pytest.mark.parametrize(
    ("what", "mode", "said"),
    [
        ("mill/source/raw.txt", 0, "mill/source/raw.txt: cannot be read (Permission denied)"),
        ("mill/source", 0, "mill/source: Permission denied"),
        ("mill/book.toml", 0, "mill/book.toml: cannot be read (Permission denied)"),
        ("mill", 0, "mill/book.toml: Permission denied"),
        ("mill/decisions", 0, "mill/decisions: Permission denied"),
        ("mill/decisions/ann.toml", 0, "mill/decisions/ann.toml: "),
        ("mill/front", 0, "mill/front: Permission denied"),
        ("mill/front/preface.md", 0, "mill/front/preface.md: "),
        ("out", 0o555, "error: out: results cannot be written here (Permission denied)"),
        ("out", 0, "results cannot be written here (Permission denied)"),
        ("out/markdown", 0o555, "results cannot be written here (Permission denied)"),
    ],
)
def test_what_may_not_be_read_or_written_is_named(
    where: Path, what: str, mode: int, said: str
) -> None:
    before = state_of(where)
    (where / what).chmod(mode)
    ended = as_anybody(where, *BUILD)
    (where / what).chmod(0o755)
    assert ended.status == 2
    assert ended.said.startswith("error: ")
    assert said in ended.said
    assert state_of(where) == before


@pytest.mark.parametrize("what", ["xdg", "xdg/recension", "tmp"])
def test_without_a_place_for_what_is_kept_a_book_is_built(where: Path, what: str) -> None:
    (where / what).chmod(0)
    ended = as_anybody(where, *BUILD)
    assert (ended.status, "error" in ended.said) == (0, False), ended.said


@pytest.mark.parametrize("what", ["mill/decisions", "mill/decisions/ann.toml"])
def test_decisions_that_may_not_be_written_are_refused(where: Path, what: str) -> None:
    before = state_of(where)
    (where / what).chmod(0o555 if what.endswith("s") else 0o444)
    ended = as_anybody(where, *DECIDE)
    assert ended.status == 2
    assert "decisions cannot be written (Permission denied)" in ended.said
    assert state_of(where) == before


def test_where_results_stand_nothing_has_to_be_written(where: Path) -> None:
    assert as_anybody(where, *BUILD).status == 0
    (where / "out").chmod(0o555)
    ended = as_anybody(where, *BUILD)
    assert (ended.status, "error" in ended.said) == (0, False), ended.said
