"""Notes with labels of every kind, rightly and wrongly set: none is lost, whichever are linked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.account.demands import draw_up
from pipeline.model.text import Edit, Mark, Text
from pipeline.notes.align import Alignment, match
from pipeline.notes.bodies import Body
from pipeline.notes.exchange import exchange
from pipeline.notes.link import link, marker_spacing
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


def test_a_marker_behind_the_mark_of_a_page_is_on_that_page() -> None:
    string = "They rang the bell[1] by night and the bell[2] by day and the bell[3] at noon."
    text = Text.raw(string).mark(
        Mark("page", 0, 0), *(Mark("page", at, at) for at in (string.index("b", 22), 60))
    )
    found = [each for each in candidates([text], [7]) if each.form == "bracket"]
    assert [(each.label, each.page) for each in found] == [("1", 7), ("2", 8), ("3", 9)]


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


def test_where_all_notes_have_one_sign_one_more_of_it_has_lost_its_note() -> None:
    bodies, found = _footed([1] * 5, 3.0)
    bodies = [replace(body, label="*") for body in bodies]
    found = [each._replace(label="*") for each in found]
    aligned = match([*bodies[:2], *bodies[3:]], found)
    assert aligned.links == {0: 0, 1: 1, 2: 3, 3: 4}
    assert aligned.absent == [2]
    assert min(aligned.certainty.values()) == aligned.certainty[1] > 0.5


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
        ('"So" he said "no[1]" and', '"So" he said "no" and'),
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


def test_notes_come_in_the_order_of_their_markers_and_say_what_they_lack() -> None:
    texts = [Text.raw("The mill1 was sold, the house2 too,"), Text.raw("and the barn3 last.", 40)]
    bodies = [
        Body(label, 0, (), 90 + k, ((Text.raw("For ten pounds."),),))
        for k, label in enumerate(("1", "3", "4"))
    ]
    linked = link(bodies, texts, [0, 0], misread=False, taken=())
    assert [str(text) for text in linked.texts] == [
        "The mill was sold, the house too,",
        "and the barn last.",
    ]
    marks = [(mark.data, mark.start, mark.origin) for text in linked.texts for mark in text.marks]
    assert marks == [("n1", 8, (8, 9)), ("n2", 28, (29, 30)), ("n3", 12, (52, 53))]
    told = [(note.id, note.state, note.body, note.paragraph) for note in linked.notes]
    assert told == [
        ("n1", "linked", 0, 0),
        ("n2", "absent", None, 0),
        ("n3", "linked", 1, 1),
        ("n4", "unmarked", 2, None),
    ]
    assert [note.certainty for note in linked.notes] == [1.0, 0.0, 1.0, 0.0]
    others = link(bodies, texts, [0, 0], misread=False, taken={"n2"})
    assert [note.id for note in others.notes] == ["p1-1", "p1-2", "p1-3", "p1-4"]
    assert link([], texts, [0, 0], misread=False, taken=()).texts == tuple(texts)


ABOVE = """The boatmen had a song about the bridge1 which they sang as they
went under it, and which the toll-keeper's wife was not to hear.

1 It has been printed once, with the names left out of it and a verse
"""
BELOW = """added at the end by somebody who had not heard it sung, and then
left out again.
"""


@pytest.mark.parametrize(
    ("lines", "verse"),
    [
        ("    The bridge is low,\n    The toll is high,", True),
        ("    “The bridge is low,\n    The toll is high.”", True),
        ("  The bridge is low,\n  The toll is high,", True),
        ("    One,\n    Two,\n    three,", True),
        ("    One,\n    Two,\n    three,\n    four,", False),
        ("    The bridge is low,", False),
        (" The bridge is low,\n The toll is high,", False),  # hardly set in
        ("The bridge is low,\nThe toll is high,", False),
    ],
)
def test_short_lines_of_a_note_that_are_set_in_are_verse(lines: str, verse: bool) -> None:
    for raw in (f"{ABOVE}{lines}\n{BELOW}", f"{ABOVE}{BELOW}{lines}\n"):
        (note,) = [note for chapter in recovered(raw).chapters for note in chapter.notes]
        kinds = [block.kind for block in note.blocks]
        assert kinds.count("verse") == verse
        assert not verse or kinds[:2] == ["paragraph", "verse"]


def test_long_lines_of_a_note_are_none_though_each_begins_with_a_capital() -> None:
    lines = [f"    {letter}nd so {'it was said ' * 4}there" for letter in "AEI"]
    book = recovered(ABOVE + "\n".join([*lines, BELOW]))
    (note,) = [note for chapter in book.chapters for note in chapter.notes]
    assert {block.kind for block in note.blocks} == {"paragraph"}


def _pushed(first: str, second: str, *around: str, **more: object) -> Alignment:
    """Link two notes of one sign that stand a page below the first one's marker."""
    texts = [Text.raw(f"{words} {'The road went over hills. ' * 3000}") for words in around]
    bodies = [
        Body("*", 1, (), 10**6 + k, ((Text.raw(words),),))
        for k, words in enumerate((first, second))
    ]
    bodies[0] = replace(bodies[0], **more)  # type: ignore[arg-type]
    found = [Candidate(k, len(each), len(each), "*", k, 5.0, "raised", 10 * k)
             for k, each in enumerate(around)]  # fmt: skip
    linked = Alignment({0: 0, 1: 1}, {0: 0.97, 1: 0.6}, [], {})
    return exchange(bodies, found, linked, texts)


def test_what_notes_speak_of_tells_which_of_two_was_pushed_to_the_next_page() -> None:
    keeper, painter = "The lighthouse keeper", "The painter of orchards"
    kept = _pushed(keeper, painter, "A lighthouse keeper came", "A painter came")
    assert kept.links == {0: 0, 1: 1}
    assert kept.certainty == {0: 0.97, 1: 0.6}
    turned = _pushed(painter, keeper, "A lighthouse keeper came", "A painter came")
    assert turned.links == {0: 1, 1: 0}
    neither = _pushed("It came late", "It went late", "A lighthouse keeper came", "A painter came")
    assert neither.links == {0: 0, 1: 1}
    assert neither.certainty == {0: 0.77, 1: 0.6}
    assert _pushed(painter, keeper, "A keeper", "A painter", window=(0, 9)).links == {0: 0, 1: 1}
    assert _pushed(painter, keeper, "A keeper", "A painter", label="†").links == {0: 0, 1: 1}
    assert _pushed(painter, keeper, "A keeper", "A painter", page=0).links == {0: 0, 1: 1}


def test_a_long_note_shares_words_by_chance() -> None:
    long = "mills " + " ".join(f"{letter * 5}" for letter in "abcdefghijklmnopqrstuvwxyz")
    assert _pushed(long, "barns", "mills and barns", "nothing").links == {0: 1, 1: 0}
    assert _pushed("barns", long, "mills and barns", "nothing").links == {0: 0, 1: 1}
    assert _pushed("mills", "barns", "mills and barns", "nothing").links == {0: 0, 1: 1}
