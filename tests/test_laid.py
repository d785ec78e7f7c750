"""What is rendered, laid over the texts: every letter of it leads to the raw text."""

from __future__ import annotations

import re

import pytest

from pipeline.desk.making.chapters import Chapters
from pipeline.desk.making.laid import laid
from pipeline.desk.shown import ShownChapter
from pipeline.errors import RecensionError
from pipeline.model.book import Block, Book, Chapter, Note
from pipeline.model.settings import Settings
from pipeline.model.text import Edit, Mark, Text
from pipeline.write.render import Section
from tests.traced import Shown, traced

RAW = "The miller's  cat1 sat\nby the mill. 1 It is white."


def of(words: str, *edits: tuple[str, str, str], raw: str = RAW) -> Text:
    """Take words of the raw text; each edit says what becomes what, and by which rule."""
    start = raw.index(words)
    text = Text.raw(words, start)
    for old, new, rule in edits:
        at = str(text).index(old)
        text = text.apply([Edit(at, at + len(old), new)], rule)
    return text


def shown(*blocks: Block, notes: tuple[Note, ...] = ()) -> ShownChapter:
    book = Book("Title", "en", (Chapter("ch01", "chapter", blocks, notes),))
    (chapter,) = Chapters(Settings()).shown(book)
    return chapter


def test_untouched_letters_are_named_by_where_they_begin() -> None:
    (block,) = shown(Block("paragraph", of("sat\nby the mill."))).blocks
    assert block.html == (
        '<p data-block="paragraph" data-a="19" data-b="35">'
        '<span data-r="19">sat by the mill.</span></p>'
    )
    assert (block.kind, block.start, block.end, block.notes) == ("paragraph", 19, 35, ())


def test_what_was_changed_is_named_by_its_stretch_and_rule() -> None:
    text = of("The miller's  cat", ("'", "’", "apostrophe"), ("cat", "dog", "decision:01J"))
    (block,) = shown(Block("paragraph", text)).blocks
    assert list(traced(block.html, RAW)) == [
        Shown("The miller", 0, 10),
        Shown("’", 10, 11, "apostrophe"),
        Shown("s ", 11, 13),
        Shown("dog", 14, 17, "decision:01J"),
    ]


def test_what_was_deleted_is_an_empty_stretch_of_its_own_block() -> None:
    first = of("sat\nby the mill.", ("sat\n", "", "decision:1"), (" mill.", "", "decision:2"))
    second = of("It is white.", ("is ", "", "decision:3"), ("It", "", "divided-word"))
    gone = of("The", ("The", "", "decision:4"))
    one, two = shown(*(Block("paragraph", text) for text in (gone, first, gone, second))).blocks
    assert list(traced(one.html, RAW)) == [
        Shown("", 19, 23, "decision:1"),
        Shown("by the", 23, 29),
        Shown("", 29, 35, "decision:2"),
    ]
    assert (one.start, one.end) == (19, 35)
    assert [(each.text, each.by) for each in traced(two.html, RAW)] == [
        ("", "decision:3"),
        ("white.", ""),
    ]


def test_blanks_that_a_rule_made_stand_between() -> None:
    text = of("sat\nby the mill.", ("\n", " ", "line-end"))
    (block,) = shown(Block("paragraph", text)).blocks
    assert '<span data-r="19">sat</span> <span data-r="23">by the mill.</span>' in block.html


def test_where_blanks_were_folded_letters_are_counted_anew() -> None:
    (block,) = shown(Block("paragraph", of("The miller's  cat"))).blocks
    assert [(each.text, each.start) for each in traced(block.html, RAW)] == [
        ("The miller's ", 0),
        ("cat", 14),
    ]


def test_a_reference_has_the_stretch_of_its_marker_and_ends_of_blocks_have_it_too() -> None:
    text = of("The miller's  cat").mark(Mark("noteref", 17, 17, "n1", (17, 18)))
    note = Note("n1", "1", (Block("paragraph", of("It is white.")),))
    chapter = shown(Block("paragraph", text), notes=(note,))
    (block,) = chapter.blocks
    assert '<a class="noteref" role="doc-noteref" id="ed-ref-n1" href="#ed-n1"' in block.html
    assert 'data-a="17" data-b="18">1</a>' in block.html
    assert (block.start, block.end, block.notes) == (0, 18, ("n1",))
    (body,) = chapter.notes
    assert (body.id, body.label, body.calls, body.state) == ("n1", "1", ((17, 18),), "linked")
    assert (body.start, body.end) == (38, 50)
    assert [each.text for each in traced(body.html, RAW)] == ["It is white."]


def test_what_another_chapter_says_of_a_note_makes_its_chapter_anew() -> None:
    first = of("The miller's  cat").mark(Mark("noteref", 17, 17, "n1", (17, 18)))
    second = of("by the mill.").mark(Mark("noteref", 12, 12, "n1", (36, 37)))
    note = Note("n1", "1", (Block("paragraph", of("It is white.")),))
    one = Chapter("ch01", "chapter", (Block("paragraph", first),), (note,))
    two, other, alone = (
        Chapter("ch02", "chapter", (Block("paragraph", text),))
        for text in (second, of("by the mill.").mark(*second.marks), of("by the mill."))
    )
    chapters = Chapters(Settings())
    called, same, once = (
        chapters.shown(Book("Title", "en", (one, each))) for each in (two, other, alone)
    )
    assert called[0].notes[0].calls == ((17, 18), (36, 37))
    assert same == called
    assert same[0] is called[0]
    assert same[1] is called[1]
    assert once[0].notes[0].calls == ((17, 18),)
    assert once[0].blocks == called[0].blocks


