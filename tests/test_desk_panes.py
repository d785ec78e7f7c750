"""What the desk's two panes show of a page."""

from dataclasses import replace

import pytest
from markupsafe import Markup

from pipeline.desk.shown import ShownBlock, ShownBook, ShownChapter, ShownNote
from pipeline.desk.views.panes import Piece, edited, source_lines
from pipeline.desk.views.web import _templates
from pipeline.desk.views.wording import note_of, said, words_at
from pipeline.proofreading.pages import ProofPage
from pipeline.visible import visible

RAW = "THE MILL 7\nIt stood <b>by\nthe  river.1\n\n1 Or brook.\n\fThe end.\n"
PAGE = ProofPage(1, "7", 0, RAW.index("\f"), "9f")
NEXT = ProofPage(2, "8", RAW.index("\f"), len(RAW), "3b")
HEAD = (0, 10, "running-head")


def lines(page=PAGE, asked=(-1, -1), furniture=(HEAD,)):
    first = RAW.count("\n", 0, page.start) + 1
    return [*source_lines(RAW, page, first, furniture, asked)]


def test_lines_of_a_page_are_numbered_and_carry_their_offsets():
    shown = lines()
    assert [line.number for line in shown] == [1, 2, 3, 4, 5]
    for line in shown:
        assert RAW[line.start : line.end] == "".join(piece.text for piece in line.pieces)
    assert lines(NEXT)[0].number == 6
    assert RAW[lines(NEXT)[0].start :].startswith("The end.")


def test_furniture_is_named_and_what_is_asked_is_marked():
    head, first, *_ = lines(asked=(14, 19))
    assert head.kind == "running head"
    assert first.pieces == (
        Piece("It ", False, ""),
        Piece("stood", True, ""),
        Piece(" <b>by", False, ""),
    )
    assert first.is_asked
    assert not head.is_asked


def test_what_is_asked_may_go_over_lines_or_stand_between_letters():
    marked = ["".join(p.text for p in line.pieces if p.asked) for line in lines(asked=(20, 30))]
    assert marked == ["", "<b>by", "the ", "", ""]
    (line,) = [line for line in lines(asked=(19, 19)) if line.is_asked]
    assert line.pieces == (
        Piece("It stood", False, ""),
        Piece("", True, ""),
        Piece(" <b>by", False, ""),
    )
    (line,) = [line for line in lines(asked=(25, 25)) if line.is_asked]
    assert line.pieces[-1] == Piece("", True, "")


def test_a_line_of_two_kinds_has_none():
    furniture = ((0, 8, "running-head"), (9, 10, "folio"))
    (head, *_) = lines(furniture=furniture)
    assert head.kind == ""
    assert [(p.text, p.kind) for p in head.pieces if p.kind] == [
        ("THE MILL", "running head"),
        ("7", "folio"),
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x00", "a␀"),
        ("a\u202eb", "a⇦b"),
        ("\u2067b\u2069", "\u2067b\u2069"),
        ("\udcff", "\ufffd"),
        ("a\tb", "a\tb"),
    ],
)
def test_signs_that_cannot_be_seen_are_shown(text, shown):
    assert visible(text) == shown
    assert len(visible(text)) == len(text)


def placed(text, start, end=None, by=""):
    where = f"{start}-{end}" if by else str(start)
    made = f' data-by="{by}"' if by else ""
    return f'<span data-r="{where}"{made}>{text}</span>'


def book():
    start = RAW.index("It")
    river = RAW.index("the  river")
    note = RAW.index("Or brook")
    text = placed("It stood &lt;b&gt;by", start) + " " + placed("the", river) + " "
    text += placed("stream", river + 5, river + 10, "decision:1") + placed(".", river + 10)
    one = ShownBlock(f"<p>{text}</p>", "paragraph", start, river + 12, ("n1",))
    body = f"<p>{placed('Or brook.', note)}</p>"
    shown = ShownNote("n1", "1", body, note, note + 9, "linked", ((river + 11, river + 12),))
    end = RAW.index("The end")
    two = ShownBlock(f"<p>{placed('The end.', end)}</p>", "paragraph", end, end + 8)
    chapter = ShownChapter("c1", "chapter", "The Mill", (one, two), (shown,))
    return ShownBook("The Mill", "en", (chapter,), (PAGE, NEXT), (HEAD,))


