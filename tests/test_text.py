"""What a text promises: letters, origins and marks survive edits, cuts, moves and joins."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.account.tiling import unaccounted
from pipeline.model.history import history
from pipeline.model.text import Edit, Mark, Run, Text

RAW = st.text("ab\n", max_size=30)


@st.composite
def edits(draw: st.DrawFn, length: int) -> list[Edit]:
    cuts = sorted(draw(st.lists(st.integers(0, length), max_size=12)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    return [Edit(a, b, draw(st.sampled_from(["", "x", "yz"]))) for a, b in pairs]


def replaced(plain: str, changes: list[Edit]) -> str:
    for edit in sorted(changes)[::-1]:
        plain = plain[: edit.start] + edit.new + plain[edit.end :]
    return plain


@settings(max_examples=400)
@given(RAW, st.data())
def test_edits_cuts_and_moves_keep_every_letter_accounted(raw: str, data: st.DataObject) -> None:
    text, plain = Text.raw(raw), raw
    for k in range(3):
        changes = data.draw(edits(len(plain)))
        text = text.apply(changes, f"rule-{k}")
        plain = replaced(plain, changes)
        assert str(text) == plain
        assert unaccounted(raw, [text]) == []
    cuts = sorted(data.draw(st.lists(st.integers(0, len(plain)), max_size=4)))
    parts = text.split(cuts)
    assert "".join(map(str, parts)) == plain
    random.Random(0).shuffle(parts)
    assert unaccounted(raw, parts) == []
    for part in [p for p in parts if any(run.end > run.start and run.text for run in p.runs)]:
        rest = [p for p in parts if p is not part]
        assert unaccounted(raw, rest) != [], "a lost part was not noticed"
        assert unaccounted(raw, [*parts, part]) != [], "a doubled part was not noticed"


@settings(max_examples=200)
@given(st.text("ab", min_size=1, max_size=9), st.data())
def test_parts_of_a_changed_run_may_be_cut_and_changed_again(raw: str, data: st.DataObject) -> None:
    text = Text.raw(raw).apply([Edit(0, len(raw), "xyz")], "first")
    cut = data.draw(st.integers(0, 3))
    parts = text.split([cut])
    changed = [part.apply(data.draw(edits(len(part))), "second") for part in parts]
    assert unaccounted(raw, changed) == []
    assert unaccounted(raw, changed[:1]) != [] or not str(parts[1])


def test_like_insertions_are_accounted_for_together() -> None:
    text = Text.raw("").apply([Edit(0, 0, "yz")] * 3, "first")
    text = text.apply([Edit(1, 3, "yz"), Edit(5, 6, "yz")], "second")
    assert unaccounted("", text.split([2, 6])) == []


@settings(max_examples=300)
@given(st.text("ab", min_size=1, max_size=12), st.data())
def test_a_point_mark_stays_at_its_letter(raw: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(raw) - 1))
    marked = raw[:at] + "M" + raw[at + 1 :]
    text = Text.raw(marked).mark(Mark("noteref", at, at, "n1"))
    changes = [e for e in data.draw(edits(len(raw))) if e.end <= at or e.start > at]
    moved = text.apply(changes, "rule")
    (mark,) = moved.marks
    found = str(moved).index("M")
    assert str(moved)[mark.start : found].strip("xyz") == "", "only an insertion may come between"
    joined = Text.join([Text.raw("zz"), moved])
    assert joined.marks[0].start == mark.start + 2
    cuts = sorted(data.draw(st.lists(st.integers(0, len(joined)), max_size=3)))
    assert sum(len(part.marks) for part in joined.split(cuts)) == 1


def test_a_span_mark_is_cut_with_its_text() -> None:
    text = Text.raw("one two").mark(Mark("emphasis", 2, 6))
    left, right = text.split([4])
    assert left.marks == (Mark("emphasis", 2, 4),)
    assert right.marks == (Mark("emphasis", 0, 2),)


def test_marks_go_with_their_texts_where_several_are_joined() -> None:
    texts = [Text.raw(word).mark(Mark("emphasis", 1, 2)) for word in ("one", "two", "six")]
    assert Text.join(texts).marks == tuple(Mark("emphasis", at, at + 1) for at in (1, 4, 7))
    assert texts[0] + texts[1] == Text.join(texts[:2])


def test_the_change_log_is_read_from_the_runs() -> None:
    raw = "ﬁrst  word"
    text = Text.raw(raw).apply([Edit(0, 1, "fi")], "ligature").apply([Edit(0, 2, "Fi")], "capital")
    assert [(c.rule, c.before, c.after) for c in history(text, raw)] == [
        ("ligature", "ﬁ", "fi"),
        ("capital", "fi", "Fi"),
    ]


def test_a_cut_change_is_logged_once() -> None:
    raw = "ﬃ"
    parts = Text.raw(raw).apply([Edit(0, 1, "ffi")], "ligature").split([1, 2])
    changes = [change for part in parts for change in history(part, raw)]
    assert [(c.before, c.after) for c in changes] == [("ﬃ", "ffi")]


def test_origin_points_into_the_source() -> None:
    text = Text.raw("abcdef").apply([Edit(1, 3, "X")], "rule")
    assert [text.origin(i) for i in range(6)] == [0, 1, 3, 4, 5, 6]
    assert text.origins([5, 0, 3, 5, 1]) == [6, 0, 4, 6, 1]
    assert Text().origins([0, 0]) == [0, 0]
    text = Text.raw("abcdef").apply([Edit(1, 3, "XYZ")], "rule")
    assert text.origins(range(7)) == [0, 1, 1, 1, 3, 4, 5]


def test_unsure_edits_are_not_applied() -> None:
    text = Text.raw("abc")
    assert text.apply([Edit(0, 1, "x", sure=False)], "rule") is text


def test_overlapping_edits_are_refused() -> None:
    with pytest.raises(ValueError, match="overlaps"):
        Text.raw("abcdef").apply([Edit(0, 3, "x"), Edit(2, 4, "y")], "rule")


def test_cuts_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match=r"out of order or outside the text: \[2, 1\]"):
        Text.raw("abc").split([2, 1])
    with pytest.raises(ValueError, match=r"outside the text: \[4\]"):
        Text.raw("abc").split([4])


def test_an_edit_over_two_places_is_signed_in_both() -> None:
    joined = Text.join([Text.raw("ab", 0), Text.raw("cd", 10)])
    changed = joined.apply([Edit(1, 3, "-")], "rule")
    assert changed.runs == (
        Run("a", 0, 1),
        Run("-", 1, 2, "rule"),
        Run("", 10, 11, "rule"),
        Run("d", 11, 12),
    )


def test_what_has_no_letters_is_not_signed_again() -> None:
    text = Text.join(
        (
            Text.raw("1"),
            Text.raw("\n", 1).apply([Edit(0, 1, "")], "line-end"),
            Text.raw("\f", 9).apply([Edit(0, 1, "")], "line-end"),
            Text.raw("—", 10),
        )
    ).apply([Edit(0, 1, "")], "note-marker")
    raw = "1\n.......\f—"
    told = [(c.rule, c.before) for c in history(text, raw)]
    assert told == [("note-marker", "1"), ("line-end", "\n"), ("line-end", "\f")]


def test_a_mark_whose_letters_are_taken_away_goes_with_them():
    text = Text.raw("one two").mark(Mark("emphasis", 4, 7), Mark("page", 4, 4, "12"))
    assert text.apply([Edit(3, 7, "")], "cut").marks == (Mark("page", 3, 3, "12"),)


def test_a_long_mark_is_divided_among_the_parts_that_it_lies_on():
    text = Text.raw("one two three").mark(Mark("emphasis", 2, 9))
    assert [part.marks for part in text.split([4, 4, 8])] == [
        (Mark("emphasis", 2, 4),),
        (),
        (Mark("emphasis", 0, 4),),
        (Mark("emphasis", 0, 1),),
    ]
