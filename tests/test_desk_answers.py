"""What readers answer at the desk, and what is written of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.desk.answering.answers import Preview, Saved
from pipeline.errors import RecensionError
from pipeline.model.finding import Finding
from tests.answered import COMMA, LODZ, LODZ_2, TEH, about, on_disk, post, said, sent
from tests.atdesk import Bench, at_desk, place

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
