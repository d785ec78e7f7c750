"""The bench builds, has each edition scored, and sets out what the scorer says."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import pipeline.bench.run
from pipeline.bench.run import Result
from pipeline.cli import main

SCORER = '''\
"""Prints what the case's truth.json has under "says", once it has found an EPUB."""
import json, pathlib, sys, time, zipfile
case, epub, *options = sys.argv[1:]
truth = json.loads(pathlib.Path(case, "truth.json").read_text("utf-8"))
assert zipfile.ZipFile(epub).read("mimetype") == b"application/epub+zip"
time.sleep(truth.get("sleeps", 0))
if "dies" in truth:
    sys.exit(truth["dies"])
says = truth["says"]
if isinstance(says, dict):
    says |= {"output": epub, "seconds": time.time(), "options": options}
print(json.dumps(says, ensure_ascii=False))
'''


def score(structure: float, **more: Any) -> dict[str, Any]:
    return {"structure": structure, "words": {"hyphen_left": 3, "truth": 20000}, **more}


@pytest.fixture
def bench(tmp_path: Path) -> Callable[..., int]:
    """Run the command on tmp_path/cases with a stand-in scorer."""
    scorer = tmp_path / "scorer.py"
    scorer.write_text(SCORER, encoding="utf-8")
    return lambda *more: main(
        ["bench", str(tmp_path / "cases"), "--scorer", str(scorer), "--jobs", "2", *more]
    )


def case(
    tmp_path: Path, name: str, text: str = "CHAPTER I\n\nA line of text.\n", **truth: Any
) -> None:
    folder = tmp_path / "cases" / name
    folder.mkdir(parents=True)
    (folder / "raw.txt").write_text(text, encoding="utf-8")
    (folder / "truth.json").write_text(json.dumps(truth), encoding="utf-8")


# --- a run ----------------------------------------------------------------------------------------


def test_cases_keep_their_order_and_one_that_fails_does_not_stop_the_others(
    bench: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case(tmp_path, "c10", says=score(0.5))
    case(tmp_path, "c9", sleeps=1, says=score(1.0, types={"quote": {"accuracy": 0.25}}))
    case(tmp_path, "c8", text=" \n", says=score(0.0))
    assert bench() == 1
    lines = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    heads = lines[1].split()
    assert heads == ["case", "structure", "quote", "/10,000", "counted", "findings", "s", "MB"]
    assert lines[2].split() == ["c8", "failed"]
    assert lines[3].split()[:6] == ["c9", "1.0000", "0.250", "1.5", "0", "0"]
    assert lines[4].split()[:6] == ["c10", "0.5000", "-", "1.5", "0", "0"]
    assert lines[5].split()[:6] == ["mean", "of", "2", "0.7500", "0.250", "1.5"]
    assert re.fullmatch(r"c8: .*/c8/raw\.txt: the file is empty", lines[6])
    seconds, megabytes = map(float, lines[3].split()[-2:])
    assert 0.2 < seconds < 60
    assert 20 < megabytes < 2000


def test_another_input_is_built_and_cases_without_it_are_named(
    bench: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a", "b"):
        case(tmp_path, name, text="", says=score(0.5))
    pages = tmp_path / "cases/b/pages"
    pages.mkdir()
    (pages / "1.txt").write_text("A page.\n", encoding="utf-8")
    assert bench("--input", "pages") == 0
    written, said = capsys.readouterr()
    assert said == "skipped, without pages: a\n"
    assert [line.split()[0] for line in written.splitlines()[1:]] == ["case", "b", "mean"]


def test_json_holds_all_that_the_scorer_says_and_nothing_of_this_run(
    bench: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case(tmp_path, "ö", says=score(0.1 + 0.2, odd=["ü", None]))
    case(tmp_path, "x", text="", says={})
    documents = []
    for more in ([], ["--detail"]):
        assert bench("--json", *more) == 1
        documents.append(json.loads(capsys.readouterr().out))
    assert documents[0]["cases"]["ö"]["score"] == {
        **score(0.1 + 0.2, odd=["ü", None]),
        "options": ["--json"],
    }
    assert documents[1]["cases"]["ö"]["score"]["options"] == ["--json", "--detail"]
    assert "the file is empty" in documents[0]["cases"]["x"]["error"]
    for document in documents:
        assert document["mean"].pop("figures").keys() == document["cases"]["ö"]["figures"].keys()
        for costs in ("seconds", "memory"):
            assert document["cases"]["ö"]["figures"].pop(costs) > 0
        document["cases"]["ö"]["score"].pop("options")
    assert documents[0] == documents[1]


def test_a_run_given_as_the_baseline_shows_what_rose_and_fell(
    bench: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case(tmp_path, "a", says=score(0.5, heading={"f1": 0.9}))
    assert bench("--json") == 0
    document = json.loads(capsys.readouterr().out)
    document["cases"]["a"]["figures"] |= {"structure": 0.51, "hyphens": 2.0, "heading_f1": 0.90001}
    document["cases"]["failed"] = {"error": "empty", "figures": {}, "score": {}}
    for figure in ("seconds", "memory"):
        del document["cases"]["a"]["figures"][figure]
    before = tmp_path / "before.json"
    before.write_text(json.dumps(document), encoding="utf-8")
    assert bench("--baseline", str(before)) == 0
    lines = capsys.readouterr().out.splitlines()
    for changes in (lines[3], lines[5]):
        assert changes.split() == ["!-0.0100", "-0.5"]
    assert lines[-1].endswith("; ! for the worse.")
    assert bench("--baseline", str(before), "--json") == 0
    document = json.loads(capsys.readouterr().out)
    assert document["mean"]["change"] == {"structure": -0.01, "hyphens": -0.5}


@pytest.mark.skipif(shutil.which("java") is None, reason="EPUBCheck needs Java")
def test_each_epub_can_be_validated(
    bench: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case(tmp_path, "a", says=score(0.5))
    assert bench("--check", "--json") == 0
    assert json.loads(capsys.readouterr().out)["mean"]["figures"]["faults"] == 0


def test_a_fault_of_an_epub_is_an_error_found(
    bench: Callable[..., int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case(tmp_path, "a", says=score(0.5))
    faulty = Result("a", {"faults": 2})
    monkeypatch.setattr(pipeline.bench.run, "run", lambda *_: [faulty])
    assert bench("--check") == 1


# --- another tool ---------------------------------------------------------------------------------


TOOL = 'sh -c \'cp "$0" "$1.md"\' {source} {out}'


def test_another_tool_is_measured_by_the_same_cases(
    bench: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scorer = tmp_path / "words.py"
    scorer.write_text(
        "import json, pathlib, sys\n"
        "text = pathlib.Path(sys.argv[2]).read_text('utf-8')\n"
        "print(json.dumps({'structure': len(text.split()), 'says': sys.argv[2]}))\n",
        encoding="utf-8",
    )
    case(tmp_path, "a", text="four words and more\n")
    assert bench("--scorer", str(scorer), "--tool", TOOL, "--json") == 0
    told = json.loads(capsys.readouterr().out)["cases"]["a"]
    assert told["figures"]["structure"] == 4
    assert set(told["figures"]) == {"structure", "seconds", "memory"}
    assert told["score"]["says"].endswith("/edition.md")


@pytest.mark.parametrize(
    ("tool", "message"),
    [
        ("sh -c 'echo no luck >&2; exit 3' {source} {out}", "sh: it ended with status 3: no luck"),
        ("no-such-tool {source} {out}", "no-such-tool: does not start: No such file or directory"),
        ("true {source} {out}", "true: there is no edition when it has ended"),
    ],
)
def test_a_tool_that_makes_nothing_fails_its_case(
    bench: Callable[..., int],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    tool: str,
    message: str,
) -> None:
    case(tmp_path, "a", says=score(1.0))
    assert bench("--tool", tool) == 1
    assert f"a: {message}" in capsys.readouterr().out


@pytest.mark.parametrize("tool", ["pandoc {source}", "pandoc '{source} {out}"])
def test_a_command_that_cannot_be_understood_is_refused(
    bench: Callable[..., int], capsys: pytest.CaptureFixture[str], tool: str
) -> None:
    with pytest.raises(SystemExit):
        bench("--tool", tool)
    assert f"argument --tool: {tool!r}: " in capsys.readouterr().err


# --- errors ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("truth", "message"),
    [
        ({"dies": "no such thing"}, "the scorer gave no figures for a: no such thing"),
        ({"says": ["structure"]}, "the scorer gave no figures for a: it printed '[\"structure\"]'"),
        ({"says": {"other": 1}}, 'the scorer gave no figures for a: it printed \'{"other": 1'),
        ({"says": {"structure": "good"}}, "the scorer gave no figures for a: "),
    ],
)
def test_a_scorer_that_gives_no_figures_ends_the_run(
    bench: Callable[..., int],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    truth: dict[str, Any],
    message: str,
) -> None:
    case(tmp_path, "a", **truth)
    assert bench() == 2
    written, said = capsys.readouterr()
    assert written == ""
    assert f"scorer.py: {message}" in said
    assert "\n    it is called as: python SCORER CASE EDITION --json" in said


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["none", "--scorer", "s.py"], "none: no such folder"),
        (["empty", "--scorer", "s.py"], "empty: there is no case in this folder"),
        (["a", "--scorer", "s.py", "--input", "book.pdf"], "a: no case here has book.pdf"),
        (["a", "--scorer", "none.py"], "none.py: no such scorer"),
        (["a", "--scorer", "s.py", "--baseline", "none"], "none: cannot be read"),
        (["a", "--scorer", "s.py", "--baseline", "s.py"], "s.py: this is not what recension"),
        (["a", "--scorer", "s.py", "--baseline", "odd.json"], "odd.json: this is not what rec"),
    ],
)
def test_what_cannot_be_run_is_refused_before_anything_is_built(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    message: str,
) -> None:
    case(tmp_path, "a", says=score(1))
    monkeypatch.chdir(tmp_path / "cases")
    Path("empty").mkdir()
    Path("s.py").write_text("raise AssertionError('not to be run')", encoding="utf-8")
    Path("odd.json").write_text('{"cases": {"a": {"score": {}}}}', encoding="utf-8")
    assert main(["bench", *arguments]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"error: {message}")


@pytest.mark.parametrize("jobs", ["0", "-1", "two"])
def test_no_jobs_are_refused(bench: Callable[..., int], jobs: str) -> None:
    with pytest.raises(SystemExit) as caught:
        bench("--jobs", jobs)
    assert caught.value.code == 2
