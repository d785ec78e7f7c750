"""How far the proofreading of a book is: the states of its pages, and the sign-off."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from ulid import ULID

from pipeline.errors import RecensionError
from pipeline.model.settings import Round
from pipeline.proofreading.event import Event, Mark, made
from pipeline.proofreading.pages import ProofPage, chosen, proof_pages
from pipeline.proofreading.rounds import is_done
from pipeline.proofreading.states import page_states
from pipeline.proofreading.store import append_events, read_events
from tests.dump import recovered, source_of

ONE: tuple[Round, ...] = ("text",)
TWO: tuple[Round, ...] = ("text", "text")
RAW = "The mill stood by the river.\n\fIt was old.\n\f \n\fNobody knew its age.\n"


def pages_of(raw: str = RAW) -> tuple[ProofPage, ...]:
    return proof_pages(source_of(raw), recovered(raw))


def after(*marks: tuple[int, Mark, str]) -> list[str]:
    """Give the states of the pages after events: the page's place, what was done, by whom."""
    pages = pages_of()
    events = [made(pages[k], mark, who, "torn" * (mark == "problem")) for k, mark, who in marks]
    return [each.state for each in page_states(pages, events, TWO)]


# --- pages ----------------------------------------------------------------------------------------


def test_pages_cover_the_source() -> None:
    for raw in (RAW, "  \n" + RAW, "No page end.\n", "One paragraph of it. " * 90 + "\n\nTwo.\n"):
        pages = pages_of(raw)
        assert "".join(raw[page.start : page.end] for page in pages) == raw
        assert [page.number for page in pages] == [*range(1, len(pages) + 1)]


def test_a_source_without_pages_is_read_in_stretches() -> None:
    raw = "\n\n".join(f"{'word ' * 130}{k}." for k in range(12)) + "\n"
    pages = pages_of(raw)
    assert [page.label for page in pages] == ["1", "2", "3"]
    assert all(raw[page.start - 2 : page.start] == "\n\n" for page in pages[1:])


def test_pages_are_named_by_number_or_order() -> None:
    pages = [
        ProofPage(k, label, k, k + 1, "9f") for k, label in enumerate("xi xii 1 2 2 A-3".split(), 1)
    ]

    def numbers(said: str) -> list[int]:
        return [page.number for page in chosen(pages, said)]

    assert numbers("xii-1, A-3") == [2, 3, 6]
    assert numbers("#4-#5,xi,xi") == [1, 4, 5]
    for wrong in ("", "7", "2", "1-xi", "#7", "#0", "-"):
        with pytest.raises(RecensionError):
            numbers(wrong)


# --- states ---------------------------------------------------------------------------------------


def test_a_page_without_text_needs_no_reader() -> None:
    assert after() == ["unread", "unread", "empty", "unread"]


def test_a_second_reading_is_by_another_reader() -> None:
    assert after((0, "read", "Ann"), (0, "read", " ann"))[0] == "read once"
    assert after((0, "read", "Ann"), (0, "read", "Ben"))[0] == "read twice"


def test_work_begins_and_ends() -> None:
    assert after((1, "begun", "Ann"))[1] == "in work"
    assert after((1, "begun", "Ann"), (1, "read", "Ann"))[1] == "read once"
    assert after((1, "begun", "Ann"), (1, "read", "Ben"))[1] == "in work"
    assert after((1, "read", "Ann"), (1, "withdrawn", "Ann"))[1] == "unread"
    assert after((1, "read", "Ben"), (1, "read", "Ann"), (1, "withdrawn", "Ann"))[1] == "read once"


def test_a_problem_stays_until_it_is_solved() -> None:
    pages = pages_of()
    told = made(pages[1], "problem", "Ann", "a line is missing")
    other = made(pages[1], "problem", "Ben", "and another")
    events = [told, other, made(pages[1], "read", "Ann"), made(pages[1], "read", "Ben")]
    assert page_states(pages, events, TWO)[1].state == "problem"
    events.append(made(pages[1], "solved", "Ben", "found", told.id))
    assert page_states(pages, events, TWO)[1].problems == (other,)
    events.append(made(pages[1], "solved", "Ben", "found", other.id))
    assert page_states(pages, events, TWO)[1].state == "read twice"


def test_whose_clock_is_behind_solves_a_problem_too() -> None:
    pages = pages_of()
    told = made(pages[1], "problem", "Ann", "a line is missing")
    solved = made(pages[1], "solved", "Ben", of=told.id)
    early = replace(solved, when=told.when - timedelta(hours=1))
    assert page_states(pages, [early, told], TWO)[1].state == "unread"


