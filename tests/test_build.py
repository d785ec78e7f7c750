"""Whole builds of tiny sources, through every stage and the validators."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.build import build, recovered
from pipeline.errors import RecensionError
from pipeline.manuscript.folder import find_book
from pipeline.validate import check
from pipeline.write import forms
from pipeline.write.epub.ace import missing_for_ace
from pipeline.write.words import Difference

ALL = frozenset({*forms.FORMS, "markdown"})
HOSTILE = """\
<b>bold</b> &amp; *stars* _lines_ `code` {=html} $x$ @cite [^1] [link](http://a.org)1

---
title: no metadata
---

# no heading, ::: no div, \\newpage and \\input{x}

1 <script>alert("no script")</script>
"""
EMPTY = "\f".join(f"{number}\n" for number in range(1, 9))


def book(tmp_path: Path, text: str, name: str = "tiny.txt") -> str:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("text", [HOSTILE, EMPTY, "x"], ids=["hostile", "no-words", "one-letter"])
def test_odd_sources_give_valid_editions(tmp_path: Path, text: str) -> None:
    folder = find_book(book(tmp_path, text))
    result = build(folder, ALL, tmp_path / "out")
    assert {file.name for file in result.files} == {
        *(forms.file_of("tiny", form) for form in forms.FORMS),
        *("tiny-cover.pdf", "markdown", "changes.jsonl", "findings.jsonl", "report.html"),
    }
    for verdict in check(folder, tmp_path / "out"):
        if verdict.tool == "Ace" and missing_for_ace():
            continue
        assert (verdict.errors, verdict.warnings) == (0, 0), verdict


def test_the_same_source_gives_the_same_bytes(tmp_path: Path) -> None:
    folder = find_book(book(tmp_path, HOSTILE))
    for out in ("one", "two"):
        build(folder, ALL, tmp_path / out)
    files = sorted(p.relative_to(tmp_path / "one") for p in (tmp_path / "one").rglob("*.*"))
    assert len(files) > 4
    for file in files:
        one, two = (tmp_path / out / file for out in ("one", "two"))
        assert one.is_dir() or one.read_bytes() == two.read_bytes(), file


def test_every_change_is_on_record(tmp_path: Path) -> None:
    folder = find_book(book(tmp_path, "The govern-\nment\u00a0of  men.\n"))
    build(folder, frozenset({"markdown"}), tmp_path / "out")
    lines = (tmp_path / "out" / "changes.jsonl").read_text(encoding="utf-8").splitlines()
    told = [(c["line"], c["rule"], c["before"], c["after"]) for c in map(json.loads, lines)]
    assert told == [
        (1, "divided-word", "-\n", ""),
        (2, "doubled-space", "  ", " "),
        (2, "line-end", "\n", ""),
    ]


def test_an_output_that_lost_a_word_stops_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = find_book(book(tmp_path, "One line of text.\n"))
    build(folder, frozenset({"epub"}), tmp_path / "out")
    good = (tmp_path / "out" / "tiny.epub").read_bytes()
    real = forms.epub()
    lossy = real._replace(differences=lambda *_: [Difference(2, "One line", "of", "")])
    monkeypatch.setitem(forms.FORMS, "epub", lambda: lossy)
    (tmp_path / "tiny.txt").write_text("Another line of text.\n", encoding="utf-8")
    with pytest.raises(RecensionError, match="does not show the book's words at 1 places"):
        build(folder, frozenset({"epub"}), tmp_path / "out")
    assert (tmp_path / "out" / "tiny.epub").read_bytes() == good


def test_nothing_to_check_is_said(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with pytest.raises(RecensionError, match="no edition to check"):
        check(find_book(book(tmp_path, "x")), tmp_path / "out")


def test_a_file_whose_name_says_nothing_gives_its_folders_name_to_the_book(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    source = book(tmp_path, "The mill stood.", "letters/raw.txt")
    assert recovered(find_book(source))[1].title == "letters"
