"""The desk by keyboard alone, in a real browser."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from pipeline.decisions.store import read_decisions
from pipeline.model.decision import Decision
from pipeline.proofreading.store import read_events
from tests.browser import browser, needs_browser
from tests.desk import BOOK, Served, served, window

pytestmark = needs_browser
COMPLAINTS = "Failed to load resource|Failed to fetch|ERR_"
"""What the browser itself says where an answer is refused, or the desk is gone."""
PATIENCE = 120_000
"""Milliseconds in which the book has to be checked, on a machine that has much else to do."""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    expect.set_options(timeout=30_000)
    with browser() as started:
        yield started


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("book") / "handbook"
    shutil.copytree(BOOK, folder)
    with served(folder, tmp_path_factory.mktemp("kept")) as desk:
        yield desk


@pytest.fixture
def page(chromium: Browser, desk: Served) -> Iterator[Page]:
    """A window at the first question, once the book is checked."""
    first = "/question/unknown-word-3328-3337"
    with window(chromium, desk, path=first, complaints=COMPLAINTS) as page:
        expect(page.locator("form.question")).to_be_visible(timeout=PATIENCE)
        yield page


class Made:
    """What was decided since a test began."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "decisions"
        self.before = len(read_decisions(self.folder))

    def __call__(self) -> tuple[Decision, ...]:
        return read_decisions(self.folder)[self.before :]


@pytest.fixture
def made(desk: Served) -> Made:
    return Made(desk.folder)


def ask(page: Page, key: str) -> None:
    """Open a question."""
    page.goto(page.url.partition("/question")[0] + f"/question/{key}")
    at(page, key)


def saved(page: Page, words: str) -> None:
    """Wait until the desk says so."""
    expect(page.locator("#status")).to_contain_text(words, timeout=PATIENCE)


def at(page: Page, key: str) -> None:
    """Wait until a question is shown, and has the focus."""
    expect(page.locator("#desk")).to_have_attribute("data-key", re.compile(key))
    expect(page.locator("#asks")).to_be_focused()


def go(page: Page, to: str, number: str) -> None:
    """Go to a place, which stands on the page of a number."""
    page.keyboard.press("g")
    expect(page.locator("#to")).to_be_focused()
    page.keyboard.type(to)
    page.keyboard.press("Enter")
    expect(page.locator("#desk")).to_have_attribute("data-page", number)
    expect(page.locator("#goto")).to_be_hidden()


def twin(page: Page, pattern: str) -> None:
    """Wait until what belongs to the place in hand is marked: a note, or its marker."""
    page.wait_for_function(
        "(pattern) => new RegExp(pattern).test([...(CSS.highlights.get('twin') ?? [])].join(' '))",
        arg=pattern,
    )


def test_questions_follow_one_another(page: Page) -> None:
    at(page, "unknown-word-3328")
    page.keyboard.press("n")
    at(page, "lost-letter-4156")
    page.keyboard.press("ArrowDown")
    at(page, "lost-letter-4204")
    page.keyboard.press("p")
    page.keyboard.press("ArrowUp")
    at(page, "unknown-word-3328")
    assert page.url.endswith("/question/unknown-word-3328-3337")
    expect(page.locator("#source li.here mark")).to_have_text("pdftotext")
    page.wait_for_function("() => CSS.highlights.get('asked').size === 1")


def test_quick_keys_wait_for_the_question_before(page: Page) -> None:
    for _ in range(4):
        page.keyboard.press("n")
    at(page, "lost-letter-6671")


def test_answers_are_given_by_one_key_each(page: Page, made: Made) -> None:
    ask(page, "lost-hyphen-15834-15843")
    page.keyboard.press("d")
    saved(page, 'keep "wellknown"')
    at(page, "lost-hyphen-15882")
    page.keyboard.press("Enter")
    saved(page, "mother-in-law")
    at(page, "split-word")
    page.keyboard.press("e")
    page.keyboard.type("supplements")
    page.keyboard.press("Enter")
    saved(page, "supplements")
    at(page, "lost-marker")
    page.keyboard.press("q")
    page.keyboard.type("Where is it called?")
    page.keyboard.press("Enter")
    saved(page, "Where is it called?")
    told = [(each.action, each.new) for each in made()]
    assert told == [
        ("keep", ""),
        ("replace", "mother-in-law"),
        ("replace", "supplements"),
        ("query", "Where is it called?"),
    ]


