"""The sign-off of a book, and the commands that lead to it."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.batch.results import RECORD
from pipeline.build import recovered as recovered_book
from pipeline.checks.proof import Proof
from pipeline.cli import main
from pipeline.manuscript.folder import find_book
from pipeline.model.settings import Settings
from pipeline.proofreading.event import made
from pipeline.proofreading.missing import unexplained
from pipeline.proofreading.signoff import editions, standing
from pipeline.proofreading.states import states_of
from pipeline.proofreading.store import append_events
from pipeline.read import read
from tests.decided import made as decided
from tests.dump import recovered, source_of

Run = Callable[..., tuple[int, str, str]]
BOOK = Path("manuscript/emma")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Start a book, and give what runs a command on it."""
    monkeypatch.chdir(tmp_path)
    raw = "Chapter 1\n\nThe mill had stood by the the river.\n\fIt was old.\n"
    Path("emma.txt").write_text(raw, encoding="utf-8")
    assert main(["new", "emma.txt"]) == 0
    capsys.readouterr()

    def run(command: str, *arguments: str) -> tuple[int, str, str]:
        status = main([command, "emma", *arguments])
        shown = capsys.readouterr()
        return status, shown.out, shown.err

    return run


def test_pages_are_marked_and_listed(run: Run) -> None:
    assert run("read", "1", "--who", "Ann")[0] == 0
    assert run("read", "1-2", "--begin", "--who", "Ben")[0] == 0
    assert run("read", "1", "--undo", "--who", "Ben")[0] == 0
    status, shown, told = run("read")
    assert status == 0
    assert shown.startswith("1  read once   text Ann, text –\n2  in work     Ben since 20")
    assert told == "2 pages: 1 read once, 1 in work\nto be read next: text 2\n"
    assert run("read", "2", "--problem", "torn", "--who", "Ann")[0] == 0
    assert "2  problem     torn (Ann); Ben since 20" in run("read")[1]
    assert run("read", "2", "--solved", "it is whole", "--who", "Ben")[0] == 0
    assert run("read", "2", "--solved", "it is whole", "--who", "Ben")[0] == 2
    assert run("read", "2", "--problem", " ")[0] == 2
    assert run("read", "--begin")[0] == 2


def test_rounds_are_read_one_after_the_other(run: Run) -> None:
    path = BOOK / "book.toml"
    told = path.read_text(encoding="utf-8")
    rounds = 'rounds = ["text", "text", "formatting"] #'
    path.write_text(told.replace('# rounds = ["text", "text"]', rounds), encoding="utf-8")
    run("read", "1", "--who", "Ann")
    status, _, told = run("read", "1-2", "--who", "Ann")
    assert (status, told.splitlines()[0]) == (
        0,
        "page 1: it needs another reading of its text, not by Ann",
    )
    status, _, told = run("read", "1", "--for", "formatting", "--who", "Cid")
    assert (status, "another reading of its text, not by Ann" in told) == (2, True)
    assert run("read", "1", "--who", "Ben")[0] == 0
    assert run("read", "1", "--who", "Ben")[0] == 2
    assert run("read", "1", "--for", "formatting", "--who", "Ben")[0] == 0
    assert run("read")[1].startswith("1  read twice  text Ann, text Ben, formatting Ben\n")


def test_it_is_told_how_far_a_page_was_read(run: Run) -> None:
    assert run("read", "--to", "3", "--who", "Ann")[0] == 0
    assert "1  in work     Ann since 20" in run("read")[1]
    assert run("read")[1].splitlines()[0].endswith(", to line 3")
    assert run("read", "1", "--to", "3")[0] == 2
    assert run("read", "--to", "300")[0] == 2
    assert run("read", "1", "--undo", "--who", "Ann")[0] == 0
    assert run("read", "1", "--undo", "--who", "Ann")[0] == 2
    assert run("read")[1].startswith("1  unread\n")


def test_work_that_was_left_is_told(run: Run) -> None:
    book = find_book("emma")
    page = states_of(book, *recovered_book(book))[0].page
    assert book.proofreading is not None
    old = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
    append_events(book.proofreading, [replace(made(page, "begun", "Ann"), when=old)])
    left = "1  unread      Ann since 2026-01-02 03:04, left since 2026-01-02 03:04\n"
    assert run("read")[1].startswith(left)


def test_what_is_missing_is_told_and_nothing_is_signed(run: Run) -> None:
    status, shown, told = run("sign-off", "--who", "Ann")
    assert (status, told) == (1, "not signed\n")
    assert "line 3: doubled-word: " in shown
    assert "pages not read: 2\n    page 1: unread; it needs a reading of its text\n" in shown
    run("read", "1", "--who", "Ann")
    told = "page 1: read once; it needs another reading of its text, not by Ann\n"
    assert told in run("sign-off", "--who", "Ann")[1]
    assert not (BOOK / "proofreading/sign-off.toml").exists()
    run("read", "1-2", "--problem", "torn", "--who", "Ann")
    assert (
        "unsolved problems of pages: 2\n    page 1: torn (Ann)"
        in run("sign-off", "--who", "Ann")[1]
    )


