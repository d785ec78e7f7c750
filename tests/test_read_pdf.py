"""PDF: what the page shows of letters, lines and type comes through, whoever made the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.account.demands import draw_up
from pipeline.errors import RecensionError
from pipeline.model.book import Source
from pipeline.read import read
from pipeline.read.files import File
from pipeline.read.pdf import read_pdf as read_pdfs
from pipeline.recover import recover
from pipeline.registry import RULES
from tests.pdfs import drawn, show, typeset

PROSE = (
    "The harbour lies open to the north, and the ships that come in from the fishing grounds are"
    " seen from the church long before the bell is rung. "
)


def read_pdf(data: bytes, name: str) -> Source:
    return read_pdfs([File(name, data)], name)


def marked(source: Source, kind: str) -> list[str]:
    return [source.text[m.start : m.end].strip() for m in source.marks if m.kind == kind]


def read_drawn(*items: str) -> Source:
    return read_pdf(drawn("\n".join(items)), "book")


def test_a_raised_marker_stands_in_its_line_and_is_marked() -> None:
    source = read_pdf(
        typeset("#set super(typographic: false)\nThe bell#super[12] of the 19#super[th] century."),
        "book",
    )
    assert source.text == "The bell12 of the 19th century.\n"
    assert marked(source, "superscript") == ["12", "th"]


def test_a_marker_of_more_letters_than_its_line_has_stands_in_it() -> None:
    source = read_drawn(
        show(50, 520, "The harbour was built for"), show(50, 500, "it."), show(59, 504, "246", 6)
    )
    assert source.text == "The harbour was built for\nit.246\n"


def test_superscript_digits_of_the_typeface_are_seen_by_their_ink() -> None:
    source = read_pdf(
        typeset("#set super(typographic: true)\nThe bell#super[12] rang 12 times."), "b"
    )
    assert source.text == "The bell12 rang 12 times.\n"
    assert [(m.kind, m.start) for m in source.marks] == [("superscript", 8)]


def test_a_lowered_letter_is_marked() -> None:
    source = read_drawn(
        show(50, 500, "Water, H"), show(86.5, 497, "2", 7), show(91, 500, "O, ran.")
    )
    assert source.text == "Water, H2O, ran.\n"
    assert marked(source, "subscript") == ["2"]


def test_italics_and_bold_become_emphasis_and_strong_over_line_ends() -> None:
    text = f"#set page(width: 8cm)\n{PROSE} _{PROSE}_ {PROSE} *boldly*"
    source = read_pdf(typeset(text), "book")
    (text,) = recover(source, "en").chapters[0].texts()
    emphasis = [str(text)[m.start : m.end].strip() for m in text.marks if m.kind == "emphasis"]
    assert " ".join(emphasis) == PROSE.strip()
    assert marked(source, "strong") == ["boldly"]


def test_each_line_has_a_shape() -> None:
    source = read_drawn(show(60, 500, "A heading", 16, 2), show(48, 470, "Some text.", 10, 1))
    heading, text = source.shapes
    assert (heading.start, heading.left, heading.base, heading.size) == (0, 60, 100, 16)
    assert (heading.bold, heading.italic, text.bold, text.italic) == (True, False, False, True)
    assert (text.start, text.left, text.base, text.size) == (10, 48, 130, 10)
    assert 85 < text.right < 95


def test_pages_begin_where_the_file_says_and_bear_its_labels() -> None:
    source = read_pdf(
        typeset(
            '#set page(numbering: "i")\nOne.\n#pagebreak()\nTwo.\n#pagebreak()\n'
            '#set page(numbering: "1")\n#counter(page).update(1)\nThree.'
        ),
        "book",
    )
    assert source.labels == ("i", "ii", "1")
    assert [source.text[start] for start in source.starts] == ["\f", "\f"]
    assert source.text.split("\f")[2].startswith("Three.")


def test_columns_are_read_one_after_the_other() -> None:
    lines = [f"left {k:02d} of some lines here" for k in range(12)]
    other = [f"right {k:02d} of other lines" for k in range(12)]
    items = [show(50, 560, "A heading that reaches over the whole of the two columns below it")]
    for k, (a, b) in enumerate(zip(lines, other, strict=True)):
        items += [show(50, 530 - 12 * k, a), show(210, 530 - 12 * k, b)]
    source = read_drawn(*items)
    assert source.text.splitlines()[1:] == [*lines, *other]


def test_a_table_of_contents_is_no_pair_of_columns() -> None:
    items = []
    for k in range(12):
        y = 500 - 12 * k
        items += [show(50, y, f"Chapter {k} of the long book"), show(330, y, str(10 + k))]
    source = read_drawn(*items)
    assert source.text.splitlines()[3] == "Chapter 3 of the long book 13"


def test_line_numbers_and_side_notes_come_after_their_page() -> None:
    items = []
    for k in range(12):
        items.append(show(80, 500 - 12 * k, "A line of running text that fills the measure well"))
    items += [show(50, 452, "5"), show(320, 476, "Of bells")]
    lines = read_drawn(*items).text.splitlines()
    assert lines[12:] == ["Of bells", "5"]
    assert set(lines[:12]) == {"A line of running text that fills the measure well"}


def test_an_initial_set_into_the_lines_joins_its_word() -> None:
    source = read_drawn(
        show(50, 476, "T", 34),
        show(72, 500, "HE harbour lies open"),
        show(72, 488, "to the north, and the"),
        show(72, 476, "ships come in from"),
        show(50, 464, "the fishing grounds."),
    )
    assert source.text.splitlines() == [
        "THE harbour lies open",
        "to the north, and the",
        "ships come in from",
        "the fishing grounds.",
    ]
    assert [shape.left for shape in source.shapes] == [50, 50, 50, 50]


def test_blanks_are_found_where_the_file_has_none() -> None:
    source = read_drawn(
        "BT /F0 10 Tf 50 500 Td [(The) -250 (harbour) -190 (lies) -250 (V) 80 (ast)] TJ ET"
    )
    assert source.text == "The harbour lies Vast\n"


def test_spaced_letters_become_words() -> None:
    source = read_drawn(
        "BT /F0 10 Tf 3 Tc 50 500 Td (THE HARBOUR) Tj ET",
        show(50, 470, "T H E   B E L L S"),
        show(50, 440, "Points A B C of the plan"),
    )
    assert source.text.splitlines() == ["THE HARBOUR", "THE BELLS", "Points A B C of the plan"]


def test_what_is_drawn_twice_is_read_once_and_is_bold() -> None:
    lines = [show(50, 500 - 12 * k, f"The bell of number {k}") for k in range(12)]
    shadows = [show(50.4, 500 - 12 * k, f"The bell of number {k}") for k in range(12)]
    source = read_drawn(*lines, *shadows, show(50, 300, "rang"))
    assert source.text.splitlines() == [*(f"The bell of number {k}" for k in range(12)), "rang"]
    assert marked(source, "strong") == [f"The bell of number {k}" for k in range(12)]


def test_sideways_text_comes_last_and_text_beyond_the_page_not_at_all() -> None:
    source = read_drawn(
        "BT /F0 10 Tf 0 1 -1 0 20 100 Tm (In the margin) Tj ET",
        show(50, 500, "The text of the page itself."),
        show(50, 700, "A printer's slug"),
    )
    assert source.text == "The text of the page itself.\nIn the margin\n"
    assert len(source.shapes) == 1


def test_a_page_that_lies_on_its_side_is_read_upright() -> None:
    source = read_drawn(
        "BT /F0 10 Tf 0 1 -1 0 20 100 Tm (The first line) Tj ET",
        "BT /F0 10 Tf 0 1 -1 0 32 100 Tm (and the second.) Tj ET",
    )
    assert source.text == "The first line\nand the second.\n"
    assert source.shapes[0].left == 100


def test_a_hyphen_at_a_line_s_end_is_an_ordinary_one() -> None:
    long = "notwithstanding the considerable understanding of circumstances "
    source = read_pdf(
        typeset(f"#set page(width: 4cm, margin: 3mm)\n#set par(justify: true)\n{long * 4}"), "book"
    )
    assert "-\n" in source.text
    assert not {"\x02", "\ufffe"} & set(source.text)


def test_a_pdf_is_recovered_with_nothing_lost(tmp_path: Path) -> None:
    path = tmp_path / "harbour.pdf"
    path.write_bytes(typeset(f"= The Harbour\n{PROSE * 30}\n\n{PROSE * 30}#footnote[See *above*.]"))
    source = read(path)
    book = recover(source)
    assert source.name == "harbour"
    assert draw_up(source.text, book, RULES).faults == ()
    assert [note.state for note in book.notes()] == ["linked"]


def test_notes_are_known_by_their_type_and_their_raised_labels(tmp_path: Path) -> None:
    """A figure may follow a label, begin a line, and a quotation's note be smaller than others."""
    counted = "21,136 tons were landed in the year, by the harbour master's own account of it"
    note = f"The master had kept the book since he came and wrote in May 1 and 2 {PROSE}"
    quoted = f"#quote(block: true)[#text(8pt)[{PROSE}#footnote[#text(6pt)[Smaller: {PROSE}]]]]"
    text = f"{PROSE * 2}#footnote[{counted}.]\n\n{PROSE}#footnote[{note}]\n\n{PROSE}\n\n"
    path = tmp_path / "harbour.pdf"
    head = "#set page(width: 11cm, height: 14cm)\n#show footnote.entry: set text(7pt)\n"
    path.write_bytes(typeset(head + text * 3 + quoted + "\n\n" + text * 2))
    notes = [*recover(read(path)).notes()]
    firsts = [str(next(note.texts())).split()[0] for note in notes]
    assert firsts == ["21,136", "The"] * 3 + ["Smaller:"] + ["21,136", "The"] * 2
    assert {note.state for note in notes} == {"linked"}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (drawn("0 0 100 100 re f"), "no text"),
        (drawn(show(50, 500, "secret"), encrypt=True), "encrypted"),
        (b"%PDF-1.4\nnothing more", "damaged"),
    ],
    ids=["pictures-only", "encrypted", "damaged"],
)
def test_what_cannot_be_read_is_refused_with_a_remedy(data: bytes, message: str) -> None:
    with pytest.raises(RecensionError) as caught:
        read_pdf(data, "book.pdf")
    assert message in str(caught.value)
    assert caught.value.remedy


