"""What readers take back at the desk, and what they decide against one another."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from pipeline.desk.answering.answers import Conflict, Saved
from pipeline.errors import RecensionError
from tests.answered import LODZ, TEH, about, on_disk, post, said, sent
from tests.atdesk import Bench, at_desk, place

# --- taking back ----------------------------------------------------------------------------------


def test_a_readers_answers_are_taken_back_the_last_one_first(tmp_path: Path) -> None:
    sent(tmp_path, {"key": TEH}, {"key": LODZ, "scope": "alike"})
    sent(tmp_path, about("river", "replace", "stream"), reader="Ben")
    teh, lodz, lodz_2, _ = on_disk(tmp_path)
    first, second = sent(tmp_path, {}, {})
    assert isinstance(first, Saved)
    assert isinstance(second, Saved)
    assert [d.id for d in first.undone] == [lodz.id, lodz_2.id]
    assert (first.at, second.at) == (lodz.at, teh.at)
    assert [d.id for d in second.undone] == [teh.id]
    with pytest.raises(RecensionError, match="nothing is left"):
        sent(tmp_path, {})


def test_what_is_taken_back_is_asked_again_at_once(tmp_path: Path) -> None:
    async def work(bench: Bench) -> None:
        await post(bench, {"key": TEH})
        checks = bench.workers.checks
        await bench.until(lambda: bench.workers.checks > checks and bench.desk.view("Ann").checked)
        assert TEH not in {each.key for each in bench.desk.asked("Ann")}
        await post(bench, {"id": bench.desk.decisions[0].id})
        assert TEH in {each.key for each in bench.desk.asked("Ann")}
        with pytest.raises(RecensionError, match="taken back already"):
            await post(bench, {"id": bench.desk.decisions[0].id})

    at_desk(tmp_path, work)


def test_a_later_answer_of_the_same_reader_replaces_the_earlier_one(tmp_path: Path) -> None:
    async def work(bench: Bench) -> dict[str, str]:
        await post(bench, {"key": TEH})
        await post(bench, {"key": TEH, "do": "own", "new": "those"})
        settled = bench.desk.view("Ann").settled
        return {d.new: settled.states[d.id] for d in settled.decisions}

    assert at_desk(tmp_path, work) == {"the": "superseded", "those": "applied"}


def test_what_is_said_again_is_written_only_on_other_grounds(tmp_path: Path) -> None:
    async def work(bench: Bench) -> list[tuple[str, str, str]]:
        await post(bench, {"key": TEH})
        again = await post(bench, {"key": TEH})
        assert isinstance(again, Saved)
        assert again.again
        await post(bench, {"key": TEH, "why": "printer", "note": "sic"})
        states = bench.desk.view("Ann").settled.states
        return [(d.action, d.why, states[d.id]) for d in bench.desk.decisions]

    assert at_desk(tmp_path, work) == [
        ("replace", "extraction", "undone"),
        ("replace", "printer", "applied"),
        ("undo", "extraction", "applied"),
    ]


def test_a_reader_is_one_however_the_name_is_spelt(tmp_path: Path) -> None:
    sent(tmp_path, {"key": TEH})
    sent(tmp_path, about("ice", "emphasis"), {}, reader="ann ")
    assert [(d.reader, d.action) for d in on_disk(tmp_path)] == [
        ("Ann", "replace"),
        ("Ann", "emphasis"),
        ("Ann", "undo"),
    ]


# --- several readers ------------------------------------------------------------------------------


def test_what_another_reader_decided_is_shown_beside_and_not_overwritten(tmp_path: Path) -> None:
    async def work(bench: Bench) -> None:
        await post(bench, {"key": TEH}, "Ben")
        shown = await post(bench, {"key": TEH, "do": "own", "new": "those"})
        assert isinstance(shown, Conflict)
        assert [d.new for d in shown.mine] == ["those"]
        assert [p.decision.new for p in shown.theirs] == ["the"]
        assert len(bench.desk.decisions) == 1
        free = await post(
            bench, about("for his", "replace", "for her") | {"b": str(place("teh")[1])}
        )
        assert isinstance(free, Conflict)

    at_desk(tmp_path, work)
    assert said(tmp_path) == [("replace", "teh", "the")]


@pytest.mark.parametrize(
    ("choice", "states"),
    [
        ("mine", ["undone", "applied", "applied"]),
        ("theirs", ["applied", "agreed"]),
        ("both", ["conflict", "conflict"]),
    ],
)
def test_the_reader_chooses_between_two_readings(
    tmp_path: Path, choice: str, states: list[str]
) -> None:
    async def work(bench: Bench) -> list[str]:
        await post(bench, {"key": TEH}, "Ben")
        form = {"key": TEH, "do": "own", "new": "those"}
        shown = await post(bench, form)
        assert isinstance(shown, Conflict)
        assert isinstance(await post(bench, form | {"choice": choice, "rev": shown.rev}), Saved)
        return [*bench.desk.view("Ann").settled.states.values()]

    assert at_desk(tmp_path, work) == states


def test_a_contradiction_that_was_let_stay_is_ended_by_another_choice(tmp_path: Path) -> None:
    async def work(bench: Bench) -> list[str]:
        await post(bench, {"key": TEH}, "Ben")
        form = {"key": TEH, "do": "own", "new": "those"}
        for choice in ("both", "both", "mine"):
            await post(bench, form | {"choice": choice})
        return [*bench.desk.view("Ann").settled.states.values()]

    assert at_desk(tmp_path, work) == ["undone", "applied", "applied"]


def test_all_who_agree_on_the_other_reading_are_taken_back_with_it(tmp_path: Path) -> None:
    async def work(bench: Bench) -> list[str]:
        for reader in ("Ben", "Cat"):
            await post(bench, {"key": TEH}, reader)
        await post(bench, {"key": TEH, "do": "own", "new": "those", "choice": "mine"})
        return [*bench.desk.view("Ann").settled.states.values()]

    assert at_desk(tmp_path, work) == ["undone", "undone", "applied", "applied", "applied"]


def test_one_who_decided_since_the_choice_was_shown_is_shown_too(tmp_path: Path) -> None:
    async def work(bench: Bench) -> None:
        await post(bench, {"key": TEH}, "Ben")
        form = {"key": TEH, "do": "own", "new": "those"}
        shown = await post(bench, form)
        assert isinstance(shown, Conflict)
        both = {"key": TEH, "do": "own", "new": "ten", "choice": "both"}
        await post(bench, both, "Cat")
        again = await post(bench, form | {"choice": "mine", "rev": shown.rev})
        assert isinstance(again, Conflict)
        assert [p.decision.reader for p in again.theirs] == ["Ben", "Cat"]

    at_desk(tmp_path, work)


def test_those_who_agree_do_not_hinder_each_other(tmp_path: Path) -> None:
    async def work(bench: Bench) -> None:
        for reader in ("Ann", "Ben"):
            assert isinstance(await post(bench, {"key": TEH}, reader), Saved)
            assert isinstance(await post(bench, about("ice", "emphasis"), reader), Saved)

    at_desk(tmp_path, work)
    assert len(on_disk(tmp_path)) == 4


# --- sent twice -----------------------------------------------------------------------------------


def test_a_form_that_comes_twice_is_written_once(tmp_path: Path) -> None:
    form = {"key": LODZ, "scope": "alike", "nonce": "n-1"}

    async def work(bench: Bench) -> None:
        one, other = await asyncio.gather(post(bench, form), post(bench, form))
        assert isinstance(one, Saved)
        assert isinstance(other, Saved)
        assert (one.again, other.again) == (False, True)
        assert [d.id for d in one.decisions] == [d.id for d in other.decisions]

    at_desk(tmp_path, work)
    (later,) = sent(tmp_path, form)
    assert isinstance(later, Saved)
    assert later.again
    assert len(on_disk(tmp_path)) == 2
    place_ = about("ice", "emphasis", nonce="n-1")
    sent(tmp_path, place_, place_, reader="Ben")
    assert len(on_disk(tmp_path)) == 3


def test_taking_back_twice_by_a_lost_connection_takes_back_one_answer(tmp_path: Path) -> None:
    sent(tmp_path, {"key": TEH}, {"key": LODZ}, {"nonce": "n-2"}, {"nonce": "n-2"})
    assert [d.action for d in on_disk(tmp_path)] == ["replace", "replace", "undo"]