def test_by_a_clock_that_stands_before_1970_pages_are_read_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    early = datetime(1969, 12, 31, tzinfo=UTC)
    monkeypatch.setattr("pipeline.machine.clock.datetime", SimpleNamespace(now=lambda _: early))
    event = made(pages_of()[0], "read", "Ann")
    assert event.when == datetime(1970, 1, 2, tzinfo=UTC)
    # Drawn by lot, and not the first of all that are counted.
    assert int(ULID.from_str(event.id).bytes[6:].hex(), 16) > 1


def test_a_page_whose_source_changed_is_unread_but_keeps_its_problem() -> None:
    pages = pages_of()
    events = [made(page, "read", "Ann") for page in pages]
    told = made(pages[1], "problem", "Ann", "a line is missing")
    later = pages_of(RAW.replace("old", "very old"))
    assert [s.state for s in page_states(later, events, TWO)][:2] == ["read once", "unread"]
    assert page_states(later, [*events, told], TWO)[1].problems == (told,)
    gone = replace(told, page="no such page")
    assert page_states(later, [gone], TWO)[0].problems == (gone,)


def test_a_page_that_moved_stays_read() -> None:
    events = [made(page, "read", "Ann") for page in pages_of()]
    later = pages_of("A page before it.\n\f" + RAW)
    states = page_states(later, events, ONE)
    assert [is_done(each) for each in states] == [False, True, True, True, True]


# --- files ----------------------------------------------------------------------------------------


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    pages = pages_of()
    events = [made(pages[0], "read", "Anna Łoś"), made(pages[0], "problem", "Anna Łoś", 'a "\n')]
    assert append_events(tmp_path, events[:1]) == tmp_path / "anna-łoś.jsonl"
    append_events(tmp_path, events[1:])
    append_events(tmp_path, [other := made(pages[2], "read", "Ben")])
    assert read_events(tmp_path) == (*events, other)


def test_a_line_not_written_to_its_end_is_told_and_spoils_no_other(tmp_path: Path) -> None:
    event = made(pages_of()[0], "read", "Ann")
    path = append_events(tmp_path, [event])
    path.write_bytes(path.read_bytes()[:-20])
    append_events(tmp_path, [event])
    with pytest.raises(RecensionError, match=r"ann.jsonl:1: this is no event"):
        read_events(tmp_path)
    path.write_bytes(path.read_bytes().split(b"\n", 1)[1])
    assert read_events(tmp_path) == (event,)


@pytest.mark.parametrize(
    ("there", "instead"),
    [
        ('"read"', '"rad"'),
        ('"read"', '"problem"'),
        ('"read"', '"solved"'),
        ('"Ann"', '""'),
        ('"Ann"', "7"),
        ('"mark"', '"marks"'),
        ("+00:00", ""),
        ('{"id"', '["id"'),
    ],
)
def test_what_is_no_event_is_told(tmp_path: Path, there: str, instead: str) -> None:
    path = append_events(tmp_path, [made(pages_of()[0], "read", "Ann")])
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(there, instead), encoding="utf-8")
    with pytest.raises(RecensionError, match=r"ann\.jsonl:1"):
        read_events(tmp_path)


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=Ann", "-c", "user.email=ann@example.org"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def test_two_branches_merge_without_a_conflict(tmp_path: Path) -> None:
    def add(*events: Event) -> Sequence[Event]:
        append_events(tmp_path, events)
        git(tmp_path, "add", ".")
        git(tmp_path, "commit", "-m", "read")
        return events

    page = pages_of()[0]
    git(tmp_path, "init", "-b", "main")
    every = [*add(*(made(page, "read", "Ann") for _ in range(3)))]
    git(tmp_path, "checkout", "-b", "other")
    every += add(*(made(page, "begun", "Ann") for _ in range(6)))
    git(tmp_path, "checkout", "main")
    every += add(*(made(page, "read", "Ann") for _ in range(5)))
    git(tmp_path, "merge", "other")
    assert read_events(tmp_path) == tuple(sorted(every, key=lambda each: (each.when, each.id)))


def test_by_a_clock_that_was_set_back_what_is_said_later_still_is_the_later(
    tmp_path: Path,
) -> None:
    read = Event("01J", "5", "read", "Ann", datetime(2026, 11, 26, tzinfo=UTC), "a1")
    back = Event("01H", "5", "withdrawn", "Ann", datetime(1970, 1, 1, tzinfo=UTC), "a1")
    for event in (read, back):
        append_events(tmp_path, [event])
    assert [each.mark for each in read_events(tmp_path)] == ["read", "withdrawn"]
