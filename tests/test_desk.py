"""The state of the desk: what is on the disk is what it shows, whatever happens between."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.decisions.lost import lost
from pipeline.decisions.make import Maker
from pipeline.decisions.store import append, read_decisions
from pipeline.desk import desk as module
from pipeline.desk.answering.answers import Saved
from pipeline.desk.leases import EXPIRY, LEFT, Leases
from pipeline.errors import RecensionError
from pipeline.model.decision import Decision
from pipeline.model.finding import Finding, Proposal
from pipeline.model.settings import Proofreading
from pipeline.proofreading.event import made
from pipeline.proofreading.store import append_events
from tests.answered import LODZ, TEH, about, on_disk, post
from tests.atdesk import RAW, Bench, Workers, at_desk, place
from tests.dump import source_of

# --- questions and pages --------------------------------------------------------------------------


def test_questions_stand_in_the_order_of_their_places_and_say_where(tmp_path: Path) -> None:
    async def work(bench: Bench) -> list[tuple[str, int, str, str]]:
        asked = bench.desk.asked("Ann")
        return [(each.finding.check, each.line, each.page.label, each.chapter) for each in asked]

    assert at_desk(tmp_path, work) == [
        ("lost-letter", 3, "5", "THE MILL"),
        ("lost-letter", 4, "5", "THE MILL"),
        ("lone-comma", 4, "5", "THE MILL"),
        ("unknown-word", 4, "5", "THE MILL"),
        ("short-line", 6, "6", "THE MILL"),
    ]


def test_two_questions_of_a_check_about_one_place_have_keys_of_their_own(tmp_path: Path) -> None:
    async def work(bench: Bench) -> None:
        first = bench.workers.found[2]
        bench.workers.found.append(type(first)(first.check, "query", first.where, "or ten?"))
        await post(bench, {"key": LODZ})
        await bench.until(lambda: bench.desk.question("Ann", TEH + "-2"))
        assert bench.desk.question("Ann", TEH) is not None

    at_desk(tmp_path, work)


@pytest.mark.parametrize("cured", [True, False])
def test_a_question_is_answered_where_its_answer_stands_elsewhere(
    tmp_path: Path, cured: bool
) -> None:
    opens, closes = place('"')[0], place("songs.")[1]
    answer = Proposal("”", 0.9, "insert", (closes, closes))
    quote = Finding("unclosed-quote", "error", (opens, opens + 1), "nothing closes it", (answer,))
    key = f"unclosed-quote-{opens}-{opens + 1}"

    async def work(bench: Bench) -> None:
        desk, found = bench.desk, bench.workers.found
        found.append(quote)
        await post(bench, {"key": TEH})
        await bench.until(lambda: desk.question("Ann", key))
        await bench.until(lambda: desk.view("Ann").checked)
        if cured:
            found.remove(quote)
        await post(bench, {"key": key})
        asked = {each.key for each in desk.asked("Ann")}
        assert key not in asked
        await bench.until(lambda: desk.view("Ann").checked)
        assert (key in {each.key for each in desk.asked("Ann")}) is not cured
        await post(bench, {})
        assert key in {each.key for each in desk.asked("Ann")}

    at_desk(tmp_path, work)


def test_progress_counts_readings_and_what_is_open(tmp_path: Path) -> None:
    async def work(bench: Bench) -> None:
        desk = bench.desk
        await desk.mark([made(desk.pages[0], "read", "Ann"), made(desk.pages[1], "read", "Ann")])
        await desk.mark([made(desk.pages[0], "read", "Ben")])
        await post(bench, {"key": TEH})
        counted = desk.progress("Ann")
        assert (counted.pages, counted.readings, counted.needed, counted.share) == (2, 3, 4, 0.75)
        assert dict(counted.states) == {"read twice": 1, "read once": 1}
        assert dict(counted.open) == {"error": 2, "advice": 2}
        assert counted.answered == 1

    at_desk(tmp_path, work)


def test_before_the_book_is_read_there_are_no_pages_and_no_questions(tmp_path: Path) -> None:
    async def work() -> None:
        bench = Bench(tmp_path)
        await bench.desk.start()
        assert bench.desk.source.text == RAW
        assert (bench.desk.pages, bench.desk.asked("Ann"), bench.desk.states()) == ((), (), ())
        assert bench.desk.view("Ann").book is None
        await bench.desk.stop()

    asyncio.run(work())


# --- telling --------------------------------------------------------------------------------------


def test_a_decision_that_cannot_be_done_is_told(tmp_path: Path) -> None:
    async def work(bench: Bench) -> None:
        class Refusing(Workers):
            async def emended(self, view: str, decisions: Sequence[Decision]):  # type: ignore[no-untyped-def]
                self.left = tuple(lost(each, each.at, "it is so") for each in decisions)
                return await super().emended(view, decisions)

        bench.workers.__class__ = Refusing
        await post(bench, about("ice", "emphasis"))
        await bench.until(lambda: bench.told.of("notice"))
        (notice,) = bench.told.of("notice")
        assert "this could not be done: it is so" in str(notice["said"])
        key = "lost-decision-{}-{}".format(*place("ice"))
        await bench.until(lambda: bench.desk.question("Ann", key))
        taken = await post(bench, {"key": key, "do": "take-back"}, "Ben")
        assert isinstance(taken, Saved)
        assert [d.action for d in taken.undone] == ["emphasis"]

    at_desk(tmp_path, work)


def test_two_who_contradict_each_other_are_parted_by_letting_one_hold(tmp_path: Path) -> None:
    async def work(bench: Bench) -> list[str]:
        await post(bench, {"key": TEH}, "Ben")
        both = {"key": TEH, "do": "own", "new": "those", "choice": "both"}
        await post(bench, both)
        key = "conflict-{}-{}".format(*place("teh"))
        await bench.until(lambda: bench.desk.question("Ann", key))
        with pytest.raises(RecensionError, match="it is not asked about"):
            await post(bench, {"key": key, "do": "hold", "id": "01J"})
        await post(bench, {"key": key, "do": "hold", "id": bench.desk.decisions[1].id}, "Cat")
        return [*bench.desk.view("Ann").settled.states.values()]

    assert at_desk(tmp_path, work) == ["undone", "applied", "applied"]


# --- other hands ----------------------------------------------------------------------------------


def test_what_another_hand_writes_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LOOK", 0.01)

    async def work(bench: Bench) -> None:
        maker = Maker(source_of(RAW), "Ben")
        append(tmp_path / "decisions", [maker.make("emphasis", place("ice"))])
        await bench.until(lambda: bench.desk.decisions)
        append_events(tmp_path / "proofreading", [made(bench.desk.pages[0], "read", "Ben")])
        await bench.until(lambda: bench.desk.states()[0].readers)
        (tmp_path / "book.toml").write_text('title = "Another"\n', encoding="utf-8")
        await bench.until(lambda: bench.told.of("notice"))
        assert "Start the desk again" in str(bench.told.of("notice")[0]["said"])

    at_desk(tmp_path, work)


def test_a_file_that_cannot_be_read_is_told_and_the_desk_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LOOK", 0.01)

    async def work(bench: Bench) -> None:
        await post(bench, {"key": LODZ})
        broken = tmp_path / "decisions" / "ben.toml"
        broken.write_text("reader = \n", encoding="utf-8")
        await bench.until(lambda: bench.told.of("notice"))
        assert "ben.toml:1: is no TOML" in str(bench.told.of("notice")[0]["said"])
        await post(bench, {"key": TEH})
        assert [d.new for d in bench.desk.decisions] == ["Łódź", "the"]
        broken.unlink()
        await asyncio.sleep(0)
        await post(bench, about("ice", "emphasis"))
        assert len(bench.desk.decisions) == 3

    at_desk(tmp_path, work)
    assert len(on_disk(tmp_path)) == 3


def test_a_bare_file_can_be_seen_and_not_decided_about(tmp_path: Path) -> None:
    async def work(bench: Bench) -> None:
        bench.desk.folder = type(bench.desk.folder)("x", bench.desk.settings, tmp_path / "raw.txt")
        with pytest.raises(RecensionError, match="recension new"):
            await post(bench, {"key": LODZ})

    at_desk(tmp_path, work)


# --- blind reading --------------------------------------------------------------------------------


def test_who_reads_blind_sees_nothing_of_others_until_the_page_is_read(tmp_path: Path) -> None:
    async def work() -> None:
        async with Bench(tmp_path, Proofreading(blind=True)) as bench:
            desk = bench.desk
            await post(bench, {"key": TEH})
            await post(bench, about("winter", "emphasis"))
            assert TEH not in {each.key for each in desk.asked("Ann")}
            assert TEH in {each.key for each in desk.asked("Ben")}
            assert desk.view("Ben").settled.decisions == ()
            # Neither an answer of the other kind, nor that of the same, shows that there is one.
            assert isinstance(await post(bench, {"key": TEH, "do": "keep"}, "Ben"), Saved)
            with pytest.raises(RecensionError, match="no decision has this id"):
                await post(bench, {"id": desk.decisions[0].id}, "Ben")
            await desk.mark([made(desk.pages[0], "read", "Ben")])
            states = desk.view("Ben").settled.states
            assert sorted(states.values()) == ["conflict", "conflict"]
            assert set(desk.view("ben ").settled.states) == {
                each.id for each in desk.decisions if each.action != "emphasis"
            }
            await bench.until(lambda: desk.view("Ben").checked)
            assert max(len(made) for made in bench.workers.made) == 2

    asyncio.run(work())


# --- leases ---------------------------------------------------------------------------------------


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


# --- nothing is lost, nothing is doubled ----------------------------------------------------------

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


def test_the_desk_has_the_images_of_the_pages_in_which_it_is_proofread(tmp_path: Path) -> None:
    scans = tmp_path / "source" / "pages"
    scans.mkdir(parents=True)
    for number in (1, 2):
        (scans / f"{number}.png").write_bytes(b"")

    async def work(bench: Bench) -> None:
        images = bench.desk.images
        shown = await images.of(bench.desk.pages[1])
        assert [image.url for image in shown] == ["/image/2.png"]
        assert bench.desk.images is images

    at_desk(tmp_path, work)
