"""References taken out of a text: the letters of their markers come back, and marks go along."""

from __future__ import annotations

import pytest

from pipeline.amend.unlift import StuckError, without_references
from pipeline.model.text import Edit, Mark, Text
from pipeline.notes.link import marker_spacing, note_marker

BLANK_BEFORE = "the old mill 12, of stone"
BLANK_LACKING = "the old mill12“of stone"


def lifted(raw: str, *labels: str) -> tuple[Text, list[Mark]]:
    """Lift markers as linking does, with the blanks beside them."""
    spans = [(raw.index(label), raw.index(label) + len(label)) for label in labels]
    refs = [
        Mark("noteref", span[0], span[0], name, span)
        for name, span in zip(labels, spans, strict=True)
    ]
    edits = [(edit, "note-marker") for edit in note_marker(raw, spans)]
    edits += [(edit, "marker-spacing") for edit in marker_spacing(raw, spans)]
    text = Text.raw(raw).mark(*refs).apply_signed(edits)
    return text, [mark for mark in text.marks if mark.kind == "noteref"]


@pytest.mark.parametrize(
    ("raw", "without"),
    [(BLANK_BEFORE, "the old mill, of stone"), (BLANK_LACKING, "the old mill “of stone")],
)
def test_letters_and_blanks_come_back_and_marks_stay_on_their_words(raw: str, without: str) -> None:
    text, refs = lifted(raw, "12")
    assert str(text) == without
    words = ("old", "mill", "of", "stone", "old mill")
    for word in words:
        at = without.index(word)
        text = text.mark(Mark("emphasis", at, at + len(word), word))
    text = text.mark(Mark("strong", without.index("mill"), len(without)))
    text = text.mark(Mark("page", without.index("of"), without.index("of"), "7"))
    text = text.mark(Mark("block", refs[0].start, refs[0].start))
    back = without_references(text, refs, raw)
    assert str(back) == raw
    assert [(run.start, run.end) for run in back.runs][-1][1] == len(raw)
    held = {mark.data: raw[mark.start : mark.end] for mark in back.marks if mark.kind == "emphasis"}
    assert held == {word: word for word in words}
    others = {mark.kind: (mark.start, mark.end) for mark in back.marks if mark.kind != "emphasis"}
    assert others == {
        "block": (len("the old mill"), len("the old mill")),
        "strong": (raw.index("mill"), len(raw)),
        "page": (raw.index("of"), raw.index("of")),
    }


def test_of_two_references_at_one_place_the_other_keeps_its_blank() -> None:
    text, (first, second) = lifted("the end 1 2, of it", "1", "2")
    assert str(text) == "the end, of it"
    assert str(without_references(text, [first], "the end 1 2, of it")) == "the end1, of it"
    assert (
        str(without_references(text, [first, second], "the end 1 2, of it")) == "the end 1 2, of it"
    )


def test_a_marker_that_a_person_wrote_over_cannot_come_back() -> None:
    text, _ = lifted("the mill1 of stone", "1")
    text = text.apply([Edit(4, 10, "kiln o")], "decision:A")
    with pytest.raises(StuckError):
        without_references(text, text.marks, "the mill1 of stone")
