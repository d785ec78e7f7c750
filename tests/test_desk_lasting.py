"""No answer at the desk is lost or doubled, whoever sends it, and however often."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.decisions.store import read_decisions
from pipeline.desk.answering.answers import Saved
from pipeline.errors import RecensionError
from tests.answered import LODZ, TEH, about, post
from tests.atdesk import Bench, at_desk

READERS = ("Ann", "Ben")
FORMS: tuple[dict[str, str], ...] = (
    {"key": LODZ},
    {"key": LODZ, "do": "keep", "scope": "alike"},
    {"key": LODZ, "do": "own", "new": "Lódź", "choice": "both"},
    {"key": TEH, "choice": "mine"},
    {"key": TEH, "do": "own", "new": "those", "choice": "theirs"},
    about("ice", "emphasis"),
    about("held the", "replace", "kept the"),
    about("the wheel", "delete", choice="mine"),
    about("winter", "heading", "2"),
    {},
)
Step = tuple[str, dict[str, str], str]
SENT = st.tuples(
    st.sampled_from(READERS), st.sampled_from(FORMS), st.sampled_from(["once", "twice"])
)
RESTART: Step = ("", {}, "restart")


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(SENT | st.just(RESTART), max_size=12))
def test_no_answer_is_lost_or_doubled(
    tmp_path_factory: pytest.TempPathFactory, steps: list[Step]
) -> None:
    where = tmp_path_factory.mktemp("book")
    saved: list[str] = []

    async def sit(some: list[tuple[int, Step]]) -> None:
        async with Bench(where) as bench:
            assert [each.id for each in bench.desk.decisions] == saved
            for number, (reader, form, times) in some:
                sent = form | {"nonce": f"n-{number}"}
                outcomes = [await tried(bench, sent, reader) for _ in range(1 + (times == "twice"))]
                written = (o for o in outcomes if isinstance(o, Saved) and not o.again)
                saved.extend(each.id for outcome in written for each in outcome.decisions)
                settled = bench.desk.view(reader).settled
                assert set(settled.states) == set(saved)
            assert [each.id for each in bench.desk.decisions] == saved

    async def all_() -> None:
        sitting: list[tuple[int, Step]] = []
        for number, step in enumerate(steps):
            if step[2] == "restart":
                await sit(sitting)
                sitting = []
            else:
                sitting.append((number, step))
        await sit(sitting)

    asyncio.run(all_())
    assert [each.id for each in read_decisions(where / "decisions")] == saved
    assert len(saved) == len(set(saved))


async def tried(bench: Bench, form: dict[str, str], reader: str) -> object:
    """Send a form; what cannot be done is told and writes nothing."""
    before = len(bench.desk.decisions)
    try:
        return await post(bench, form, reader)
    except RecensionError:
        assert len(bench.desk.decisions) == before
        return None


def test_a_desk_that_is_started_again_has_the_same_state(tmp_path: Path) -> None:
    async def first(bench: Bench) -> tuple[object, ...]:
        await post(bench, {"key": LODZ})
        await post(bench, about("ice", "emphasis"), "Ben")
        await post(bench, {"key": TEH})
        await post(bench, {})
        await bench.desk.beat("Ann", 1, working=True)
        await bench.until(lambda: bench.desk.view("Ann").checked)
        return shown(bench)

    async def again(bench: Bench) -> tuple[object, ...]:
        return shown(bench)

    def shown(bench: Bench) -> tuple[object, ...]:
        desk = bench.desk
        ids = [each.id for each in desk.decisions]
        return ids, desk.events, desk.states(), desk.asked("Ann"), desk.view("Ann").settled.states

    assert at_desk(tmp_path, first) == at_desk(tmp_path, again)
