"""What readers answer at the desk, and what is written of it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from pipeline.decisions.store import read_decisions
from pipeline.desk.answering.answers import Conflict, Outcome, Preview, Saved, answer, decide, undo
from pipeline.errors import RecensionError
from pipeline.model.decision import Decision
from pipeline.model.finding import Finding
from tests.atdesk import RAW, Bench, at_desk, place

LODZ = "lost-letter-{}-{}".format(*place("Lodz"))
LODZ_2 = "lost-letter-{}-{}".format(*place("Lodz", number=2))
TEH = "unknown-word-{}-{}".format(*place("teh"))
COMMA = "lone-comma-{0}-{0}".format(place(", and his")[0])


def on_disk(where: Path) -> tuple[Decision, ...]:
    return read_decisions(where / "decisions")


def said(where: Path) -> list[tuple[str, str, str]]:
    """Give what was decided: what is done, the words, and what is read instead."""
    return [(d.action, RAW[slice(*d.at)], d.new) for d in on_disk(where)]


def sent(where: Path, *forms: dict[str, str], reader: str = "Ann") -> list[Outcome]:
    """Send forms one after the other: to a question, about a place, or to take back."""

    async def work(bench: Bench) -> list[Outcome]:
        return [await post(bench, form, reader) for form in forms]

    return at_desk(where, work)


async def post(bench: Bench, form: dict[str, str], reader: str = "Ann") -> Outcome:
    where = answer if "key" in form else decide if "a" in form else undo
    return await where(bench.desk, reader, form)


def about(words: str, action: str, new: str = "", number: int = 1, **rest: str) -> dict[str, str]:
    start, end = place(words, number=number)
    return {"a": str(start), "b": str(end), "action": action, "new": new, **rest}


# --- questions ------------------------------------------------------------------------------------


def test_a_proposal_is_accepted_as_it_is_proposed(tmp_path: Path) -> None:
    sent(tmp_path, {"key": LODZ, "do": "accept"}, {"key": TEH, "why": "printer", "note": "sic"})
    lodz, teh = on_disk(tmp_path)
    assert (lodz.new, lodz.scope, lodz.check, lodz.reader) == (
        "Łódź",
        "every",
        "lost-letter",
        "Ann",
    )
    assert (teh.new, teh.scope, teh.why, teh.note) == ("the", "here", "printer", "sic")


def test_other_answers_are_chosen_by_their_number_and_their_reach(tmp_path: Path) -> None:
    sent(tmp_path, {"key": LODZ, "k": "1"}, {"key": LODZ_2, "k": "0", "scope": "here"})
    assert [(d.new, d.scope) for d in on_disk(tmp_path)] == [("Lodzia", "here"), ("Łódź", "here")]


def test_all_alike_are_answered_at_once(tmp_path: Path) -> None:
    (saved,) = sent(tmp_path, {"key": LODZ, "scope": "alike"})
    assert isinstance(saved, Saved)
    assert said(tmp_path) == [("replace", "Lodz", "Łódź")] * 2
    assert {d.scope for d in on_disk(tmp_path)} == {"here"}


def test_a_reading_of_ones_own_replaces_deletes_or_puts_in(tmp_path: Path) -> None:
    with pytest.raises(RecensionError, match="nothing to put in"):
        sent(tmp_path, {"key": COMMA, "do": "own"})
    own = [
        {"key": TEH, "do": "own", "new": "those"},
        {"key": LODZ, "do": "own", "new": ""},
        {"key": COMMA, "do": "own", "new": ";"},
    ]
    sent(tmp_path, *own)
    assert said(tmp_path) == [
        ("replace", "teh", "those"),
        ("delete", "Lodz", ""),
        ("insert", "", ";"),
    ]


def test_what_is_kept_is_asked_no_more_here_or_anywhere(tmp_path: Path) -> None:
    async def work(bench: Bench) -> list[str]:
        await post(bench, {"key": TEH, "do": "keep"})
        await post(bench, {"key": LODZ, "do": "keep", "scope": "every"})
        return [each.finding.check for each in bench.desk.asked("Ann")]

    assert at_desk(tmp_path, work) == ["lone-comma", "short-line"]
    assert [(d.action, d.scope) for d in on_disk(tmp_path)] == [("keep", "here"), ("keep", "every")]


def test_a_point_is_not_kept_wherever_there_are_no_words(tmp_path: Path) -> None:
    with pytest.raises(RecensionError, match="no words stand there"):
        sent(tmp_path, {"key": COMMA, "do": "keep", "scope": "every"})


def test_a_question_goes_on_to_the_author_who_answers_it(tmp_path: Path) -> None:
    start, end = place("teh")

    async def work(bench: Bench) -> None:
        await post(bench, {"key": TEH, "do": "query", "new": "which songs?"})
        assert TEH not in {each.key for each in bench.desk.asked("Ann")}
        asked = Finding("author-query", "query", (start, end), "which songs?")
        bench.workers.left = (asked,)
        bench.workers.found.append(asked)
        await post(bench, {"key": LODZ, "do": "keep"})
        key = f"author-query-{start}-{end}"
        await bench.until(lambda: bench.desk.question("Ann", key))
        await post(bench, {"key": key, "do": "own", "new": "the"}, "Ben")

    at_desk(tmp_path, work)
    query, _, undone, reading = on_disk(tmp_path)
    assert (query.action, query.new, query.check) == ("query", "which songs?", "unknown-word")
    assert (undone.action, undone.new, undone.reader) == ("undo", query.id, "Ben")
    assert (reading.action, reading.new, reading.check) == ("replace", "the", "unknown-word")


def test_what_is_not_asked_or_not_proposed_is_told(tmp_path: Path) -> None:
    for form, fault in (
        ({"key": "lost-letter-0-1"}, "not asked any more"),
        ({"key": LODZ, "k": "7"}, "not proposed"),
        ({"key": LODZ, "k": "one"}, "no number"),
        ({"key": LODZ, "do": "dance"}, "cannot be 'dance'"),
        ({"key": LODZ, "do": "take-back"}, "no decision is asked about"),
        ({"key": TEH, "do": "query", "new": " "}, "the question is missing"),
        ({"key": TEH, "do": "own", "new": "x" * 30_000}, "too long"),
    ):
        with pytest.raises(RecensionError, match=fault):
            sent(tmp_path, form)
    assert not (tmp_path / "decisions").exists()


def test_a_preview_shows_every_place_and_writes_nothing(tmp_path: Path) -> None:
    (shown,) = sent(tmp_path, {"key": LODZ, "preview": "1"})
    assert isinstance(shown, Preview)
    assert [(p.line, p.page.label, p.quote.exact) for p in shown.places] == [
        (3, "5", "Lodz"),
        (4, "5", "Lodz"),
    ]
    assert not (tmp_path / "decisions").exists()


# --- free words -----------------------------------------------------------------------------------


def test_any_words_are_decided_about(tmp_path: Path) -> None:
    sent(
        tmp_path,
        about("river", "replace", "stream"),
        about("nobody ", "delete"),
        about("built", "replace"),
        about("winter", "emphasis"),
        about("ice", "language", "de"),
        about("ice", "emphasis", "off"),
        about("river", "insert", " Warta"),
        about("river", "insert", "deep ", before="1"),
        about("wheel", "query", "which wheel?"),
        about("fast", "keep"),
    )
    found = said(tmp_path)
    assert found == [
        ("replace", "river", "stream"),
        ("delete", "nobody", ""),
        ("delete", "built", ""),
        ("emphasis", "winter", ""),
        ("language", "ice", "de"),
        ("emphasis", "ice", "off"),
        ("insert", "", " Warta"),
        ("insert", "", "deep "),
        ("query", "wheel", "which wheel?"),
        ("keep", "fast", ""),
    ]
    assert [d.at[0] for d in on_disk(tmp_path)[6:8]] == [place("river")[1], place("river")[0]]


def test_what_was_changed_as_a_whole_is_decided_about_as_a_whole(tmp_path: Path) -> None:
    sent(tmp_path, about("son", "strong"), about("songs.", "delete"))
    assert said(tmp_path) == [("strong", "songs.", ""), ("delete", "songs.", "")]
    for new in ("Lie", ""):
        with pytest.raises(RecensionError, match=r'"songs\." was changed as a whole'):
            sent(tmp_path, about("son", "replace", new))
    with pytest.raises(RecensionError, match=r'within "songs\."'):
        sent(tmp_path, about("son", "insert", "x"))


def test_the_hyphen_of_a_divided_word_is_no_part_of_it(tmp_path: Path) -> None:
    sent(tmp_path, about("mil-", "strong"), about("mil-\nler", "replace", "Müller"))
    assert said(tmp_path) == [("strong", "mil", ""), ("replace", "mil-\nler", "Müller")]


def test_a_notes_marker_is_no_part_of_the_words_before_it(tmp_path: Path) -> None:
    sent(tmp_path, about("teh songs.1", "strong"))
    assert said(tmp_path) == [("strong", "teh songs.", "")]


def test_structure_is_decided_by_lines_and_points(tmp_path: Path) -> None:
    line = "In the winter the ice held the wheel fast."
    sent(
        tmp_path,
        about(line, "heading", "2"),
        about(line, "join"),
        about(line, "break"),
        about("winter", "split"),
        about("THE MILL", "furniture", scope="every"),
        about("wheel", "note", "marker n1"),
        about(line, "verse"),
    )
    assert [(action, words) for action, words, _ in said(tmp_path)] == [
        ("heading", line),
        ("join", ""),
        ("break", ""),
        ("split", ""),
        ("furniture", "THE MILL"),
        ("note", ""),
        ("verse", line),
    ]


def test_what_cannot_be_decided_is_told_before_it_is_written(tmp_path: Path) -> None:
    across = {"a": str(place("known")[0]), "b": str(place("winter")[1])}
    for form, fault in (
        (across | {"action": "replace", "new": "x"}, "over the end of a paragraph"),
        (about("THE MILL", "emphasis", number=2), "not in the edition: running-head"),
        (about("songs.1"[-1], "delete"), "the marker of note 1"),
        (about("winter", "furniture"), "only whole lines"),
        (about("winter", "heading", "9"), "level from 1 to 6"),
        (about("\n\n", "verse"), "no words are chosen"),
        (about("THE MILL", "join"), "nothing stands before it"),
        (about("In the winter the ice held the wheel fast.", "move"), "not said where to"),
        (about("winter", "note", "marker n9"), "no such note"),
        (about("winter", "note", "n1"), "a marker or a body"),
        (about("winter", "language", "Deutsch!"), "no BCP 47 tag"),
        (about("winter", "insert"), "does not say what is inserted"),
        (about("winter", "dance"), "cannot be 'dance'"),
        ({"a": "5", "b": "9999", "action": "keep"}, "no such place"),
        ({"a": "9", "b": "5", "action": "keep"}, "no such place"),
        ({"a": "1", "b": "5"}, "not said what is decided"),
        (about("\n\n", "emphasis"), "no words are chosen"),
        (about("river", "raw"), "reads there what the source has"),
    ):
        with pytest.raises(RecensionError, match=fault):
            sent(tmp_path, form)
    assert not (tmp_path / "decisions").exists()


def test_the_reading_of_the_source_comes_back(tmp_path: Path) -> None:
    sent(tmp_path, about("mil-\nler of Lodz", "raw"), about('"patience"', "raw"))
    words = [("mil-\nler", "mil-ler"), ('"', '"'), ('"', '"')]
    assert said(tmp_path) == [("replace", *each) for each in words]


def test_what_was_put_in_or_left_out_is_taken_back_for_the_reading_of_the_source(
    tmp_path: Path,
) -> None:
    sent(tmp_path, about("river", "insert", " Warta"), about("wheel", "delete"))
    sent(tmp_path, about("river", "raw"), about("the wheel fast", "raw"))
    inserted, deleted, *undone = on_disk(tmp_path)
    assert [(d.action, d.new) for d in undone] == [("undo", inserted.id), ("undo", deleted.id)]


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
