"""The views of decisions, words, reading and figures at the desk: what they show, and write."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from pipeline.decisions.store import read_decisions
from pipeline.desk.views import decisions as decisions_view
from pipeline.desk.views import figures
from pipeline.proofreading.estimate import Estimate
from tests.atdesk import place
from tests.atwindow import OWN, Window, listed, some_listed, window_over, words


@pytest.fixture
def window(tmp_path: Path) -> Iterator[Window]:
    with window_over(tmp_path) as opened:
        yield opened


@pytest.fixture
def decisions(tmp_path: Path) -> None:
    some_listed(tmp_path)


# --- decisions ------------------------------------------------------------------------------------


@pytest.mark.usefixtures("decisions")
def test_decisions_are_listed_with_both_readings_the_newest_first(window: Window) -> None:
    rows = window.rows("/decisions")
    assert [row[0] for row in rows] == [
        "…winter the ice held the wheel fast. THE MILL 1 The river is not …",
        "asks …teh songs.1 In the winter the ice held the wheel fast. THE MILL… was there ice?",
        '… "patience", and his wife for teh<i>the</i> songs.1 In the winter the ice…',
    ]
    page = window.seen("/decisions")
    assert page.xpath("//del/text()") == ["fast", "teh"]
    assert page.xpath("//ins/text()") == ["<i>the</i>"]
    assert [row[1].split(" ")[:2] for row in rows] == [
        ["page", "6,"],
        ["page", "6,"],
        ["page", "5,"],
    ]
    assert [row[3] for row in rows] == ["applied"] * 3


@pytest.mark.usefixtures("decisions")
@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("reader=ben", 2),
        ("state=undone", 0),
        ("words=ICE+there", 1),
        ("check=editor&reader=Ann", 1),
    ],
)
def test_decisions_are_chosen(window: Window, query: str, count: int) -> None:
    assert len(window.rows(f"/decisions?{query}")) == count


@pytest.mark.usefixtures("decisions")
def test_a_decision_is_taken_back_and_done_again(window: Window) -> None:
    teh = read_decisions(window.where / "decisions")[0].id
    assert window.sent("/decisions", id=teh, to="/decisions?reader=Ann") == (
        303,
        "/decisions?reader=Ann",
    )
    rows = window.rows("/decisions")
    assert [(row[3], row[4]) for row in (rows[0], rows[-1])] == [
        ("applied", "Do again"),
        ("undone", ""),
    ]
    undo = read_decisions(window.where / "decisions")[-1].id
    assert window.sent("/decisions", id=undo)[0] == 303
    assert window.rows("/decisions")[-1][3] == "applied"


def test_what_is_disputed_leads_to_where_it_is_settled(window: Window, tmp_path: Path) -> None:
    listed(tmp_path, ("Ann", "wheel", "replace", "well"), ("Ben", "wheel", "replace", "wheal"))
    window.sent("/page/1/problem", words="so that the files are read again")
    page = window.seen("/decisions?state=conflict")
    (one, other) = page.xpath("//td[contains(@class, 'state')]/a/@href")
    assert one == other == "/question/conflict-{}-{}".format(*place("wheel"))


@pytest.mark.usefixtures("decisions")
def test_many_decisions_are_shown_in_parts(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decisions_view, "SHOWN", 2)
    page = window.seen("/decisions?words=e")
    assert len(page.xpath("//tbody/tr")) == 2
    assert page.xpath("//a[@rel='next']/@href") == ["/decisions?words=e&from=2"]
    rest = window.seen("/decisions?words=e&from=2")
    assert len(rest.xpath("//tbody/tr")) == 1
    assert rest.xpath("//a[@rel='prev']/@href") == ["/decisions?words=e"]
    assert len(window.rows("/decisions?from=99999999999")) == 2


# --- words ----------------------------------------------------------------------------------------


def test_a_good_word_is_asked_about_no_more(window: Window) -> None:
    assert window.rows("/figures", 2)[0][:1] == ["lost-letter error"]
    assert window.sent("/words", kind="good", word="Lodz") == (303, "/words")
    assert window.rows("/words") == [["Lodz", "any check", "Ann", "Take out"]]
    (made,) = read_decisions(window.where / "decisions")
    assert (made.action, made.scope, made.quote.exact) == ("keep", "every", "Lodz")
    assert window.rows("/pages")[0][2] == "2"
    (ids,) = window.seen("/words").xpath("//button[@name='take-out']/@value")
    assert window.sent("/words", **{"take-out": ids})[0] == 303
    assert window.rows("/words") == []
    assert window.rows("/pages")[0][2] == "4"


def test_a_bad_word_is_suspected(window: Window) -> None:
    assert window.sent("/words", kind="bad", word="fast", new="east")[0] == 303
    (made,) = read_decisions(window.where / "decisions")
    assert (made.action, made.quote.exact, made.new) == ("suspect", "fast", "east")
    assert window.rows("/words") == [["fast", "east", "Ann", "Take out"]]


@pytest.mark.parametrize("word", ["", "Lod", "nowhere"])
def test_a_word_that_does_not_stand_in_the_source_is_none(window: Window, word: str) -> None:
    status, said = window.sent("/words", kind="good", word=word)
    assert status == 422
    page = etree.fromstring(said, etree.HTMLParser())
    (field,) = page.xpath("//input[@aria-invalid]")
    assert field.get("value") == word
    assert words(page.xpath("//*[@id=$id]", id=field.get("aria-describedby"))[0])
    assert not (window.where / "decisions").exists()


# --- reading --------------------------------------------------------------------------------------


def test_a_chapter_is_read_alone_with_its_notes(window: Window) -> None:
    assert window.seen("/read").xpath("//ol[@class='contents']//a/@href") == ["/read/c1"]
    page = window.seen("/read/c1")
    (article,) = page.xpath("//article[@class='edition']")
    assert "knew who had built it. The miller" in words(article)
    assert page.xpath("//li[@id='ed-n1']")
    assert words(page.xpath("//*[@id='doubts-title']")[0]) == "No doubts"
    assert window.client.get("/read/c2").status_code == 404


def test_a_doubt_is_noted_and_taken_back(window: Window) -> None:
    start, end = map(str, place("patience"))
    answer = window.client.post(
        "/read/c1",
        data={"a": start, "b": end, "new": "whose?"},
        headers={**OWN, "HX-Request": "true"},
    )
    part = etree.fromstring(answer.text, etree.HTMLParser())
    assert part.xpath("//section/@id") == ["doubts"]
    (doubt,) = part.xpath("//li")
    assert (doubt.get("data-a"), doubt.get("data-b")) == (start, end)
    assert words(doubt) == "patience whose? Ann Take back: whose?"
    assert words(window.seen("/read").xpath("//small")[0]) == "1 doubt"
    window.enter("Ben")
    assert window.seen("/read/c1").xpath("//section[@id='doubts']//form") == []
    status, said = window.sent("/read/c1", a=start, b=end, new="what?")
    assert (status, "Ann asks about these words already: whose?" in said) == (422, True)
    window.enter("Ann")
    (id_,) = window.seen("/read/c1").xpath("//input[@name='id']/@value")
    assert window.sent("/read/c1", id=id_) == (303, "/read/c1")
    assert window.seen("/read").xpath("//small") == []


@pytest.mark.parametrize(("a", "b", "new"), [("", "", "why?"), ("5", "9", ""), ("9", "99999", "?")])
def test_a_doubt_needs_words_and_a_place(window: Window, a: str, b: str, new: str) -> None:
    assert window.sent("/read/c1", a=a, b=b, new=new)[0] == 422
    assert not (window.where / "decisions").exists()


# --- figures --------------------------------------------------------------------------------------


@pytest.mark.usefixtures("decisions")
def test_findings_are_counted_by_check_and_state(window: Window) -> None:
    window.sent("/page/1/read")
    assert window.rows("/figures", 1) == [["unread", "", "1"], ["read once", "", "1"]]
    rows = {row[0]: row[2:] for row in window.rows("/figures", 2)}
    assert rows["lost-letter error"] == ["2", "0", "0", "0"]
    readers = {row[0]: row[2:] for row in window.rows("/figures", 3)}
    assert readers == {"Ann": ["1", "0", "0", "0", "0", "1"], "Ben": ["1", "0", "0", "1", "0", "0"]}
    left = [words(each) for each in window.seen("/figures").xpath("//*[@class='remaining']//a")]
    assert left == ["2 open errors", "1 unanswered query", "2 pages that need a reading"]


def test_errors_that_are_left_are_told_beside_the_bar(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = (
        Estimate((), 12, 24_000, (44, 35), 26),
        Estimate(("Ann", "Ben"), 9, 18_000, (9, 8), 3),
    )
    monkeypatch.setattr(figures, "estimates", lambda *_: told)
    rows = window.rows("/figures", 2)
    assert [row[:4] for row in rows] == [
        ["all pairs", "12", "44, 35", "26"],
        ["Ann and Ben", "9", "9, 8", "3"],
    ]
    assert rows[0][4:6] == ["6 1 to 15", "2.50 0.42 to 6.25"]
    assert rows[1][4:] == ["too few in common to tell"]
    page = window.seen("/figures")
    assert "one error in 18,500 characters: 0.54 in 10,000" in words(page)
    (line, bar) = page.xpath("//*[@class='scale']/*[self::path][position() != 2]/@d")
    assert line.startswith("M12.7 ")
    assert bar.startswith("M16.5 ")


def test_without_two_blind_readers_nothing_is_told_of_errors_left(window: Window) -> None:
    assert "set blind = true under [proofreading]" in words(window.seen("/figures"))


VIEWS = ("/pages", "/figures", "/decisions", "/words", "/read", "/read/c1", "/keys", "/settings")


@pytest.mark.usefixtures("decisions")
@pytest.mark.parametrize("view", VIEWS)
def test_views_hold_to_the_policy_and_lead_to_what_is_there(window: Window, view: str) -> None:
    page = window.seen(view)
    assert (
        page.xpath("//@style | //style | //script[not(@src)] | //@*[starts-with(name(), 'on')]")
        == []
    )
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    inside = page.xpath("//a/@href[starts-with(., '#')] | //use/@href")
    assert {link[1:] for link in inside} <= set(ids)
    assert len(page.xpath("//h1")) >= 1
    assert page.xpath("//table[not(caption)] | //th[not(@scope)]") == []
    parts = page.xpath("//*[@src]/@src | //link/@href")
    assert [part for part in parts if window.client.get(part).status_code != 200] == []


def test_keys_and_settings_are_there(window: Window) -> None:
    assert len(window.seen("/keys").xpath("//dl//kbd")) > 20
    assert {"theme", "size", "layout", "keys"} <= {*window.seen("/settings").xpath("//input/@name")}
