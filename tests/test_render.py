"""The tree of a book, and the XHTML that is made of it."""

import re
from dataclasses import replace

import pytest

from pipeline.errors import RecensionError
from pipeline.language import language as table
from pipeline.model.book import Block, Book, Chapter, Note
from pipeline.model.settings import Contributor, NotesSettings, Settings
from pipeline.model.text import Mark, Text
from pipeline.write.pandoc import plain_text
from pipeline.write.render import Rendered, render
from pipeline.write.tree import tree_of
from tests.blocks import chapter, note, paragraph, text


def rendered(*chapters: Chapter, language: str = "en", numbering: str = "source") -> Rendered:
    settings = Settings(notes=NotesSettings(numbering=numbering))
    return render(tree_of(Book("Title", language, chapters), settings))


def html(*blocks: Block) -> str:
    return rendered(chapter(*blocks)).sections[0].html


def test_a_reference_is_a_link_to_its_note():
    (section,) = rendered(
        chapter(paragraph("One{n80} two."), notes=(note("n80", "Body."),))
    ).sections
    assert section.html == (
        '<p>One<a href="#n80" id="ref-n80" class="noteref" role="doc-noteref">80</a> two.</p>'
    )
    (body,) = section.notes
    assert (body.id, body.label, body.html) == ("n80", "80", "<p>Body.</p>")
    assert (body.refs, body.state) == (("ref-n80",), "linked")


def test_a_second_reference_has_an_id_of_its_own_even_in_another_chapter():
    first = chapter(paragraph("One{n1} two{n1}."), notes=(note("n1", "Body."),))
    second = chapter(paragraph("Three{n1}."), id="ch02")
    one, two = rendered(first, second).sections
    assert one.notes[0].refs == ("ref-n1", "ref-n1-2", "ref-n1-3")
    assert 'id="ref-n1-2"' in one.html
    assert 'href="#n1" id="ref-n1-3"' in two.html
    assert two.notes == ()


def test_a_reference_in_a_note_counts_after_those_in_the_text():
    notes = (note("n1", "See{n2} and{n3}."), note("n2", "Two."), note("n3", "Three."))
    (section,) = rendered(chapter(paragraph("One{n1} two{n2}."), notes=notes)).sections
    assert [n.id for n in section.notes] == ["n1", "n2", "n3"]
    assert [n.refs for n in section.notes] == [
        ("ref-n1",),
        ("ref-n2", "ref-n2-2"),
        ("ref-n3",),
    ]
    assert 'id="ref-n2-2"' in section.notes[0].html
    assert [n.html for n in section.notes[1:]] == ["<p>Two.</p>", "<p>Three.</p>"]


def test_notes_without_a_marker_keep_their_place():
    notes = (
        note("n0", "Zero.", state="unmarked"),
        note("n1", "One."),
        note("n2", "Two.", state="unmarked"),
        note("n3", "Three.", state="unmarked"),
        note("n4", "Four."),
    )
    (section,) = rendered(chapter(paragraph("A{n1} b{n4}."), notes=notes)).sections
    assert [n.id for n in section.notes] == ["n0", "n1", "n2", "n3", "n4"]
    assert [n.state for n in section.notes] == [
        "unmarked",
        "linked",
        "unmarked",
        "unmarked",
        "linked",
    ]
    assert section.notes[2].refs == ()


@pytest.mark.parametrize("language", ["en", "pl", "de-AT"])
def test_the_edition_says_what_is_lost_in_brackets(language: str):
    notes = (note("n1", "It ends", state="cut"), note("n2", state="absent"))
    book = rendered(chapter(paragraph("A{n1} b{n2}."), notes=notes), language=language)
    cut, absent = book.sections[0].notes
    said = table(language).phrases
    assert (cut.state, absent.state) == ("cut", "absent")
    assert cut.html == f'<p>It ends <span class="supplied">{said.cut_note}</span></p>'
    assert absent.html == f'<p><span class="supplied">{said.absent_note}</span></p>'


def test_a_note_may_be_verse_and_a_list():
    verse = Block("verse", blocks=(Block("stanza", blocks=(Block("line", text("a line")),)),))
    many = Block("list", blocks=(Block("item", blocks=(paragraph("item"),)),))
    body = Note("n1", "*", (verse, many, paragraph("end")))
    (section,) = rendered(chapter(paragraph("A{n1}."), notes=(body,))).sections
    assert section.notes[0].html.startswith('<div class="verse">')
    assert "<li>item</li>" in section.notes[0].html
    assert section.notes[0].html.endswith("<p>end</p>")
    assert ">*</a>" in section.html


