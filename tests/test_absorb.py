"""What people edit in the Markdown, in CriticMarkup or in a .docx becomes decisions."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.absorb.compare import compare
from pipeline.absorb.edition import BODY
from pipeline.absorb.marks import point_drafts
from pipeline.absorb.reading import MARKDOWN, Leaf, Point
from pipeline.absorb.run import Bench, Order, absorbed
from pipeline.absorb.stream import Stream
from pipeline.build import build
from pipeline.cli import main
from pipeline.decisions.make import Maker
from pipeline.decisions.store import append, read_decisions
from pipeline.errors import RecensionError
from pipeline.machine.publish import edited as edited_names
from pipeline.manuscript.folder import BookFolder, find_book
from tests.absorbing import absorb, built, edit, rebuilt, refusals, told
from tests.mill import RAW, built_once


@pytest.fixture
def mill(tmp_path: Path) -> BookFolder:
    shutil.copytree(built_once(), tmp_path, dirs_exist_ok=True)
    return find_book(str(tmp_path / "mill"))


@pytest.mark.parametrize(
    ("was", "now", "decided"),
    [
        ("tumed", "turned", ['replace "tumed" by "turned"']),
        ("knew who", "knows whom", ['replace "knew" by "knows"', 'replace "who" by "whom"']),
        ("brought no letters", "brought letters", ['delete "no "']),
        ("the bridge too", "the old bridge too", ['insert "old " behind "the"']),
        ("letters, but", "letters but", ['delete ","']),
        ("noon. He", "noon; he", ['replace "." by ";"', 'replace "He" by "he"']),
        ("daughter", "daugh\u00adter", ['replace "daughter" by "daugh\u00adter"']),
        ("daughter lived", "daughter-in-law lived", ['replace "daughter" by "daughter-in-law"']),
        ("CHAPTER II {", "CHAPTER TWO {", ['replace "II" by "TWO"']),
        ("of 1712", "for 1713", ['replace "of" by "for"', 'replace "1712" by "1713"']),
        ("very hard.", "hard.", ['delete "very "']),
        ("He waited for", "*He waited* for", ['emphasis "He waited"']),
        ("a loaf", "**a** loaf", ['strong "a"']),
        ("postman", "[postman]{.smallcaps}", ['small-capitals "postman"']),
        ("a loaf", '[a loaf]{lang="de"}', ['language "a loaf": de']),
        ("tumed", "*turned*", ['replace "tumed" by "turned"', 'emphasis "tumed"']),
        ("was old[^n1]", "was very old[^n1]", ['insert "very " behind "was"']),
        ("old[^n1] and", "old[^n1], so and", ['insert ", so" behind "old1"']),
        ("old[^n1] and", "old so[^n1] and", ['insert " so" behind "old"']),
        (
            "It was old[^n1] and grey",
            "It and old[^n1] and and grey",
            ['replace "was" by "and"', 'insert "and " behind "old1"'],
        ),
        ("“Who goes there?”", '"Who goes there?"', ['replace """ by """', 'replace """ by """']),
    ],
)
def test_an_edit_becomes_decisions(
    mill: BookFolder, was: str, now: str, decided: list[str]
) -> None:
    markdown = built(mill)
    path = edit(markdown, was, now)
    text = path.read_text(encoding="utf-8")
    found = absorb(mill, markdown)
    assert (told(found), refusals(found)) == (decided, [])
    assert text in rebuilt(mill)


def test_what_is_absorbed_the_next_build_may_replace(mill: BookFolder, tmp_path: Path) -> None:
    markdown = built(mill)
    edit(markdown, "tumed", "turned")
    with pytest.raises(RecensionError, match="edited by hand"):
        build(mill, frozenset({"markdown"}), tmp_path / "dist")
    status = main(["absorb", str(mill.folder), "--out", str(markdown.parent), "--who", "Ann"])
    assert status == 0
    assert edited_names(markdown) == []
    build(mill, frozenset({"markdown"}), tmp_path / "dist")
    assert "had not turned" in "".join(p.read_text(encoding="utf-8") for p in markdown.glob("*.md"))


def test_a_preview_writes_nothing(mill: BookFolder, capsys: pytest.CaptureFixture[str]) -> None:
    markdown = built(mill)
    edit(markdown, "tumed", "turned")
    out = str(markdown.parent)
    assert main(["absorb", str(mill.folder), "--out", out, "--preview"]) == 0
    shown = capsys.readouterr()
    assert shown.out == f'{mill.source_path}:6: replace "tumed" by "turned"\n'
    assert shown.err == "1 decision; nothing was written\n"
    assert mill.decisions
    assert not mill.decisions.exists()
    assert len(edited_names(markdown)) == 1


@pytest.mark.parametrize(
    ("was", "now", "why"),
    [
        ("some cheese.", "some cheese.\n\nAll is new.", "a text that the source does not have"),
        ("[1]{#n1", "[5]{#n1", "a note's label is the source's: 1, not 5"),
        ("old[^n1] and", "old and", "defined at line 9 column 1 but not used"),
        ("cheese.", "cheese.[^x]\n\n[^x]: Mine.", "the book has no such note: x"),
        ('[]{#page-1 .pagebreak label="1"}', "", "page 1 of the source begins elsewhere"),
        ("low.", "low. *Very.*", "emphasis"),
    ],
)
def test_what_cannot_be_decided_is_told_and_stays(
    mill: BookFolder, was: str, now: str, why: str
) -> None:
    markdown = built(mill)
    path = edit(markdown, was, now)
    edit(markdown, "The postman", "A postman")
    text = path.read_text(encoding="utf-8")
    found = absorb(mill, markdown)
    assert why in " ".join(refusals(found))
    assert 'replace "The" by "A"' in told(found)
    assert path.read_text(encoding="utf-8") == text
    assert path.name in edited_names(markdown)


def test_other_edits_of_a_text_are_absorbed_when_one_is_refused(mill: BookFolder) -> None:
    markdown = built(mill)
    path = edit(markdown, "low.", "low.\n\nAll new.")
    edit(markdown, "bumed", "burned")
    found = absorb(mill, markdown)
    assert told(found) == ['replace "bumed" by "burned"']
    assert len(refusals(found)) == 1
    assert found.seals[path.name] != absorbed_hash(path)


def test_what_was_left_open_can_be_absorbed_once_it_is_mended(mill: BookFolder) -> None:
    markdown = built(mill)
    edit(markdown, "low.", "low.\n\nAll new.")
    edit(markdown, "bumed", "*burned*")
    edit(markdown, "The postman", "*A* postman")
    arguments = ["absorb", str(mill.folder), "--out", str(markdown.parent), "--who", "Ann"]
    assert main(arguments) == 1
    (name,) = edited_names(markdown)
    edit(markdown, "low.\n\nAll new.", "very low.")
    assert main(arguments) == 0
    assert edited_names(markdown) == []
    assert mill.decisions
    assert [d.action for d in read_decisions(mill.decisions)] == [
        *("replace", "replace", "emphasis", "emphasis"),
        "insert",
    ]
    assert (markdown / name).read_text(encoding="utf-8") in rebuilt(mill)


def absorbed_hash(path: Path) -> str:
    from pipeline.machine.publish import hashes_of

    return hashes_of(path.parent)[path.name]


@pytest.mark.parametrize(
    ("was", "now", "decided"),
    [
        ("wheel had", "wheel\n\nhad", "split"),
        ("alone.\n\n“Who", "alone. “Who", "join"),
        ("Nobody answered", "> Nobody answered", "quote"),
        ("Nobody answered", "## Nobody answered", "heading"),
        ("The postman came at noon. He", "## The postman came at noon.\n\nHe", "heading split"),
        ("# CHAPTER II", "## CHAPTER II", "heading"),
        ("The postman", "------\n\nThe postman", "break"),
        ("The postman", "- The postman", "item"),
    ],
)
def test_an_edit_of_the_structure_becomes_a_decision(
    mill: BookFolder, was: str, now: str, decided: str
) -> None:
    markdown = built(mill)
    edit(markdown, was, now)
    found = absorb(mill, markdown)
    assert refusals(found) == []
    assert [decision.action for decision, _ in found.outcome.decisions] == decided.split()


def test_a_marker_at_the_end_of_a_text_stays_with_it(mill: BookFolder) -> None:
    markdown = built(mill)
    edit(markdown, "In the moming", "> In the moming")
    edit(markdown, "fields.[^n2] The", "fields.[^n2]\n\nThe")
    found = absorb(mill, markdown)
    assert refusals(found) == []
    assert "upon the fields.[^n2]\n\nThe road" in "".join(rebuilt(mill))


def test_emphasis_can_be_taken_off_again(mill: BookFolder) -> None:
    markdown = built(mill)
    edit(markdown, "a loaf", "*a loaf*")
    absorb(mill, markdown)
    build(mill, frozenset({"markdown"}), markdown.parent / "new")
    new = markdown.parent / "new" / "markdown"
    edit(new, "*a loaf*", "a *loaf*")
    found = absorb(mill, new)
    assert refusals(found) == []
    assert [each.partition(" ")[0] for each in told(found)] == ["undo", "emphasis"]
    assert "a *loaf*" in "".join(rebuilt(mill))


def test_several_edits_of_one_text(mill: BookFolder) -> None:
    markdown = built(mill)
    edit(markdown, "The postman came at noon. He brought", "The postman came.\n\n> *He* brought us")
    edit(markdown, "yard.”\n\nNobody", "yard.” But nobody")
    found = absorb(mill, markdown)
    assert refusals(found) == []
    texts = "".join(rebuilt(mill))
    assert "came.\n\n> *He* brought us no letters" in texts
    assert "yard.” But nobody answered" in texts


def test_critic_markup_becomes_decisions_and_questions(mill: BookFolder, tmp_path: Path) -> None:
    markdown = built(mill)
    texts = [path.read_text(encoding="utf-8") for path in sorted(markdown.glob("0*.md"))]
    text = "\n".join(texts)
    text = text.replace("tumed", "{~~tumed~>turned~~}").replace("very hard", "{--very --}hard")
    text = text.replace("loaf", "{++large ++}loaf").replace("grey", "{==grey==}{>>@Cat: white?<<}")
    text = text.replace("daughter", "son")
    path = tmp_path / "critic.md"
    path.write_text(text, encoding="utf-8")
    found = absorb(mill, markdown, path)
    assert sorted(told(found)) == [
        'delete "very "',
        'insert "large " behind "a"',
        'query "grey": white?',
        'replace "tumed" by "turned"',
    ]
    assert "Cat" in {decision.reader for decision, _ in found.outcome.decisions}
    assert refusals(found) == [
        "this differs from the edition, and is no tracked change: replace 'son'"
    ]
    assert absorb(mill, markdown, path).outcome.decisions == ()


def test_a_file_of_another_book_is_refused(mill: BookFolder, tmp_path: Path) -> None:
    path = tmp_path / "other.md"
    path.write_text("# Another book\n\nIt says something else.\n", encoding="utf-8")
    with pytest.raises(RecensionError, match="are those of the edition"):
        absorb(mill, built(mill), path)


def test_edits_of_an_edition_that_others_have_corrected_meanwhile(mill: BookFolder) -> None:
    """What was decided since it was built is not taken back by its words."""
    markdown = built(mill)
    bench = Bench(mill)
    at = RAW.index("bumed")
    assert mill.decisions
    append(mill.decisions, [Maker(bench.source, "Ben").make("replace", (at, at + 5), "burned")])
    edit(markdown, "tumed", "turned")
    found = absorb(mill, markdown)
    assert (told(found), refusals(found)) == (['replace "tumed" by "turned"'], [])
    assert "turned for" in "".join(rebuilt(mill))
    assert "burned low" in "".join(rebuilt(mill))


def test_what_another_reader_decided_is_taken_back_and_decided_anew(mill: BookFolder) -> None:
    markdown = built(mill)
    edit(markdown, "tumed", "churned")
    absorb(mill, markdown)
    build(mill, frozenset({"markdown"}), markdown.parent / "new")
    new = markdown.parent / "new" / "markdown"
    edit(new, "churned", "turned")
    found = absorbed(mill, new, Order([], "Ben"))
    assert told(found)[-1] == 'replace "tumed" by "turned"'
    assert [decision.action for decision, _ in found.outcome.decisions] == ["undo", "replace"]
    assert refusals(found) == []


def test_what_was_put_in_can_be_changed_and_taken_out_again(mill: BookFolder) -> None:
    markdown = built(mill)
    edit(markdown, "a loaf", "a large loaf")
    edit(markdown, "the bridge", "the old bridge")
    absorb(mill, markdown)
    build(mill, frozenset({"markdown"}), markdown.parent / "new")
    new = markdown.parent / "new" / "markdown"
    edit(new, "a large loaf", "a huge loaf")
    edit(new, "the old bridge", "the bridge")
    found = absorb(mill, new)
    assert refusals(found) == []
    assert "a huge loaf" in "".join(rebuilt(mill))
    assert "the bridge" in "".join(rebuilt(mill))


def test_a_marker_that_is_a_text_of_its_own_stays() -> None:
    leaves = [
        Leaf("paragraph", "One."),
        Leaf("paragraph", "", points=(Point("note", "n1", 0),)),
        Leaf("paragraph", "Two."),
    ]
    comparisons = {BODY: compare(Stream(leaves), Stream(leaves))}
    assert list(point_drafts(comparisons, {}, ["n1"], MARKDOWN)) == []
