"""All that opens within the desk's main view, for everybody: held against the rules of axe."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import faults, needs_axe, needs_browser
from tests.desk import Served, window
from tests.reader import PATIENCE, Reader

pytestmark = [needs_browser, needs_axe]
WIDE, NARROW = (1440, 900), (390, 844)
OPENED = {
    "s": "#structure",
    "m": "#markers",
    "g": "#goto",
    "?": "#help",
    ".": "#page-state",
}
"""What opens by which key."""


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (NARROW, "dark")])
def test_nothing_that_opens_keeps_anybody_out(
    chromium: Browser, desk: Served, size: tuple[int, int], scheme: str
) -> None:
    first = "question/unknown-word-3328-3337"
    with window(chromium, desk, path=first, size=size, scheme=scheme) as page:
        reader = Reader(page, (desk.folder / "source/raw.txt").read_text("utf-8"))
        reader.is_asked("unknown-word")
        assert faults(page) == []
        for key, opened in OPENED.items():
            reader.press(key)
            expect(page.locator(opened)).to_be_visible()
            if key == "m":
                expect(page.locator("#markers-list button").first).to_be_visible()
            assert (opened, faults(page)) == (opened, [])
            wider = page.evaluate("e => e.scrollWidth > e.clientWidth", page.query_selector(opened))
            assert (opened, wider) == (opened, False)
            page.keyboard.press("Escape")
            expect(page.locator(opened)).to_be_hidden()
        for key in "q", "r":
            page.locator("#asks").focus()
            reader.press(key)
        assert faults(page) == []
        page.locator("#asks").focus()
        reader.press("D")
        expect(page.locator(".held")).to_be_visible(timeout=PATIENCE)
        assert faults(page) == []
        reader.press("Escape")
        reader.is_asked("unknown-word")
        reader.press("ArrowRight")
        reader.is_chosen("pdftotext")
        assert faults(page) == []
        page.locator("#filter summary").click()
        expect(page.get_by_label("Severity")).to_be_in_viewport()
        assert faults(page) == []
