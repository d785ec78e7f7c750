"""Pages at the desk are lent to one reader at a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.desk.leases import EXPIRY, LEFT, Leases
from pipeline.errors import RecensionError
from pipeline.proofreading.event import made
from tests.atdesk import Bench, at_desk


def test_a_page_is_leased_expires_and_is_taken_over() -> None:
    now = [0.0]
    leases = Leases(lambda: now[0])
    assert leases.beat(3, "Ann").reader == "Ann"
    assert leases.beat(3, "Ben").reader == "Ann"
    now[0] = EXPIRY - 1.0
    leases.beat(3, "ann ")
    now[0] += EXPIRY - 1.0
    assert leases.beat(3, "Ben").reader == "Ann"
    now[0] += 2.0
    assert leases.of(3) is None
    assert leases.beat(3, "Ben").reader == "Ben"
    before = leases.take(3, "Ann")
    assert before is not None
    assert before.reader == "Ben"
    assert leases.take(3, "Ann") is None
    leases.release(3, "Ben")
    assert [(each.page, each.reader) for each in leases.held()] == [(3, "Ann")]
    leases.release(3, "Ann")
    assert leases.held() == ()


def test_who_goes_on_to_another_page_leaves_the_first_but_not_a_second_window() -> None:
    now = [0.0]
    leases = Leases(lambda: now[0])
    leases.beat(1, "Ann")
    leases.beat(2, "Ann")
    assert len(leases.held()) == 2
    now[0] = LEFT + 1.0
    leases.beat(2, "Ann")
    assert [each.page for each in leases.held()] == [2]


def test_work_on_a_page_is_begun_once(tmp_path: Path) -> None:
    async def work(bench: Bench) -> None:
        for working in (False, True, True):
            await bench.desk.beat("Ann", 2, working=working)
        assert [each.mark for each in bench.desk.events] == ["begun"]
        lease = await bench.desk.beat("Ben", 2)
        assert lease.reader == "Ann"
        assert len(bench.told.of("pages")) == 2
        bench.desk.take("Ben", 2)
        assert bench.told.of("notice") == [{"said": "Ben took over page 6.", "to": "Ann"}]
        await bench.desk.mark([made(bench.desk.pages[1], "read", "Ben")])
        assert bench.desk.leases.held() == ()
        with pytest.raises(RecensionError, match="no such page"):
            await bench.desk.beat("Ann", 3)

    at_desk(tmp_path, work)
