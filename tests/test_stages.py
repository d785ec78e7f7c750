"""What stages keep: nothing is done twice, and whatever was kept, the same comes out."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import chdir
from pathlib import Path

import pytest

import pipeline.build
import pipeline.keys
import pipeline.write.compose
import pipeline.write.epub.write
import pipeline.write.look
from pipeline.build import BuildResult, build, proofread
from pipeline.cli import main
from pipeline.decisions.make import Maker
from pipeline.decisions.store import append
from pipeline.machine.cache import unused
from pipeline.machine.publish import Files, Hashes, files_in
from pipeline.manuscript.folder import find_book
from pipeline.read import read
from pipeline.write.styles import STYLES
from scripts.mill import RAW, write_book
from tests.decided import place

ROOT = Path(__file__).parents[1]
FORMS = frozenset({"epub", "markdown"})
TEXT_STAGES = (
    "pipeline.stages.read",
    "pipeline.recover.recover",
    "pipeline.stages.emended",
    "pipeline.account.demands.draw_up",
    "pipeline.checks.families.findings",
)
WRITING = ("pipeline.write.compose.compose", "pipeline.write.epub.write.write_epub")


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a book, what was built of it, and what was kept then."""
    where = tmp_path_factory.mktemp("once")
    write_book(where / "mill")
    with chdir(where), pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(where / "xdg"))
        built()
    return where


