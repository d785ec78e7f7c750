"""Entering the desk, its settings, and the edition's own typography."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from types import SimpleNamespace as Given

import pytest
from lxml import etree
from starlette.testclient import TestClient

from pipeline.desk.serving.app import application
from pipeline.desk.serving.guard import Listening
from pipeline.desk.shown import View
from pipeline.model.decision import Decision, Quote
from pipeline.model.settings import Settings
from pipeline.proofreading.event import Event

OWN = {"Origin": "http://127.0.0.1:8290"}


class Standing:
    """What these views need of a desk."""

    folder = Given(name="letters")
    settings = Settings()
    decisions = (Decision("1", "Łucja", "editor", "keep", (0, 1), Quote("", "a", "")),)
    events = (Event("2", "1", "read", "ann", datetime.now(UTC), "9f"),)

    async def start(self) -> None:
        """Nothing is to be started."""

    async def stop(self) -> None:
        """Nor stopped."""

    def view(self, reader: str) -> View:
        return View()

    def progress(self, reader: str) -> Given:
        return Given(readings=3, needed=8)


@pytest.fixture
def client() -> Iterator[TestClient]:
    app = application(Standing(), Listening("127.0.0.1", 8290))
    with TestClient(app, "http://127.0.0.1:8290", follow_redirects=False) as client:
        yield client


def seen(client: TestClient, address: str) -> etree._Element:
    return etree.fromstring(client.get(address).text, etree.HTMLParser())


def test_readers_of_the_book_are_there_to_be_chosen(client: TestClient) -> None:
    page = seen(client, "/enter?to=/pages")
    assert page.xpath("//button[@name='name']/@value") == ["ann", "Łucja"]
    assert {*page.xpath("//input[@name='to']/@value")} == {"/pages"}
    assert page.xpath("string(//*[@class='title'])") == "letters"
    assert page.xpath("//progress/@value") == ["3"]


@pytest.mark.parametrize(
    ("given", "kept"),
    [("Ann", "ann"), ("  łucja ", "Łucja"), ("Ben Ó", "Ben Ó"), ("a; b=c", "a; b=c")],
)
def test_a_name_is_kept_as_it_was_first_written(client: TestClient, given: str, kept: str) -> None:
    answer = client.post("/enter", data={"name": given, "to": "/settings"}, headers=OWN)
    assert (answer.status_code, answer.headers["location"]) == (303, "/settings")
    assert "httponly" in answer.headers["set-cookie"].lower()
    page = seen(client, "/settings")
    assert page.xpath("string(//a[@class='reader'])") == f"Reader: {kept}"


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "Ann\x07", "Ann\u202e"])
def test_what_is_no_name_is_asked_again(client: TestClient, name: str) -> None:
    answer = client.post("/enter", data={"name": name}, headers=OWN)
    assert answer.status_code == 422
    assert "set-cookie" not in answer.headers
    page = etree.fromstring(answer.text, etree.HTMLParser())
    (field,) = page.xpath("//input[@name='name' and @aria-invalid]")
    assert page.xpath("string(//*[@id=$id])", id=field.get("aria-describedby"))


def test_the_name_leads_to_no_other_site(client: TestClient) -> None:
    answer = client.post("/enter", data={"name": "Ann", "to": "//elsewhere/"}, headers=OWN)
    assert answer.headers["location"] == "/"


def test_a_name_is_text_in_every_view(client: TestClient) -> None:
    client.post("/enter", data={"name": "<script>1</script>"}, headers=OWN)
    page = seen(client, "/settings")
    assert page.xpath("//script[not(@src)]") == []
    assert "<script>1</script>" in page.xpath("string(//a[@class='reader'])")


def test_the_view_that_is_shown_is_told(client: TestClient) -> None:
    client.post("/enter", data={"name": "Ann"}, headers=OWN)
    page = seen(client, "/settings")
    assert page.xpath("//nav/a[@aria-current='page']/@href") == ["/settings"]


def test_the_edition_has_its_own_type_at_the_desk(client: TestClient) -> None:
    style = client.get("/book.css")
    assert style.headers["content-type"].startswith("text/css")
    assert ":where(.edition) {" in style.text
    assert "var(" not in style.text
    assert "\n& {\n  margin: 5%;" in style.text
    faces = [part.split('"')[0] for part in style.text.split('url("')[1:]]
    assert len(faces) > 3
    for face in faces:
        assert client.get(face).content[:4] in (b"OTTO", b"\0\1\0\0")


@pytest.mark.parametrize("name", ["none.otf", "..%2f..%2fbook.toml", "%2e%2e/setup.py"])
def test_no_other_file_is_given_as_a_typeface(client: TestClient, name: str) -> None:
    assert client.get(f"/faces/{name}").status_code == 404
