"""A book proofread at the desk from its first question to its EPUB, in a real browser."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from pipeline.cli import main
from pipeline.decisions.decision import Decision
from pipeline.decisions.store import read_decisions
from pipeline.proofreading.store import read_events
from tests.browser import needs_browser
from tests.desk import ROOT, Served, served, window

pytestmark = needs_browser
PATIENCE = 60_000
"""Milliseconds in which the book has to be checked, or a worker to answer."""
QUESTIONS = 10
GAP = r"ERR_CONNECTION|ERR_INCOMPLETE|ERR_CONTENT_LENGTH|Failed to fetch|503"
"""What a browser says of a desk that was killed, and of one that is reading its book again."""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Served]:
    folder = shutil.copytree(ROOT / "manuscript/handbook", tmp_path / "handbook")
    with served(folder, tmp_path) as desk:
        yield desk


def made(desk: Served) -> tuple[Decision, ...]:
    return read_decisions(desk.folder / "decisions")


def go(page: Page, to: str) -> None:
    page.keyboard.press("g")
    page.keyboard.type(to)
    page.keyboard.press("Enter")
    expect(page.locator("#goto")).to_be_hidden()
    if to.isdecimal():
        expect(page.locator("#source li.here").first).to_have_attribute("value", to)


def saved(page: Page, words: str) -> None:
    expect(page.locator("#status")).to_contain_text(words, timeout=PATIENCE)


def at_first(page: Page) -> None:
    """Wait for the questions, and go to the first."""
    expect(page.locator("#queue li").nth(20)).to_be_visible(timeout=PATIENCE)
    page.keyboard.press("n")
    expect(page.locator("form.question")).to_be_visible()


def answered(page: Page) -> None:
    """Answer the question that is shown: as is proposed, or else that it is right as it is."""
    desk = page.locator("#desk")
    key = desk.get_attribute("data-key") or ""
    page.keyboard.press("Enter" if page.locator("form.question .answers").count() else "d")
    expect(desk).not_to_have_attribute("data-key", key, timeout=PATIENCE)
    expect(page.locator("#asks")).to_be_focused()


def correct(page: Page) -> None:
    """Correct words that nothing asks about, set others in italics, make a heading."""
    go(page, "45")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#chosen-words")).to_have_text("Extraction")
    page.keyboard.press("e")
    page.keyboard.type("Recension")
    page.keyboard.press("Enter")
    saved(page, "Recension")
    expect(page.locator("#edition")).to_contain_text("Recension keeps the first", timeout=PATIENCE)
    go(page, "57")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("#chosen-words")).to_have_text("them may")
    page.keyboard.press("*")
    saved(page, "emphasis")
    expect(page.locator("#edition em", has_text="them may")).to_be_visible(timeout=PATIENCE)
    go(page, "83")
    page.keyboard.press("s")
    page.keyboard.press("2")
    saved(page, "heading")
    expect(page.locator("#edition h2", has_text="The last fault")).to_be_visible(timeout=PATIENCE)


def mark(page: Page, begins: str, line: str) -> None:
    """Put the marker of a note that has none behind a word at the beginning of a line."""
    go(page, line)
    expect(page.locator("#edition .note", has_text="Its marker is lost")).to_be_visible()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("m")
    page.locator("#markers button", has_text=begins).press("Enter")
    saved(page, "marker n")


def epub_of(desk: Served, out: Path) -> str:
    """Build the EPUB from the folder that the desk wrote to, and give all its text pages."""
    assert main(["build", "--to", "epub", "--out", str(out), "--", str(desk.folder)]) == 0
    with zipfile.ZipFile(out / "handbook.epub") as archive:
        pages = [name for name in archive.namelist() if name.endswith(".xhtml")]
        return unescape("\n".join(archive.read(name).decode() for name in sorted(pages)))


def test_a_book_is_proofread_by_keys_and_its_epub_holds_every_decision(
    chromium: Browser, desk: Served, tmp_path: Path
) -> None:
    with window(chromium, desk, complaints=GAP) as page:
        at_first(page)
        for number in range(QUESTIONS):
            if number == QUESTIONS // 2:
                desk.kill()
                desk.start()
            answered(page)
        assert len(made(desk)) == QUESTIONS
        correct(page)
        mark(page, "See note 10", "407")
        page.keyboard.press("Control+Enter")
        expect(page.locator("#page")).to_contain_text("unread")
        decided = made(desk)
        assert len(decided) == QUESTIONS + 4
        page.reload()
        go(page, "45")
        expect(page.locator("#edition")).to_contain_text("Recension keeps the first")
    assert made(desk) == decided
    assert "read" in [event.mark for event in read_events(desk.folder / "proofreading")]
    text = epub_of(desk, tmp_path / "out")
    assert "Recension keeps the first" in text
    assert re.search(r"<em>them may</em>", text)
    assert re.search(r"<h2[^>]*>The last fault", text)
    for each in decided[:QUESTIONS]:
        if each.action == "replace":
            assert each.new in text
            assert each.quote.exact not in text
    assert re.search(r'<a[^>]*epub:type="noteref"[^>]*>24</a>', text)


def test_two_readers_know_of_each_other_on_one_page_and_not_on_two(
    chromium: Browser, desk: Served
) -> None:
    with (
        window(chromium, desk, "Ann", "/page/3") as ann,
        window(chromium, desk, "Bob", "/page/5") as bob,
    ):
        for page in (ann, bob):
            expect(page.locator("#queue li").nth(20)).to_be_visible(timeout=PATIENCE)
        expect(ann.locator("#take-over")).to_have_count(0)
        go(bob, "84")
        expect(bob.locator("#desk")).to_have_attribute("data-page", "3")
        expect(bob.locator("#take-over")).to_contain_text("Ann is here", timeout=PATIENCE)
        bob.locator("#take-over").click()
        expect(ann.locator("#take-over")).to_contain_text("Bob is here", timeout=PATIENCE)
        expect(ann.locator("#status")).to_contain_text("Bob took over page 7")
        answered(ann)
        answered(bob)
    assert [(each.reader, each.action) for each in made(desk)] == [
        ("Ann", "replace"),
        ("Bob", "replace"),
    ]


def test_a_telephone_has_the_commands_too(chromium: Browser, desk: Served) -> None:
    with window(chromium, desk, path="/page/3", size=(390, 844)) as page:
        expect(page.locator("form.question")).to_be_visible(timeout=PATIENCE)
        expect(page.get_by_role("button", name="Undo")).to_be_visible()
        page.locator("#block").click()
        page.get_by_role("button", name="heading 2").click()
        saved(page, "heading")
    assert [each.action for each in made(desk)] == ["heading"]
