"""Decisions as they are made on the command line, and as they stand in the file afterwards."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from pipeline.cli import main
from pipeline.decisions.make import reader_name
from pipeline.errors import RecensionError

RAW = """\
Chapter 1

The mill of Łód\ufffd had stood by the river since the days of the old king, and
nobody could say who had built it. The miller of Łódź was known for his patience.

In the town of Łód\ufffd nobody spoke of it. In Łódź they spoke of little else, said
the miller, and in Łódź they knew. He had the the best flour in all the land.
"""
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Start a book, and give what runs a command on it."""
    monkeypatch.chdir(tmp_path)
    Path("emma.txt").write_text(RAW, encoding="utf-8")
    assert main(["new", "emma.txt"]) == 0
    capsys.readouterr()

    def run(command: str, *arguments: str) -> tuple[int, str, str]:
        status = main([command, "emma", *arguments])
        shown = capsys.readouterr()
        return status, shown.out, shown.err

    return run


def entries(reader: str = "ann") -> list[dict[str, object]]:
    path = Path("manuscript/emma/decisions", f"{reader}.toml")
    entries = tomllib.loads(path.read_text(encoding="utf-8"))["decision"]
    assert isinstance(entries, list)
    return entries


def test_what_a_check_proposes_is_accepted(run: Run) -> None:
    status, shown, told = run("accept", "lost-letter", "--who", "Ann")
    assert status == 0
    assert 'emma.txt:3: replace "Łód\ufffd" by "Łódź"' in shown
    assert "so too in line 6: " in shown
    assert "1 decision written to manuscript/emma/decisions/ann.toml" in told
    (entry,) = entries()
    assert entry["scope"] == "every"
    assert run("findings", "--check", "lost-letter")[1].startswith("nothing is asked")
    status, _, told = run("accept", "lost-letter", "--who", "Ann")
    assert status == 2
    assert "nothing is asked there by this check" in told


def test_a_preview_writes_nothing(run: Run) -> None:
    status, shown, told = run("accept", "lost-letter", "--preview")
    assert (status, told) == (0, "1 decision; nothing was written\n")
    assert shown
    assert [path.name for path in Path("manuscript/emma/decisions").iterdir()] == ["README"]


def test_what_is_not_sure_enough_is_left_open(run: Run) -> None:
    _, shown, told = run("accept", "lost-letter", "--at-least", "1")
    assert shown == ""
    assert told.startswith("left open: ")


def test_a_reading_of_ones_own_is_taken_with_reason_and_note(run: Run) -> None:
    said = ("--new", "Lodz", "--reason", "editorial", "--note", "as then", "--who", "Ann")
    run("accept", "lost-letter", "--line", "3", *said)
    (entry,) = entries()
    assert [entry[key] for key in ("new", "why", "note")] == ["Lodz", "editorial", "as then"]


def test_what_is_dismissed_is_asked_no_more(run: Run) -> None:
    run("dismiss", "lost-letter", "--who", "Ann")
    assert {entry["action"] for entry in entries()} == {"keep"}
    assert run("findings", "--check", "lost-letter")[1].startswith("nothing is asked")


def test_any_place_may_be_decided_about_and_that_taken_back(run: Run) -> None:
    run("decide", "4:the the", "replace", "the", "--who", "Ann")
    assert run("decide", "7:the the", "replace", "the", "--who", "Ann")[0] == 0
    assert run("decide", "7:flour", "insert", "white ", "--before", "--who", "Ben")[0] == 0
    rows = json.loads(run("decisions", "--format", "json")[1])
    assert [(row["reader"], row["state"], row["line"]) for row in rows] == [
        ("Ann", "applied", 7),
        ("Ben", "applied", 7),
    ]
    assert run("decisions", "--undo", rows[0]["id"][-6:].lower(), "--who", "Cat")[0] == 0
    _, shown, _ = run("decisions")
    assert "undone" in shown.splitlines()[1]
    assert shown.endswith("1 undone, 2 applied\n")
    assert run("decisions", "--undo", "nobody")[0] == 2


def test_words_that_are_not_there_or_twice_are_told(run: Run) -> None:
    for place, fault in (
        ("4:nowhere", "does not stand there"),
        ("3:the", "stands there 3 times"),
        ("99", "the source has no line 99"),
        ("x", "this is no place"),
    ):
        status, _, told = run("decide", place, "delete")
        assert status == 2
        assert fault in told


def test_a_bare_file_has_no_decisions(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["decisions", "emma.txt"]) == 2
    assert "start a book: recension new emma.txt" in capsys.readouterr().err


def test_a_check_that_is_not_there_is_told(run: Run) -> None:
    status, _, told = run("accept", "lost-leter")
    assert status == 2
    assert "did you mean lost-letter?" in told


def test_a_reader_goes_by_what_git_knows_or_the_login(monkeypatch: pytest.MonkeyPatch) -> None:
    known = SimpleNamespace(stdout="Ann of Git\n")
    monkeypatch.setattr("subprocess.run", lambda *_, **__: known)
    monkeypatch.setattr("getpass.getuser", lambda: "ann")
    assert reader_name(" Ann ") == "Ann"
    assert reader_name() == "Ann of Git"
    known.stdout = ""
    assert reader_name() == "ann"

    def nobody() -> str:
        raise KeyError

    monkeypatch.setattr("getpass.getuser", nobody)
    with pytest.raises(RecensionError, match="not known who decides"):
        reader_name()


def test_whole_lines_are_decided_about_everywhere_and_points_behind_words(run: Run) -> None:
    source = Path("manuscript/emma/source/emma.txt")
    head = "DOR LIBRARY\n"
    source.write_text(head + RAW + head + "1 A note.\n", encoding="utf-8")
    shown = run("decide", "1", "furniture", "--everywhere", "--preview")[1]
    assert "so too in line 9: " in shown
    assert run("decide", "7:the town of", "note", "marker 1", "--who", "Ann")[0] == 0
    (entry,) = entries()
    at = source.read_text(encoding="utf-8").index(" Łód\ufffd nobody")
    assert entry["at"] == [at, at]
