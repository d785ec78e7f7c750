"""What linking leaves over: markers whose notes are lost, and second references."""

from __future__ import annotations

import pytest

from pipeline.layout.labels.series import Head, Link
from pipeline.notes.leftover import CLEAR, PLAIN, lost_bodies, second_references
from pipeline.notes.markers import Candidate

Linked = tuple[list[Head], list[Candidate], list[Link]]


def linked(places: str, weight: float = 3.0) -> Linked:
    """Make places of their labels; those with a question mark are linked with no note."""
    labels = places.split()
    found = [
        Candidate(0, 2 * j, 2 * j + 1, label.strip("?"), 0, weight, "raised", 2 * j)
        for j, label in enumerate(labels)
    ]
    taken = [j for j, label in enumerate(labels) if "?" not in label]
    heads = [Head(1000 + j, 0, found[j].label, 3.0) for j in taken]
    return heads, found, [Link(k, j, 5.0, 1.5) for k, j in enumerate(taken)]


def lost(
    book: Linked, k: int, looks: list[float] | None = None, *, one_sign: bool = False
) -> list[int]:
    heads, found, chain = book
    ends = [-1, *(link.place for link in chain), len(found)]
    looks = looks or [each.weight for each in found]
    span = range(ends[k] + 1, ends[k + 1])
    return [*lost_bodies(heads, found, looks, chain, k, span, one_sign=one_sign)]


@pytest.mark.parametrize(
    ("places", "k", "expected"),
    [
        ("1 2? 3", 1, [1]),
        ("1 2? 3? 4", 1, [1, 2]),
        ("1 3? 2? 4", 1, [2]),  # what would have to cross is none
        ("1 2? 2? 3", 1, [1]),
        ("1 3? 5", 1, [1]),  # any of the numbers between
        ("1 5? 3", 1, []),
        ("1 1? 3", 1, []),
        ("1 3? 3", 1, []),
        ("1 a? 3", 1, []),
        ("1 2?", 1, [1]),  # it goes on
        ("1 2? 3?", 1, [1, 2]),
        ("1 3?", 1, []),
        ("3 4? 1", 1, [1]),
        ("2 3? 2", 1, [1]),
        ("a b? c", 1, [1]),
        ("1 2? a", 1, [1]),
        ("2? 3", 0, []),  # nothing says what came before
        ("3? 5 1", 0, []),
        ("3? 1 5", 0, []),
        ("2?", 0, []),
    ],
)
def test_a_marker_that_goes_on_with_the_numbers_has_lost_its_note(
    places: str, k: int, expected: list[int]
) -> None:
    assert lost(linked(places), k) == expected


def test_between_two_numbers_it_need_only_look_like_a_marker_by_itself() -> None:
    book = linked("1 2? 3", PLAIN - 1)
    assert lost(book, 1, [0.0, CLEAR, 0.0]) == [1]
    assert lost(book, 1, [9.0, CLEAR - 0.1, 9.0]) == []
    assert lost(linked("1 2?", PLAIN), 1, [0.0, 0.0]) == [1]
    assert lost(linked("1 2?", PLAIN - 0.1), 1, [9.0, 9.0]) == []


def test_of_places_with_one_label_the_best_is_believed() -> None:
    heads, found, chain = linked("1 2? 2? 3")
    found[2] = found[2]._replace(weight=3.5)
    assert lost((heads, found, chain), 1) == [2]


@pytest.mark.parametrize("j", [0, 2])
def test_letters_of_a_linked_marker_are_no_other(j: int) -> None:
    heads, found, chain = linked("1 2? 3")
    found[1] = found[1]._replace(start=found[j].start, end=found[j].end)
    assert lost((heads, found, chain), 1) == []


@pytest.mark.parametrize(
    ("places", "k", "expected"),
    [("* *? *? *", 1, [1, 2]), ("*? *", 0, []), ("* *?", 1, []), ("* †? *", 1, [1])],
)
def test_where_all_notes_have_one_sign_each_that_stands_between_two_is_one(
    places: str, k: int, expected: list[int]
) -> None:
    assert lost(linked(places), k, one_sign=True) == expected
    assert lost(linked(places), k) == [j for j in expected if "†" in places]


@pytest.mark.parametrize(
    ("places", "at_foot", "gathered"),
    [
        ("1 1?", [(1, 0)], [(1, 0)]),
        ("1 2 1?", [(2, 0)], [(2, 0)]),
        ("1 2 1? 2?", [(2, 0), (3, 1)], [(2, 0), (3, 1)]),
        ("1 2 3 4 1?", [(4, 0)], [(4, 0)]),
        ("1 2 3 4 5 1?", [(5, 0)], []),
        ("5 1 5?", [(2, 0)], []),  # they began again
        ("1 1 1?", [(2, 1)], [(2, 1)]),
        ("1? 1", [], []),
        ("1 2?", [], []),
        ("* *?", [], []),
    ],
)
def test_a_number_once_more_refers_to_the_same_note(
    places: str, at_foot: list[tuple[int, int]], gathered: list[tuple[int, int]]
) -> None:
    book = linked(places)
    assert [*second_references(*book, set(), gathered=False)] == at_foot
    assert [*second_references(*book, set(), gathered=True)] == gathered
    assert [*second_references(*book, {len(book[1]) - 1}, gathered=False)] == [
        (j, k) for j, k in at_foot if j < len(book[1]) - 1
    ]


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({}, True),
        ({"weight": 3.5}, True),
        ({"weight": 2.9}, False),
        ({"form": "bracket"}, False),
        ({"page": 1}, False),
        ({"at": 999}, True),
        ({"at": 1000}, False),
        ({"start": 0, "end": 1}, False),
    ],
)
def test_it_is_written_as_the_first_one_and_stands_above_the_note(
    other: dict[str, object], expected: bool
) -> None:
    heads, found, chain = linked("1 1?")
    found[1] = found[1]._replace(**other)  # type: ignore[arg-type]
    assert [*second_references(heads, found, chain, set(), gathered=False)] == [(1, 0)] * expected


def test_the_figure_of_a_gathered_note_is_no_letter_of_a_word() -> None:
    heads, found, chain = linked("1 1?")
    found = [each._replace(form="glued") for each in found]
    assert [*second_references(heads, found, chain, set(), gathered=False)] == [(1, 0)]
    assert [*second_references(heads, found, chain, set(), gathered=True)] == []


def test_what_looks_less_than_a_marker_refers_to_nothing_once_more() -> None:
    heads, found, chain = linked("1 1?", PLAIN - 0.1)
    assert [*second_references(heads, found, chain, set(), gathered=False)] == []
    heads, found, chain = linked("1 1?", PLAIN)
    assert [*second_references(heads, found, chain, set(), gathered=False)] == [(1, 0)]
