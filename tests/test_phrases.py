"""Notes that name the words which they explain."""

from __future__ import annotations

import pytest

from pipeline.model.text import Text
from pipeline.notes.bodies import Body
from pipeline.notes.phrases import SURE, named_places

RAW = "The old ferry\nwas a raft. | It ran on a chain. | An old  Ferry lay there."
FIRST, SECOND, THIRD = RAW.split("|")
STARTS = [0, len(FIRST) + 1, len(FIRST) + len(SECOND) + 2]
TEXTS = [Text.raw(text, at) for text, at in zip((FIRST, SECOND, THIRD), STARTS, strict=True)]


def note(phrase: str, start: int = 0, stop: int = len(RAW)) -> Body:
    return Body("*", 9, (), 99, (), {}, (start, stop), phrase)


def places(*bodies: Body) -> list[tuple[int, str, int]]:
    """Give where references come to stand: the paragraph, what is before them there, the page."""
    placed, found = named_places(bodies, TEXTS, [3, 3, 4])
    windows = [body.window for body, old in zip(placed, bodies, strict=True) if body is not old]
    assert windows == [(each.at, each.at + 1) for each in found]
    for each in found:
        assert each.start == each.end
        assert each.at == STARTS[each.paragraph] + each.start - 1
        assert (each.label, each.weight, each.form) == ("*", SURE, "raised")
    return [(each.paragraph, str(TEXTS[each.paragraph])[: each.end], each.page) for each in found]


def test_a_reference_stands_behind_the_words_however_they_are_broken_and_written() -> None:
    assert places(note("Old ferry")) == [(0, "The old ferry", 3)]
    assert places(note("a  chain")) == [(1, " It ran on a chain", 3)]


def test_the_next_note_names_what_comes_later_if_its_words_stand_there() -> None:
    assert places(note("a raft"), note("old ferry")) == [
        (0, "The old ferry\nwas a raft", 3),
        (2, " An old  Ferry", 4),
    ]
    assert places(note("a chain"), note("a raft")) == [
        (1, " It ran on a chain", 3),
        (0, "The old ferry\nwas a raft", 3),
    ]


END = len("The old ferry")


@pytest.mark.parametrize(
    ("start", "stop", "expected"),
    [
        (END - 1, END, [0]),
        (END - 2, END, [0]),
        (END, len(RAW), [2]),
        (0, END - 1, []),
        (STARTS[1], STARTS[2], []),
        (STARTS[2], STARTS[2] + 14, [2]),
        (STARTS[2], STARTS[2] + 13, []),
    ],
)
def test_only_words_whose_end_is_in_the_notes_stretch_are_meant(
    start: int, stop: int, expected: list[int]
) -> None:
    assert [k for k, *_ in places(note("old ferry", start, stop))] == expected


def test_notes_that_name_nothing_or_stand_at_the_foot_are_left() -> None:
    anywhere = Body("*", 9, (), 99, (), phrase="a chain")
    assert places(note(""), anywhere, note("no such words"), note("a chain")) == [
        (1, " It ran on a chain", 3)
    ]
