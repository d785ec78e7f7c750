"""Notes with labels of every kind, rightly and wrongly set: none is lost, whichever are linked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.account.demands import draw_up
from pipeline.model.text import Edit, Mark, Text
from pipeline.notes.align import match
from pipeline.notes.bodies import Body
from pipeline.notes.link import marker_spacing
from pipeline.notes.markers import Candidate, candidates
from pipeline.registry import RULES
from tests.dump import recovered

LABELS = st.sampled_from(
    "1 2 3 9 10 11 12 121 * ** † ‡ § ∗ # a b c i ii ¹ ² ¹² [1] [2] [*] (3) (a) 1a *1 07 ٣".split()
)
Page = tuple[list[tuple[list[str], str, str]], list[tuple[str, str, list[str]]]]

WORDS = st.lists(st.sampled_from("the ferry ran by night and a bell was heard".split()), min_size=4)
MARKED = ("{}.", ".{}", ". {}", ".”{}", ", {} and so.", "{}{}.", ".{}By")
PARAGRAPHS = st.lists(st.tuples(WORDS, LABELS, st.sampled_from(MARKED)), min_size=1, max_size=4)
NOTES = st.lists(
    st.tuples(LABELS, st.sampled_from(("{} ", "{}. ", "{}) ", "{}")), WORDS), max_size=4
)
PAGES = st.lists(st.tuples(PARAGRAPHS, NOTES), min_size=1, max_size=5)


FOUR = "the ferry by night".split()
# Markers that end the text above a heading: there it seemed to go on, as long as they stood there.
FIRST = [(FOUR, "1", "{}.")]
GLUED = [(FIRST, [("a", "{} ", FOUR)]), ([(FOUR, "∗", ".{}")], [("∗", "{} ", FOUR)])]
APART = [(FIRST, [("a", "{} ", FOUR), ("*", "{} ", FOUR)]), ([(FOUR, "*", ". {}")], [])]


@settings(max_examples=60)
@given(PAGES, st.booleans())
@example(GLUED, True)
@example(APART, True)
def test_the_account_balances_whatever_the_labels(pages: list[Page], gathered: bool) -> None:
    texts, feet = [], []
    for paragraphs, notes in pages:
        texts.append(" ".join(_line(words, mark.format(a, a)) for words, a, mark in paragraphs))
        feet.append("\n".join(label.format(a) + _line(words, ".") for a, label, words in notes))
    if gathered:
        raw = "\n\f".join([*texts, "NOTES\n\n" + "\n".join(feet)])
    else:
        raw = "\n\f".join(f"{text}\n\n{foot}" for text, foot in zip(texts, feet, strict=True))
    assert draw_up(raw, recovered(raw), RULES).faults == ()


def _line(words: list[str], end: str) -> str:
    return " ".join(words).capitalize() + end


def test_one_raised_figure_says_nothing_against_the_many_that_are_not() -> None:
    texts = [Text.raw(f"They rang the bell{k} by night.") for k in range(1, 10)]
    plain = [candidate.weight for candidate in candidates(texts, range(9))]
    texts[4] = texts[4].mark(Mark("superscript", 18, 19))
    weights = [candidate.weight for candidate in candidates(texts, range(9))]
    assert weights[4] > plain[4]
    assert all(0 <= a - b < 0.5 for a, b in zip(plain, weights, strict=True) if a > b)


def test_a_marker_that_alone_of_all_is_not_shown_as_raised_is_linked() -> None:
    """The extractor broke its line before it, and its body stands three pages on."""
    pages = [n + 2 if n == 15 else n - 1 for n in range(1, 61)]
    bodies = [Body(str(n), page, (), 1000 * page + 900 + n, ()) for n, page in enumerate(pages, 1)]
    del bodies[15:17]
    found = [Candidate(n, 0, 4, str(n), n - 1, 5.0, "raised", 1000 * n - 500) for n in range(1, 61)]
    found[14] = found[14]._replace(weight=1.4, form="spaced")
    del found[15:17]
    assert match(bodies, found).links == {k: k for k in range(58)}


def _footed(labels: list[int], weight: float = -3.0) -> tuple[list[Body], list[Candidate]]:
    """Make notes that each stand on the page of their markers, which look little like markers."""
    bodies = [
        Body(str(n), k, (), 1000 * k + 900, ((Text.raw("See above."),),))
        for k, n in enumerate(labels)
    ]
    return bodies, [
        Candidate(k, 0, 1, str(n), k, weight, "raised", 1000 * k + 500)
        for k, n in enumerate(labels)
    ]


def test_that_numbers_begin_again_is_doubted_less_where_they_often_do() -> None:
    often, rarely = (match(*_footed([*range(1, last + 1), 1])) for last in (6, 30))
    assert often.links.keys() == set(range(7))
    assert rarely.links.keys() == set(range(31))
    assert often.certainty[6] > rarely.certainty[30] > 0.5
    assert often.certainty[4] == rarely.certainty[28]


def test_gathered_notes_stand_any_number_of_pages_below_their_markers() -> None:
    bodies, found = _footed([1, 2, 3], 3.0)
    gathered = [replace(body, page=60, window=(0, 2600)) for body in bodies]
    assert match(gathered, found).links == {0: 0, 1: 1, 2: 2}
    apart = [*gathered[:2], replace(gathered[2], window=(1600, 2500))]
    assert match(apart, found).links == {0: 0, 1: 1}
    assert match([replace(body, page=60) for body in bodies], found).links == {}


def test_a_link_is_the_less_sure_the_more_another_place_looks_like_its_marker() -> None:
    sure = []
    for weight in (-9.0, 3.9, 4.0, 4.1):
        bodies, found = _footed([1, 2, 3], 4.5)
        rival = Candidate(1, 8, 9, "2", 1, weight, "raised", 1600)
        aligned = match(bodies, [*found[:2], rival, found[2]])
        assert aligned.links == {0: 0, 1: 1, 2: 3}
        sure.append(aligned.certainty[1])
    assert sure == sorted(sure, reverse=True)
    assert len({*sure}) == 4


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("the mill[1] of stone", "the mill of stone"),
        ("the mill[1]of stone", "the mill of stone"),
        ("the mill[1](of stone)", "the mill (of stone)"),
        ("the mill [1] of stone", "the mill of stone"),
        ("the mill [1], of stone", "the mill, of stone"),
        ("the mill [1]", "the mill"),
        ("the mill [1]of", "the mill of"),
        ("the mill[1],of", "the mill,of"),
        ("the mill[1][2]of", "the mill of"),
        ("the mill [1]1of", "the mill 1of"),
        ('he said "no[1]" and', 'he said "no" and'),
        ('he said[1]"no" and', 'he said "no" and'),
        ("he said[1]“no” and", "he said “no” and"),
        ("[1] Of stone", " Of stone"),
        (" [1] of stone", "  of stone"),
    ],
)
def test_blanks_beside_markers_are_set_right(marked: str, expected: str) -> None:
    spans, string, at = list[tuple[int, int]](), marked, -1
    while (at := string.find("[", at + 1)) >= 0:
        spans.append((at, at + 3))
    gone = [Edit(*span, "") for span in spans]
    text = Text.raw(string).apply([*gone, *marker_spacing(string, spans)], "rule")
    assert str(text) == expected
