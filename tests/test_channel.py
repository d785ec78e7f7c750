"""The channel of misread labels, held against a slow one that tries every way to match."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, product
from math import exp, isclose, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.layout.misread.confusion import misreading
from pipeline.notes.channel import LOST, PRIOR, QUOTES, ROUNDS, SIGN, at_rate, learned_channel

LABELS = st.sampled_from(["*", "†", "**", "a"])
SEEN = st.tuples(
    st.sampled_from(["*", "°", "'", "‘", "t", "**"]),
    st.floats(-4, 4, allow_nan=False, allow_infinity=False),
)
PAGE = st.tuples(st.lists(LABELS, max_size=3), st.lists(SEEN, max_size=3))
Weights = dict[tuple[str, str], float]


def ways(labels: int, places: int) -> Iterator[list[tuple[int, int]]]:
    """Give all ways to match some labels with some places, in order."""
    for count in range(min(labels, places) + 1):
        for ours, theirs in product(
            combinations(range(labels), count), combinations(range(places), count)
        ):
            yield list(zip(ours, theirs, strict=True))


def expected(
    own: Sequence[str], places: Sequence[tuple[str, float]], known: Weights
) -> tuple[Weights, dict[str, float]]:
    """Give how often each label left each thing, and how often it stands there."""
    weighed = []
    for way in ways(len(own), len(places)):
        weight = 1.0
        matched = dict(way)
        for k, label in enumerate(own):
            if k in matched:
                seen, odds = places[matched[k]]
                weight *= known[seen, label] * exp(odds)
            else:
                weight *= known["", label]
        weighed.append((matched, weight))
    total = sum(weight for _, weight in weighed)
    counts: Weights = defaultdict(float)
    totals: dict[str, float] = defaultdict(float)
    for k, label in enumerate(own):
        totals[label] += 1
        for matched, weight in weighed:
            seen = places[matched[k]][0] if k in matched else ""
            counts[seen, label] += weight / total
    return counts, totals


def slowly(pages: Sequence[tuple[Sequence[str], Sequence[tuple[str, float]]]]) -> Weights:
    """Learn the channel by trying all ways."""
    groups = [(own, [(s.translate(QUOTES), odds) for s, odds in seen]) for own, seen in pages]
    labels = {label for own, _ in groups for label in own}
    strings = {string for _, places in groups for string, _ in places}
    prior = {(s, label): exp(misreading(s, label)) for s in strings for label in labels}
    prior.update({("", label): LOST for label in labels})
    known = dict(prior)
    for _ in range(ROUNDS):
        counts: Weights = defaultdict(float)
        totals: dict[str, float] = defaultdict(float)
        for own, places in groups:
            more, of = expected(own, places, known)
            for key, share in more.items():
                counts[key] += share
            for label, share in of.items():
                totals[label] += share
        known = {
            (s, label): (counts[s, label] + PRIOR * prior[s, label]) / (totals[label] + PRIOR)
            for s, label in prior
        }
    return known


@given(st.lists(PAGE, max_size=3))
def test_it_is_what_all_ways_to_match_labels_and_places_say(
    pages: list[tuple[list[str], list[tuple[str, float]]]],
) -> None:
    channel, known = learned_channel(pages), slowly(pages)
    for string, label in known:
        if string:
            weight = log(known[string, label] / known["", label])
            assert isclose(channel(string, label), weight, abs_tol=1e-6)


def test_a_sign_that_is_always_misread_alike_is_known_by_that() -> None:
    pages = [(["*", "†"], [("°", 1.0), ("t", 1.0)])] * 6
    before, after = learned_channel(pages[:1]), learned_channel(pages)
    assert after("°", "*") > before("°", "*") > after("t", "*")
    assert after("t", "†") > before("t", "†")


def test_quotation_marks_are_one() -> None:
    channel = learned_channel([(["*"], [("‘", 1.0)]), (["*"], [('"', 1.0)])])
    assert channel("‘", "*") == channel("”", "*") == channel("`", "*") > channel("´´", "*")


@pytest.mark.parametrize(("string", "label"), [("7", "1"), ("l2", "12"), ("°°", "3")])
def test_what_was_not_learned_is_weighed_as_any_misreading(string: str, label: str) -> None:
    channel = learned_channel([])
    assert channel(string, label) == misreading(string, label) + SIGN * len(string)


def test_the_more_of_the_markers_of_numbers_are_lost_the_likelier_is_each() -> None:
    channel = learned_channel([(["*"], [("°", 1.0)])])
    same, most = at_rate(channel, LOST), at_rate(channel, 0.5)
    assert isclose(same("7", "1"), channel("7", "1"))
    assert isclose(channel("7", "1") - most("7", "1"), log((1 - LOST) / LOST))
    assert same("°", "*") == most("°", "*") == channel("°", "*")
