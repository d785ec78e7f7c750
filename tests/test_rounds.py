"""The rounds of proofreading, blind reading, and the estimate that it gives."""

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
from pipeline.model.settings import Proofreading, Round
from pipeline.proofreading.blind import is_hidden, visible
from pipeline.proofreading.captures import estimates, wrong
from pipeline.proofreading.estimate import Estimate, chapman, unseen
from pipeline.proofreading.event import Event, event_of, line_of, made
from pipeline.proofreading.formatting import FORMATTING
from pipeline.proofreading.marking import reached, reading, withdrawal
from pipeline.proofreading.pages import proof_pages
from pipeline.proofreading.rounds import due, filled, is_done, needed, round_for
from pipeline.proofreading.states import LEFT, PageState, page_states
from pipeline.questions import questions
from tests.dump import recovered, source_of

RAW = "The mill stood by the river.\n\fIt was old, and the the wheel was tom.\n\fNobody knew it.\n"
SOURCE = source_of(RAW)
PAGES = proof_pages(SOURCE, recovered(RAW))
TEXT: tuple[Round, ...] = ("text", "text")
ALL: tuple[Round, ...] = ("text", "text", "formatting")


class Desk:
    """A book at which readers work."""

    def __init__(self, rounds: tuple[Round, ...] = TEXT, blind: bool = False) -> None:
        self.settings = Proofreading(rounds, blind)
        self.events: list[Event] = []
        self.decisions: list[Decision] = []

    @property
    def states(self) -> tuple[PageState, ...]:
        return page_states(PAGES, self.events, self.settings.rounds)

    def read(self, page: int, reader: str) -> bool:
        """Have a page read, if its next round is for this reader."""
        event = reading(self.states[page], self.settings, reader)
        self.events += [event] if event else []
        return event is not None

    def decide(self, reader: str, words: str, action: Action = "replace", **rest: str) -> Decision:
        at = RAW.index(words)
        self.decisions.append(Maker(SOURCE, reader).make(action, (at, at + len(words)), **rest))
        return self.decisions[-1]

    def seen(self, reader: str) -> list[str]:
        """Give which words the decisions are about that a reader sees."""
        shown = visible(SOURCE, self.decisions, self.states, reader)
        return [each.quote.exact or each.action for each in shown]


# --- rounds ---------------------------------------------------------------------------------------


def test_a_second_reading_of_the_text_is_by_another_and_formatting_comes_behind() -> None:
    desk = Desk(ALL)
    assert [desk.read(0, who) for who in ("Ann", "ann ", "Ben", "Ben", "Ann", "Cid")] == [
        True,
        False,
        True,
        True,
        False,
        True,
    ]
    by = [each.reader if each else "" for each in filled(desk.states[0])]
    assert by == ["Ann", "Ben", "Ben"]
    assert is_done(desk.states[0])
    assert desk.states[0].state == "read twice"
    assert [each.round for each in desk.states[0].readings] == [
        "text",
        "text",
        "formatting",
        "text",
    ]


def test_a_page_says_what_it_needs_next() -> None:
    desk = Desk(ALL)
    assert (due(desk.states[0]), needed(desk.states[0])) == ("text", "a reading of its text")
    desk.read(0, "Ann")
    assert needed(desk.states[0]) == "another reading of its text, not by Ann"
    assert (round_for(desk.states[0], "Ann"), round_for(desk.states[0], "Ben")) == (None, "text")
    desk.read(0, "Ben")
    assert needed(desk.states[0]) == "a reading of its formatting"
    desk.read(0, "Ann")
    assert needed(desk.states[0]) == ""


def test_one_reading_is_enough_where_one_is_set() -> None:
    for rounds in (("text",), ("formatting",)):
        desk = Desk(rounds)
        assert desk.read(1, "Ann")
        assert is_done(desk.states[1])
        assert desk.states[1].state == "read once"
        assert [is_done(each) for each in desk.states] == [False, True, False]


def test_what_was_read_before_there_were_rounds_was_read_for_its_text() -> None:
    old = '{"id": "01J", "page": "1", "mark": "read", "reader": "Ann", "hash": "%s",'
    event = event_of(old % PAGES[0].hash + ' "when": "2026-01-02T03:04:05+00:00"}', "ann.jsonl:1")
    state = page_states(PAGES, [event], ALL)[0]
    assert [each.reader if each else "" for each in filled(state)] == ["Ann", "", ""]
    assert event_of(line_of(event), "ann.jsonl:1") == event


