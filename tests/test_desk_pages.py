"""The view of the pages at the desk: what stands open on each, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from pipeline.proofreading.event import line_of
from pipeline.proofreading.store import append_events, read_events
from tests.atdesk import place
from tests.atwindow import Window, window_over, words


@pytest.fixture
def window(tmp_path: Path) -> Iterator[Window]:
    with window_over(tmp_path) as opened:
        yield opened


def test_all_pages_are_listed_with_what_is_open_on_them(window: Window) -> None:
    rows = window.rows("/pages")
    assert [row[:5] for row in rows] == [
        ["5", "unread", "4", "nobody", "a reading of its text"],
        ["6", "unread", "1", "nobody", "a reading of its text"],
    ]
    page = window.seen("/pages")
    links = page.xpath("//ol[@class='grid']//a")
    assert [words(link) for link in links] == [
        "page 5, unread, open questions: 4",
        "page 6, unread, open questions: 1",
    ]
    assert [link.get("href") for link in links] == ["/page/1", "/page/2"]


def test_a_page_is_read_twice_by_two(window: Window) -> None:
    assert window.sent("/page/1/begin", to="/pages#page-1") == (303, "/pages#page-1")
    assert window.rows("/pages")[0][1].startswith("in work Ann, since")
    assert window.sent("/page/1/read")[0] == 303
    assert window.rows("/pages")[0][1:5] == [
        "read once",
        "4",
        "Ann",
        "another reading of its text, not by Ann",
    ]
    status, said = window.sent("/page/1/read")
    assert (status, "it waits for another reader" in said) == (422, True)
    assert "Page read" not in window.rows("/pages")[0][5]
    window.enter("Ben")
    assert "Page read" in window.rows("/pages")[0][5]
    assert window.sent("/page/1/read")[0] == 303
    assert window.rows("/pages")[0][1:5] == ["read twice", "4", "Ann, Ben", "nothing more"]
    marks = [(event.reader, event.mark) for event in read_events(window.where / "proofreading")]
    assert marks == [("Ann", "begun"), ("Ann", "read"), ("Ben", "read")]


def test_work_on_a_page_is_told_with_how_far_it_is_or_that_it_was_left(
    window: Window, tmp_path: Path
) -> None:
    window.sent("/page/1/begin")
    window.enter("Ben")
    window.sent("/page/2/begin")
    folder = tmp_path / "proofreading"
    ann, ben = read_events(folder)
    to = place("was known")[1]
    long_ago = ben.when - timedelta(hours=9)
    append_events(folder, [replace(ann, id=ann.id[:-1] + "X", mark="reached", to=to)])
    (folder / "ben.jsonl").write_text(line_of(replace(ben, when=long_ago)))
    append_events(folder, [replace(ben, id=ben.id[:-1] + "X", when=long_ago, mark="begun")])
    window.sent("/page/2/problem", words="look again")
    rows = window.rows("/pages")
    assert rows[0][1].startswith("in work Ann, since ")
    assert rows[0][1].endswith(", read to line 4")
    assert rows[1][1].startswith("problem Ben left it on ")
    assert "Take back" in rows[1][5]


def test_a_reading_is_taken_back(window: Window) -> None:
    window.sent("/page/2/read")
    assert window.sent("/page/2/withdraw")[0] == 303
    assert window.rows("/pages")[1][1] == "unread"
    status, said = window.sent("/page/2/withdraw")
    assert (status, "nothing of yours" in said) == (422, True)


def test_a_problem_is_noted_in_words_and_solved(window: Window) -> None:
    assert window.sent("/page/2/problem", words=" ")[0] == 422
    assert window.sent("/page/2/problem", words="it is <b>upside</b> down")[0] == 303
    page = window.seen("/pages?state=problem")
    assert page.xpath("string(//q)") == "it is <b>upside</b> down"
    (of,) = page.xpath("//input[@name='of']/@value")
    window.enter("Ben")
    assert window.sent("/page/2/solved", of="another")[0] == 422
    assert window.sent("/page/2/solved", of=of)[0] == 303
    assert window.rows("/pages")[1][1] == "unread"


def test_pages_are_chosen_by_state_by_reader_and_by_what_the_reader_can_do(window: Window) -> None:
    window.sent("/page/1/read")
    assert [row[0] for row in window.rows("/pages?state=unread")] == ["6"]
    assert [row[0] for row in window.rows("/pages?by=ann")] == ["5"]
    assert [row[0] for row in window.rows("/pages?state=mine")] == ["6"]
    page = window.seen("/pages?state=unread")
    assert words(page.xpath("//caption")[0]) == "1 of 2 pages"
    assert words(page.xpath("//a[@aria-current='true']")[0]) == "unread 1"


@pytest.mark.parametrize("address", ["/page/3/read", "/page/0/read", "/page/1/burn"])
def test_what_is_not_there_is_not_marked(window: Window, address: str) -> None:
    assert window.sent(address)[0] == 404
    assert not (window.where / "proofreading").exists()
