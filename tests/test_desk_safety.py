"""What a text may do at the desk, in a real browser: nothing but be read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser import browser, needs_browser
from tests.desk import served, window

pytestmark = needs_browser
HOSTILE = (
    "<script>document.title = 'run'</script>",
    '<img src=x onerror="document.title=1">',
    "[the miller]{hx-post=/undo data-hx-post=/undo hx-trigger=load onclick=go()}",
    "<a href=javascript:go()>his wife</a>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "{{ reader }} {% include 'base.html' %}",
    "&lt;b&gt; and &#60;i&#62;",
    "</section></main><form action=/undo method=post><button>Go on</button></form>",
)
RAW = (
    "THE MILL\n\n"
    + "\n\n".join(f"It stood by the river, and {line} was written on its door." for line in HOSTILE)
    + "\n"
)
TITLE = "The <script>document.title = 'run'</script> mill"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    folder, kept = tmp_path_factory.mktemp("mill"), tmp_path_factory.mktemp("kept")
    (folder / "source").mkdir()
    (folder / "source/raw.txt").write_text(RAW)
    toml = f'title = "{TITLE}"\nlanguage = "en"\n'
    (folder / "book.toml").write_text(toml)
    with served(folder, kept) as desk, browser() as started, window(started, desk) as page:
        expect(page.locator("#edition")).to_contain_text("Go on", timeout=60_000)
        yield page


def test_the_source_is_shown_as_it_is(page: Page) -> None:
    lines = page.locator("#source .lines li").all_inner_texts()
    for line in HOSTILE:
        assert any(line in shown for shown in lines)


def test_the_edition_is_text(page: Page) -> None:
    text = page.locator("#edition").inner_text()
    for line in HOSTILE:
        # Typographers' quotes are the edition's; all else is as it was written.
        assert line.split("'")[0].split('"')[0] in text
    inside = page.locator("#edition-text, #source-text")
    for forbidden in ("script", "img", "link", "form", "[onclick]", "[hx-post]", "[data-hx-post]"):
        assert inside.locator(forbidden).count() == 0


def test_the_panes_of_text_are_not_the_scripts(page: Page) -> None:
    """Where an attribute of the library's came into a text, it would not be followed."""
    for pane in ("#source-text", "#edition-text"):
        assert page.locator(f"{pane}[hx-ignore], [hx-ignore] {pane}").count() == 1


@pytest.mark.parametrize("path", ["", "pages", "figures", "decisions", "words", "read/ch01"])
def test_no_view_runs_what_a_title_says(page: Page, path: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    home = page.url.split("/", 3)
    here = "/".join(home[:3]) + "/"
    page.goto(here + path)
    expect(page.locator("#bar .title")).to_have_text(TITLE)
    assert TITLE in page.title()
    assert [address for address in asked if not address.startswith(here)] == []
