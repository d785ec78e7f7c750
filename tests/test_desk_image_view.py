"""The desk's images as a browser gets them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image
from starlette.testclient import TestClient

from pipeline.desk.facsimile.images import Drawers, Images
from pipeline.desk.serving.app import application
from pipeline.desk.serving.guard import Listening
from pipeline.machine import limits
from pipeline.manuscript.folder import find_book
from pipeline.read import read
from tests.pdfs import drawn, endless, show

HERE = Listening("127.0.0.1", 8290)
BY = Drawers.begin()
"""One for all tests: to begin takes longer than to draw."""


@pytest.fixture(scope="module", autouse=True)
def _closed() -> Iterator[None]:
    yield
    BY.close()


class Standing:
    """All that the view of an image needs of a desk."""

    def __init__(self, images: Images) -> None:
        self.images = images

    async def start(self) -> None: ...

    async def stop(self) -> None: ...


def client(folder: Path) -> TestClient:
    (folder / "book.toml").write_text('[source]\nfile = "source/book.pdf"\n')
    (folder / "source").mkdir()
    (folder / "source/book.pdf").write_bytes(drawn(show(50, 500, "One."), show(50, 500, "Two.")))
    return serving(folder)


def serving(folder: Path, by: Drawers = BY) -> TestClient:
    book = find_book(str(folder))
    images = Images(book, read(book.source_path), (), by)
    return TestClient(application(Standing(images), HERE, "Anna"), "http://127.0.0.1:8290")


def test_an_image_is_given_once_and_then_known(tmp_path: Path) -> None:
    browser = client(tmp_path)
    first = browser.get("/image/2.png")
    assert (first.status_code, first.headers["content-type"]) == (200, "image/png")
    assert Image.open(BytesIO(first.content)).size == (934, 1400)
    again = browser.get("/image/2.png", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    larger = browser.get("/image/2.png?zoom=2", headers={"If-None-Match": first.headers["etag"]})
    assert Image.open(BytesIO(larger.content)).size == (1867, 2800)
    # No other measure: each would be another image in the memory.
    assert browser.get("/image/2.png?zoom=99").content == first.content


def test_there_is_no_other_image(tmp_path: Path) -> None:
    browser = client(tmp_path)
    for name in ("0", "3", "-1", "book", "..%2f..%2fbook", "1.png%00"):
        assert browser.get(f"/image/{name}.png").status_code == 404


def test_an_image_that_cannot_be_shown_says_so(tmp_path: Path) -> None:
    (tmp_path / "book.toml").write_text('[source]\nfile = "raw.txt"\n')
    (tmp_path / "raw.txt").write_text("One.\n\fTwo.\n")
    (tmp_path / "pages").mkdir()
    for name in ("<script>.png", "b.png"):
        (tmp_path / "pages" / name).write_bytes(b"no image")
    answer = serving(tmp_path).get("/image/1.png")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/svg+xml")
    said = " ".join(ElementTree.fromstring(answer.text).itertext())
    assert "cannot be shown" in said
    assert "<script>.png" in said


def test_the_desk_lives_on_after_a_page_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "DRAW_SECONDS", 0.5)
    (tmp_path / "book.toml").write_text('[source]\nfile = "raw.txt"\n')
    (tmp_path / "raw.txt").write_text("One.\n\fTwo.\n")
    (tmp_path / "pages").mkdir()
    for name, data in (("1.png", endless()), ("2.png", drawn(show(50, 500, "Two.")))):
        (tmp_path / "pages" / name).write_bytes(data)
    with closing(Drawers.begin()) as by:
        browser = serving(tmp_path, by)
        said = " ".join(ElementTree.fromstring(browser.get("/image/1.png").text).itertext())
        assert "takes more than 0.5 seconds" in said
        assert browser.get("/image/2.png").headers["content-type"] == "image/png"
