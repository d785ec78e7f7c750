"""hOCR, ALTO and `_djvu.xml`: every word comes through in order, with what its box shows."""

from __future__ import annotations

from itertools import pairwise
from statistics import pstdev

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.account.demands import draw_up
from pipeline.recover import recover
from pipeline.registry import RULES
from tests.dump import asked
from tests.scanned import PROSE, Write, every_format, marked, read_scan
from tests.scans import FORMATS, Line, Page, Word, alto, hocr, plain_lines, words


@every_format
def test_lines_and_pages_come_as_the_file_has_them(write: Write) -> None:
    source = read_scan(write(Page(plain_lines(*PROSE)), Page([]), Page(plain_lines("The end."))))
    assert source.text == "\n".join(PROSE) + "\n\f\n\fThe end.\n"
    assert [source.text[start] for start in source.starts] == ["\f", "\f"]
    assert [shape.start for shape in source.shapes][:2] == [0, len(PROSE[0]) + 1]


word = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn", "Z", "Cf")), min_size=1, max_size=8
)
lines = st.lists(st.lists(word, min_size=1, max_size=9), min_size=1, max_size=6)


@every_format
@given(pages=st.lists(lines, min_size=1, max_size=3))
@settings(max_examples=30)
def test_the_text_is_the_words_of_the_file_in_their_order(
    write: Write, pages: list[list[list[str]]]
) -> None:
    made = [Page([Line([Word(word) for word in line]) for line in page]) for page in pages]
    source = read_scan(write(*made))
    assert source.text.split() == [word for page in pages for line in page for word in line]
    for mark in source.marks:
        assert 0 <= mark.start < mark.end <= len(source.text)


@every_format
def test_shapes_are_in_points_and_even(write: Write) -> None:
    heading = Line(words("The Bell"), size=1.5, left=300)
    source = read_scan(write(Page([heading, *plain_lines(*PROSE), Line(words(PROSE[0]), left=42)])))
    title, *text = source.shapes
    assert title.size == pytest.approx(15, abs=0.7)
    assert {shape.size for shape in text} == {text[0].size}
    assert text[0].size == pytest.approx(10, abs=0.4)
    assert text[0].left == pytest.approx(48, abs=0.3)
    assert text[-1].left == pytest.approx(58, abs=0.3)
    steps = [b.base - a.base for a, b in pairwise(text)]
    assert steps == pytest.approx([12.0] * 4, abs=0.3)


@every_format
def test_a_page_that_lies_askew_is_turned_upright(write: Write) -> None:
    source = read_scan(write(Page(plain_lines(*PROSE * 8), skew=0.6)))
    assert pstdev(shape.left for shape in source.shapes) < 0.2
    steps = [b.base - a.base for a, b in pairwise(source.shapes)]
    assert steps == pytest.approx([12.0] * 31, abs=0.4)


def test_a_line_whose_boxes_reach_into_another_keeps_its_size() -> None:
    spilt = [Line([Word(each, spill=40) for each in text.split()]) for text in (PROSE[1], "Price.")]
    source = read_scan(hocr(Page([*plain_lines(*PROSE * 4), *spilt])))
    assert len({shape.size for shape in source.shapes}) == 1


def test_a_few_lines_in_another_size_have_it() -> None:
    smaller = [Line(words(text), size=0.85) for text in PROSE * 2]
    source = read_scan(hocr(*[Page([*plain_lines(*PROSE * 5), *smaller])] * 3))
    text, note = sorted({shape.size for shape in source.shapes}, reverse=True)
    assert note / text == pytest.approx(0.85, abs=0.02)


def test_heads_with_misread_folios_are_furniture_by_their_place() -> None:
    pages = []
    for folio in ("§)", "a3", "Sil", "4", "Ts,", "ty", "6", "g"):
        head = [*words("THE BELL OF DOR"), Word(folio, gap=560)]
        pages.append(Page([Line(head), Line([]), *plain_lines(*PROSE * 6)]))
    book = recover(read_scan(hocr(*pages)), "en")
    heads = [str(line.text).strip() for line in book.furniture]
    assert [head[:15] for head in heads] == ["THE BELL OF DOR"] * 8


@every_format
def test_bullets_are_bullets_whatever_they_were_read_as(write: Write) -> None:
    items = [
        Line([Word(sign, bullet=True), Word("The", gap=18), *words(f"bell {k} of Dor.")], left=60)
        for k, sign in enumerate("¢+•-«")
    ]
    source = read_scan(write(Page([*plain_lines(*PROSE * 4), *items, *plain_lines(*PROSE * 4)])))
    assert marked(source, "bullet") == list("¢+•-«")
    book = recover(source, "en")
    assert draw_up(source.text, book, RULES).faults == ()
    (made,) = [block for block in book.chapters[0].blocks if block.kind == "list"]
    assert [str(next(iter(item.blocks[0].texts()))).strip() for item in made.blocks] == [
        f"The bell {k} of Dor." for k in range(5)
    ]


