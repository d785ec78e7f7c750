"""Random decisions about the structure of a small book: whatever is said of it, nothing is lost."""

from __future__ import annotations

from collections import Counter
from typing import get_args

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.account import draw_up
from pipeline.decisions.lost import LOST
from pipeline.decisions.structure import STRUCTURAL
from pipeline.finding import Action
from pipeline.recover import recover
from pipeline.registry import RULES
from tests.decided import made
from tests.dump import source_of

RAW = """\
THE MILL
CHAPTER I
Of the Cats

The miller kept three cats in the loft above the stones, and fed
them on what the stones had spilt.1 In winter they came down to
the hearth, all but one of them, which was called the Govern-
ment.2 It had been there before the miller.

1 A custom of the valley, of which more is said below.
2 It did not answer to the name.
\x0cTHE MILL
Rye   12 sacks
Wheat    8 sacks

The wheel goes round, the water falls,
The miller counts his gold,

And all along the garden walls
The roses have grown old,3

said the clerk, and went home.
* * *
3 The clerk's own copy is lost,
as are all his others.4
4 See above.
\x0cTHE MILL
CHAPTER II
Of the Flood

The water stood for nine days. When it had gone there was a boat
in the orchard, and nobody came to ask for it.

\u2022 a boat,
\u2022 and a letter.
"""
PLACES = [0, *(i + 1 for i, char in enumerate(RAW) if char in "\n ")]
NEW = {
    "heading": st.sampled_from(["", "1", "2", "3", "7"]),
    "note": st.sampled_from(
        [f"{part} {name}" for part in ("body",) for name in ("n1", "n2", "3", "n4", "*")]
    ),
    "move": st.sampled_from(
        ["before The water", "after went home.", "before The wheel", "before CHAPTER I", "before x"]
    ),
}


@st.composite
def decision(draw: st.DrawFn) -> tuple[str, tuple[int, int], str]:
    action = draw(st.sampled_from(sorted(STRUCTURAL - {"move"})))
    start = draw(st.sampled_from(PLACES))
    length = draw(st.sampled_from([0, 0, 7, 20, 70, 130, 400]))
    end = min(len(RAW), start + length)
    if draw(st.booleans()):  # whole lines
        start = RAW.rfind("\n", 0, start) + 1
        end = RAW.find("\n", end)
        end = len(RAW) if end < 0 else end
    return action, (start, end), draw(NEW.get(action, st.just("")))


def letters(book_texts: list[str]) -> Counter[str]:
    return Counter(char for text in book_texts for char in text if char.isalpha())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(decision(), max_size=6))
def test_nothing_is_lost(said: list[tuple[str, tuple[int, int], str]]) -> None:
    placed = [made(*each, number) for number, each in enumerate(said, 1)]
    book = recover(source_of(RAW), "en", decisions=placed)
    assert draw_up(RAW, book, RULES).faults == ()
    lost = [each for each in book.findings if each.check == LOST]
    assert len(lost) + len(book.decisions) == len(placed)
    ids = [note.id for note in book.notes()]
    assert len(ids) == len({*ids})
    assert {mark.data for mark in book.references()} <= {*ids}
    texts = [*book.flow(), *(text for note in book.notes() for text in note.texts())]
    texts += [line.text for line in book.furniture]
    assert letters([str(text) for text in texts]) == letters([RAW])


def test_all_actions_are_known() -> None:
    assert {*STRUCTURAL} <= {*get_args(Action)}
