"""The rounds of proofreading, and blind reading."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from pipeline.decisions.make import Maker
from pipeline.proofreading.blind import is_hidden, visible
from pipeline.proofreading.event import event_of, line_of, made
from pipeline.proofreading.formatting import FORMATTING
from pipeline.proofreading.marking import reached, withdrawal
from pipeline.proofreading.rounds import due, filled, is_done, needed, round_for
from pipeline.proofreading.states import LEFT, page_states
from pipeline.questions import questions
from tests.rounds import ALL, PAGES, RAW, SOURCE, TEXT, Desk

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