@pytest.fixture
def mill(once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the book, beside what was built of it, and reached by the same path as then."""
    shutil.copytree(once, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    return Path("mill")


def built(out: str = "out") -> BuildResult:
    return build(find_book("mill"), FORMS, Path(out))


def files(out: str) -> dict[str, bytes]:
    """Give all files of a build, by their paths in its folder."""
    return files_in(Path(out))


def decide(mill: Path, action: str, words: str, new: str = "") -> None:
    made = Maker(read(mill / "source/raw.txt"), "Ann").make(action, place(RAW, words), new)  # type: ignore[arg-type]
    append(mill / "decisions", [made])


def forbid(monkeypatch: pytest.MonkeyPatch, *stages: str) -> None:
    """Make stages fail, if they are gone through."""

    def fail(*_: object, **__: object) -> None:
        raise AssertionError("this was made already")

    for stage in stages:
        monkeypatch.setattr(stage, fail)


def test_where_nothing_was_changed_nothing_is_done(
    mill: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = built()
    there = {path: path.stat().st_ino for path in first.files}
    forbid(monkeypatch, *TEXT_STAGES, *WRITING, "pipeline.build.staging")
    assert built() == first
    assert {path: path.stat().st_ino for path in first.files} == there


def test_it_is_the_same_book_wherever_it_is_seen_from(
    mill: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = built()
    forbid(monkeypatch, *TEXT_STAGES, *WRITING, "pipeline.build.staging")
    monkeypatch.chdir(mill)
    again = build(find_book("."), FORMS, Path("../out"))
    assert again.findings == first.findings


@pytest.mark.parametrize("how", ["removed", "altered", "older than the source"])
def test_results_that_do_not_stand_as_they_were_built_are_put_there_again(
    mill: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    first = built()
    epub = Path("out/mill.epub")
    whole = epub.read_bytes()
    if how == "removed":
        epub.unlink()
    elif how == "altered":
        epub.write_bytes(whole[:-1])
    else:
        os.utime(epub, (1, 1))
    forbid(monkeypatch, *TEXT_STAGES, *WRITING)
    assert built() == first
    assert epub.read_bytes() == whole
    assert epub.stat().st_mtime > 1


def test_what_is_kept_makes_no_difference(mill: Path) -> None:
    built()
    decide(mill, "replace", "three cats", "four cats")
    decide(mill, "heading", "Of the Cats", "2")
    (mill / "front").mkdir()
    (mill / "front/preface.md").write_text("# Preface\n\nA word.\n", encoding="utf-8")
    built()
    before = {*Path("xdg/recension").iterdir()}
    assert main(["build", "mill", "--to", ",".join(FORMS), "--out", "without", "--no-cache"]) == 0
    assert {*Path("xdg/recension").iterdir()} == before
    assert files("out") == files("without")
    assert any(b"four cats" in data for name, data in files("out").items() if ".md" in name)


def test_the_source_is_read_once(mill: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built()
    forbid(monkeypatch, "pipeline.stages.read", "pipeline.recover.recover")
    decide(mill, "replace", "three cats", "four cats")
    built()
    assert b"four cats" in files("out")["changes.jsonl"]


def test_another_style_leaves_the_text_alone(mill: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = files("out")
    forbid(monkeypatch, *TEXT_STAGES)
    told = 'title = "The Mill"\nlanguage = "en"\n[style]\ntheme = "modern"\n'
    (mill / "book.toml").write_text(told, encoding="utf-8")
    built()
    assert files("out")["mill.epub"] != first["mill.epub"]


def test_a_changed_stylesheet_leaves_the_rendering_alone(
    mill: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    styles = shutil.copytree(STYLES, tmp_path / "styles")
    monkeypatch.setattr(pipeline.write.look, "STYLES", styles)
    monkeypatch.setattr(pipeline.write.epub.write, "STYLES", styles)
    first = files("out")
    forbid(monkeypatch, *TEXT_STAGES, WRITING[0])
    with (styles / "epub.css").open("a", encoding="utf-8") as style:
        style.write("p { color: black }\n")
    built()
    assert files("out")["mill.epub"] != first["mill.epub"]


def test_damaged_entries_are_made_anew(mill: Path) -> None:
    first = built()
    good = files("out")
    shutil.rmtree("out")
    for entry in Path(os.environ["XDG_CACHE_HOME"], "recension").iterdir():
        entry.write_bytes(entry.read_bytes()[:-1])
    assert built() == first
    assert files("out") == good


def test_findings_are_those_of_the_build(mill: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = built()
    forbid(monkeypatch, *TEXT_STAGES)
    proof, found = proofread(find_book("mill"))
    assert found == first.findings
    assert proof.source.text == RAW


def test_two_builds_at_once_do_not_disturb_each_other(mill: Path) -> None:
    decide(mill, "replace", "three cats", "four cats")
    command = [sys.executable, "-m", "pipeline", "build", "mill", "--to", ",".join(FORMS), "--out"]
    told = {**os.environ, "PYTHONPATH": str(ROOT)}
    both = [subprocess.Popen([*command, out], env=told) for out in ("one", "two")]
    assert [each.wait(timeout=120) for each in both] == [0, 0]
    built()
    assert files("one") == files("two") == files("out")


def test_a_book_is_checked_here_where_the_process_beside_fails(
    mill: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = built()
    forbid(monkeypatch, "pipeline.stages.Stages._check")
    with unused():
        made = built("other")
    assert made.findings == first.findings
    assert any(each.check == "doubled-word" for each in made.findings)


def test_what_is_changed_during_a_build_is_not_kept_for_what_it_is_then(
    mill: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    preface = mill / "front/preface.md"
    preface.parent.mkdir()
    preface.write_text("# Preface\n\nThe first word.\n", encoding="utf-8")
    compose = pipeline.write.compose.compose

    def meanwhile(*given: object) -> object:
        made = compose(*given)  # type: ignore[arg-type]
        preface.write_text("# Preface\n\nThe last word.\n", encoding="utf-8")
        return made

    with monkeypatch.context() as patch:
        patch.setattr(pipeline.write.compose, "compose", meanwhile)
        built()
    assert any(b"The first word" in data for data in files("out").values())
    assert Path("out/mill.epub").stat().st_mtime_ns < preface.stat().st_mtime_ns
    built()
    assert main(["build", "mill", "--to", ",".join(FORMS), "--out", "without", "--no-cache"]) == 0
    assert files("out") == files("without")
    assert any(b"The last word" in data for data in files("out").values())


def test_what_is_taken_away_during_a_build_is_built_again(
    mill: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = files("out")
    decide(mill, "replace", "three cats", "four cats")
    put = pipeline.build.put

    def meanwhile(made: Files, stage: Path) -> Hashes:
        hashes = put(made, stage)
        (stage / "mill.epub").unlink(missing_ok=True)
        return hashes

    with monkeypatch.context() as patch:
        patch.setattr(pipeline.build, "put", meanwhile)
        built()
    built()
    assert {*files("out")} == {*first}
    assert files("out")["mill.epub"] != first["mill.epub"]


def test_by_a_clock_that_was_set_back_results_still_stand(
    mill: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(mill, "replace", "three cats", "four cats")
    monkeypatch.setattr("time.time_ns", lambda: 0)
    first = built()
    forbid(monkeypatch, *TEXT_STAGES, *WRITING, "pipeline.build.staging")
    assert built() == first
