"""A real browser for the tests: Chromium, driven by Playwright."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from pipeline.machine.chromium import chromium

CHROMIUM = chromium()
AXE = Path(sys.prefix, "checkers/node_modules/@daisy/axe-core-for-ace/axe.min.js")
needs_axe = pytest.mark.skipif(not AXE.is_file(), reason="axe comes with Ace, which is not there")
needs_browser = pytest.mark.skipif(not CHROMIUM, reason="Chromium is not there")


@contextmanager
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


def opened(browser: Browser, file: Path, scheme: str = "light", width: int = 900) -> Page:
    """Open a file in a window; what it asks for from elsewhere, or by a script, fails the test."""
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, java_script_enabled=True
    )
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: pytest.fail(message.text))
    page.goto(file.as_uri())
    assert asked == [file.as_uri()]
    return page


def faults(page: Page) -> list[str]:
    """Give the rules of accessibility that a page breaks, by axe, and where it does."""
    page.evaluate(AXE.read_text("utf-8"))
    # Of what is in order, one example a rule is enough; all of them take three times as long.
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    assert len(found["passes"]) > 20
    return [f"{fault['id']}: {fault['nodes'][0]['target']}" for fault in found["violations"]]