def test_what_is_signed_is_stale_after_a_change(run: Run) -> None:
    run("dismiss", "doubled-word", "--who", "Ann")
    run("read", "1-2", "--who", "Ann")
    run("read", "1-2", "--who", "Ben")
    assert run("sign-off", "--who", "Ann")[0] == 2  # no editions yet
    assert run("build", "--to", "epub")[2].count("stale") == 0
    report = Path("dist/emma/report.html")
    assert "not signed" in report.read_text(encoding="utf-8")
    status, shown, _ = run("sign-off", "--who", "Ann")
    assert (status, shown) == (0, "manuscript/emma/proofreading/sign-off.toml\n")
    table = tomllib.loads((BOOK / "proofreading/sign-off.toml").read_text(encoding="utf-8"))
    assert table["who"] == "Ann"
    assert sorted(table["files"]) == ["book.toml", "decisions/ann.toml"]
    assert sorted(table["outputs"]) == ["emma.epub"]
    assert "stale" not in run("build", "--to", "epub")[2]
    assert "signed by Ann on 20" in report.read_text(encoding="utf-8")
    run("decide", "3:mill", "emphasis", "--who", "Ben")
    told = run("build", "--to", "epub")[2]
    assert "the sign-off is stale: signed by Ann on 20" in told
    assert "changed since then: decisions/ben.toml, emma.epub" in told
    assert "stale: signed by Ann" in report.read_text(encoding="utf-8")
    assert run("sign-off", "--who", "Ben")[0] == 0
    assert "stale" not in run("build", "--to", "epub")[2]


def test_a_problem_makes_it_stale_and_new_forms_are_not_signed(run: Run) -> None:
    run("dismiss", "doubled-word", "--who", "Ann")
    for who in ("Ann", "Ben"):
        run("read", "1-2", "--who", who)
    run("build", "--to", "txt")
    assert run("sign-off", "--who", "Ann")[0] == 0
    run("read", "2", "--problem", "a line is lost", "--who", "Ben")
    told = run("build", "--to", "txt,markdown")[2]
    assert "the sign-off is stale: signed by Ann on 20" in told
    assert "problems raised since then: page 2: a line is lost (Ben)" in told
    assert "not signed: markdown\n" in told
    run("read", "2", "--solved", "it is not", "--who", "Cid")
    told = run("build", "--to", "txt,markdown")[2]
    assert "stale" not in told
    assert "; not signed: markdown\n" in told
    assert "; not signed: markdown" in Path("dist/emma/report.html").read_text(encoding="utf-8")
    assert "sign-off" not in run("build", "--to", "txt")[2]


def test_source_and_new_matter_are_signed_too(run: Run) -> None:
    run("dismiss", "doubled-word", "--who", "Ann")
    run("read", "1-2", "--who", "Ann")
    run("read", "1-2", "--who", "Ben")
    run("build", "--to", "txt")
    assert run("sign-off", "--who", "Ann")[0] == 0
    (BOOK / "front").mkdir()
    (BOOK / "front/01-dedication.md").write_text("To the miller\n", encoding="utf-8")
    source = next((BOOK / "source").iterdir())
    source.write_bytes(source.read_bytes().replace(b"old", b"very old"))
    book = find_book("emma")
    now = standing(book, read(book.source_path), Path("dist/emma"))
    assert now is not None
    assert now.changed == ("the source", "front/01-dedication.md")
    assert standing(find_book("emma.txt"), read(book.source_path), Path("dist/emma")) is None
    assert run("read")[1] == "1  read twice  text Ann, text Ben\n2  unread\n"


def test_editions_older_than_the_book_are_not_signed(run: Run) -> None:
    run("dismiss", "doubled-word", "--who", "Ann")
    run("read", "1-2", "--who", "Ann")
    run("read", "1-2", "--who", "Ben")
    run("build", "--to", "txt")
    later = (BOOK / "book.toml").stat().st_mtime + 100
    os.utime(BOOK / "book.toml", (later, later))
    status, _, told = run("sign-off", "--who", "Ann")
    assert status == 2
    assert "this edition is older than manuscript/emma/book.toml" in told


def test_a_broken_sign_off_is_told(run: Run) -> None:
    (BOOK / "proofreading").mkdir()
    (BOOK / "proofreading/sign-off.toml").write_text('who = "Ann"\n', encoding="utf-8")
    status, _, told = run("build", "--to", "txt")
    assert status == 2
    assert "this is no sign-off" in told


def test_a_bare_file_is_neither_read_nor_signed(run: Run) -> None:
    assert main(["read", "emma.txt", "1"]) == 2
    assert main(["sign-off", "emma.txt", "--who", "Ann"]) == 2


def test_a_note_that_is_not_linked_is_explained_by_words() -> None:
    raw = "Chapter 1\n\nThe mill was old.1 It stood by the river.2\n\n1 So they say.\n"
    source = source_of(raw)
    book = recovered(raw)
    proof = Proof(source, book, Settings(ignores=()))
    (asked,) = unexplained(proof)
    assert asked.check == "absent-note"

    def left(note: str) -> int:
        placed = decided("keep", asked.where)
        decision = replace(placed.decision, check=asked.check, note=note)
        kept = replace(book, decisions=(placed._replace(decision=decision),))
        return len([*unexplained(Proof(source, kept, Settings()))])

    assert left("") == 1
    assert left("the page was torn out of the copy") == 0


def test_records_are_no_editions(tmp_path: Path) -> None:
    for name in ("emma.epub", "findings.jsonl", RECORD):
        (tmp_path / name).write_text(name, encoding="utf-8")
    assert [*editions(tmp_path)] == ["emma.epub"]
