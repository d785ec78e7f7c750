"""The command that holds two copies against each other, and what is accepted of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import build
from pipeline.build import recovered
from pipeline.cli import main
from pipeline.manuscript.folder import find_book
from pipeline.model.finding import Finding
from pipeline.model.pieces import pieces_of, string_of
from tests.ferry import BOOK, PAGES, changed, proof


def test_the_command_lists_the_differences(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ours, theirs = tmp_path / "ours.txt", tmp_path / "theirs.txt"
    ours.write_text(changed(("modern man", "modem man")), encoding="utf-8")
    theirs.write_text(BOOK, encoding="utf-8")
    assert main(["collate", str(ours), str(theirs)]) == 0
    shown = capsys.readouterr().out
    assert '"modem" here, "modern" in theirs.txt' in " ".join(shown.split())
    assert shown.rstrip().splitlines()[-1].split() == ["all", "1"]
    theirs.write_text(BOOK.replace("Nobody", "And nobody"), encoding="utf-8")
    ours.write_text("\f".join([PAGES[0], PAGES[2]]), encoding="utf-8")
    assert main(["collate", str(ours), str(theirs), "--format", "json"]) == 1
    assert '"check": "collation"' in capsys.readouterr().out


def test_what_the_other_copy_has_right_can_be_accepted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damaged = changed(
        ("modern man", "modem man"),
        ("kept a goat", "kept goat"),
        ("four hundred", "four hun\ufffdred"),
        ("tarred boards", "tarredboards"),
        ("the chapel, and", "the chapel and"),
    ).replace("the rope", "tbe rope")
    book, scan = tmp_path / "ferry", tmp_path / "scan.txt"
    (book / "source").mkdir(parents=True)
    (book / "book.toml").write_text('language = "en"\n', encoding="utf-8")
    (book / "source/raw.txt").write_text(damaged, encoding="utf-8")
    scan.write_text(changed(("a barometer", "a barorneter")), encoding="utf-8")
    assert main(["accept", str(book), "collation", "--with", str(scan), "--at-least", "0.6"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 6
    _, made = recovered(find_book(str(book)))
    wanted = proof(BOOK)
    assert string_of(pieces_of(made)) == wanted.string
    assert main(["dismiss", str(book), "collation", "--with", str(scan)]) == 0
    assert collate_again(book, scan) == []


def collate_again(book: Path, scan: Path) -> list[Finding]:
    return build.collated(find_book(str(book)), find_book(str(scan))).findings


def test_a_collation_is_accepted_with_the_copy_and_no_other_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["accept", str(tmp_path), "collation"]) == 2
    assert main(["accept", str(tmp_path), "lost-letter", "--with", "scan.txt"]) == 2
    assert capsys.readouterr().err.count("give --with OTHER") == 2