@every_format
def test_what_is_no_bullet_is_left(write: Write) -> None:
    lines = [
        Line([Word(sign), Word("The", gap=18), *words("bell of Dor.")], left=60) for sign in "*-a«I"
    ]
    source = read_scan(write(Page([*plain_lines(*PROSE * 4), *lines])))
    assert marked(source, "bullet") == []


@every_format
def test_words_read_with_little_confidence_are_marked_and_asked_about(write: Write) -> None:
    page = Page(
        [*plain_lines(*PROSE * 4), Line([*words("It was"), Word("tbe", 31), *words("last bell.")])]
    )
    source = read_scan(write(page))
    assert marked(source, "doubt") == ["tbe"]
    book = recover(source, "en")
    assert draw_up(source.text, book, RULES).faults == ()
    (finding,) = asked(book, "doubtful-word")
    assert finding.message == 'read with little confidence: "tbe"'
    assert source.text[slice(*finding.where)] == "tbe"
    assert "tbe last bell" in str(next(iter(book.chapters[0].texts())))


def test_a_page_that_was_read_badly_is_one_finding() -> None:
    bad = [Word(each, 20) for each in PROSE[0].split()]
    page = [Line([bad[k], *words("of that")]) for k in range(len(bad))]
    good = [Page(plain_lines(*PROSE * 9)) for _ in range(12)]
    source = read_scan(hocr(*good, Page(page * 2)))
    book = recover(source, "en")
    (finding,) = asked(book, "doubtful-word")
    assert finding.message.startswith("page 13 was read badly: 22 words")


def test_a_small_raised_word_is_a_superscript() -> None:
    line = Line([*words("the bell was rung"), Word("12", rise=0.35, scale=0.6), *words("at 12")])
    for write in FORMATS.values():
        source = read_scan(write(Page([*plain_lines(*PROSE), line])))
        assert marked(source, "superscript") == ["12"]
        assert source.text.endswith("rung 12 at 12\n")


@pytest.mark.parametrize(
    ("text", "raised"),
    [
        ("rung.’", ["’"]),
        ("rung12", ["12"]),
        ("rung.!°7", ["!°7"]),
        ("rung*;", ["*"]),
        ("rung’—if", ["’"]),
        ("“rung”", ["”"]),
        ("rung", []),
        ("men’s", []),
        ("1914", []),
        ("(rung)", []),
    ],
)
def test_a_word_that_stands_out_above_its_line_has_a_raised_tail(
    text: str, raised: list[str]
) -> None:
    line = Line([*words("the bell was"), Word(text, spill=4), *words("“and” dark")])
    source = read_scan(hocr(Page([*plain_lines(*PROSE * 3), line])))
    assert marked(source, "superscript") + marked(source, "raised") == raised
    assert (marked(source, "superscript") == []) != (text == "rung12")
    flat = Line([*words("the bell was"), Word(text), *words("“and” dark")])
    source = read_scan(hocr(Page([*plain_lines(*PROSE * 3), flat])))
    assert marked(source, "superscript") == marked(source, "raised") == []


def test_a_few_raised_figures_tell_nothing_where_most_markers_seem_flat() -> None:
    def marker(text: str, spill: int) -> Line:
        return Line([*words("the bell was"), Word(text, spill=spill), *words("“and” dark")])

    flat = [marker(f"rung.{k}", 0) for k in range(3, 7)]
    few = hocr(Page([*plain_lines(*PROSE * 6), marker("rung.1", 4), marker("rung.2", 4), *flat]))
    assert marked(read_scan(few), "superscript") == []
    most = hocr(
        Page([*plain_lines(*PROSE * 6), *(marker(f"rung.{k}", 4) for k in range(4)), *flat])
    )
    assert marked(read_scan(most), "superscript") == ["0", "1", "2", "3"]


@pytest.mark.parametrize("write", [hocr, alto])
def test_italics_and_bold_are_kept(write: Write) -> None:
    line = Line([Word("The", bold=True), Word("bell", italic=True), Word("of"), Word("Dor")])
    source = read_scan(write(Page([*plain_lines(*PROSE), line])))
    assert marked(source, "emphasis") == ["bell"]
    assert marked(source, "strong") == ["The"]


def test_the_boxes_of_characters_show_a_raised_marker_glued_to_its_word() -> None:
    letters = [("s", 20, 19), ("e", 20, 19), ("a", 20, 19), ("1", 14, 18), ("2", 14, 18)]
    spans, x = "", 100
    for letter, width, height in letters:
        foot = 286 if letter.isdigit() else 300
        title = f"x_bboxes {x} {foot - height} {x + width} {foot}; x_conf 99"
        spans += f"<span class='ocrx_cinfo' title='{title}'>{letter}</span>"
        x += width + 2
    page = hocr(Page(plain_lines(*PROSE))).decode()
    marker = f"<span class='ocrx_word' title='bbox 100 268 200 300; x_wconf 90'>{spans}</span>"
    line = f"<span class='ocr_line' title='bbox 100 268 200 300'>{marker}</span>"
    source = read_scan(page.replace("</div>", f"{line}</div>").encode())
    assert source.text.endswith("\nsea12\n")
    assert marked(source, "superscript") == ["12"]
