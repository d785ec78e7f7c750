"""Results come into place whole, or not at all; edits made by hand are not overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import RecensionError
from pipeline.publish import edited, staging


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


def test_a_folder_that_cannot_be_replaced_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, "good")
    replace = Path.replace

    def stopped(self: Path, target: Path) -> Path:
        if self.name == "markdown" and target.parent == tmp_path:
            raise KeyboardInterrupt
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", stopped)
    with pytest.raises(KeyboardInterrupt):
        publish(tmp_path, "new")
    assert (tmp_path / "markdown" / "01.md").read_text(encoding="utf-8") == "good"


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    with pytest.raises(RecensionError, match="cannot be written"), staging(blocked / "out"):
        pass
