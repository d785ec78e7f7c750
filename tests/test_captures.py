"""What two who read blind found, and what that tells of errors that nobody found."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.decisions.make import Maker
from pipeline.model.decision import Decision, Placed
from pipeline.model.finding import Action, Span
from pipeline.model.settings import Proofreading
from pipeline.proofreading.captures import estimates, wrong
from pipeline.proofreading.estimate import Estimate, chapman, unseen
from pipeline.proofreading.event import Event, made
from pipeline.proofreading.pages import proof_pages
from pipeline.proofreading.states import page_states
from tests.dump import recovered, source_of
from tests.rounds import ALL, RAW, SOURCE, TEXT, Desk

# --- what two found -------------------------------------------------------------------------------


def placed(at: Span, action: Action = "replace", new: str = "") -> Placed:
    return Placed(Maker(SOURCE, "Ann").make(action, at, new), at)


@pytest.mark.parametrize(
    ("words", "action", "new", "is_wrong"),
    [
        ("tom", "replace", "torn", "tom"),
        ("wheel was tom", "replace", "wheel was torn", "tom"),
        ("tom.", "replace", "tom!", "."),
        ("old,", "replace", "old", ","),
        ("the the", "replace", "the", "the the"),
        ("the ", "delete", "", "the river"),
        ("mill", "emphasis", "", "mill"),
    ],
)
def test_what_is_wrong_is_told_from_what_is_replaced(
    words: str, action: Action, new: str, is_wrong: str
) -> None:
    at = RAW.index(words)
    start, end = wrong(RAW, placed((at, at + len(words)), action, new))
    assert RAW[start:end] == is_wrong


def test_a_sign_inserted_is_the_same_by_a_point_and_by_the_word() -> None:
    at = RAW.index("mill")
    by_word = wrong(RAW, placed((at, at + 4), "replace", "mill,"))
    by_point = wrong(RAW, placed((at + 4, at + 4), "insert", ","))
    assert by_word == by_point == (at + 4, at + 4)


def blind_pair() -> Desk:
    """Two readers who share one error and each have one of their own."""
    desk = Desk(blind=True)
    desk.decide("Ann", "tom", new="torn")
    desk.decide("Ann", "the the", new="the")
    desk.decide("Ben", "was tom", new="was torn")
    desk.decide("Ben", "old,", new="old")
    return desk


def test_errors_are_counted_on_pages_that_two_read_blind() -> None:
    desk = blind_pair()
    assert estimates(SOURCE, desk.decisions, desk.states) == ()
    desk.read(1, "Ann")
    assert estimates(SOURCE, desk.decisions, desk.states) == ()
    desk.read(1, "Ben")
    (told,) = estimates(SOURCE, desk.decisions, desk.states)
    characters = len(RAW.split("\f")[1].strip())
    assert told == Estimate(("Ann", "Ben"), 1, characters, (2, 2), 1)
    assert not told.is_enough


def test_what_is_decided_after_the_page_was_read_is_found_later() -> None:
    desk = blind_pair()
    desk.read(1, "Ann")
    desk.read(1, "Ben")
    desk.decide("Ann", "old,", new="old;")
    desk.decide("Ann", "It", new="That")
    (told,) = estimates(SOURCE, desk.decisions, desk.states)
    assert (told.found, told.both, told.later) == ((2, 2), 1, 1)


def test_what_a_check_pointed_out_or_was_taken_back_is_not_counted() -> None:
    desk = blind_pair()
    asked = desk.decisions[1] = replace(desk.decisions[1], check="doubled-word")
    desk.decisions.append(Maker(SOURCE, "Ben").undo(desk.decisions[3]))
    desk.read(1, "Ann")
    desk.read(1, "Ben")
    (told,) = estimates(SOURCE, desk.decisions, desk.states)
    assert asked.id not in {each.new for each in desk.decisions}
    assert (told.found, told.both, told.asked) == ((1, 1), 1, 1)


def test_what_was_corrected_everywhere_was_found_everywhere() -> None:
    desk = Desk(blind=True)
    desk.decide("Ann", "the", new="ye", scope="every")
    at = RAW.index("the wheel")
    desk.decisions.append(Maker(SOURCE, "Ben").make("replace", (at, at + 3), "ye"))
    desk.read(1, "Ben")
    desk.read(1, "Ann")
    (told,) = estimates(SOURCE, desk.decisions, desk.states)
    assert (told.readers, told.found, told.both) == (("Ann", "Ben"), (1, 1), 1)


def test_settings_of_type_count_where_no_round_is_for_them() -> None:
    for rounds, found in ((TEXT, (1, 1)), (ALL, (0, 0))):
        desk = Desk(rounds, blind=True)
        desk.decide("Ann", "old", "emphasis")
        desk.decide("Ben", "old", "emphasis")
        desk.read(1, "Ann")
        desk.read(1, "Ben")
        (told,) = estimates(SOURCE, desk.decisions, desk.states)
        assert told.found == found


def test_who_does_not_read_blind_is_not_counted() -> None:
    desk = blind_pair()
    desk.settings = Proofreading()
    desk.read(1, "Ann")
    desk.read(1, "Ben")
    assert estimates(SOURCE, desk.decisions, desk.states) == ()


# --- many errors, many readers --------------------------------------------------------------------

LONG = "\f".join(" ".join(f"w{page}n{k}" for k in range(300)) + "\n" for page in range(4))
LONG_SOURCE = source_of(LONG)
LONG_PAGES = proof_pages(LONG_SOURCE, recovered(LONG))
WORDS = [match.span() for match in re.finditer(r"\w+", LONG)]


def corrected(who: str, at: Span, when: datetime, check: str = "editor") -> Decision:
    made = Maker(LONG_SOURCE, who, when).make("replace", at, LONG[slice(*at)] + "e", check=check)
    return replace(made, when=when)


def simulated(
    pairs: Sequence[tuple[str, str]], shares: Mapping[str, float], easy: int, hard: int, seed: int
) -> tuple[tuple[Estimate, ...], int]:
    """Give the estimates when each pair reads a page, and how many hard errors they left.

    The easy errors are those to which checks point.
    """
    chance = random.Random(seed)
    errors = chance.sample(WORDS, easy + hard)
    decisions: list[Decision] = []
    events: list[Event] = []
    now = datetime(2026, 1, 1, tzinfo=UTC)
    for page, pair in zip(LONG_PAGES, pairs, strict=True):
        for who in pair:
            for k, at in enumerate(errors):
                found = chance.random() < (0.97 if k < easy else shares[who])
                if page.start <= at[0] < page.end and found:
                    now += timedelta(seconds=1)
                    asked = "misread-word" if k < easy else "editor"
                    decisions.append(corrected(who, at, now, asked))
            now += timedelta(seconds=1)
            events.append(replace(made(page, "read", who, blind=True), when=now))
    told = estimates(LONG_SOURCE, decisions, page_states(LONG_PAGES, events, TEXT))
    left = {*errors[easy:]} - {each.at for each in decisions}
    return told, len(left)


def test_hard_errors_are_estimated_although_checks_point_out_the_easy_ones() -> None:
    shares = {"Ann": 0.7, "Ben": 0.6}
    runs = [simulated([("Ann", "Ben")] * 4, shares, 200, 80, seed) for seed in range(25)]
    both = [(told.left, left) for (told,), left in runs if told.is_enough]
    assert len(both) == 25
    mean, true = (sum(each) / len(both) for each in zip(*both, strict=True))
    assert abs(mean - true) < 0.15 * true
    assert sum(told.interval[0] <= left <= told.interval[1] for (told,), left in runs) >= 22
    # Counted together, the easy errors would hide the hard ones.
    (told,), left = runs[0]
    pooled = 194 + told.both, *(194 + each for each in told.found)
    assert chapman(pooled[1], pooled[2], pooled[0]) - (sum(pooled[1:]) - pooled[0]) < left / 2


def test_pairs_are_told_apart_and_taken_together() -> None:
    shares = {"Ann": 0.9, "Ben": 0.6, "Cid": 0.5}
    pairs = [("Ann", "Ben"), ("Cid", "Ann"), ("Ann", "Cid"), ("Cid", "Ann")]
    (together, first, second), left = simulated(pairs, shares, 0, 120, 3)
    assert (together.readers, first.readers, second.readers) == ((), ("Ann", "Cid"), ("Ann", "Ben"))
    assert (together.pages, first.pages, second.pages) == (4, 3, 1)
    assert together.both == first.both + second.both
    assert together.interval[0] <= left <= together.interval[1]


def test_the_interval_holds_what_is_left_in_95_of_100_cases() -> None:
    chance = random.Random(1)
    for number, one, other in ((60, 0.8, 0.7), (200, 0.9, 0.85), (30, 0.6, 0.6)):
        held = enough = 0
        for _ in range(400):
            pairs = [(chance.random() < one, chance.random() < other) for _ in range(number)]
            first, second = (sum(each) for each in zip(*pairs, strict=True))
            told = Estimate((), 1, 10_000, (first, second), sum(a and b for a, b in pairs))
            if told.is_enough:
                enough += 1
                held += told.interval[0] <= sum(not (a or b) for a, b in pairs) <= told.interval[1]
        assert enough > 200
        assert held / enough > 0.9


def test_few_errors_of_both_are_too_few() -> None:
    assert not Estimate((), 1, 100, (9, 9), 6).is_enough
    assert Estimate((), 1, 100, (9, 9), 7).is_enough
    assert unseen(0, 0, 0) == (0, 0)
    told = Estimate((), 1, 20_000, (30, 28), 22, later=1)
    assert (round(told.left, 2), told.interval) == (1.09, (0, 5))
    assert told.rate(3) == 1.5
