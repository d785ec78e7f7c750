"""A .docx that a person has edited becomes decisions, signed by whoever made the change."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import etree

from pipeline.absorb.run import Absorbed, Order, absorbed
from pipeline.build import build
from pipeline.decisions.store import append
from pipeline.errors import RecensionError
from pipeline.manuscript.folder import BookFolder, find_book
from tests.absorbing import shown

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DOCUMENT, NOTES = "word/document.xml", "word/endnotes.xml"
BEN = {f"{W}id": "7", f"{W}author": "Ben", f"{W}date": "2026-11-20T09:30:00Z"}
RAW = """\
THE MILL

CHAPTER I

   The mill stood by the river. It was old1 and grey, and the wheel
had not tumed for many years; nobody knew who had built it or when
it was built. The miller's daughter lived there alone.

   Nobody answered him. He waited for a while, and went back to the
fire, which had bumed low.

   Then he slept.

CHAPTER II

   In the moming the snow lay deep upon the fields.2 The road was
gone, and the bridge too.

NOTES

1. See the parish register of 1712.
2. The winter of that year was very hard.
"""
FRONT = "# A word before\n\nThis is new in our edition.\n"


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book and its .docx, built once."""
    tmp_path = tmp_path_factory.mktemp("once")
    folder = tmp_path / "mill"
    for name in ("source", "front"):
        (folder / name).mkdir(parents=True)
    (folder / "source" / "raw.txt").write_text(RAW, encoding="utf-8")
    (folder / "front" / "preface.md").write_text(FRONT, encoding="utf-8")
    (folder / "book.toml").write_text('title = "The Mill"\nlanguage = "en"\n', encoding="utf-8")
    build(find_book(str(folder)), frozenset({"docx"}), tmp_path)
    return tmp_path


@pytest.fixture
def mill(once: Path, tmp_path: Path) -> BookFolder:
    shutil.copytree(once, tmp_path, dirs_exist_ok=True)
    return find_book(str(tmp_path / "mill"))


Change = Callable[[etree._Element], None]


def edited(book: BookFolder, **changes: Change) -> Path:
    """Change parts of the book's .docx, by the names of the files in it."""
    assert book.folder
    path = book.folder.parent / "mill.docx"
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for name, change in changes.items():
        root = etree.fromstring(files[f"word/{name}.xml"])
        change(root)
        files[f"word/{name}.xml"] = etree.tostring(root)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def run_with(root: etree._Element, words: str) -> etree._Element:
    """Give a run that holds these words alone, cut out of the one that holds them with others."""
    (text,) = (each for each in root.iter(f"{W}t") if words in (each.text or ""))
    run = text.getparent()
    assert run is not None
    before, after = (text.text or "").split(words)
    for content, add in ((before, run.addprevious), (after, run.addnext)):
        part = deepcopy(run)
        (held,) = part.iter(f"{W}t")
        held.text = content
        held.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        add(part)
    text.text = words
    return run


def replace(was: str, now: str) -> Change:
    """Without a track of it."""

    def change(root: etree._Element) -> None:
        (text,) = run_with(root, was).iter(f"{W}t")
        text.text = now

    return change


def track(was: str, now: str) -> Change:
    def change(root: etree._Element) -> None:
        run = run_with(root, was)
        gone, come = (etree.Element(f"{W}{name}", BEN) for name in ("del", "ins"))
        run.addnext(gone)
        gone.addnext(come)
        new = deepcopy(run)
        gone.append(run)
        (text,) = run.iter(f"{W}t")
        text.tag = f"{W}delText"
        if now:
            (text,) = new.iter(f"{W}t")
            text.text = now
            come.append(new)

    return change


def both(*changes: Change) -> Change:
    def change(root: etree._Element) -> None:
        for each in changes:
            each(root)

    return change


def join_tracked(root: etree._Element) -> None:
    """Take out the end of the paragraph before the one that begins so."""
    (paragraph,) = (p for p in root.iter(f"{W}p") if "bumed low" in "".join(p.itertext()))
    properties = paragraph.find(f"{W}pPr")
    assert properties is not None
    mark = etree.SubElement(properties, f"{W}rPr")
    etree.SubElement(mark, f"{W}del", BEN)


def absorb(book: BookFolder, path: Path) -> Absorbed:
    return absorbed(book, path.parent, Order([path], "Ann"))


def told(found: Absorbed) -> list[tuple[str, str]]:
    return [(decision.reader, shown(decision)) for decision, _ in found.outcome.decisions]


def refusals(found: Absorbed) -> list[str]:
    return [refusal.message for refusal in found.outcome.refusals]


def test_what_was_not_edited_asks_for_nothing(mill: BookFolder) -> None:
    found = absorb(mill, edited(mill))
    assert (told(found), refusals(found)) == ([], [])


def test_a_text_that_was_changed_is_compared(mill: BookFolder) -> None:
    path = edited(mill, document=replace("tumed", "turned"), endnotes=replace("1712", "1713"))
    found = absorb(mill, path)
    assert refusals(found) == []
    assert told(found) == [
        ("Ann", 'replace "tumed" by "turned"'),
        ("Ann", 'replace "1712" by "1713"'),
    ]


