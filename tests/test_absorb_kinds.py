"""A .docx that holds every kind of block is read as the edition that it was made of."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.absorb.run import Absorbed, Order, absorbed
from pipeline.build import build
from pipeline.manuscript.folder import BookFolder, find_book
from tests.cases import HERE, read_case
from tests.test_absorb_word import edited, replace

RAW = read_case(HERE / "layout/short-text-of-all-kinds.txt")["raw"]


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("once")
    (where / "mill/source").mkdir(parents=True)
    (where / "mill/source/raw.txt").write_text(RAW, encoding="utf-8")
    (where / "mill/book.toml").write_text('title = "The Mill"\nlanguage = "en"\n', "utf-8")
    build(find_book(str(where / "mill")), frozenset({"docx"}), where)
    return where


@pytest.fixture
def mill(once: Path, tmp_path: Path) -> BookFolder:
    shutil.copytree(once, tmp_path, dirs_exist_ok=True)
    return find_book(str(tmp_path / "mill"))


def told(found: Absorbed) -> list[tuple[str, str, str]]:
    assert [each.message + each.come for each in found.outcome.refusals] == []
    made = (decision for decision, _ in found.outcome.decisions)
    return [(each.action, each.quote.exact, each.new) for each in made]


def absorb(book: BookFolder, path: Path) -> Absorbed:
    return absorbed(book, path.parent, Order([path], "Ann"))


def test_what_was_not_edited_asks_for_nothing(mill: BookFolder) -> None:
    assert told(absorb(mill, edited(mill))) == []


@pytest.mark.parametrize(
    ("was", "now"),
    [
        pytest.param("nothing is found", "little is found", id="verse"),
        pytest.param("before the gates", "ere the gates", id="quotation"),
        pytest.param("a handle of bone", "a handle of horn", id="list"),
        pytest.param("was very hard", "was most hard", id="note-without-marker"),
        pytest.param("hid the town", "hid the road", id="verse-of-such-a-note"),
    ],
)
def test_words_are_replaced_in_any_kind_of_block(mill: BookFolder, was: str, now: str) -> None:
    (made,) = told(absorb(mill, edited(mill, document=replace(was, now))))
    action, exact, new = made
    assert action == "replace"
    assert was.replace(exact, new) == now
