"""The views of the desk in a real browser: by keyboard, by mouse, by two readers, for everybody."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from pipeline.decisions.store import read_decisions
from tests.browser import faults, needs_axe, needs_browser
from tests.desk import BOOK, Served, served, window

pytestmark = needs_browser
VIEWS = (
    *(
        "",
        "page/3",
        "page/5?view=diff",
        "enter",
        "pages",
        "pages?state=unread",
        "figures",
        "decisions",
        "words",
    ),
    *("read", "read/ch04", "keys", "settings"),
)
WIDE, NARROW = (1440, 900), (390, 844)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(BOOK, tmp_path / "handbook")


@pytest.fixture
def desk(folder: Path, tmp_path: Path) -> Iterator[Served]:
    with served(folder, tmp_path) as desk:
        yield desk


def reading(page: Page, address: str) -> None:
    """Open a chapter, once the book is there."""
    page.goto(address + "read")
    expect(page.locator("ol.contents")).to_be_visible(timeout=60_000)
    page.goto(address + "read/ch04")


def asked(folder: Path) -> list[tuple[str, str, str]]:
    decisions = read_decisions(folder / "decisions")
    return [(each.action, each.quote.exact, each.new) for each in decisions]


def selected(page: Page) -> str:
    text: str = page.evaluate("getSelection().toString()")
    return text


def marked(page: Page) -> str:
    """Give the words that are marked as doubted."""
    text: str = page.evaluate("[...(CSS.highlights.get('doubt') ?? [])].join(' ')")
    return text


def test_a_doubt_is_noted_by_keys_alone(chromium: Browser, desk: Served, folder: Path) -> None:
    with window(chromium, desk, path="settings") as page:
        reading(page, desk.address)
        for word in ("The", "Recovery", "of"):
            page.keyboard.press("ArrowRight")
            assert selected(page) == word
        page.keyboard.press("ArrowLeft")
        expect(page.locator("#word")).to_have_text("Recovery")
        page.keyboard.press("k")
        page.keyboard.type("Is it one? k")
        page.keyboard.press("Enter")
        expect(page.locator("#doubts li")).to_contain_text("Is it one? k")
        expect(page.locator("#status")).to_have_text("1 doubt noted.")
        expect(page.locator("#doubt")).to_be_hidden()
        assert asked(folder) == [("query", "Recovery", "Is it one? k")]
        page.reload()
        assert marked(page) == "Recovery"
        page.keyboard.press("ArrowRight")
        page.keyboard.press("k")
        page.keyboard.press("Escape")
        expect(page.locator("#doubt")).to_be_hidden()
        page.keyboard.press("ArrowRight")
        assert selected(page) == "Recovery"
        page.keyboard.press("]")
        expect(page).to_have_url(desk.address + "read/ch05")
        page.wait_for_load_state()
        page.keyboard.press("[")
        expect(page).to_have_url(desk.address + "read/ch04")


def test_a_click_on_a_word_notes_a_doubt(chromium: Browser, desk: Served, folder: Path) -> None:
    with window(chromium, desk, path="settings") as page:
        reading(page, desk.address)
        at = page.evaluate(
            """() => {
              const text = [...document.querySelectorAll("article p [data-r]")]
                .map((span) => span.firstChild).find((node) => /\\bthe\\b/.test(node.data));
              const range = new Range();
              range.setStart(text, text.data.search(/\\bthe\\b/));
              range.setEnd(text, range.startOffset + 3);
              const box = range.getBoundingClientRect();
              return [box.x + box.width / 2, box.y + box.height / 2];
            }"""
        )
        page.mouse.click(*at)
        expect(page.locator("#doubted")).to_have_text("the")
        page.keyboard.type("or a?")
        page.get_by_role("button", name="Note it").click()
        expect(page.locator("#doubts li")).to_have_count(1)
        assert asked(folder) == [("query", "the", "or a?")]
        page.get_by_role("button", name="Take back").click()
        expect(page.locator("#doubts li")).to_have_count(0)
        assert marked(page) == ""


def test_two_who_doubt_the_same_words_hear_of_each_other(
    chromium: Browser, desk: Served, folder: Path
) -> None:
    with (
        window(chromium, desk, "Ann", "settings") as one,
        window(chromium, desk, "Ben", "settings", complaints="422") as other,
    ):
        for page in (one, other):
            reading(page, desk.address)
        for page, words in ((one, "an article?"), (other, "too much?")):
            page.keyboard.press("ArrowRight")
            page.keyboard.press("k")
            page.keyboard.type(words)
            page.keyboard.press("Enter")
            expect(other.locator("#doubts li")).to_contain_text("an article?")
        said = "Ann asks about these words already: an article?"
        expect(other.locator("#status")).to_contain_text(said)
        expect(other.get_by_label("What do you doubt about")).to_have_value("too much?")
        assert asked(folder) == [("query", "The", "an article?")]


def test_a_note_opens_at_the_foot_and_the_place_is_remembered(
    chromium: Browser, desk: Served
) -> None:
    with window(chromium, desk, path="settings") as page:
        reading(page, desk.address)
        reference = page.locator("article a.noteref").last
        reference.scroll_into_view_if_needed()
        reference.click()
        expect(page.locator("#note")).to_contain_text(reference.inner_text())
        page.keyboard.press("Escape")
        expect(page.locator("#note")).to_be_hidden()
        expect(reference).to_be_focused()
        page.wait_for_function("localStorage.getItem('desk-read')")
        at = page.evaluate("scrollY")
        assert at > 100
        page.get_by_role("link", name="all chapters").click()
        page.get_by_role("link", name="Go on where you left").click()
        expect(page).to_have_url(desk.address + "read/ch04")
        page.wait_for_function("at => Math.abs(scrollY - at) < innerHeight", arg=at)


def test_others_are_seen_at_once(chromium: Browser, desk: Served) -> None:
    with (
        window(chromium, desk, "Ann", "pages") as one,
        window(chromium, desk, "Ben", "pages") as other,
    ):
        row = one.locator("#page-3")
        expect(row).to_contain_text("unread", timeout=60_000)
        row.get_by_role("button", name="Page read").click()
        expect(other.locator("#page-3")).to_contain_text("read once")
        expect(other.locator("#progress")).to_contain_text("2 % read")
        expect(other.locator("#page-3")).to_contain_text("not by Ann")
        # What is pressed before the answer is shown would be lost with the page before it.
        expect(row).to_contain_text("read once")
        one.wait_for_load_state()
        one.locator("#page-4 summary").focus()
        one.keyboard.press("Enter")
        # What others do meanwhile does not close it, and is seen as soon as it is left.
        other.locator("#page-5").get_by_role("button", name="Begin").click()
        expect(other.locator("#page-5")).to_contain_text("in work")
        one.keyboard.press("Tab")
        one.keyboard.type("it is upside down")
        one.keyboard.press("Enter")
        expect(other.locator("#page-4")).to_contain_text("it is upside down")
        expect(one.locator("#page-5")).to_contain_text("Ben, since")


def test_settings_stay_in_the_browser(chromium: Browser, desk: Served) -> None:
    with window(chromium, desk, path="settings") as page:
        page.get_by_label("dark").check()
        page.get_by_label("larger").check()
        page.get_by_label("Alt and letters").check()
        expect(page.locator("#status")).to_have_text("Saved in this browser.")
        page.goto(desk.address + "keys")
        root = page.locator("html")
        expect(root).to_have_attribute("data-theme", "dark")
        expect(root).to_have_css("color-scheme", "dark")
        expect(root).to_have_attribute("data-size", "larger")
        assert float(root.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")) > 18
        page.goto(desk.address + "settings")
        expect(page.get_by_label("dark")).to_be_checked()
        page.get_by_label("as the device has it").check()
        expect(page.locator("html")).not_to_have_attribute("data-theme", "dark")


def test_a_name_is_entered_first(chromium: Browser, desk: Served) -> None:
    with window(chromium, desk, who="", path="words") as page:
        expect(page).to_have_url(desk.address + "enter?to=%2Fwords")
        page.keyboard.type("Łucja")
        page.keyboard.press("Enter")
        expect(page).to_have_url(desk.address + "words")
        expect(page.locator("#bar .reader")).to_contain_text("Łucja")


def test_the_edition_is_set_in_its_own_type(chromium: Browser, desk: Served) -> None:
    with window(chromium, desk, path="settings") as page:
        reading(page, desk.address)
        loaded = page.evaluate(
            """async () => {
              await document.fonts.ready;
              return [...document.fonts].filter((f) => f.status === "loaded").map((f) => f.family);
            }"""
        )
        assert {"Text", "Display"} <= {*loaded}
        expect(page.locator("article p").first).to_have_css("text-indent", "0px")


@needs_axe
@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (NARROW, "dark")])
def test_no_view_keeps_anybody_out(
    chromium: Browser, desk: Served, size: tuple[int, int], scheme: str
) -> None:
    with window(chromium, desk, path="settings", scheme=scheme, size=size) as page:
        reading(page, desk.address)
        page.keyboard.press("ArrowRight")
        page.keyboard.press("k")
        page.keyboard.type("why?")
        assert faults(page) == []
        page.keyboard.press("Enter")
        expect(page.locator("#doubts li")).to_have_count(1)
        page.locator("article a.noteref").first.click()
        assert faults(page) == []
        page.goto(desk.address + "pages")
        page.locator("#page-2").get_by_role("button", name="Page read").click()
        expect(page.locator("#page-2")).to_contain_text("read once")
        for view in VIEWS:
            page.goto(desk.address + view)
            assert (view, faults(page)) == (view, [])
            wider = page.evaluate("document.documentElement.scrollWidth > innerWidth")
            assert (view, wider) == (view, False)
