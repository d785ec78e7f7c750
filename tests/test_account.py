"""Faults planted in a book, each of which the account must find."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.account.demands import draw_up
from pipeline.account.tiling import Fault
from pipeline.model.book import Block, Book, Chapter, Furniture, Note
from pipeline.model.text import Edit, Mark, Text
from pipeline.registry import RULES
from tests.cases import HERE, read_case
from tests.dump import recovered

RAW = """\
The Moor

CHAPTER I

It was a dark night, and the wind was howling over the moor
as it had for many days.1 The old man sat by the fire and
looked into it for a long time, as old men do.

He did not speak. Nobody had asked him to, and what he had
to say had been said by others long before he was born.

1 See the almanac for that year, which is full of storms.
"""


def faults(book: Book) -> list[str]:
    return [fault.message for fault in draw_up(RAW, book, RULES).faults]


@pytest.fixture
def book() -> Book:
    made = recovered(RAW)
    assert faults(made) == []
    assert [note.label for note in made.notes()] == ["1"]
    return made


def with_blocks(book: Book, blocks: tuple[Block, ...]) -> Book:
    chapter = book.chapters[-1]
    return replace(book, chapters=(*book.chapters[:-1], replace(chapter, blocks=blocks)))


def test_a_paragraph_thrown_away(book: Book) -> None:
    assert faults(with_blocks(book, book.chapters[-1].blocks[:-1])) == ["lost"]


def test_a_paragraph_set_twice(book: Book) -> None:
    blocks = book.chapters[-1].blocks
    assert "there twice" in faults(with_blocks(book, (*blocks, blocks[-1])))


def test_two_halves_of_a_text_swapped(book: Book) -> None:
    *blocks, last = book.chapters[-1].blocks
    left, right = last.text.split([len(last.text) // 2])
    swapped = replace(last, text=right + left)
    assert faults(with_blocks(book, (*blocks, swapped))) == ["out of the source's order"]


def test_two_paragraphs_swapped(book: Book) -> None:
    *blocks, a, b = book.chapters[-1].blocks
    assert "out of the source's order" in faults(with_blocks(book, (*blocks, b, a)))


def test_a_letter_altered_without_a_signature(book: Book) -> None:
    *blocks, last = book.chapters[-1].blocks
    first, *rest = last.text.runs
    forged = Text((first._replace(text="S" + first.text[1:]), *rest))
    assert "altered without a signature" in faults(
        with_blocks(book, (*blocks, replace(last, text=forged)))
    )


def test_the_end_of_a_changed_word_moved_away() -> None:
    raw = "The oﬃce was shut, and nobody knew why it was.\n\nHe went home then, as he did.\n"
    made = recovered(raw)
    one, *others = made.chapters[0].blocks
    at = str(one.text).index("ffi") + 1
    left, moved, right = one.text.split([at, at + 2])
    for blocks in (
        (replace(one, text=left + right + moved), *others),
        (replace(one, text=left + right), *others, Block("paragraph", moved)),
    ):
        book = replace(made, chapters=(replace(made.chapters[0], blocks=blocks),))
        found = [fault.message for fault in draw_up(raw, book, RULES).faults]
        assert found == ["out of the source's order"]


def test_parts_of_a_changed_word_swapped() -> None:
    raw = "The oﬃce was shut.\n"
    made = recovered(raw)
    (one,) = made.chapters[0].blocks
    at = str(one.text).index("ffi")
    head, first, second, third, tail = one.text.split([at, at + 1, at + 2, at + 3])
    block = replace(one, text=Text.join((head, first, third, second, tail)))
    book = replace(made, chapters=(replace(made.chapters[0], blocks=(block,)),))
    found = {fault.message for fault in draw_up(raw, book, RULES).faults}
    assert found == {"out of the source's order"}


def test_a_part_of_a_change_may_be_changed_again() -> None:
    raw = "He said it wasâ€™Â "
    assert draw_up(raw, recovered(raw), RULES).faults == ()


@pytest.mark.parametrize(
    ("rule", "new"),
    [
        ("line-end", ""),
        ("ligature-glyph", "She"),
        ("divided-word", ""),
        ("note-marker", ""),
        ("misread-marker", ""),
    ],
)
def test_a_rule_that_breaks_its_contract(book: Book, rule: str, new: str) -> None:
    *blocks, last = book.chapters[-1].blocks
    changed = replace(last, text=last.text.apply([Edit(0, 2, new)], rule))
    assert any(
        f"{rule} broke its contract" in m for m in faults(with_blocks(book, (*blocks, changed)))
    )


def test_a_change_by_no_rule(book: Book) -> None:
    *blocks, last = book.chapters[-1].blocks
    changed = replace(last, text=last.text.apply([Edit(0, 2, "She")], "whim"))
    assert any("no rule" in message for message in faults(with_blocks(book, (*blocks, changed))))


def test_a_paragraph_called_furniture(book: Book) -> None:
    *blocks, last = book.chapters[-1].blocks
    forged = replace(
        with_blocks(book, tuple(blocks)), furniture=(Furniture("running-head", last.text, 0),)
    )
    assert "removed as furniture, but nothing shows that it is" in faults(forged)


def test_a_line_of_text_called_furniture_at_the_pages_head() -> None:
    names = iter(
        "Ada Bea Cid Dan Eve Fay Gil Hal Ida Jan Kit Lea Mia Ned Ola Pam Quin Rex".split() * 3
    )
    pages = [
        f"{n}\n"
        + "".join(
            f"and {next(names)} saw {next(names)} go out of the house in the rain to\n"
            for _ in "abc"
        )
        for n in range(1, 9)
    ]
    raw = "\f".join(pages)
    made = recovered(raw)
    assert draw_up(raw, made, RULES).faults == ()
    text = made.chapters[0].blocks[0].text
    at = next(
        k for k, run in enumerate(text.runs) if run.start > len(pages[0]) and run.text.strip()
    )
    cut = sum(len(run.text) for run in text.runs[:at])
    left, line, right = text.split([cut, cut + len(text.runs[at].text)])
    block = replace(made.chapters[0].blocks[0], text=left + right)
    chapter = replace(made.chapters[0], blocks=(block, *made.chapters[0].blocks[1:]))
    lines = sorted(
        (*made.furniture, Furniture("running-head", line, 1)), key=lambda f: f.text.runs[0].start
    )
    forged = replace(made, chapters=(chapter,), furniture=tuple(lines))
    found = draw_up(raw, forged, RULES).faults
    assert [fault.message for fault in found] == [
        "removed as furniture, but nothing shows that it is"
    ]


def test_a_part_of_a_line_called_furniture() -> None:
    raw = "In 1851 there were mills on the river, and all of them ground corn.\n"
    made = recovered(raw)
    (block,) = made.chapters[0].blocks
    left, year, right = block.text.split([3, 7])
    chapter = replace(made.chapters[0], blocks=(replace(block, text=left + right),))
    forged = replace(made, chapters=(chapter,), furniture=(Furniture("folio", year, 0),))
    assert [fault.message for fault in draw_up(raw, forged, RULES).faults] == [
        "removed as furniture, but it is only a part of its line"
    ]


def test_a_word_out_of_nothing(book: Book) -> None:
    *blocks, last = book.chapters[-1].blocks
    changed = replace(last, text=last.text.apply([Edit(0, 0, "No. ")], "mojibake"))
    assert any("broke its contract" in m for m in faults(with_blocks(book, (*blocks, changed))))


def test_a_note_dropped(book: Book) -> None:
    chapter = replace(book.chapters[-1], notes=())
    dropped = replace(book, chapters=(*book.chapters[:-1], chapter))
    found = faults(dropped)
    assert "lost" in found
    assert any("refers to a note that is not there" in message for message in found)


def test_a_reference_dropped(book: Book) -> None:
    blocks = tuple(replace(b, text=Text(b.text.runs)) for b in book.chapters[-1].blocks)
    found = faults(with_blocks(book, blocks))
    assert any("left no reference" in message for message in found)
    assert any("nothing refers to note" in message for message in found)


@pytest.mark.parametrize("label", ["", "2", "1"])
def test_a_note_under_a_part_of_its_label(label: str) -> None:
    raw = RAW.replace("days.1", "days.12").replace("1 See", "12 See")
    made = recovered(raw)
    (note,) = made.notes()
    assert (note.label, note.state) == ("12", "linked")
    chapter = replace(made.chapters[-1], notes=(replace(note, label=label),))
    forged = replace(made, chapters=(*made.chapters[:-1], chapter))
    found = [fault.message for fault in draw_up(raw, forged, RULES).faults]
    assert found == ["a marker '12' left no reference", f"the label of note {label} was '12 '"]


def test_bodies_of_two_notes_exchanged() -> None:
    raw = RAW + "2 Another note, which is quite as long as the first one is.\n"
    raw = raw.replace("born.", "born.2")
    made = recovered(raw)
    a, b = made.notes()
    chapter = made.chapters[-1]
    notes = (replace(a, blocks=b.blocks), replace(b, blocks=a.blocks))
    forged = replace(made, chapters=(*made.chapters[:-1], replace(chapter, notes=notes)))
    assert any("the label of note" in f.message for f in draw_up(raw, forged, RULES).faults)


def test_a_number_of_the_text_removed_as_a_label() -> None:
    raw = "In 1851 there were 12 mills on the river, and all of them ground corn.\n"
    made = recovered(raw)
    (block,) = made.chapters[0].blocks
    at = str(block.text).index("12")
    forged = replace(block, text=block.text.apply([Edit(at, at + 2, "")], "note-label"))
    book = replace(made, chapters=(replace(made.chapters[0], blocks=(forged,)),))
    assert [fault.message for fault in draw_up(raw, book, RULES).faults] == [
        "a note's label was removed from the text itself"
    ]


def test_the_balance_adds_up_to_the_source(book: Book) -> None:
    *rows, source = draw_up(RAW, book, RULES).rows
    assert sum(row.characters for row in rows) == source.characters == len(RAW)
    assert {"in the text", "moved: notes", "lifted: note markers"} <= {row.label for row in rows}


def test_a_letter_alone_on_its_line_that_no_series_has() -> None:
    raw = "1\na.\n.a\n"
    assert draw_up(raw, recovered(raw), RULES).faults == ()


def test_nothing_but_a_fault_is_a_fault() -> None:
    empty = Book("t", "en", (Chapter("c", "chapter", (Block("paragraph", Text.raw("x")),)),))
    assert draw_up("x", empty, RULES).faults == ()
    note = Note("n1", "1", (Block("paragraph", Text.raw("y", 1)),), "unmarked")
    chapter = replace(empty.chapters[0], notes=(note,))
    assert draw_up("xy", replace(empty, chapters=(chapter,)), RULES).faults == ()
    marked = Text.raw("x").mark(Mark("noteref", 1, 1, "n9"))
    loose = replace(empty.chapters[0], blocks=(Block("paragraph", marked),))
    assert draw_up("x", replace(empty, chapters=(loose,)), RULES).faults == (
        Fault(0, 0, "refers to a note that is not there: n9"),
    )


def test_a_misread_marker_without_a_reference() -> None:
    raw = read_case(HERE / "notes/misread-numbers.txt")["raw"]
    made = recovered(raw)
    blocks = tuple(replace(b, text=Text(b.text.runs)) for b in made.chapters[0].blocks)
    forged = replace(made, chapters=(replace(made.chapters[0], blocks=blocks),))
    found = {fault.message for fault in draw_up(raw, forged, RULES).faults}
    assert "a misread marker left no reference" in found
