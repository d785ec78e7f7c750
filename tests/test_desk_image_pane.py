"""The image of the page at the desk, in a real browser: it follows the question and the hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import needs_browser
from tests.desk import Served, served, window
from tests.pdfs import typeset

pytestmark = needs_browser
PATIENCE = 60_000
"""Milliseconds in which the book has to be read and checked."""
FIRST = """
The harbour lies open to the north, and the ships that come in from the fishing grounds are seen
from the church long before the bell is rung. Nobody knows who hung the bell, or when; it was there
when the oldest were young, and it will be there when they are gone. On clear evenings the whole
town walks out along the mole to look at the water. Children run ahead with their dogs, and the
widows follow slowly, arm in arm, talking of the price of flour and of the new schoolmaster.

Behind the customs house a narrow lane climbs to the market. At teh quay the boats are told by their
sails, which are patched with whatever was at hand when the wind tore them. A brown sail with a grey
corner means that Peter has come home; a blue one that his brother is still angry with him. They
have not spoken since their father sold the orchard, though they drink at one table every Sunday.

In spring the nets are hung over the garden walls to dry, so that the tulips grow up through them
and must be cut loose with scissors. Visitors think this a custom of the place and write home about
it. The gardeners have stopped explaining, for an explanation costs an hour, and the truth brings in
no money at all.
"""
SECOND = """
Winter is another matter. The lamps are lit at three, and the ferry goes only when somebody has to
be buried on the island. Then the bell is heard twice in one day, once from each shore.
"""

TWIN = re.compile("twin")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("harbour")
    (folder / "source").mkdir()
    (folder / "book.toml").write_text('title = "The Harbour"\nlanguage = "en"\n')
    pages = f"#set page(width: 11cm, height: 19cm)\n{FIRST}\n#pagebreak()\n{SECOND}"
    (folder / "source" / "book.pdf").write_bytes(typeset(pages))
    with served(folder, tmp_path_factory.mktemp("kept")) as desk:
        yield desk


@pytest.fixture
def page(chromium: Browser, desk: Served) -> Iterator[Page]:
    with window(chromium, desk) as page:
        # It is perhaps the question that is open already: the answer is what is waited for.
        with page.expect_response("**/question/*"):
            page.locator(".queue a", has_text="teh").click(timeout=PATIENCE)
        expect(page.locator("html")).not_to_have_attribute("data-busy", "")
        expect(page.locator("#asks")).to_contain_text("teh")
        yield page


def image(page: Page) -> Locator:
    return page.locator("#source-image")


def within(page: Page, inner: str, outer: str = "#source-image") -> None:
    """Wait until an element is seen whole, from top to bottom, in what another shows."""
    both = [page.locator(css).element_handle() for css in (inner, outer)]
    page.wait_for_function(
        """(both) => {
            const [inner, outer] = both.map((each) => each.getBoundingClientRect());
            return outer.top <= inner.top && inner.bottom <= outer.bottom;
        }""",
        arg=both,
    )


def lines_of(page: Page, css: str) -> list[str]:
    """Give the lines of the source whose places on the image are found so."""
    places = page.locator(f"#source-image rect{css}").evaluate_all(
        "all => all.map(r => r.dataset.a)"
    )
    return [page.locator(f"#source li[data-a='{place}']").inner_text() for place in places]


def test_the_line_in_question_is_marked_on_the_image_and_seen(page: Page) -> None:
    (line,) = lines_of(page, ".here")
    assert "teh quay" in line
    within(page, "#source-image .here")
    height = "() => document.querySelector('#source-image img').naturalHeight === 1400"
    page.wait_for_function(height)


def test_a_click_on_the_image_leads_to_its_line(page: Page) -> None:
    third = page.locator("#source-image rect").nth(2)
    expect(third).not_to_have_class(TWIN)
    third.click()
    expect(third).to_have_class(TWIN)
    (line,) = lines_of(page, ".twin")
    assert page.evaluate("getSelection().anchorNode.data") in line
    within(page, f"#source li:text-is('{line}')", "#source-text")


def test_the_image_follows_the_hand(page: Page) -> None:
    last = page.locator("#source li").last
    last.click()
    at = last.get_attribute("data-a")
    expect(page.locator(f"#source-image .twin[data-a='{at}']")).to_have_count(1)
    expect(page.locator("#source-image .twin")).to_have_count(1)
    within(page, "#source-image .twin")


def test_a_key_has_it_large_and_away_and_back_and_it_stays_so(page: Page) -> None:
    def height() -> float:
        box = image(page).bounding_box()
        return box["height"] if box else 0.0

    usual = height()
    page.keyboard.press("i")
    assert height() > 1.3 * usual
    within(page, "#source li.here", "#source-text")
    page.keyboard.press("i")
    expect(image(page)).to_be_hidden()
    page.reload()
    expect(page.locator("#source li.here")).to_be_visible()
    expect(image(page)).to_be_hidden()
    page.keyboard.press("i")
    expect(image(page)).to_be_visible()
    assert height() == usual


def test_closer_shows_the_words_in_question(page: Page) -> None:
    page.keyboard.press("z")
    box, here = image(page).bounding_box(), page.locator("#source-image .here").bounding_box()
    assert box is not None
    assert here is not None
    assert here["width"] > box["width"]
    within(page, "#source-image .here")
    assert here["x"] <= box["x"] + box["width"] / 2 <= here["x"] + here["width"]
    page.keyboard.press("z")


def test_a_page_without_a_question_is_shown_from_its_head(page: Page) -> None:
    page.keyboard.press("]")
    expect(page.locator("#desk")).to_have_attribute("data-page", "2")
    expect(page.locator("#source-image img")).to_have_attribute("src", "/image/2.png")
    assert image(page).evaluate("i => i.scrollTop") == 0
    assert lines_of(page, ".here") == []


def test_a_book_without_images_has_no_key_for_them(chromium: Browser, tmp_path: Path) -> None:
    (tmp_path / "book.toml").write_text('title = "The Harbour"\nlanguage = "en"\n')
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "raw.txt").write_text(FIRST)
    kept = tmp_path.with_name("kept-without")
    kept.mkdir()
    with served(tmp_path, kept) as desk, window(chromium, desk) as page:
        expect(page.locator("#source li").first).to_be_visible(timeout=PATIENCE)
        expect(page.locator("#image-size")).to_be_hidden()
        page.keyboard.press("i")
        assert page.evaluate("document.documentElement.dataset.image") is None
