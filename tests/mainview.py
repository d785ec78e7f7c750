"""The desk's main view, for tests: its pages in parts, and what is sent from them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from lxml import etree
from starlette.testclient import TestClient

from pipeline.desk.serving.app import application
from pipeline.desk.serving.guard import Listening
from tests.atdesk import Bench

ADDRESS = "http://127.0.0.1:8290"
PART = {"HX-Request": "true", "Origin": ADDRESS}


@contextmanager
def client_of(bench: Bench) -> Iterator[TestClient]:
    """Give Ann's client of a desk, once all is checked there."""
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