@pytest.mark.parametrize(
    ("numbering", "labels"),
    [("source", ["80", "*", "82"]), ("book", ["1", "2", "3"]), ("chapter", ["1", "2", "1"])],
)
def test_labels_are_as_printed_or_counted(numbering: str, labels: list[str]):
    first = chapter(
        paragraph("A{n80} b{n81}."), notes=(note("n80", "A."), note("n81", "B.", label="*"))
    )
    second = chapter(paragraph("C{n82}."), notes=(note("n82", "C."),), id="ch02")
    book = rendered(first, second, numbering=numbering)
    assert [n.label for section in book.sections for n in section.notes] == labels
    assert f">{labels[2]}</a>" in book.sections[1].html


def test_a_reference_to_a_note_that_is_not_there_is_an_error():
    with pytest.raises(ValueError, match="n9"):
        rendered(chapter(paragraph("A{n9}.")))


def test_a_note_without_a_label_is_an_error_that_says_where():
    tree = tree_of(
        Book("T", "en", (chapter(paragraph("A{n1}"), notes=(note("n1", "B."),)),)), Settings()
    )
    tree["blocks"][0]["c"][1][0]["c"][1]["c"][0]["c"] = [{"t": "Str", "c": "B."}]
    with pytest.raises(RecensionError, match="label") as error:
        render(tree)
    assert error.value.where == "ch01"


def test_pages_have_ids_and_are_listed_in_reading_order():
    notes = (note("n1", "Begun {p:13}and ended."),)
    book = rendered(
        chapter(paragraph("{p:12}One{n1} {p:14}two {p:xii}"), paragraph("{p:12}x"), notes=notes)
    )
    assert book.pages == (
        ("12", "page-12"),
        ("13", "page-13"),
        ("14", "page-14"),
        ("xii", "page-xii"),
        ("12", "page-12-2"),
    )
    # Not self-closed: read as HTML, such a span would swallow the paragraph.
    assert book.sections[0].html.startswith(
        '<p><span id="page-12" class="pagebreak" role="doc-pagebreak" aria-label="Page 12"></span>O'
    )
    assert 'id="page-13"' in book.sections[0].notes[0].html


def test_a_section_has_its_heading_s_id_and_words():
    heading = Block("heading", text("On{p:3}  Notes{n1}"), level=1)
    inner = Block("heading", text("Part"), level=2)
    (section,) = rendered(chapter(heading, inner, inner, notes=(note("n1", "B."),))).sections
    assert (section.id, section.kind, section.title) == ("ch01", "chapter", "On Notes")
    assert section.html.startswith('<h1 id="ch01">On<span id="page-3"')
    assert '<h2 id="ch01-1">Part</h2>\n<h2 id="ch01-2">Part</h2>' in section.html


def test_a_chapter_without_a_heading_has_no_title():
    front = Chapter("front", "front", (paragraph("Dear reader,"),))
    (section,) = rendered(front).sections
    assert (section.id, section.kind, section.title) == ("front", "front", "")
    assert section.html == "<p>Dear reader,</p>"


def test_verse_has_lines_and_indents():
    lines = (Block("line", text("one")), Block("line", text("two{p:5}"), level=2))
    assert html(Block("verse", blocks=(Block("stanza", blocks=lines),))) == (
        '<div class="verse">\n<div class="stanza">\n'
        '<p><span class="line">one</span><br/>\n'
        '<span class="line indent-2">two<span id="page-5" class="pagebreak" role="doc-pagebreak" '
        'aria-label="Page 5"></span></span></p>\n</div>\n</div>'
    )


@pytest.mark.parametrize(
    ("items", "classes"),
    [
        (["plain", "words"], "list"),
        (["1. one", "2. two"], "list labelled"),
        (["(a) one", "(b) two"], "list labelled"),
        (["1. one", "plain"], "list"),
    ],
)
def test_a_list_keeps_the_numbers_that_were_printed(items: list[str], classes: str):
    block = Block("list", blocks=tuple(Block("item", blocks=(paragraph(i),)) for i in items))
    made = html(block)
    assert made.startswith(f'<div class="{classes}">\n<ul>')
    assert all(f"<li>{item}</li>" in made for item in items)