def test_a_lost_note_stands_where_its_marker_does_and_the_remark_is_nobodys() -> None:
    text = of("The miller's  cat").mark(Mark("noteref", 17, 17, "n1", (17, 18)))
    (body,) = shown(Block("paragraph", text), notes=(Note("n1", "1", state="absent"),)).notes
    assert (body.start, body.end) == (17, 18)
    assert list(traced(body.html, RAW)) == []
    assert 'class="supplied"' in body.html


def test_a_page_break_has_its_label_and_says_nothing_else() -> None:
    text = of("sat\nby the mill.").mark(Mark("page", 4, 4, "xii"))
    (block,) = shown(Block("paragraph", text)).blocks
    assert '<span class="pagebreak" id="ed-page-xii" data-page="xii"></span>' in block.html


def test_blocks_within_blocks_have_their_own_stretches() -> None:
    lines = Block("line", of("The miller's  cat")), Block("line", of("sat"), level=1)
    verse = Block("verse", blocks=(Block("stanza", blocks=lines),))
    items = Block("item", blocks=(Block("paragraph", of("by the mill.")),))
    cell = Block("cell", blocks=(Block("paragraph", of("It is")),))
    table = Block("table", blocks=(Block("row", blocks=(cell, cell)),))
    figure = Block("figure", blocks=(Block("caption", of("white.")),))
    chapter = shown(
        Block("heading", of("The"), level=1),
        verse,
        Block("list", blocks=(items, items)),
        Block("quote", blocks=(Block("paragraph", of("It is white.")),)),
        table,
        figure,
        Block("break", of("1 ", ("1 ", "", "thought-break"))),
        Block("signature", of("cat")),
    )
    assert [(block.kind, block.start, block.end) for block in chapter.blocks] == [
        ("heading-1", 0, 3),
        ("verse", 0, 22),
        ("list", 23, 35),
        ("quote", 38, 50),
        ("table", 38, 43),
        ("figure", 44, 50),
        ("break", 17, 19),
        ("signature", 14, 17),
    ]
    inner = [
        re.findall(r'data-block="([\w-]+)" data-a="(\d+)" data-b="(\d+)"', block.html)[1:]
        for block in chapter.blocks
    ]
    assert inner[1] == [("stanza", "0", "22"), ("line", "0", "17"), ("line", "19", "22")]
    assert inner[2] == [("item", "23", "35")] * 2
    assert inner[3] == [("paragraph", "38", "50")]
    assert [kind for kind, *_ in inner[4]] == ["row", "cell", "cell"]
    assert inner[5] == [("caption", "44", "50")]
    assert inner[6] == inner[7] == []
    assert chapter.title == "The"


def test_nothing_of_a_text_is_markup() -> None:
    raw = '<script>alert(1)</script> <b onclick="x" hx-post="/x">&amp;'
    chapter = shown(Block("paragraph", Text.raw(raw)))
    (block,) = chapter.blocks
    assert [each.text for each in traced(block.html, raw)] == [raw]
    assert "<script" not in block.html
    assert "<b" not in block.html


@pytest.mark.parametrize(
    "said",
    ['onclick="x()"', 'style="color:red"', 'data-hx-post="/x"', 'hx-get="/x"', 'href="https://x"'],
)
def test_no_attribute_comes_through_that_might_do_something(said: str) -> None:
    html = f'<p class="a" {said}>sat</p>'
    chapter = Chapter("ch01", "chapter", (Block("paragraph", of("sat")),))
    made = laid(Section("ch01", "chapter", "", html, ()), chapter, {}, {}, {})
    assert made.blocks[0].html == (
        '<p class="a" data-block="paragraph" data-a="19" data-b="22">'
        '<span data-r="19">sat</span></p>'
    )


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("<p>sat by the hill.</p>", "after 'sat by the ' there is 'hill.', not 'mill.'"),
        ("<p>sat by</p>", "after 'sat by' there is '', not ' the mill.'"),
        ("<p>sat by the mill. Yes</p>", "there is 'Yes', not ''"),
        ("<p>sat by the mill.</p><hr/>", "a break is shown that is none of the book's"),
        ('<p>sat <a class="noteref" href="#n1">1</a></p>', "a reference leads to #n1"),
    ],
)
def test_what_is_out_of_step_is_a_fault(html: str, told: str) -> None:
    chapter = Chapter("ch01", "chapter", (Block("paragraph", of("sat\nby the mill.")),))
    with pytest.raises(RecensionError, match=re.escape(told)) as caught:
        laid(Section("ch01", "chapter", "", html, ()), chapter, {}, {}, {})
    assert caught.value.where == "ch01"


def test_what_is_not_shown_is_a_fault() -> None:
    text = of("sat").mark(Mark("noteref", 3, 3, "n1"))
    chapter = Chapter("ch01", "chapter", (Block("paragraph", text),))
    with pytest.raises(RecensionError, match="not all references"):
        laid(Section("ch01", "chapter", "", "<p>sat</p>", ()), chapter, {}, {}, {})
