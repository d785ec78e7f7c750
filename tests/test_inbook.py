"""Notes as they stand in the book: what their paragraphs are, and whether they were cut."""

from __future__ import annotations

import pytest

from pipeline.language import language
from pipeline.language.lexicon import lexicon_of
from pipeline.model.book import Block
from pipeline.model.text import Text
from pipeline.notes.bodies import Body
from pipeline.notes.inbook import note_of
from pipeline.notes.link import NoteEntry
from pipeline.structure.lineends import Words

WORDS = Words(lexicon_of("", "en"), language("en"))


def body(*paragraphs: str, kinds: dict[int, str] | None = None) -> Body:
    made = tuple(tuple(Text.raw(f"{line}\n") for line in p.split("|")) for p in paragraphs)
    return Body("1", 0, (), 0, made, kinds or {})


def shape(block: Block) -> object:
    """Give a block's kind, and its text or what it has in it."""
    return block.kind, [shape(each) for each in block.blocks] or str(block.text).strip()


def entry(state: str = "linked") -> NoteEntry:
    return NoteEntry("n1", "1", state, 0.75, 0, 0)  # type: ignore[arg-type]


def test_each_paragraph_is_what_it_was_found_to_be() -> None:
    kinds = {1: "quote", 2: "quote", 3: "item", 4: "item", 5: "verse", 6: "table", 7: "figure"}
    whole = body(
        "It says|so.", "One.", "Two.", "A", "B", "By night|by day", "1 2|3 4", "A mill", "* * *",
        kinds=kinds | {8: "break"},
    )  # fmt: skip
    note = note_of(entry(), [whole], WORDS)
    paragraph, quote, items, verse, table, figure, rest = map(shape, note.blocks)
    assert paragraph == ("paragraph", "It says so.")
    assert quote == ("quote", [("paragraph", "One."), ("paragraph", "Two.")])
    assert items == ("list", [("item", [("paragraph", "A")]), ("item", [("paragraph", "B")])])
    assert verse == ("verse", [("stanza", [("line", "By night"), ("line", "by day")])])
    assert table[0] == "table"  # type: ignore[index]
    assert [row.kind for row in note.blocks[4].blocks] == ["row", "row"]
    assert figure == ("figure", [("caption", "A mill")])
    assert rest[0] == "break"  # type: ignore[index]


def test_a_quotation_between_others_is_one_of_its_own() -> None:
    whole = body("One.", "So.", "Two.", kinds={0: "quote", 2: "quote"})
    assert [block.kind for block in note_of(entry(), [whole], WORDS).blocks] == [
        "quote",
        "paragraph",
        "quote",
    ]


@pytest.mark.parametrize(
    ("paragraphs", "state", "expected"),
    [
        (("It ends.",), "linked", "linked"),
        (("It ends (in",), "linked", "cut"),
        (("It ends (in",), "unmarked", "unmarked"),
        (("It ends.", ""), "linked", "linked"),
        (("It ends (in", ""), "linked", "cut"),
        (("It ends (in", "So."), "linked", "linked"),
        (("",), "linked", "cut"),
    ],
)
def test_a_linked_note_that_breaks_off_was_cut(
    paragraphs: tuple[str, ...], state: str, expected: str
) -> None:
    note = note_of(entry(state), [body(*paragraphs)], WORDS)
    assert (note.id, note.label, note.state, note.certainty) == ("n1", "1", expected, 0.75)


def test_a_note_without_a_body_is_as_linking_found_it() -> None:
    note = note_of(NoteEntry("n2", "2", "absent", 0.0, None, 3), [], WORDS)
    assert (note.id, note.label, note.blocks, note.state, note.certainty) == (
        "n2", "2", (), "absent", 0.0,
    )  # fmt: skip
