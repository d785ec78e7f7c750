"""Edited Markdown is read, or refused with one clear error."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.absorb.edited import read_edited
from pipeline.errors import RecensionError


@pytest.mark.parametrize(
    "text",
    [
        *(mark * 3000 + "x" for mark in ("> ", ">", "- ", "1. ")),
        "[" * 30 + "x" + "]" * 30,
        "^[" * 30 + "x" + "]" * 25,
        "".join(f"::: {{.a{number}}}\n\n" for number in range(1000)) + "x\n\n" + ":::\n\n" * 1000,
    ],
    ids=["quotes", "quotes-tight", "list", "numbers", "brackets", "notes", "divisions"],
)
def test_what_is_nested_without_end_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"# A {{#ch01}}\n\n{text}\n")
    with pytest.raises(RecensionError, match="nested too deeply"):
        read_edited([path], ["ch01"], whole=True)


def test_what_is_nested_within_reason_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    spans = "[" * 20 + "x" + "]{.a}" * 20
    path.write_text(f"# A {{#ch01}}\n\n{'> ' * 20}{spans} \\[\\[ {'[' * 50}\n\n{']' * 50}\n")
    assert read_edited([path], ["ch01"], whole=True).refusals == ()


@pytest.mark.parametrize("said", ["a:\n  b: c\n", "id: [a, b]\n", "id: true\n"])
def test_metadata_that_says_no_id_is_told(tmp_path: Path, said: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"---\n{said}---\n\nA word.\n")
    with pytest.raises(RecensionError, match="does not say its id"):
        read_edited([path], ["ch01"], whole=True)


def test_metadata_that_cannot_be_read_is_told_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A {#ch01}\n\nA word.\n")
    (tmp_path / "b.md").write_text("---\nid: [\n---\n\nA word.\n")
    with pytest.raises(RecensionError, match="block of metadata") as caught:
        read_edited([tmp_path / "a.md", tmp_path / "b.md"], ["ch01"], whole=True)
    assert caught.value.where.endswith("b.md")