def test_a_page_of_the_edition_has_its_blocks_and_the_notes_called_there():
    shown = edited(book(), RAW, PAGE)
    assert len(shown.blocks) == 1
    assert "stream" in shown.blocks[0]
    (note,) = shown.notes
    assert (note.id, note.label, note.called) == ("n1", "1", None)
    assert not edited(book(), RAW, NEXT).notes


def test_a_note_printed_on_another_page_says_where_it_is_called():
    chapter = book().chapters[0]
    far = replace(chapter.notes[0], start=NEXT.start + 1, end=NEXT.end)
    moved = replace(book(), chapters=(replace(chapter, notes=(far,)),))
    (note,) = edited(moved, RAW, NEXT).notes
    assert note.called == PAGE


def test_the_raw_view_undoes_each_change_and_diff_shows_both():
    (raw,) = edited(book(), RAW, PAGE, "raw").blocks
    assert "river" in raw
    assert "stream" not in raw
    (diff,) = edited(book(), RAW, PAGE, "diff").blocks
    start = RAW.index("river")
    assert f'<del data-r="{start}-{start + 5}">river</del>' in diff
    assert f'<ins data-r="{start}-{start + 5}">stream</ins>' in diff


def test_diff_shows_letters_that_went():
    chapter = book().chapters[0]
    html = f"<p>{placed('It', 11)} {placed('by', 23)}</p>"
    block = replace(chapter.blocks[0], html=html)
    cut = replace(book(), chapters=(replace(chapter, blocks=(block,)),))
    (diff,) = edited(cut, RAW, PAGE, "diff").blocks
    assert '<del data-r="13-23">stood&lt;b&gt;</del>' in diff


def test_letters_that_look_like_our_own_attributes_are_letters():
    chapter = book().chapters[0]
    said = placed('It data-r="40"&gt; a', 11)
    html = f"<p>{said}{placed('b', 28)}</p>"
    block = replace(chapter.blocks[0], html=html)
    cut = replace(book(), chapters=(replace(chapter, blocks=(block,)),))
    (diff,) = edited(cut, RAW, PAGE, "diff").blocks
    assert diff == html


def test_what_cannot_be_seen_is_shown_wherever_it_stands_in_a_page():
    page = _templates().from_string('<p title="{{ text }}">{{ text }}{{ made }}</p>')
    shown = page.render(text="a\x1b\u202e<b>", made=Markup("<i>b</i>"))
    assert shown == '<p title="a␛⇦&lt;b&gt;">a␛⇦&lt;b&gt;<i>b</i></p>'


def test_what_a_person_deleted_is_there_again_in_raw_and_diff():
    chapter = book().chapters[0]
    html = f"<p>{placed('It', 11)} {placed('', 14, 19, 'decision:1')}</p>"
    cut = replace(
        book(),
        chapters=(replace(chapter, blocks=(replace(chapter.blocks[0], html=html),)),),
    )
    (diff,) = edited(cut, RAW, PAGE, "diff").blocks
    assert '<del data-r="14-19">stood</del>' in diff
    assert "<ins" not in diff
    (raw,) = edited(cut, RAW, PAGE, "raw").blocks
    assert '<span data-r="14-19">stood</span>' in raw


def test_markup_in_the_source_stays_text():
    (diff,) = edited(book(), RAW, PAGE, "diff").blocks
    assert "<b>" not in diff


def test_answers_are_said_in_words():
    assert said("join", "") == "join it with the paragraph before"
    assert said("note", "body n7", "7") == "this is note 7"
    assert said("language", "la") == "it is in another language: la"
    assert note_of("body n7") == "n7"
    assert words_at(RAW, (19, 19)).exact == ""
