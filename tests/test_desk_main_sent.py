"""The desk's main view: what becomes of what is sent from its pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from pipeline.decisions.store import read_decisions
from pipeline.desk.serving.app import application
from pipeline.desk.serving.guard import Listening
from pipeline.model.finding import Finding
from pipeline.model.settings import Proofreading
from pipeline.proofreading.store import read_events
from tests.answered import COMMA, LODZ, LODZ_2, TEH, WINTER
from tests.atdesk import RAW, Bench, place
from tests.mainview import ADDRESS, PART, client_of, desk, get, keyed, post, sent_again, text


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


@pytest.fixture
def client(bench: Bench) -> Iterator[TestClient]:
    with client_of(bench) as opened:
        yield opened


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
