"""Results come into place whole, or not at all; edits made by hand are not overwritten."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path

import pytest

import pipeline.machine.publish
from pipeline.errors import RecensionError
from pipeline.machine.publish import BUILD, LIST, edited, files_in, hashes_in, put, repair, staging


def publish(out: Path, words: str) -> None:
    with staging(out) as stage:
        (stage / "book.epub").write_text(words, encoding="utf-8")
        (stage / "markdown").mkdir()
        (stage / "markdown" / "01.md").write_text(words, encoding="utf-8")


def test_results_replace_the_old_ones(tmp_path: Path) -> None:
    out = tmp_path / "dist" / "book"
    publish(out, "old")
    (out / "markdown" / ".keep").unlink(missing_ok=True)
    publish(out, "new")
    assert (out / "book.epub").read_text(encoding="utf-8") == "new"
    assert (out / "markdown" / "01.md").read_text(encoding="utf-8") == "new"
    assert not list(out.glob(".build-*")), "the staging folder is left behind"


def test_a_failed_build_leaves_the_last_good_results(tmp_path: Path) -> None:
    publish(tmp_path, "good")

    def fail() -> None:
        with staging(tmp_path) as stage:
            (stage / "book.epub").write_text("half", encoding="utf-8")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert (tmp_path / "book.epub").read_text(encoding="utf-8") == "good"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["book.epub", "markdown"]


@pytest.mark.parametrize("edit", ["change", "add", "remove"])
def test_markdown_edited_by_hand_is_not_destroyed(tmp_path: Path, edit: str) -> None:
    publish(tmp_path, "good")
    page = tmp_path / "markdown" / "01.md"
    if edit == "change":
        page.write_text("mine", encoding="utf-8")
    elif edit == "add":
        (tmp_path / "markdown" / "02.md").write_text("mine", encoding="utf-8")
    else:
        page.unlink()
    assert edited(tmp_path / "markdown") == ["02.md" if edit == "add" else "01.md"]
    with pytest.raises(RecensionError, match="edited by hand"):
        publish(tmp_path, "new")
    assert (tmp_path / "book.epub").read_text(encoding="utf-8") == "good"


def test_what_was_put_in_below_is_not_destroyed(tmp_path: Path) -> None:
    publish(tmp_path, "good")
    (tmp_path / "markdown" / "pictures").mkdir()
    (tmp_path / "markdown" / "pictures" / "map.png").write_bytes(b"mine")
    with pytest.raises(RecensionError, match="edited by hand") as caught:
        publish(tmp_path, "new")
    assert "pictures/map.png" in caught.value.message
    assert (tmp_path / "markdown" / "pictures" / "map.png").read_bytes() == b"mine"


def test_a_folder_that_no_build_wrote_is_not_destroyed(tmp_path: Path) -> None:
    (tmp_path / "markdown").mkdir()
    (tmp_path / "markdown" / "thesis.md").write_text("mine", encoding="utf-8")
    with pytest.raises(RecensionError, match=r"no build wrote: thesis\.md"):
        publish(tmp_path, "new")
    assert (tmp_path / "markdown" / "thesis.md").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "book.epub").exists()


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError(13, "Permission denied")])
@pytest.mark.parametrize("name", ["book.epub", "markdown"])
def test_what_cannot_be_replaced_leaves_all_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, error: BaseException
) -> None:
    publish(tmp_path, "good")
    before = files_in(tmp_path)
    exchanged = pipeline.machine.publish._exchanged

    def stopped(item: Path, target: Path) -> bool:
        if target == tmp_path / name:
            raise error
        return exchanged(item, target)

    monkeypatch.setattr(pipeline.machine.publish, "_exchanged", stopped)
    with pytest.raises((KeyboardInterrupt, RecensionError)):
        publish(tmp_path, "new")
    assert files_in(tmp_path) == before


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    with pytest.raises(RecensionError, match="cannot be written"), staging(blocked / "out"):
        pass


def test_results_come_where_two_files_cannot_change_places_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline.machine.publish, "_exchanged", lambda *_: False)
    publish(tmp_path, "old")
    publish(tmp_path, "new")
    assert {*files_in(tmp_path).values()} >= {b"new"}
    assert b"old" not in files_in(tmp_path).values()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["book.epub", "markdown"]


def test_no_folder_of_somebodys_is_taken_for_a_file_that_was_built(tmp_path: Path) -> None:
    publish(tmp_path, "good")
    (tmp_path / "book.epub").unlink()
    (tmp_path / "book.epub").mkdir()
    (tmp_path / "book.epub/mine").write_bytes(b"mine")
    with pytest.raises(RecensionError, match="a folder stands where results belong"):
        publish(tmp_path, "new")
    assert (tmp_path / "book.epub/mine").read_bytes() == b"mine"
    assert (tmp_path / "markdown/01.md").read_bytes() == b"good"


def test_results_are_dated_when_they_were_begun(tmp_path: Path) -> None:
    with staging(tmp_path, 10**18) as stage:
        put({"book.epub": b"", "markdown/images/1.png": b""}, stage)
    dates = {path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert dates == {10**18}


# --- several, and those that were killed ----------------------------------------------------------


def left_by_a_killed_one(out: Path, words: bytes) -> Path:
    """Leave what a process has written, that was killed as it was about to put it in place."""
    out.mkdir(parents=True, exist_ok=True)
    stage = Path(tempfile.mkdtemp(prefix=BUILD, dir=out))
    put({"book.epub": words, "markdown/01.md": words}, stage)
    pipeline.machine.publish.seal(stage / "markdown")
    (stage / LIST).write_text(json.dumps(hashes_in(stage)), encoding="utf-8")
    return stage


def test_what_a_killed_process_had_begun_to_put_in_place_is_ended(tmp_path: Path) -> None:
    publish(tmp_path, "old")
    stage = left_by_a_killed_one(tmp_path, b"new")
    (stage / "book.epub").replace(tmp_path / "book.epub")
    repair(tmp_path)
    assert {*files_in(tmp_path).values()} & {b"old", b"new"} == {b"new"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["book.epub", "markdown"]
    assert edited(tmp_path / "markdown") == []


def test_what_is_in_place_already_is_not_changed_back(tmp_path: Path) -> None:
    publish(tmp_path, "new")
    stage = left_by_a_killed_one(tmp_path, b"new")
    (stage / "book.epub").write_bytes(b"old")
    (stage / "markdown/01.md").write_bytes(b"old")
    repair(tmp_path)
    assert {*files_in(tmp_path).values()} & {b"old", b"new"} == {b"new"}


@pytest.mark.parametrize("listed", ["", "[]", '{"../mine": "0"}', '{"book.epub": 1}', "\0"])
def test_what_was_not_yet_whole_is_taken_away(tmp_path: Path, listed: str) -> None:
    publish(tmp_path / "out", "good")
    before = files_in(tmp_path)
    stage = left_by_a_killed_one(tmp_path / "out", b"half")
    (stage / LIST).write_text(listed, encoding="utf-8")
    repair(tmp_path / "out")
    assert files_in(tmp_path) == before


def test_what_was_edited_since_is_not_replaced_by_what_was_begun(tmp_path: Path) -> None:
    publish(tmp_path, "good")
    left_by_a_killed_one(tmp_path, b"new")
    (tmp_path / "markdown/01.md").write_bytes(b"mine")
    repair(tmp_path)
    assert (tmp_path / "markdown/01.md").read_bytes() == b"mine"
    assert (tmp_path / "book.epub").read_bytes() == b"good"


def test_of_two_at_once_neither_takes_away_what_the_other_writes(tmp_path: Path) -> None:
    with staging(tmp_path) as one:
        (one / "book.epub").write_bytes(b"one")
        publish(tmp_path, "other")
        assert (one / "book.epub").read_bytes() == b"one"
    assert (tmp_path / "book.epub").read_bytes() == b"one"
    assert (tmp_path / "markdown/01.md").read_bytes() == b"other"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["book.epub", "markdown"]


def test_a_folder_that_is_taken_away_meanwhile_is_told(tmp_path: Path) -> None:
    out = tmp_path / "out"
    publish(out, "good")

    def build() -> None:
        with staging(out) as stage:
            shutil.rmtree(out)
            put({"markdown/01.md": b"new"}, stage)

    with pytest.raises(RecensionError, match="taken away"):
        build()
    assert not out.exists()


def test_where_nothing_may_be_written_what_was_left_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, "good")
    stage = left_by_a_killed_one(tmp_path, b"new")

    def refuse(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    for call in ("rename", "unlink", "rmdir"):
        monkeypatch.setattr(os, call, refuse)
    monkeypatch.setattr(pipeline.machine.publish, "_exchanged", refuse)
    repair(tmp_path)
    assert stage.is_dir()
    assert (tmp_path / "book.epub").read_bytes() == b"good"
