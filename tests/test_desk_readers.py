"""Two readers at one desk, and a desk that ends in the middle of the work."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from pipeline.decisions.store import read_decisions
from pipeline.model.decision import Decision
from tests.browser import CHROMIUM, needs_browser
from tests.desk import LOST, Served, window
from tests.reader import PATIENCE, Reader

pytestmark = needs_browser
LODZ = "question/lost-letter-4156-4160"
LITTRE = "question/lost-letter-4204-4210"
SUPPLEMENT = "question/split-word-17982-17993"
THORUGH = "question/misread-word-30598-30605"
BPD = "question/unknown-word-25597-25600"


@pytest.fixture
def raw(desk: Served) -> Iterator[str]:
    """Have a desk at which nobody has decided anything, and give its source."""
    for file in (desk.folder / "decisions").glob("*"):
        file.unlink()
    return (desk.folder / "source/raw.txt").read_text("utf-8")


def decided(desk: Served) -> list[tuple[str, str, str]]:
    return [(each.reader, each.quote.exact, each.new) for each in made(desk)]


def made(desk: Served) -> tuple[Decision, ...]:
    return read_decisions(desk.folder / "decisions")


# --- two readers ----------------------------------------------------------------------------------


def test_on_two_pages_each_sees_what_the_other_does(
    chromium: Browser, desk: Served, raw: str
) -> None:
    with (
        window(chromium, desk, "Ann", LODZ) as one,
        window(chromium, desk, "Ben", SUPPLEMENT) as other,
    ):
        ann, ben = Reader(one, raw), Reader(other, raw)
        ann.is_asked("lost-letter", "Ł�dź")
        ben.is_asked("split-word", "supp")
        for reader in ann, ben:
            reader.press("Enter")
        ann.is_told("Łódź")
        ben.is_told("supplement")
        # Each of them goes where the other was.
        ann.go_to("the supp")
        expect(one.locator("#edition-text")).to_contain_text("the supplement", timeout=PATIENCE)
        ben.go_to("names Ł�dź")
        expect(other.locator("#edition-text")).to_contain_text("names Łódź", timeout=PATIENCE)
    assert sorted(decided(desk)) == [
        ("Ann", "Ł�dź", "Łódź"),
        ("Ben", "supp lement", "supplement"),
    ]


def test_a_page_is_leased_and_taken_over(chromium: Browser, desk: Served, raw: str) -> None:
    with (
        window(chromium, desk, "Ben", SUPPLEMENT) as other,
        window(chromium, desk, "Ann", LODZ) as one,
    ):
        ann, ben = Reader(one, raw), Reader(other, raw)
        ben.is_asked("split-word")
        ben.press("d")
        ben.is_told("keep")
        ann.go_to("the supp")
        taken = one.locator("#take-over")
        expect(taken).to_have_text("Ben is here: take over")
        ben.go_to("the supp")
        taken.click()
        ben.is_told("Ann took over page 14.")
        expect(other.locator("#take-over")).to_have_text("Ann is here: take over")
        expect(taken).to_be_hidden()
        # Whose page it is refuses nobody's answer.
        ben.double_click("edition", "galley")
        ben.press("e")
        ben.type("press")
        ben.press("Enter")
        ben.is_told('replace "galley" by "press"')
        expect(one.locator("#edition-text")).to_contain_text("the press proofs", timeout=PATIENCE)
    assert decided(desk) == [("Ben", "supp lement", ""), ("Ben", "galley", "press")]


def test_on_one_page_neither_overwrites_the_other(
    chromium: Browser, desk: Served, raw: str
) -> None:
    with (
        window(chromium, desk, "Ann", THORUGH, complaints="409") as one,
        window(chromium, desk, "Ben", THORUGH) as other,
    ):
        ann, ben = Reader(one, raw), Reader(other, raw)
        ann.is_asked("misread-word", "thorugh")
        ben.is_asked("misread-word", "thorugh")
        ann.press("e")
        ann.type("thurgh")
        ben.press("Enter")
        ben.is_told("through")
        before = written(desk)
        ann.press("Enter")
        both = one.locator(".held .answers")
        expect(both).to_contain_text('Ben: replace "thorugh" by "through"')
        expect(both).to_contain_text('Ann: replace "thorugh" by "thurgh"')
        assert decided(desk) == [("Ben", "thorugh", "through")]
        ann.press("3")
        ann.is_told("thurgh")
        ann.go_to("And al is")
        expect(one.locator("#edition-text")).to_contain_text("al is thorugh thy", timeout=PATIENCE)
    assert sorted(decided(desk)) == [
        ("Ann", "thorugh", "thurgh"),
        ("Ben", "thorugh", "through"),
    ]
    after = written(desk)
    assert all(after[name].startswith(data) for name, data in before.items())


def written(desk: Served) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (desk.folder / "decisions").glob("*.toml")}


# --- a desk that ends -----------------------------------------------------------------------------


def test_what_was_typed_outlives_the_desk_and_is_saved_once(
    chromium: Browser, desk: Served, raw: str, tmp_path: Path
) -> None:
    with window(chromium, desk, "Ann", LITTRE, complaints=f"{LOST}|503") as page:
        ann = Reader(page, raw)
        ann.is_asked("lost-letter", "Littr�")
        ann.press("e")
        ann.type("Littré")
        desk.kill()
        desk.start()
        # It hears of others again, and what is typed stays.
        with window(chromium, desk, "Ben", BPD) as other:
            ben = Reader(other, raw)
            ben.is_asked("unknown-word", "bpd")
            asked = page.locator(f"#queue a[href^='/{BPD}']")
            expect(asked).to_be_visible(timeout=PATIENCE)
            ben.press("d")
            expect(asked).to_be_hidden(timeout=PATIENCE)
        expect(page.locator("#own")).to_have_value("Littré")
        expect(page.locator("#own")).to_be_focused()
        desk.kill()
        ann.press("Enter")
        ann.is_told("Not saved")
        expect(page.locator("#own")).to_have_value("Littré")
        assert decided(desk) == [("Ben", "bpd", "")]
        desk.start()
        ann.is_told("Saved")
        ann.is_asked("unmarked-language")
    assert decided(desk) == [("Ben", "bpd", ""), ("Ann", "Littr�", "Littré")]


def test_an_answer_whose_receipt_was_lost_is_not_written_twice(
    chromium: Browser, desk: Served, raw: str
) -> None:
    lost: list[str] = []

    def lose(route: Route) -> None:
        """Let what is sent arrive, and not what is answered: the first time."""
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().text())
        route.abort("connectionreset")

    with window(chromium, desk, "Ann", LODZ, complaints=f"{LOST}|503") as page:
        ann = Reader(page, raw)
        ann.is_asked("lost-letter", "Ł�dź")
        page.route("**/answer", lose)
        ann.press("Enter")
        ann.is_told("Saved")
        ann.is_asked("lost-letter", "Littr�")
    assert len(lost) == 1
    assert decided(desk) == [("Ann", "Ł�dź", "Łódź")]


def test_a_browser_that_was_closed_opens_where_it_was_and_sends_what_it_kept(
    chromium: Browser, desk: Served, raw: str, tmp_path: Path
) -> None:
    with profile(chromium, tmp_path) as page:
        page.goto(desk.address)
        page.keyboard.type("Ann")
        page.keyboard.press("Enter")
        ann = Reader(page, raw)
        ann.is_settled()
        page.goto(desk.address + SUPPLEMENT)
        ann.is_asked("split-word")
        ann.press("e")
        ann.type("supplements")
        desk.kill()
        ann.press("Enter")
        ann.is_told("Not saved")
    desk.start()
    with profile(chromium, tmp_path) as page:
        page.goto(desk.address)
        ann = Reader(page, raw)
        ann.is_told("Saved")
        ann.is_asked("lost-marker")
        ann.go_to("names Ł�dź")
    with profile(chromium, tmp_path) as page:
        page.goto(desk.address)
        Reader(page, raw).is_on(3)
        expect(page.locator("#bar .reader")).to_contain_text("Ann")
    assert decided(desk) == [("Ann", "supp lement", "supplements")]


@contextmanager
def profile(chromium: Browser, folder: Path) -> Iterator[Page]:
    """Open a browser that keeps on the disk what browsers keep, as readers' own do."""
    context = chromium.browser_type.launch_persistent_context(
        folder, executable_path=CHROMIUM, args=["--no-sandbox"]
    )
    yield context.pages[0]
    context.close()


# --- a reader on a telephone ----------------------------------------------------------------------


def test_a_telephone_has_the_commands_too(chromium: Browser, desk: Served, raw: str) -> None:
    with window(chromium, desk, path="/page/3", size=(390, 844)) as page:
        expect(page.locator("form.question")).to_be_visible(timeout=PATIENCE)
        expect(page.get_by_role("button", name="Undo")).to_be_visible()
        page.locator("#block").click()
        page.get_by_role("button", name="heading 2").click()
        expect(page.locator("#status")).to_contain_text("heading", timeout=PATIENCE)
    assert [each.action for each in made(desk)] == ["heading"]