def test_work_is_taken_back_before_a_reading() -> None:
    desk = Desk(ALL)
    desk.read(0, "Ann")
    desk.events.append(made(PAGES[0], "begun", "Ann"))
    for at_work, readers in ((1, ("Ann",)), (0, ("Ann",)), (0, ())):
        state = desk.states[0]
        assert (len(state.at_work), state.readers) == (at_work, readers)
        desk.events += filter(None, [withdrawal(state, "Ann")])
    assert withdrawal(desk.states[0], "Ann") is None


def test_of_two_rounds_the_last_is_taken_back() -> None:
    desk = Desk(("text", "formatting"))
    assert desk.read(0, "Ann")
    assert desk.read(0, "Ann")
    event = withdrawal(desk.states[0], "Ann")
    assert event is not None
    assert event.round == "formatting"
    desk.events.append(event)
    assert due(desk.states[0]) == "formatting"


def test_questions_of_formatting_are_known() -> None:
    assert questions().keys() >= FORMATTING


# --- how far a page was read ----------------------------------------------------------------------


def test_it_is_known_how_far_a_page_was_read() -> None:
    desk = Desk()
    there = RAW.index("wheel")
    desk.events += [made(PAGES[1], "begun", "Ann"), reached(desk.states[1], "Ann", there)]
    (work,) = desk.states[1].at_work
    assert (work.reader, work.to) == ("Ann", there)
    assert work.since < work.last
    desk.events.append(reached(desk.states[1], "Ann", 10_000))
    assert desk.states[1].at_work[0].to == PAGES[1].end
    desk.events.append(reached(desk.states[1], "Ben", 0))
    assert desk.states[1].at_work[1].to == PAGES[1].start + 1
    assert [event_of(line_of(each), "") for each in desk.events] == desk.events
    desk.read(1, "Ann")
    assert [each.reader for each in desk.states[1].at_work] == ["Ben"]


def test_work_without_a_sign_for_hours_leaves_the_page_to_others() -> None:
    begun = made(PAGES[0], "begun", "Ann")
    later = begun.when + LEFT + timedelta(seconds=1)
    state = page_states(PAGES, [begun], TEXT, later)[0]
    assert (state.state, [each.reader for each in state.left]) == ("unread", ["Ann"])
    sign = replace(begun, id="02", mark="reached", to=4, when=later - timedelta(hours=1))
    state = page_states(PAGES, [begun, sign], TEXT, later)[0]
    assert (state.state, state.left, state.at_work[0].since) == ("in work", (), begun.when)


# --- blind reading --------------------------------------------------------------------------------


def test_others_decisions_are_hidden_until_the_page_is_read() -> None:
    desk = Desk(blind=True)
    desk.decide("Ann", "tom", new="torn")
    desk.decide("Ann", "stood", new="stands")
    assert desk.seen("Ann") == desk.seen("ann") == ["tom", "stood"]
    assert desk.seen("Ben") == []
    desk.read(1, "Ben")
    assert desk.seen("Ben") == ["tom"]
    assert desk.seen("Cid") == []
    desk.read(1, "Ann")
    assert desk.seen("Cid") == ["tom"]  # who comes to format or to settle a dispute sees all


def test_what_holds_everywhere_belongs_to_the_page_of_its_place() -> None:
    desk = Desk(blind=True)
    desk.decide("Ann", "the", new="ye", scope="every")
    desk.read(1, "Ben")
    assert desk.seen("Ben") == []
    desk.read(0, "Ben")
    assert desk.seen("Ben") == ["the"]


def test_what_takes_a_decision_back_belongs_to_its_page() -> None:
    desk = Desk(blind=True)
    mine = desk.decide("Ben", "tom", new="torn")
    undo = Maker(SOURCE, "Ann").undo(mine)
    again = Maker(SOURCE, "Cid").undo(undo)
    desk.decisions += [undo, again]
    assert [each.id for each in visible(SOURCE, desk.decisions, desk.states, "Ben")] == [mine.id]
    desk.read(1, "Ben")
    assert visible(SOURCE, desk.decisions, desk.states, "Ben") == (mine, undo, again)


def test_who_has_seen_all_does_not_read_blind_again() -> None:
    desk = Desk(blind=True)
    desk.read(0, "Ann")
    desk.events += filter(None, [withdrawal(desk.states[0], "Ann")])
    assert not is_hidden(desk.states[0], "Ann")
    desk.read(0, "Ann")
    assert [each.blind for each in desk.events if each.mark == "read"] == [True, False]


def test_as_long_as_pages_are_not_known_only_own_decisions_are_seen() -> None:
    desk = Desk(blind=True)
    desk.decide("Ann", "tom", new="torn")
    assert visible(SOURCE, desk.decisions, (), "Ben") == ()
    assert visible(SOURCE, desk.decisions, (), "Ann") == tuple(desk.decisions)


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