def test_a_page_without_a_folio_takes_the_file_s_own_label() -> None:
    opening = "#page(footer: none)[= A Heading]\n"
    pages = '#set page(numbering: "1", width: 9cm, height: 12cm)'
    text = f"{pages}\n{PROSE * 20}\n{opening}\n{PROSE * 20}"
    book = recover(read_pdf(typeset(text), "book"), "en")
    assert [(page.label, page.printed) for page in book.pages] == [
        (str(k + 1), True) for k in range(len(book.pages))
    ]


def test_a_page_of_one_line_in_a_book_with_notes_has_none() -> None:
    notes = [
        "The parish books name a founder, but no year, and the bell bears none that can be read.",
        "So the elder of the two pilots, who had it from his mother.",
        "Ships of more than forty tons lie in the outer road, as the harbour master will have it.",
        "A second bell, smaller, was lost in the great storm and never found again by anybody.",
        "He died in the same winter.",
    ]
    pages = [f"{PROSE * (k % 3 + 2)}#footnote[{note}] {PROSE}" for k, note in enumerate(notes)]
    pages.insert(3, "Of the Bell")
    text = "#set page(width: 9cm, height: 12cm)\n" + "\n#pagebreak()\n".join(pages)
    book = recover(read_pdf(typeset(text), "book"), "en")
    assert [note.state for note in book.notes()] == ["linked"] * 5