def test_a_figure_and_a_table_have_their_captions():
    caption = Block("caption", text("Fig. 1"))
    cells = tuple(Block("cell", blocks=(paragraph(word),)) for word in "ab")
    row = Block("row", blocks=cells)
    figure = html(Block("figure", blocks=(paragraph("picture"), caption)))
    assert figure == (
        '<figure class="figure">\n<p>picture</p>\n'
        '<figcaption class="caption">\n<p>Fig. 1</p>\n</figcaption>\n</figure>'
    )
    table = html(Block("table", blocks=(caption, row, Block("row", blocks=cells[:1]))))
    assert table.startswith('<figure class="table">\n<figcaption class="caption">')
    assert re.findall(r"<td>(.*?)</td>", table) == ["a", "b", "a", ""]


def test_marks_that_cross_are_nested():
    said = Text.raw("one two three").mark(
        Mark("emphasis", 0, 7),
        Mark("strong", 4, 13),
        Mark("doubt", 0, 3),
        Mark("language", 8, 13, "fr"),
    )
    assert html(Block("paragraph", said)) == (
        "<p><em>one</em> <strong><em>two</em></strong> "
        '<span lang="fr"><strong>three</strong></span></p>'
    )


def test_a_note_at_the_end_of_emphasis_stands_behind_it():
    said = Text.raw("a word here").mark(Mark("emphasis", 2, 6), Mark("noteref", 6, 6, "n1"))
    (section,) = rendered(chapter(Block("paragraph", said), notes=(note("n1", "B."),))).sections
    assert section.html.startswith('<p>a <em>word</em><a href="#n1"')


def test_what_no_edition_can_hold_is_shown_as_lost():
    assert (
        html(paragraph("a\x00b\udc80c\uffff & <d>"))
        == "<p>a\ufffdb\ufffdc\ufffd &amp; &lt;d&gt;</p>"
    )


def test_arrows_are_as_the_book_has_them():
    assert html(paragraph("a ↩ b ↩\ufe0e c ↔")) == "<p>a ↩ b ↩\ufe0e c ↔</p>"


def test_empty_blocks_leave_nothing():
    empty = (
        paragraph(" \n"),
        Block("quote"),
        Block("list", blocks=(Block("item"),)),
        Block("table", blocks=(Block("row", blocks=(Block("cell"),)),)),
        Block("verse", blocks=(Block("stanza"),)),
    )
    assert html(*empty) == ""


def test_metadata_says_what_is_set_and_nothing_else():
    people = (Contributor("Jane *Doe*"), Contributor("Łódź, A.", role="trl"))
    tree = tree_of(Book("From the text", "pl", ()), Settings(subtitle="S", contributors=people))
    meta = tree["meta"]
    assert plain_text(meta["title"]["c"]) == "From the text"
    assert plain_text(meta["lang"]["c"]) == "pl"
    assert [plain_text(name["c"]) for name in meta["author"]["c"]] == ["Jane *Doe*"]
    assert len(meta["contributors"]["c"]) == 2
    assert {"source", "edition", "language"}.isdisjoint(meta)
    book = render(tree)
    assert (book.title, book.language, book.sections) == ("From the text", "pl", ())


@pytest.mark.parametrize("numbering", ["source", "book", "chapter"])
def test_a_chapter_by_itself_is_rendered_as_in_the_whole_book(numbering: str):
    first = chapter(
        Block("heading", text("One{p:1}"), level=1),
        paragraph("A{n1} b{n2} c{p:2}{n1}."),
        notes=(note("n1", "See{n2}{p:3} there."), note("n2", "Two."), note("n7", state="unmarked")),
    )
    second = chapter(
        paragraph("{p:2}D{n1} e{n3}."), notes=(note("n3", "See{n1} and{p:3}."),), id="ch02"
    )
    third = chapter(
        paragraph("{p:2}F{n4} g{n3}{p:3}."), notes=(note("n4", state="cut"),), id="ch03"
    )
    book = Book("Title", "en", (first, second, third))
    settings = Settings(notes=NotesSettings(numbering=numbering))
    whole = render(tree_of(book, settings))
    for section in whole.sections:
        only = {section.id}
        alone = render(tree_of(book, settings, only), only)
        assert alone == replace(whole, sections=(section,))
