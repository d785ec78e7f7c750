"""What people move in the Markdown is moved, with its notes and their markers."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.manuscript.folder import BookFolder, find_book
from tests.absorbing import absorb, built, edit, rebuilt, refusals, told
from tests.mill import built_once


@pytest.fixture
def mill(tmp_path: Path) -> BookFolder:
    shutil.copytree(built_once(), tmp_path, dirs_exist_ok=True)
    return find_book(str(tmp_path / "mill"))


def test_a_paragraph_that_was_moved_is_moved(mill: BookFolder) -> None:
    markdown = built(mill)
    moved = "Nobody answered him. He waited for a while, and went back to the fire"
    edit(markdown, f"{moved}, which had bumed low.\n\n", "")
    edit(markdown, "The postman", f"{moved}, which had burned low.\n\nThe postman")
    found = absorb(mill, markdown)
    assert refusals(found) == []
    assert [decision.action for decision, _ in found.outcome.decisions] == ["move", "replace"]
    (second,) = (text for text in rebuilt(mill) if "postman" in text)
    assert f"the bridge too.\n\n{moved}, which had burned low.\n\nThe postman" in second


def test_a_text_that_was_moved_to_another_chapter_takes_its_note_along(mill: BookFolder) -> None:
    markdown = built(mill)
    moved = "In the moming the snow lay deep upon the fields.[^n2] The road was gone, and the"
    moved += " bridge too."
    edit(markdown, f"{moved}\n\n", "")
    edit(markdown, "“Who goes there?”", f"{moved}\n\n“Who goes there?”")
    found = absorb(mill, markdown)
    assert refusals(found) == []
    assert [decision.action for decision, _ in found.outcome.decisions] == ["move"]
    (first,) = (text for text in rebuilt(mill) if moved in text)
    assert "The winter of that year" in first


@pytest.mark.parametrize(
    ("first", "second", "actions"),
    [
        ("and and ", "CHAPTERand ", {"replace"}),
        ("and and ", "CHAPTERŁódź ", {"replace"}),
        ("", "CHAPTERand ", {"delete", "replace"}),
    ],
)
def test_headings_that_were_rewritten_are_not_moved(
    mill: BookFolder, first: str, second: str, actions: set[str]
) -> None:
    """The second is more like the first as it was, and each stands where it stood."""
    markdown = built(mill)
    edit(markdown, "# CHAPTER II {", f"# {second}{{")
    edit(markdown, "# CHAPTER I {", f"# {first}{{")
    found = absorb(mill, markdown)
    assert refusals(found) == []
    assert {decision.action for decision, _ in found.outcome.decisions} == actions
    assert f"# {second}{{" in "".join(rebuilt(mill))


def test_a_part_of_a_text_that_was_moved_is_not_deleted(mill: BookFolder) -> None:
    markdown = built(mill)
    moved = "The postman came at noon. He brought"
    edit(markdown, f"{moved} no letters", "no letters")
    edit(markdown, "In the moming", f"{moved}\n\nIn the moming")
    found = absorb(mill, markdown)
    assert told(found) == []
    assert sorted(refusals(found)) == [
        "a text that the source does not have",
        "this stands elsewhere now, and only whole texts can be moved",
    ]


@pytest.mark.parametrize("joined", ["\n\n", " "])
def test_texts_in_another_order_and_joined_are_still_of_this_book(
    mill: BookFolder, joined: str
) -> None:
    markdown = built(mill)
    (first,) = (p for p in markdown.glob("*.md") if "bumed" in p.read_text(encoding="utf-8"))
    head, old, who, nobody, *rest = first.read_text(encoding="utf-8").split("\n\n")
    mixed = "\n\n".join([head, nobody, f"{who}{joined}{old}", *rest])
    first.write_text(mixed, encoding="utf-8")
    edit(markdown, "The postman", "MOVED")
    (second,) = (p for p in markdown.glob("*.md") if "MOVED" in p.read_text(encoding="utf-8"))
    head, snow, post, *rest = second.read_text(encoding="utf-8").split("\n\n")
    turned = [head, post.replace("MOVED", "The postman"), snow, *rest]
    second.write_text("\n\n".join(turned), encoding="utf-8")
    found = absorb(mill, markdown)
    assert refusals(found) or mixed in rebuilt(mill)


def test_a_marker_that_was_moved_is_moved(mill: BookFolder) -> None:
    markdown = built(mill)
    path = edit(markdown, "was old[^n1] and grey,", "was old and grey,[^n1]")
    text = path.read_text(encoding="utf-8")
    found = absorb(mill, markdown)
    assert refusals(found) == []
    assert "note" in [decision.action for decision, _ in found.outcome.decisions]
    assert text in rebuilt(mill)
