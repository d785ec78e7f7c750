"""The state of the desk: what is on the disk is what it shows, whatever happens between."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline.decisions.lost import lost
from pipeline.decisions.make import Maker
from pipeline.decisions.store import append
from pipeline.desk import desk as module
from pipeline.desk.answering.answers import Saved
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
