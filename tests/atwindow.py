"""A reader's window of a desk, for tests: what its views show, and what is sent from them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from lxml import etree
from starlette.testclient import TestClient

from pipeline.decisions.make import Maker
from pipeline.decisions.store import append
from pipeline.desk.serving.app import application
from pipeline.desk.serving.guard import Listening
from tests.atdesk import RAW, Bench, place
from tests.dump import source_of

OWN = {"Origin": "http://127.0.0.1:8290"}


class Window:
    """A reader's window of a desk that is open."""

    def __init__(self, client: TestClient, where: Path) -> None:
        self.client = client
        self.where = where

    def enter(self, reader: str) -> None:
        """Go on as another reader."""
        self.client.cookies.clear()
        self.client.post("/enter", data={"name": reader}, headers=OWN)

    def seen(self, address: str) -> etree._Element:
        """Give a view."""
        answer = self.client.get(address)
        assert answer.status_code == 200, answer.text
        return etree.fromstring(answer.text, etree.HTMLParser())

    def sent(self, address: str, **fields: str) -> tuple[int, str]:
        """Send a form; give the status, and where it leads or what it says."""
        answer = self.client.post(address, data=fields, headers=OWN)
        return answer.status_code, answer.headers.get("location", answer.text)

    def rows(self, address: str, table: int = 1) -> list[list[str]]:
        """Give the rows of a table of a view, cell by cell, without what one cannot see."""
        page = self.seen(address)
        for hidden in page.xpath("//*[@class='unseen']"):
            hidden.text = ""
        rows = page.xpath(f"(//table)[{table}]/tbody/tr")
        return [[words(cell) for cell in row.xpath("th|td")] for row in rows]


def words(element: etree._Element) -> str:
    """Give the words of an element, as they are seen."""
    return " ".join("".join(element.itertext()).split())


@contextmanager
def window_over(where: Path) -> Iterator[Window]:
    """Open Ann's window of a desk over a folder, once all is checked there."""
    bench = Bench(where)
    start = bench.desk.start

    async def started() -> None:
        await start()
        await bench.until(lambda: bench.workers.checks and bench.desk.view("Ann").checked)

    bench.desk.start = started  # type: ignore[method-assign]
    app = application(bench.desk, Listening("127.0.0.1", 8290))
    with TestClient(app, "http://127.0.0.1:8290", follow_redirects=False) as client:
        opened = Window(client, where)
        opened.enter("Ann")
        yield opened


def listed(where: Path, *made: tuple[str, str, str, str]) -> None:
    """Write decisions: who decides, about which words, what is done, and what is read instead."""
    source = source_of(RAW)
    for reader, text, action, new in made:
        maker = Maker(source, reader, datetime.now(UTC))
        append(where / "decisions", [maker.make(action, place(text), new)])


def some_listed(where: Path) -> None:
    """Write a decision of each kind, by two readers."""
    listed(
        where,
        ("Ann", "teh", "replace", "<i>the</i>"),
        ("Ben", "ice", "query", "was there ice?"),
        ("Ben", "fast", "delete", ""),
    )