def test_a_reason_and_a_note_go_with_the_answer(page: Page, made: Made) -> None:
    ask(page, "unknown-word-21499-21508")
    page.keyboard.press("r")
    expect(page.locator("#why")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("as printed")
    page.keyboard.press("Enter")
    at(page, "unknown-word-21499")
    page.keyboard.press("d")
    saved(page, 'keep "emendatio"')
    (one,) = made()
    assert (one.why, one.note) == ("printer", "as printed")


def test_all_alike_are_previewed_and_done_by_a_second_key(page: Page, made: Made) -> None:
    ask(page, "unknown-word-30562-30567")
    page.keyboard.press("D")
    expect(page.locator(".held .places li")).to_have_count(1, timeout=PATIENCE)
    page.keyboard.press("Escape")
    expect(page.locator("form.question")).to_be_visible()
    assert not made()
    page.keyboard.press("D")
    expect(page.locator(".held")).to_be_visible(timeout=PATIENCE)
    page.keyboard.press("Enter")
    saved(page, "keep")
    (one,) = made()
    assert one.scope == "every"


def test_undo_leads_back(page: Page, made: Made) -> None:
    ask(page, "misread-word-30598-30605")
    page.keyboard.press("d")
    at(page, "absent-note")
    page.keyboard.press("u")
    saved(page, "Taken back")
    at(page, "misread-word")
    assert [each.action for each in made()] == ["keep", "undo"]


def test_any_words_are_chosen_and_set(page: Page, made: Made) -> None:
    page.keyboard.press("ArrowRight")
    expect(page.locator("#chosen-words")).to_have_text("pdftotext")
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("#chosen-words")).to_have_text("pdftotext, which")
    page.keyboard.press("*")
    saved(page, "emphasis")
    expect(page.locator("#edition em", has_text="pdftotext")).to_be_visible(timeout=PATIENCE)
    (one,) = made()
    assert (one.action, one.new) == ("emphasis", "")
    assert one.quote.exact.startswith("pdftotext, which")
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#chosen-words")).to_have_text("with")
    page.keyboard.press("e")
    page.keyboard.type("by")
    page.keyboard.press("Enter")
    saved(page, 'replace "with" by "by"')


def test_what_a_block_is_is_said_by_two_keys(page: Page, made: Made) -> None:
    go(page, "45", "2")
    page.keyboard.press("s")
    expect(page.locator("#structure")).to_be_visible()
    page.keyboard.press("q")
    saved(page, "quote")
    (one,) = made()
    assert one.action == "quote"
    assert one.quote.exact.startswith("Extraction keeps the first")
    expect(page.locator("#edition blockquote", has_text="Extraction keeps")).to_be_visible(
        timeout=PATIENCE
    )


def test_a_page_is_read_and_leads_to_the_next(page: Page, made: Made) -> None:
    page.keyboard.press("Control+Enter")
    expect(page.locator("#desk")).to_have_attribute("data-page", "3")
    page.keyboard.press("[")
    expect(page.locator("#page")).to_contain_text("read once")
    page.keyboard.press("Control+Enter")  # of what is read nothing is to be said
    expect(page.locator("#desk")).to_have_attribute("data-page", "3")


def test_views_and_pages_have_keys(page: Page) -> None:
    page.keyboard.press("v")
    expect(page.locator("#edition .raw")).to_be_visible()
    page.keyboard.press("v")
    expect(page.locator("#edition .diff")).to_be_visible()
    page.keyboard.press("]")
    expect(page.locator("#desk")).to_have_attribute("data-page", "3")
    expect(page.locator("#edition .diff")).to_be_visible()
    page.keyboard.press("v")
    expect(page.locator("#edition .edited")).to_be_visible()
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#help")).to_be_hidden()


def test_note_and_marker_lead_to_each_other(page: Page) -> None:
    go(page, "n 2", "2")
    page.keyboard.press("f")
    twin(page, "^2$")
    page.keyboard.press("f")
    twin(page, "order in which a PDF")


def test_a_lost_note_gets_its_marker(page: Page, made: Made) -> None:
    go(page, "45", "2")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("m")
    expect(page.locator("#markers button").first).to_be_visible()
    page.keyboard.press("1")
    saved(page, "note")
    (one,) = made()
    assert (one.action, one.at[0]) == ("note", one.at[1])
    assert one.new.startswith("marker n")


def test_the_second_answer_and_the_reading_of_the_source(page: Page, made: Made) -> None:
    ask(page, "lost-stop-32566-32570")
    page.keyboard.press("2")
    saved(page, "work")
    ask(page, "lost-letter-34464-34473")
    page.keyboard.press("U")
    expect(page.locator(".fault")).to_contain_text("reads there what the source has")
    assert [(each.quote.exact, each.new) for each in made()] == [("Work", "work")]


def test_words_are_set_bold_and_in_capitals_and_are_good(page: Page, made: Made) -> None:
    for key in "_", "^", "w":
        ask(page, "unknown-word-20343-20358")
        page.keyboard.press("ArrowRight")
        expect(page.locator("#chosen-words")).to_have_text("proportionalita")
        before = len(made())
        page.keyboard.press(key)
        saved(page, "proportionalita")
        expect(page.locator("#chosen")).to_be_hidden()
        assert len(made()) == before + 1
    told = [(each.action, each.scope) for each in made()]
    assert told == [("strong", "here"), ("small-capitals", "here"), ("keep", "every")]


