"""The export to CriticMarkup: the edition's Markdown once accepted, and no new decision."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.absorb.run import Order, absorbed
from pipeline.manuscript.folder import find_book
from pipeline.write.critic import _remark
from tests.exported import exported, lamps


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lamps(tmp_path_factory.mktemp("books"))


@pytest.fixture(scope="module")
def folder(book: Path) -> Path:
    return exported(book, "critic")


def test_each_change_shows_both_readings_and_who_decided(folder: Path) -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md")))
    changes = re.findall(r"\{(?:~~.*?~~|\+\+.*?\+\+|--.*?--)\}", text)
    assert changes == [
        *("{~~Teh~>The~~}", "{~~the the~>the~~}", "{~~the~>our~~}"),
        *("{~~�ód�~>Łódź~~}", "{~~lader~>ladder~~}", "{++,++}"),
    ]
    said = [re.sub("decision [0-9A-Z]{26}", "ID", each) for each in re.findall("{>>@A.*?<<}", text)]
    assert said[0] == "{>>@Ann & Lee: [ID] printer: So the <second> edition.<<}"
    assert said[2] == "{>>@Ann & Lee: [ID] style<<}"
    assert len(said) == 6


def test_the_files_are_named_as_those_of_the_edition(folder: Path) -> None:
    assert sorted(path.name for path in folder.glob("*.md")) == [
        *("00-introduction.md", "01-preface.md", "02-chapter-i.md", "03-note-on-the-text.md")
    ]


def test_absorbing_it_again_finds_nothing(book: Path, folder: Path) -> None:
    files = sorted(folder.glob("*.md"))
    found = absorbed(find_book(str(book)), book / "none", Order(files, "Ben"))
    assert (found.outcome.decisions, found.outcome.refusals) == ((), ())


def test_a_remark_of_another_is_asked(book: Path, folder: Path, tmp_path: Path) -> None:
    (file,) = folder.glob("*chapter-i.md")
    text = file.read_text(encoding="utf-8")
    edited = tmp_path / file.name
    edited.write_text(text.replace("town was asleep", "town was {>>truly?<<}asleep"), "utf-8")
    found = absorbed(find_book(str(book)), book / "none", Order([edited], "Ben"))
    ((decision, *_),) = found.outcome.decisions
    assert (decision.action, decision.new) == ("query", "truly?")


def test_what_would_end_a_remark_does_not() -> None:
    assert _remark("A: <b>", "x <<} y | z") == "{>>@A b: x << } y / z<<}"
