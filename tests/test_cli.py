from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

import pipeline.build
import pipeline.catalogue.book
import pipeline.manuscript.folder
import pipeline.validate
from pipeline.cli import main
from pipeline.errors import RecensionError, as_message
from pipeline.machine.publish import seal
from pipeline.model.finding import Finding
from pipeline.model.settings import Settings

FINDING = Finding("lost-letter", "error", (0, 1), "what is it?")
BOOK = pipeline.build.BookFolder("emma", Settings(), Path("emma.txt"))


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, object], None]:
    """Put a function of ours in the place of one that the commands call."""
    homes = {"build": pipeline.build, "audit": pipeline.build, "check": pipeline.validate}
    monkeypatch.setattr(pipeline.manuscript.folder, "find_book", lambda _: BOOK)
    return lambda name, value: monkeypatch.setattr(homes[name], name, value)


def raiser(error: BaseException) -> Callable[..., object]:
    def function(*_: object) -> object:
        raise error

    return function


# --- build ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "formats", "out"),
    [
        (["emma"], {"epub", "pdf"}, "dist/emma"),
        (["emma", "--to", "markdown"], {"markdown"}, "dist/emma"),
        (["emma", "--to", "epub,pdf,markdown", "--out", "a b"], {"epub", "pdf", "markdown"}, "a b"),
    ],
)
def test_build_hands_on_what_was_asked_for(
    fake: Callable[[str, object], None],
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    formats: set[str],
    out: str,
) -> None:
    def build(book: object, to: object, folder: Path, _: object) -> object:
        assert (book, to, folder) == (BOOK, formats, Path(out))
        return SimpleNamespace(
            files=(folder / "emma.epub",), findings=(FINDING,) * 1200, remarks=["26 pages"]
        )

    fake("build", build)
    assert main(["build", *arguments]) == 0
    written, said = capsys.readouterr()
    assert written == f"{out}/emma.epub\n"
    assert "1,200" in said
    assert "26 pages\n" in said


def test_build_without_a_book_builds_the_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(pipeline.manuscript.folder, "find_book", asked.append)
    assert main(["build"]) == 2
    assert asked == ["handbook"]


def test_an_unknown_format_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["build", "--to", "epub,mobi"])
    assert caught.value.code == 2
    assert "'mobi'" in capsys.readouterr().err


# --- onix, cite -----------------------------------------------------------------------------------


def test_onix_names_the_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(pipeline.manuscript.folder, "find_book", lambda _: BOOK)
    monkeypatch.setattr(pipeline.catalogue.book, "write_onix", lambda _, out: out / "emma.onix.xml")
    assert main(["onix", "emma"]) == 0
    assert capsys.readouterr().out == "dist/emma/emma.onix.xml\n"


def test_cite_prints_the_form_that_was_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(pipeline.manuscript.folder, "find_book", lambda _: BOOK)
    monkeypatch.setattr(pipeline.catalogue.book, "cite", lambda book, form: f"{book.name} {form}\n")
    assert main(["cite", "emma"]) == main(["cite", "emma", "--format", "bibtex"]) == 0
    assert capsys.readouterr().out == "emma csl\nemma bibtex\n"


# --- audit, check, explain, new, clean ------------------------------------------------------------


def test_audit_prints_the_account_as_a_table(
    fake: Callable[[str, object], None], capsys: pytest.CaptureFixture[str]
) -> None:
    rows = (("in the text", 1234567, 10), ("supplied", 0, 2))
    fake("audit", lambda _: SimpleNamespace(rows=rows, unaccounted=0))
    assert main(["audit", "emma"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "             characters  places",
        "in the text   1,234,567      10",
        "supplied              0       2",
        "unaccounted                   0",
    ]


def test_audit_fails_when_the_account_does_not_balance(
    fake: Callable[[str, object], None], capsys: pytest.CaptureFixture[str]
) -> None:
    fake("audit", lambda _: SimpleNamespace(rows=(("in the text", 1, 1),), unaccounted=3))
    assert main(["audit", "emma"]) == 2
    written, said = capsys.readouterr()
    assert written.splitlines()[-1].split() == ["unaccounted", "3"]
    assert said.startswith("error: emma.txt: the account does not balance\n")


@pytest.mark.parametrize(("errors", "status"), [(0, 0), (2, 1)])
def test_check_ends_by_what_the_validators_found(
    fake: Callable[[str, object], None],
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    errors: int,
    status: int,
) -> None:
    result = SimpleNamespace(
        tool="EPUBCheck",
        file="emma.epub",
        errors=errors,
        warnings=1,
        messages=("nav.xhtml:3: odd",),
    )
    fake("check", lambda _, out: (result,) if out == tmp_path else ())
    assert main(["check", "emma", "--out", str(tmp_path)]) == status
    assert capsys.readouterr().out == (
        f"emma.epub: EPUBCheck: {errors} errors, 1 warnings\n    nav.xhtml:3: odd\n"
    )


def test_check_of_what_was_not_built_is_refused(
    fake: Callable[[str, object], None],
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    fake("check", raiser(AssertionError("there is nothing to check")))
    assert main(["check", "emma"]) == 2
    assert capsys.readouterr().err.startswith("error: dist/emma: nothing has been built here\n")


def test_explain_prints_what_the_rule_does(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "divided-word"]) == 0
    assert capsys.readouterr().out.startswith("divided-word\n")


def test_explain_of_an_unknown_rule_names_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "divded-word"]) == 2
    assert "divided-word" in capsys.readouterr().err