@pytest.mark.parametrize(
    ("keys", "action", "new"),
    [
        *((str(level), "heading", str(level)) for level in range(1, 7)),
        ("p", "paragraph", ""),
        ("v", "verse", ""),
        ("i", "item", ""),
        ("t", "table", ""),
        ("g", "figure", ""),
        ("x", "furniture", ""),
        ("j", "join", ""),
        ("/", "split", ""),
        ("b", "break", ""),
    ],
)
def test_each_thing_that_a_block_may_be_has_its_key(
    page: Page, made: Made, keys: str, action: str, new: str
) -> None:
    go(page, "560", "15")
    page.keyboard.press("s")
    expect(page.locator("#structure")).to_be_visible()
    page.keyboard.press(keys)
    expect(page.locator("#structure")).to_be_hidden()
    saved(page, action)
    (one,) = made()
    assert (one.action, one.new) == (action, new)
    page.keyboard.press("u")
    saved(page, "Taken back")


def test_the_state_of_a_page(page: Page, desk: Served) -> None:
    go(page, "p 20", "16")
    page.keyboard.press(".")
    expect(page.locator("#page-state")).to_be_visible()
    page.keyboard.press("h")
    saved(page, "read up to here")
    page.keyboard.press("p")
    expect(page.locator("#trouble")).to_be_focused()
    page.keyboard.type("a line is lost")
    page.keyboard.press("Enter")
    expect(page.locator("#page .state")).to_contain_text("problem")
    marks = {each.mark for each in read_events(desk.folder / "proofreading")}
    assert {"reached", "problem"} <= marks


def test_panes_stand_side_by_side_or_one_above_the_other(page: Page) -> None:
    page.keyboard.press("l")
    expect(page.locator("html")).to_have_attribute("data-layout", "stacked")
    page.keyboard.press("l")
    expect(page.locator("html")).not_to_have_attribute("data-layout", "stacked")


def test_keys_do_nothing_while_something_is_typed(page: Page, made: Made) -> None:
    page.keyboard.press("e")
    page.keyboard.type("ndup?")
    assert page.locator("#own").input_value() == "ndup?"
    page.keyboard.press("Escape")
    at(page, "unknown-word-3328")
    assert not made()


def test_a_key_right_behind_the_choice_of_a_word_is_about_that_word(page: Page) -> None:
    # Pressed in one go: the browser has not told of the selection yet.
    page.evaluate(
        """for (const key of ["ArrowRight", "e"]) document.activeElement.dispatchEvent(
            new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));"""
    )
    expect(page.locator("#chosen-own")).to_be_focused()


def test_letters_can_be_put_under_alt(page: Page) -> None:
    page.evaluate("localStorage.setItem('desk-keys', 'alt')")
    page.reload()
    at(page, "unknown-word-3328")
    assert page.locator("a[data-keys~=n]").get_attribute("aria-keyshortcuts") == "Alt+n ArrowDown"
    page.keyboard.press("n")
    at(page, "unknown-word-3328")
    page.keyboard.press("Alt+n")
    at(page, "lost-letter-4156")


def test_what_another_decides_is_seen_without_a_jump(
    chromium: Browser, page: Page, desk: Served
) -> None:
    page.keyboard.press("e")
    page.keyboard.type("half a wo")
    with window(chromium, desk, "Bob", "/question/lost-letter-34464-34473") as other:
        at(other, "lost-letter-34464")
        before = page.locator("#queue li").count()
        other.keyboard.press("Enter")
        saved(other, "Władysław")
        expect(page.locator("#queue li")).to_have_count(before - 1, timeout=PATIENCE)
    assert page.locator("#own").input_value() == "half a wo"
    expect(page.locator("#own")).to_be_focused()


def test_an_answer_given_meanwhile_shows_both(
    chromium: Browser, page: Page, desk: Served, made: Made
) -> None:
    ask(page, "lost-letter-4156-4160")
    with window(chromium, desk, "Bob", "/question/lost-letter-4156-4160") as other:
        at(other, "lost-letter-4156")
        other.keyboard.press("e")
        other.keyboard.type("Lodz")
        other.keyboard.press("Enter")
        saved(other, "Lodz")
    page.keyboard.press("Enter")
    expect(page.locator(".held")).to_contain_text('Bob: replace "Ł�dź" by "Lodz"')
    page.keyboard.press("2")
    saved(page, "Saved")
    assert "Łódź" in {each.new for each in made()}


def test_what_cannot_be_saved_is_kept_and_sent_until_it_is(
    page: Page, desk: Served, made: Made
) -> None:
    page.keyboard.press("ArrowRight")
    page.keyboard.press("e")
    page.keyboard.type("pdf-to-text")
    desk.kill()
    page.keyboard.press("Enter")
    saved(page, "Not saved")
    assert page.locator("#chosen-own").input_value() == "pdf-to-text"
    desk.start()
    saved(page, "Saved")
    expect(page.locator("#chosen")).to_be_hidden()
    assert [each.new for each in made()] == ["pdf-to-text"]
