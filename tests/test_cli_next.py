"""What a command says may be done next, and what where there is no set-up."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.errors import as_message


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["build", "raw.txt", "--to", "markdown"], "recension new raw.txt, "),
        (["new", "raw.txt", "--name", "mill"], "then: recension build mill"),
        (["build", "mill", "--to", "markdown"], "recension desk mill, "),
        (["findings", "mill"], "recension desk mill, "),
        (["read", "mill"], "recension sign-off mill --who NAME"),
        (["audit", "mill"], "recension explain RULE, "),
        (["decide", "mill", "1:The", "query", "why?", "--preview"], "without --preview"),
        (["decide", "mill", "1:The", "query", "why?"], "recension build mill, "),
        (["decisions", "mill"], "recension decisions mill --undo ID, "),
    ],
)
def test_a_command_says_what_may_be_done_next(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    typed: list[str],
    told: str,
) -> None:
    monkeypatch.setattr("pipeline.commands.is_watched", lambda: True)
    monkeypatch.chdir(tmp_path)
    Path("raw.txt").write_text("The mill stood stil by the rivr.\n", encoding="utf-8")
    if "raw.txt" not in typed:
        main(["new", "raw.txt", "--name", "mill"])
        if typed[0] == "decisions":
            main(["decide", "mill", "1:The", "query", "why?"])
    capsys.readouterr()
    main(typed)
    assert told in capsys.readouterr().err


def test_into_a_pipe_nothing_is_said_of_what_comes_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("raw.txt").write_text("The mill stood still.\n", encoding="utf-8")
    main(["build", "raw.txt", "--to", "markdown"])
    assert "next:" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "remedy"),
    [
        (OSError("cannot load library 'libpango-1.0-0'"), "dnf install pango"),
        (ModuleNotFoundError("No module named 'ftfy'", name="ftfy"), "install Recension anew"),
    ],
)
def test_where_there_is_no_set_up_a_remedy_does_without_it(
    monkeypatch: pytest.MonkeyPatch, error: Exception, remedy: str
) -> None:
    monkeypatch.setattr("pipeline.lacking.CHECKOUT", Path("no/setup.sh"))
    assert remedy in as_message(error)
    assert "make setup" not in as_message(error)
