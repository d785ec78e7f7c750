"""A reader at the desk, for the tests: what is typed and clicked, and what is seen then."""

from __future__ import annotations

import re
from typing import Literal

from playwright.sync_api import Locator, Page, expect

PATIENCE = 120_000
"""Milliseconds in which the book has to be checked, or a worker to answer."""
Pane = Literal["source", "edition"]
FIND = """([pane, words]) => {
  const root = document.querySelector(pane === "source" ? "#source .lines" : "#edition .edition");
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const at = node.data.indexOf(words);
    if (at < 0) continue;
    node.parentElement.scrollIntoView({ block: "center" });
    const range = new Range();
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    const [first] = range.getClientRects();
    const last = [...range.getClientRects()].at(-1);
    return [first.left, last.right, first.top + first.height / 2, last.top + last.height / 2];
  }
  return null;
}"""


class Reader:
    """Somebody at a window of the desk."""

    def __init__(self, page: Page, raw: str) -> None:
        self.page = page
        self.raw = raw

    @property
    def status(self) -> Locator:
        return self.page.locator("#status")

    def is_settled(self) -> None:
        """Wait until the book is checked: the questions are all there."""
        expect(self.page.locator("#queue li").nth(8)).to_be_visible(timeout=PATIENCE)

    def press(self, *keys: str) -> None:
        """Press keys one after the other, each when the desk has answered the one before."""
        for key in keys:
            self.page.locator("html:not([data-busy])").wait_for(timeout=PATIENCE)
            self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)

    def is_asked(self, check: str, words: str = "") -> None:
        """Wait until a question is shown, and has the focus."""
        page = self.page
        expect(page.locator("#desk")).to_have_attribute(
            "data-key", re.compile(f"^{check}-"), timeout=PATIENCE
        )
        expect(page.locator("#asks")).to_contain_text(words)
        expect(page.locator("#asks")).to_be_focused()

    def is_told(self, words: str) -> None:
        """Wait until the line of the desk's status says so."""
        expect(self.status).to_contain_text(words, timeout=PATIENCE)

    def is_on(self, page: int) -> None:
        """Wait until a page is shown."""
        expect(self.page.locator("#desk")).to_have_attribute("data-page", str(page))

    def go(self, to: str) -> None:
        """Go to a line, a page or a note."""
        self.press("g")
        expect(self.page.locator("#to")).to_be_focused()
        self.type(to)
        self.press("Enter")
        expect(self.page.locator("#goto")).to_be_hidden()

    def go_to(self, words: str) -> None:
        """Go to the line in which words of the source stand."""
        line = self.raw.count("\n", 0, self.raw.index(words)) + 1
        self.go(str(line))
        expect(self.page.locator(f"#source li.here[value='{line}']")).to_be_visible()

    def drag(self, pane: Pane, words: str) -> None:
        """Choose words of a pane by the mouse, from the first to the last."""
        left, right, top, bottom = self.found(pane, words)
        mouse = self.page.mouse
        mouse.move(left + 1, top)
        mouse.down()
        mouse.move(right - 1, bottom, steps=3)
        mouse.up()
        self.is_chosen(words)

    def double_click(self, pane: Pane, word: str) -> None:
        """Choose a word of a pane by the mouse."""
        left, right, top, _ = self.found(pane, word)
        self.page.mouse.dblclick((left + right) / 2, top)
        self.is_chosen(word)

    def click_behind(self, pane: Pane, words: str) -> None:
        """Put the caret behind words of a pane."""
        _, right, _, bottom = self.found(pane, words)
        self.page.mouse.click(right - 1, bottom)

    def is_chosen(self, words: str) -> None:
        expect(self.page.locator("#chosen-words")).to_have_text(words)

    def found(self, pane: Pane, words: str) -> tuple[float, float, float, float]:
        """Tell where words of a pane are on the screen: left, right, and both lines' height."""
        at = self.page.evaluate(FIND, [pane, words])
        assert at, f"the {pane} shows nowhere {words!r}"
        left, right, top, bottom = at
        return left, right, top, bottom
