"""The desk's main view: what its pages hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from starlette.testclient import TestClient

from pipeline.desk.serving.app import application
from pipeline.desk.serving.guard import Listening
from pipeline.desk.shown import View
from pipeline.model.finding import Finding, Proposal
from tests.answered import COMMA, LODZ, LODZ_2, TEH, WINTER
from tests.atdesk import Bench, place
from tests.mainview import ADDRESS, client_of, desk, get, keyed, text


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


@pytest.fixture
def client(bench: Bench) -> Iterator[TestClient]:
    with client_of(bench) as opened:
        yield opened


def test_the_desk_opens_at_the_first_question_then_where_it_was_left(
    client: TestClient,
) -> None:
    page = etree.fromstring(client.get("/").text, etree.HTMLParser())
    assert desk(page, "key") == LODZ
    assert page.xpath("//link[@href='/book.css']")
    assert text(page, "//h1") == "The Mill: page 5"
    client.get(f"/question/{TEH}?check=unknown-word")
    again = client.get("/")
    assert str(again.url) == f"{ADDRESS}/question/{TEH}?check=unknown-word"


def test_a_desk_that_opens_before_its_questions_goes_to_the_first_of_them(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    found, bench.workers.found = bench.workers.found, []
    app = application(bench.desk, Listening("127.0.0.1", 8290), "Ann")
    with TestClient(app, ADDRESS) as client:
        client.portal.call(bench.until, lambda: bench.desk.view("Ann").checked)
        seen = bench.desk.seen("Ann")
        bench.desk._views[""].seen = replace(seen, view=replace(seen.view, checked=False))
        early = get(client, "/")
        assert (desk(early, "address"), desk(early, "page")) == ("/", "1")
        assert early.xpath("//main/@data-waits")
        bench.workers.found = found
        bench.desk._views[""].seen = seen.with_checked(found, seen)
        assert desk(get(client, "/"), "key") == LODZ


def test_a_desk_whose_book_is_being_read_shows_the_source_from_its_beginning(
    tmp_path: Path,
) -> None:
    bench = Bench(tmp_path)
    app = application(bench.desk, Listening("127.0.0.1", 8290), "Ann")
    with TestClient(app, ADDRESS) as client:
        client.portal.call(bench.until, lambda: bench.desk.view("Ann").checked)
        seen = bench.desk.seen("Ann")
        bench.desk._views[""].seen = replace(seen, view=View())
        early = etree.fromstring(client.get("/").text, etree.HTMLParser())
    assert [each.get("value") for each in early.xpath("//li[@data-a]")] == list("123456789")
    assert "The mill of Lodz" in text(early, "//li[@value='3']")
    assert "being read" in text(early, "//*[@id='edition']//*[@role='status']")


@pytest.mark.parametrize("address", ["/read", "/pages", "/figures"])
def test_a_view_that_waits_for_the_book_is_shown_again_once_it_hears(
    tmp_path: Path, address: str
) -> None:
    # What is told before its window hears is told to nobody: `data-waits` has it ask once more.
    bench = Bench(tmp_path)
    app = application(bench.desk, Listening("127.0.0.1", 8290), "Ann")
    with TestClient(app, ADDRESS) as client:
        client.portal.call(bench.until, lambda: bench.desk.view("Ann").checked)
        seen = bench.desk.seen("Ann")
        assert "data-waits" not in client.get(address).text
        bench.desk._views[""].seen = replace(seen, view=View())
        waiting = etree.fromstring(client.get(address).text, etree.HTMLParser())
    assert "being read" in text(waiting, "//main//*[@role='status']")
    assert waiting.xpath("//main/*[@data-follows]/@data-waits")


def test_a_question_shows_its_place_in_both_panes_and_its_answers(client: TestClient) -> None:
    page = get(client, f"/question/{LODZ}")
    start, end = place("Lodz")
    assert (desk(page, "a"), desk(page, "b")) == (str(start), str(end))
    assert text(page, "//*[@id='source']//li[@class='here']/mark") == "Lodz"
    assert page.xpath("//*[@id='source']//li/@value") == ["1", "2", "3", "4", "5"]
    assert "Lodz stood" in text(page, "//*[@class='edition edited']")
    assert text(page, "//*[@id='asks']") == "Lodz: or Łódź?"
    assert text(keyed(page, "Enter"), ".//ins") == "Łódź"
    assert text(keyed(page, "2"), ".//ins") == "Lodzia"
    assert "all 2" in text(keyed(page, "Shift+Enter"), ".")
    assert text(page, "//*[@class='count']") == "1 of 5"


def test_every_command_says_its_keys_to_those_who_cannot_see_them(client: TestClient) -> None:
    page = etree.fromstring(client.get("/").text, etree.HTMLParser())
    commands = page.xpath("//*[@data-keys]")
    assert len(commands) > 40
    for each in commands:
        assert each.get("aria-keyshortcuts") == each.get("data-keys")
        assert each.tag in ("a", "button", "summary", "input")
    here = {key for each in commands for key in each.get("data-keys").split()}
    singly = "n ArrowDown Enter 2 Shift+Enter e d D q r u U f ] v s g m ? * _ ^ w"
    assert {*f"{singly} 1 6 p i t x j / b Control+Enter".split()} <= here


def test_a_point_is_marked_by_a_caret_between_its_letters(client: TestClient) -> None:
    page = get(client, f"/question/{COMMA}")
    assert len(page.xpath("//*[@id='source']//mark[@class='point']")) == 1
    assert text(page, "//*[@id='asks']").startswith("ler of Lodz was known")


def test_an_answer_that_belongs_elsewhere_shows_its_place(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    at, point = place("patience"), place(", and his")[0]
    answers = (Proposal("”", 0.9, "insert", (point, point)), Proposal("x", 0.5, at=at))
    bench.workers.found = [Finding("x", "error", at, "not closed", answers)]
    app = application(bench.desk, Listening("127.0.0.1", 8290), "Ann")
    with TestClient(app, ADDRESS) as client:
        client.portal.call(bench.until, lambda: bench.desk.view("Ann").checked)
        page = get(client, f"/question/x-{at[0]}-{at[1]}")
    first, second = page.xpath("//ol[@class='answers']//button")
    assert first.get("data-at") == f"{point}-{point}"
    assert text(first, ".//*[@class='reading']").startswith("put in: ” ler of Lodz was known for")
    assert second.get("data-at") is None, "that is where the question stands"


def test_what_stands_in_the_text_is_never_markup(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    danger = "<script>alert(1)</script>"
    at = place("teh")
    bench.workers.found = [Finding("x", "error", at, danger, (Proposal(danger, 0.9),))]
    app = application(bench.desk, Listening("127.0.0.1", 8290), "Ann")
    with TestClient(app, ADDRESS) as client:
        client.portal.call(bench.until, lambda: bench.desk.view("Ann").checked)
        shown = client.get(f"/question/x-{at[0]}-{at[1]}").text
        assert shown.count("&lt;script&gt;alert(1)") >= 3
        assert danger not in shown
        assert danger not in client.get("/page/1?words=%3Cscript%3Ealert(1)%3C/script%3E").text


def test_pages_lead_to_one_another_and_name_their_questions(client: TestClient) -> None:
    page = get(client, "/page/2")
    assert desk(page, "key") == WINTER
    assert keyed(page, "[").get("href") == "/page/1"
    assert text(page, "//li[@data-kind='running head']") == "THE MILL"
    assert not [e for e in page.xpath("//*[@data-keys]") if "]" in e.get("data-keys").split()]
    assert client.get("/page/3").status_code == 404


def test_views_of_the_edition_are_carried_along(client: TestClient) -> None:
    page = get(client, "/page/1?view=diff")
    assert text(page, "//article//ins") == "“"
    assert keyed(page, "n").get("href").endswith("?view=diff")
    raw = get(client, "/page/1?view=raw")
    assert '"patience"' in text(raw, "//article")


def test_filters_choose_what_is_asked(client: TestClient) -> None:
    page = get(client, "/page/1?check=lost-letter")
    assert text(page, "//*[@class='count']") == "1 of 2"
    assert keyed(page, "n").get("href") == f"/question/{LODZ_2}?check=lost-letter"
    assert "lost-letter (2)" in "".join(page.xpath("//select[@name='check']//text()"))
    assert text(get(client, "/page/1?words=lodzia"), "//*[@class='count']") == "1 of 2"
    none = get(client, "/page/1?severity=error&words=nothing")
    assert text(none, "//*[@id='asks']") == "Nothing is left of what the filters choose."
    assert none.xpath("//a[text()='Show them']/@href") == ["/page/1"]