def test_new_starts_a_book_named_after_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("emma").mkdir()
    Path("emma/raw.txt").write_text("CHAPTER I\n\nEmma was clever and rich.\n", encoding="utf-8")
    assert main(["new", "emma/raw.txt"]) == 0
    assert capsys.readouterr().out == "manuscript/emma\n"
    assert main(["new", "emma/raw.txt", "--name", "second"]) == 0
    assert Path("manuscript/second/source/raw.txt").is_file()
    assert main(["new", "emma/raw.txt"]) == 2
    assert "such a book already" in capsys.readouterr().err


def test_clean_removes_results_but_no_edits_made_by_hand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    markdown = Path("dist/emma/markdown")
    markdown.mkdir(parents=True)
    (markdown / "01.md").write_text("as built\n", encoding="utf-8")
    seal(markdown)
    (markdown / "01.md").write_text("edited\n", encoding="utf-8")
    assert main(["clean"]) == 2
    assert "edited by hand" in capsys.readouterr().err
    (markdown / "01.md").write_text("as built\n", encoding="utf-8")
    assert main(["clean"]) == 0
    assert not Path("dist").exists()
    assert main(["clean"]) == 0


# --- how a command ends ---------------------------------------------------------------------------


def test_an_error_says_where_what_and_the_remedy(
    fake: Callable[[str, object], None], capsys: pytest.CaptureFixture[str]
) -> None:
    fake("audit", raiser(RecensionError("the file is empty", "a.txt:1", "give another")))
    assert main(["audit"]) == 2
    assert capsys.readouterr().err == "error: a.txt:1: the file is empty\n    give another\n"


@pytest.mark.parametrize("arguments", [["--debug", "audit"], ["audit", "--debug"]])
def test_debug_adds_the_traceback(
    fake: Callable[[str, object], None], capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    fake("audit", raiser(KeyError("lost")))
    assert main(arguments) == 2
    said = capsys.readouterr().err
    assert "Traceback" in said
    assert said.rstrip().endswith("with --debug")


def test_a_fault_of_ours_is_said_to_be_one_and_has_no_traceback(
    fake: Callable[[str, object], None], capsys: pytest.CaptureFixture[str]
) -> None:
    fake("audit", raiser(KeyError("lost")))
    assert main(["audit"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("error: a fault of Recension, not of the book: KeyError: 'lost'\n")
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (ModuleNotFoundError("No module named 'ftfy'", name="ftfy"), "ftfy is not installed"),
        (OSError("cannot load library 'libpango-1.0-0'"), "a system library is missing"),
    ],
)
def test_a_missing_dependency_points_to_set_up(error: Exception, message: str) -> None:
    assert as_message(error) == f"{message}\n    run: make setup"


def test_a_full_disk_is_no_fault_of_ours() -> None:
    error = OSError(28, "No space left on device", "dist/emma/emma.epub")
    assert as_message(error) == "dist/emma/emma.epub: No space left on device"
    # What a write to an open file raises names no file.
    assert as_message(OSError(28, "No space left on device")).startswith(
        "No space left on device\n"
    )


def test_an_interrupt_is_quiet(
    fake: Callable[[str, object], None], capsys: pytest.CaptureFixture[str]
) -> None:
    fake("audit", raiser(KeyboardInterrupt()))
    assert main(["audit"]) == 130
    assert capsys.readouterr() == ("", "")
