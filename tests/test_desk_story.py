"""The whole way of a book at the desk: entered, answered, corrected, built, and read as an EPUB."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

from lxml import etree
from playwright.sync_api import expect

from pipeline.cli import main
from pipeline.decisions.store import read_decisions
from tests.browser import browser, needs_browser
from tests.desk import BOOK, served, window
from tests.reader import PATIENCE, Reader

pytestmark = needs_browser
READ = (
    "that names Łódź and Wrocław, a French one that cites Émile Littré, or",
    "collector from Łowicz”.",
    "Anton Pavlovich, Polnoe sobranie sochinenii i pisem",
    "does not become a wellknown one, and a mother-in-law is nobody’s motherinlaw.",
    "Few books, with or without a supplement, can have",
    "The manuscript, without the supplement, came to",
    "the hyphen stays.21 A hyphen",
    "Émile Littré, Études et glanures",
    "A family name can be mended only",
    "Robbed of its hyphen the word means to get well",
    "after the age of twelve or so.",
    "a running head stands amid both halves of a sentence",
    "removal to their own place is declared.24 The account",
    "When it is said, Some say36.",
)
"""What the EPUB has of all that was answered and corrected, each once."""
MADE = (
    "//x:em[. = 'recensio']",
    "//x:h3[starts-with(., 'What is left over is unaccounted for')]",
    "//x:p[contains(., 'somebody who knows. None of this is negligence.')]",
    "//x:section//x:a[@id = 'ref-n21' and starts-with(@href, 'notes.xhtml')]",
    "//x:section//x:a[@id = 'ref-n24' and starts-with(@href, 'notes.xhtml')]",
    "//x:section//x:a[@id = 'ref-n36' and starts-with(@href, 'notes.xhtml')]",
)
"""What it has of that which is no words, each once."""
NAMES = {"x": "http://www.w3.org/1999/xhtml"}


def test_what_a_new_reader_does_at_the_desk_is_in_the_book(tmp_path: Path) -> None:
    folder = shutil.copytree(BOOK, tmp_path / "handbook")
    source = folder / "source/raw.txt"
    raw = source.read_text("utf-8")
    # One thing is to be asked twice.
    raw = raw.replace("Few books can", "Few books, with or without a supp\tlement, can")
    source.write_text(raw, "utf-8")
    with (
        served(folder, tmp_path) as desk,
        browser() as chromium,
        window(chromium, desk, who="") as page,
    ):
        reader = Reader(page, raw)
        enters(reader)
        answers(reader)
        corrects(reader)
        marks(reader)
        orders(reader)
        places_notes(reader)
        comes_back(reader)
    decided(folder)
    built(folder, tmp_path)


def enters(reader: Reader) -> None:
    expect(reader.page).to_have_title(re.compile("Who reads"))
    reader.type("Łucja")
    reader.press("Enter")
    expect(reader.page.locator("#bar .reader")).to_contain_text("Łucja")
    reader.is_settled()
    # Where the desk opens depends on whether it has read the book before.
    reader.go("p 6")


def answers(reader: Reader) -> None:
    """Answer ten questions, each by keys alone, and each in another way where there is one."""
    reader.is_asked("unknown-word", "pdftotext")
    reader.press("D")
    expect(reader.page.locator(".held .places li")).to_have_count(1, timeout=PATIENCE)
    reader.press("Enter")
    reader.is_asked("lost-letter", "Ł�dź")
    reader.press("Enter")
    reader.is_asked("lost-letter", "Littr�")
    reader.press("Enter")
    reader.is_asked("unmarked-language", "Polnoe")
    reader.press("q")
    reader.type("Shall it be in Cyrillic letters?")
    reader.press("Enter")
    reader.is_asked("lost-letter", "Łód�")
    reader.press("e")
    reader.type("Łowicz")
    reader.press("Enter")
    reader.is_asked("lost-hyphen", "wellknown")
    reader.press("r", "ArrowDown", "ArrowDown", "Tab")
    reader.type("it is an example")
    reader.press("Enter", "d")
    reader.is_asked("lost-hyphen", "motherinlaw")
    reader.press("Enter")
    reader.is_asked("split-word", "supp")
    reader.press("u")
    reader.is_asked("lost-hyphen", "motherinlaw")
    reader.press("d")
    reader.is_asked("split-word", "supp")
    reader.press("Shift+Enter")
    expect(reader.page.locator(".held .places li")).to_have_count(2, timeout=PATIENCE)
    reader.press("Enter")
    reader.is_asked("lost-marker", "21")
    reader.press("2")
    reader.is_asked("lost-letter", "�mile")
    reader.press("Enter")
    reader.is_asked("unmarked-language", "arithmetica")


def corrects(reader: Reader) -> None:
    """Correct words that nothing is asked about, in both panes, by the mouse and by keys."""
    reader.go_to("A surname can")
    reader.double_click("edition", "surname")
    reader.press("e")
    reader.type("family name")
    reader.press("Enter")
    reader.is_told('replace "surname"')
    reader.go_to("a chair is to cover")
    reader.drag("source", "Without its hyphen")
    reader.press("e")
    reader.type("Robbed of its hyphen")
    reader.press("Enter")
    reader.is_told('replace "Without its hyphen"')
    reader.go_to("age of ten or so")
    reader.press("ArrowRight", "ArrowRight", "ArrowRight")
    reader.is_chosen("ten")
    reader.press("e")
    reader.type("twelve")
    reader.press("Enter")
    reader.is_told('replace "ten"')
    reader.go_to("between the two halves")
    reader.press("ArrowLeft", "Shift+ArrowRight", "Shift+ArrowRight")
    reader.is_chosen("between the two")
    reader.press("e")
    reader.type("amid both")
    reader.press("Enter")
    reader.is_told('replace "between the two"')


def marks(reader: Reader) -> None:
    """Set words of a note in italics."""
    reader.go_to("from the Latin recensio")
    reader.press(*["ArrowRight"] * 4)
    reader.is_chosen("recensio")
    reader.press("*")
    reader.is_told("emphasis")


def orders(reader: Reader) -> None:
    """Make a heading of a paragraph, and join two others."""
    reader.go_to("What is left over is")
    reader.press("s")
    expect(reader.page.locator("#structure")).to_be_visible()
    reader.press("3")
    reader.is_told("heading")
    reader.go_to("None of this is negligence")
    reader.press("s")
    expect(reader.page.locator("#structure")).to_be_visible()
    reader.press("j")
    reader.is_told("join")


def places_notes(reader: Reader) -> None:
    """Say where the markers of lost notes stand, by the mouse and by keys."""
    lost = reader.page.locator("#markers-list button")
    reader.go_to("removal to their own place")
    reader.click_behind("edition", "place is declared.")
    reader.page.get_by_role("button", name="Place a marker").click()
    lost.filter(has_text="See note 10").click()
    reader.is_told("marker n24")
    reader.go_to("Some say.")
    reader.press("ArrowRight", "Shift+ArrowRight", "m")
    expect(lost).to_have_count(1)
    reader.press("1")
    reader.is_told("marker n36")


def comes_back(reader: Reader) -> None:
    """Load the page anew: all is as it was."""
    page = reader.page
    expect(page.locator("#edition-text .noteref", has_text="36")).to_be_visible(timeout=PATIENCE)
    before = page.locator("#edition-text").inner_text()
    page.reload()
    reader.is_on(17)
    assert page.locator("#edition-text").inner_text() == before


def decided(folder: Path) -> None:
    """Hold what was written: of each answer its own words and reason, and nobody else's."""
    made = read_decisions(folder / "decisions")
    assert {each.reader for each in made} == {"Łucja"}
    assert [(each.check, each.action, each.new) for each in made if each.action != "undo"] == [
        ("unknown-word", "keep", ""),
        ("lost-letter", "replace", "Łódź"),
        ("lost-letter", "replace", "Littré"),
        ("unmarked-language", "query", "Shall it be in Cyrillic letters?"),
        ("lost-letter", "replace", "Łowicz"),
        ("lost-hyphen", "keep", ""),
        ("lost-hyphen", "replace", "mother-in-law"),
        ("lost-hyphen", "keep", ""),
        ("split-word", "replace", "supplement"),
        ("split-word", "replace", "supplement"),
        ("lost-marker", "note", "marker n21"),
        ("lost-letter", "replace", "Émile"),
        ("editor", "replace", "family name"),
        ("editor", "replace", "Robbed of its hyphen"),
        ("editor", "replace", "twelve"),
        ("editor", "replace", "amid both"),
        ("editor", "emphasis", ""),
        ("editor", "heading", "3"),
        ("editor", "join", ""),
        ("editor", "note", "marker n24"),
        ("editor", "note", "marker n36"),
    ]
    assert [(each.quote.exact, each.why) for each in made if each.note] == [
        ("wellknown", "editorial")
    ]
    assert [each.quote.exact for each in made if each.scope == "every"] == ["pdftotext", "Littr�"]


def built(folder: Path, where: Path) -> None:
    """Build the book from the folder, and see all of it in the EPUB."""
    assert main(["build", str(folder), "--to", "epub", "--out", str(where / "out")]) == 0
    (epub,) = (where / "out").glob("*.epub")
    with zipfile.ZipFile(epub) as archive:
        names = [name for name in archive.namelist() if name.endswith(".xhtml")]
        pages = [etree.fromstring(archive.read(name)) for name in names]
    text = " ".join(" ".join("".join(page.itertext()) for page in pages).split())
    for words in READ:
        assert text.count(words) == 1, words
    assert "Littr�" not in text
    for path in MADE:
        found = [each for page in pages for each in page.xpath(path, namespaces=NAMES)]
        assert len(found) == 1, path