def test_tracked_changes_are_signed_by_who_made_them_and_when(mill: BookFolder) -> None:
    changes = both(track("tumed", "turned"), track("and grey, ", ""), track("slept", "slept well"))
    found = absorb(mill, edited(mill, document=changes, endnotes=track("very hard", "hard")))
    assert refusals(found) == []
    assert told(found) == [
        ("Ben", 'delete "grey, and "'),
        ("Ben", 'replace "tumed" by "turned"'),
        ("Ben", 'insert " well" behind "slept"'),
        ("Ben", 'delete "very "'),
    ]
    assert {d.when for d, _ in found.outcome.decisions} == {
        datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
    }


def test_a_tracked_end_of_a_paragraph_joins_two(mill: BookFolder) -> None:
    found = absorb(mill, edited(mill, document=join_tracked))
    assert refusals(found) == []
    # Nothing but the end of the paragraph was taken out: no blank stands in its place.
    assert told(found) == [("Ben", 'join ""'), ("Ben", 'delete " "')]


def part_tracked(root: etree._Element) -> None:
    """Part a paragraph in two."""
    run = run_with(root, "for many years; ")
    paragraph = run.getparent()
    assert paragraph is not None
    first = deepcopy(paragraph)
    at = paragraph.index(run)
    for each in list(paragraph)[: at + 1]:
        if each.tag != f"{W}pPr":
            paragraph.remove(each)
    for each in list(first)[at + 1 :]:
        first.remove(each)
    paragraph.addprevious(first)
    properties = first.find(f"{W}pPr")
    assert properties is not None
    etree.SubElement(etree.SubElement(properties, f"{W}rPr"), f"{W}ins", BEN)


def test_a_tracked_paragraph_is_one_of_its_own(mill: BookFolder) -> None:
    found = absorb(mill, edited(mill, document=part_tracked))
    assert refusals(found) == []
    assert told(found) == [("Ben", 'split ""')]


def test_where_changes_are_tracked_nothing_else_is_decided(mill: BookFolder) -> None:
    changes = both(track("tumed", "turned"), replace("daughter", "son"))
    found = absorb(mill, edited(mill, document=changes))
    assert told(found) == [("Ben", 'replace "tumed" by "turned"')]
    assert refusals(found) == [
        "this differs from the edition, and is no tracked change: replace 'son'"
    ]


def test_comments_become_questions_of_who_made_them(mill: BookFolder) -> None:
    def mark(root: etree._Element) -> None:
        run = run_with(root, "daughter")
        run.addprevious(etree.Element(f"{W}commentRangeStart", {f"{W}id": "3"}))
        run.addnext(etree.Element(f"{W}commentRangeEnd", {f"{W}id": "3"}))

    def say(root: etree._Element) -> None:
        comment = etree.SubElement(root, f"{W}comment", {**BEN, f"{W}id": "3", f"{W}author": "Cat"})
        run = etree.SubElement(etree.SubElement(comment, f"{W}p"), f"{W}r")
        etree.SubElement(run, f"{W}t").text = "Or niece?"

    path = edited(mill, document=mark, comments=say)
    found = absorb(mill, path)
    assert refusals(found) == []
    assert told(found) == [("Cat", 'query "daughter": Or niece?')]
    assert mill.decisions
    append(mill.decisions, [decision for decision, _ in found.outcome.decisions])
    assert told(absorb(mill, path)) == [], "what was asked is not asked again"


def test_new_matter_is_not_the_book_s(mill: BookFolder) -> None:
    found = absorb(mill, edited(mill, document=replace("new in our edition", "ours")))
    assert (told(found), refusals(found)) == ([], ["new matter is edited in front/ and back/"])


def test_a_file_that_is_no_docx_is_named(mill: BookFolder, tmp_path: Path) -> None:
    path = tmp_path / "no.docx"
    path.write_text("no", encoding="utf-8")
    with pytest.raises(RecensionError, match=r"no\.docx"):
        absorb(mill, path)


@pytest.mark.parametrize(
    ("document", "message"),
    [
        (b'<!DOCTYPE w [<!ENTITY a "aaaa">]><w>&a;</w>', "declares what no .docx does"),
        (b"<w>" * 300 + b"</w>" * 300, "this part is damaged: .*depth"),
        (b"<w>" + b" " * (80 << 20) + b"</w>", "250 times its size"),
        (b"<w/>", "no .docx that can be read"),
        (b"<w", "this part is damaged"),
    ],
    ids=["entities", "depth", "bomb", "parts-missing", "cut"],
)
def test_a_docx_made_to_do_harm_is_refused(
    mill: BookFolder, tmp_path: Path, document: bytes, message: str
) -> None:
    path = tmp_path / "no.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", document)
    with pytest.raises(RecensionError, match=message) as caught:
        absorb(mill, path)
    assert caught.value.where.startswith(str(path))
