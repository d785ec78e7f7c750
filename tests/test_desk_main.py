"""The desk's main view: what its pages hold, and what becomes of what is sent from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from starlette.testclient import TestClient

from pipeline.decisions.store import read_decisions
from pipeline.desk.serving.app import application
from pipeline.desk.serving.guard import Listening
from pipeline.desk.shown import View
from pipeline.model.finding import Finding, Proposal
from pipeline.model.settings import Proofreading
from pipeline.proofreading.store import read_events
from tests.atdesk import RAW, Bench, place

ADDRESS = "http://127.0.0.1:8290"
PART = {"HX-Request": "true", "Origin": ADDRESS}
LODZ = "lost-letter-{}-{}".format(*place("Lodz"))
LODZ_2 = "lost-letter-{}-{}".format(*place("Lodz", number=2))
TEH = "unknown-word-{}-{}".format(*place("teh"))
COMMA = "lone-comma-{0}-{0}".format(place(", and his")[0])
WINTER = "short-line-{}-{}".format(*place("In the winter"))


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


@pytest.fixture
def client(bench: Bench) -> Iterator[TestClient]:
    app = application(bench.desk, Listening("127.0.0.1", 8290), "Ann")
    with TestClient(app, ADDRESS) as client:
        assert client.portal is not None
        client.portal.call(bench.until, lambda: bench.desk.view("Ann").checked)
        yield client


def part(response: Any) -> etree._Element:
    assert response.text.lstrip().startswith("<main"), response.text[:200]
    return etree.fromstring(response.text, etree.HTMLParser())


def get(client: TestClient, address: str) -> etree._Element:
    return part(client.get(address, headers=PART))


def post(client: TestClient, address: str, status: int = 200, **form: str) -> etree._Element:
    at = form.pop("at", "/page/1")
    response = client.post(address, data=form, headers=PART | {"HX-Current-URL": ADDRESS + at})
    assert response.status_code == status, response.text
    return part(response)


def text(found: etree._Element, path: str) -> str:
    return " ".join("".join(found.xpath(path)[0].itertext()).split())


def desk(found: etree._Element, name: str) -> str:
    return str(found.xpath(f"//main/@data-{name}")[0])


def keyed(found: etree._Element, key: str) -> etree._Element:
    for each in found.xpath("//*[@data-keys]"):
        if key in each.get("data-keys").split():
            return each
    raise AssertionError(f"no command has the key {key}")


def sent_again(held: etree._Element) -> dict[str, str]:
    """Give the fields that an answer which was held is sent with again."""
    fields = held.xpath("//form[@class='held']/input")
    return {each.get("name"): each.get("value") for each in fields}


# --- what is shown --------------------------------------------------------------------------------


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


# --- what is sent ---------------------------------------------------------------------------------


def test_a_round_asks_what_belongs_to_it(tmp_path: Path) -> None:
    bench = Bench(tmp_path, Proofreading(("text", "formatting")))
    bench.workers.found.append(Finding("lost-marker", "error", place("ice"), "", ()))
    app = application(bench.desk, Listening("127.0.0.1", 8290), "Ann")
    marker = "lost-marker-{}-{}".format(*place("ice"))

    def queued(query: str = "") -> set[str]:
        page = get(client, f"/page/2{query}")
        return {href.split("/")[-1].split("?")[0] for href in page.xpath("//ol//@href")}

    with TestClient(app, ADDRESS) as client:
        client.portal.call(bench.until, lambda: bench.desk.view("Ann").checked)
        assert queued() == {LODZ, LODZ_2, TEH, COMMA, WINTER}
        assert queued("?round=formatting") == {marker}
        assert queued("?round=all") == {LODZ, LODZ_2, TEH, COMMA, WINTER, marker}
        read = {"round": "text"}
        client.post("/page/2/read", data=read, headers=PART, follow_redirects=False)
        assert read_events(tmp_path / "proofreading")[-1].mark == "read"
        assert queued() == {LODZ, LODZ_2, TEH, COMMA, marker}


def test_an_answer_is_saved_and_leads_to_the_next_question(
    client: TestClient, tmp_path: Path
) -> None:
    form = keyed(get(client, f"/question/{TEH}"), "Enter").get("value")
    page = post(client, "/answer", key=TEH, give=form, why="printer", note="sic")
    (made,) = read_decisions(tmp_path / "decisions")
    assert (made.new, made.why, made.note, made.check) == ("the", "printer", "sic", "unknown-word")
    assert desk(page, "key") == WINTER
    assert desk(page, "said") == 'Saved: replace "teh" by "the".'
    before = post(client, "/answer", key=WINTER, give="do=keep")
    assert desk(before, "key") == COMMA, "at the end of the queue it goes on with what was left"


def test_an_answered_question_says_what_was_answered(client: TestClient) -> None:
    post(client, "/answer", key=TEH, give="do=own", own="those")
    page = get(client, f"/question/{TEH}?state=answered")
    assert text(page, "//*[@class='answered']") == 'Ann: replace "teh" by "those"'
    assert text(page, "//*[@class='count']") == "1 of 1"


def test_an_answer_that_cannot_be_given_says_why_and_loses_nothing(
    client: TestClient, tmp_path: Path
) -> None:
    page = post(client, "/answer", 422, key=TEH, give="do=query", asks=" ")
    assert "the question is missing" in text(page, "//*[@role='alert']")
    assert desk(page, "key") == TEH
    assert not (tmp_path / "decisions").exists()


def test_all_alike_are_shown_before_they_are_answered(client: TestClient, tmp_path: Path) -> None:
    give = keyed(get(client, f"/question/{LODZ}"), "D").get("value")
    held = post(client, "/answer", key=LODZ, give=give, why="style")
    assert [text(each, ".") for each in held.xpath("//ol[@class='places']//mark")] == ["Lodz"] * 2
    assert held.xpath("//form[@class='held']//a/@href") == [f"/question/{LODZ}"]
    assert not (tmp_path / "decisions").exists()
    again = sent_again(held)
    post(client, "/answer", **again, give=keyed(held, "Enter").get("value"))
    (made,) = read_decisions(tmp_path / "decisions")
    assert (made.action, made.scope, made.why) == ("keep", "every", "style")


def test_two_readers_who_differ_see_both_readings(client: TestClient, tmp_path: Path) -> None:
    rev = get(client, f"/question/{TEH}").xpath("string(//input[@name='rev']/@value)")
    client.cookies.set("reader", "Bob")
    post(client, "/answer", key=TEH, rev=rev, give="do=own", own="those")
    client.cookies.set("reader", "Ann")
    held = post(client, "/answer", 409, key=TEH, rev=rev, give="do=accept&k=0")
    assert 'Bob: replace "teh" by "those"' in text(held, "//form[@class='held']")
    assert len(read_decisions(tmp_path / "decisions")) == 1
    again = sent_again(held)
    post(client, "/answer", **again, give=keyed(held, "1").get("value"))
    assert {each.new for each in read_decisions(tmp_path / "decisions")} == {"those"}


def test_undo_leads_back_to_where_the_answer_was_given(client: TestClient) -> None:
    post(client, "/answer", key=TEH, give="do=keep")
    page = post(client, "/undo", at=f"/question/{WINTER}")
    assert desk(page, "key") == TEH
    assert desk(page, "said").startswith("Taken back: keep")
    said = desk(post(client, "/undo", 422, at=f"/question/{WINTER}"), "said")
    assert "nothing is left to be taken back" in said


def test_words_of_ones_choice_are_decided_and_the_question_stays(
    client: TestClient, tmp_path: Path
) -> None:
    start, end = place("wheel")
    where = {"a": str(start), "b": str(end), "own": "wheels", "at": f"/question/{TEH}"}
    page = post(client, "/decide", give="action=emphasis", **where)
    assert (desk(page, "key"), desk(page, "a")) == (TEH, str(place("teh")[0]))
    post(client, "/decide", give="action=replace", **where)
    post(client, "/decide", give="action=keep&scope=every", **where)
    made = [(each.action, each.new) for each in read_decisions(tmp_path / "decisions")]
    assert made == [("emphasis", ""), ("replace", "wheels"), ("keep", "")]


def test_what_a_block_is_and_where_it_begins_is_decided(client: TestClient, tmp_path: Path) -> None:
    start, end = place("In the winter the ice held the wheel fast.")
    point = place("the ice")[0]
    block = {"a": str(start), "b": str(end), "point": str(point), "at": "/page/2"}
    for give in ("action=heading&new=2", "action=join", "action=split"):
        assert desk(post(client, "/decide", give=give, **block), "page") == "2"
    made = [(each.action, each.new, each.at) for each in read_decisions(tmp_path / "decisions")]
    assert made == [
        ("heading", "2", (start, end)),
        ("join", "", (start, start)),
        ("split", "", (point, point)),
    ]


def test_reading_as_the_source_takes_a_change_back(client: TestClient, tmp_path: Path) -> None:
    start, end = place('"patience"')
    post(client, "/decide", give="action=raw", a=str(start), b=str(end))
    assert {each.new for each in read_decisions(tmp_path / "decisions")} == {'"'}
    page = post(client, "/answer", 422, key=TEH, give="do=raw")
    assert "reads there what the source has" in text(page, "//*[@role='alert']")


def test_places_are_found_by_line_page_and_note(client: TestClient) -> None:
    assert desk(get(client, "/go?to=7"), "page") == "2"
    assert desk(get(client, "/go?to=p+5"), "page") == "1"
    note = get(client, "/go?to=n1")
    assert desk(note, "a") == str(place("The river is not named.")[0])
    for unknown in ("x", "p 99", "n9", "999"):
        response = client.get("/go", params={"to": unknown}, headers=PART)
        assert response.status_code == 422
    assert "Every note has its marker" in client.get("/notes/unmarked", headers=PART).text


def test_a_page_that_another_works_on_says_so_and_can_be_taken_over(
    client: TestClient, bench: Bench, tmp_path: Path
) -> None:
    client.cookies.set("reader", "Bob")
    assert client.post("/beat", data={"page": "2"}, headers=PART).status_code == 204
    client.cookies.set("reader", "Ann")
    assert "Bob is here" in text(get(client, "/page/2"), "//*[@id='take-over']")
    client.post("/beat", data={"page": "2", "take": "1"}, headers=PART)
    assert not get(client, "/page/2").xpath("//*[@id='take-over']")
    assert bench.told.of("notice")[-1]["to"] == "Bob"
    to = place("the ice")[0]
    client.post("/beat", data={"page": "2", "to": str(to)}, headers=PART)
    (event,) = (each for each in read_events(tmp_path / "proofreading") if each.mark == "reached")
    assert RAW[bench.desk.pages[1].start + event.to :].startswith("the ice")


@pytest.mark.parametrize("fault", ["No space left on device", "Permission denied"])
def test_an_answer_that_cannot_be_written_is_told_and_sent_again(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    def refuse(_: int) -> None:
        raise OSError(28, fault)

    form = {"key": LODZ, "give": "do=accept", "nonce": "n1"}
    sending = PART | {"HX-Current-URL": ADDRESS + "/page/1"}
    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", refuse)
        refused = client.post("/answer", data=form, headers=sending)
    assert refused.status_code == 507
    assert f"decisions cannot be written ({fault})" in refused.text
    assert refused.headers["HX-Retarget"] == "#status"
    assert read_decisions(tmp_path / "decisions") == ()
    assert client.post("/answer", data=form, headers=sending).status_code == 200
    assert [each.new for each in read_decisions(tmp_path / "decisions")] == ["Łódź"]
