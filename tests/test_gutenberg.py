"""The text for Project Gutenberg: its conventions, and the book's own words in order."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

import pytest

from pipeline.model.book import Book
from pipeline.model.settings import Settings, SourceEdition
from pipeline.write.gutenberg import differences_of_gutenberg, write_gutenberg
from tests import rendered
from tests.dump import source_of
from tests.exported import exported, lamps
from tests.test_words import HARD


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return exported(lamps(tmp_path_factory.mktemp("books")), "gutenberg").read_bytes()


@pytest.fixture(scope="module")
def text(raw: bytes) -> str:
    return raw.decode("utf-8").replace("\r\n", "\n")


def test_its_lines_are_short_clean_and_end_as_they_should(raw: bytes, text: str) -> None:
    assert raw.count(b"\r\n") == raw.count(b"\n") == raw.count(b"\r")
    assert not raw.startswith(b"\xef\xbb\xbf")
    lines = text.split("\n")
    assert max(map(len, lines)) <= 72
    assert all(line == line.rstrip() for line in lines)
    assert not re.search("[\t\u00a0\u00ad\u200b\u2010\u2011\u202f]", text)


def test_chapters_have_their_room(text: str) -> None:
    assert "\n\n\n\n\nPREFACE\n\n\n" in text
    assert "\n\n\n\n\nCHAPTER I\n\n\nThe lamps of the town" in text
    assert "\n\n\n\n\n\n" not in text


def test_notes_are_counted_through_the_book_and_stand_in_brackets(text: str) -> None:
    assert "were lit,[1] and _nobody_ was there but =he=.[2]" in text
    assert "ladder,.[1] Nobody" in " ".join(text.split())
    assert "[Footnote 1: His name is lost.]" in text
    assert "[Footnote 2: “A lamp,” says _he_.]" in text


def test_breaks_pictures_and_verse(text: str) -> None:
    (row,) = [line for line in text.split("\n") if set(line) == {"*", " "}]
    assert row.strip() == "*       *       *       *       *"
    assert "\n\n[Illustration: The street]\n\n" in text
    assert "\n    Of lamps I sing,\n      and of ladders.\n" in text


def test_what_was_corrected_is_listed_and_new_matter_is_not_there(text: str) -> None:
    *_, end = text.split("\n\n\n\n\n")
    assert end.split("\n") == [
        *("Note on the text", "", "", "Page 1: Teh → The", "Page 1: the the → the"),
        *("Page 1: the → our", "Page 1: lader → ladder,", ""),
    ]
    assert "Introduction" not in text


NOTED = rendered.book(
    rendered.section(
        '<p>A <span class="smallcaps">Small <em>Cap</em></span>x<sup>2</sup>'
        f"{rendered.ref('n1', '*')} H<sub>2</sub>O, straße{rendered.ref('n2', '†')}"
        f"{rendered.page('2')}</p>"
        '<div class="sidenote"><p>Beside it.</p></div><div class="figure"><p>'
        '<img src="a.png" alt="x"/></p></div><p>[1] [Footnote 2: own _ signs^ = {}] “•”</p>',
        rendered.note("n1", "*", "<blockquote><p>Quoted.</p></blockquote>", "ref-n1"),
        rendered.note("n2", "†", "", "ref-n2"),
        rendered.note("n3", "‡", "<p>Loose.</p><p>Two.</p>"),
    )
)


ODD = rendered.book(
    *(
        rendered.section(f"<p>{escape(text)}</p>", number=k, title=name)
        for k, (name, text) in enumerate(HARD.items(), 1)
    )
)


def test_other_signs_and_notes_of_other_kinds(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_gutenberg(source_of(""), Book("t", "en", ()), NOTED, Settings(), path)
    text = path.read_text(encoding="utf-8")
    assert "A SMALL _CAP_x^{2}[1] H_{2}O, straße[2]" in text
    assert "[Sidenote: Beside it.]" in text
    assert "\n[Illustration]\n" in text
    assert "[Footnote 1:\n\n    Quoted.\n\n]" in text
    assert "[Footnote 2: ]" in text
    assert "[Footnote 3: Loose.\n\nTwo.]" in text


@pytest.mark.parametrize(
    "made", [NOTED, ODD, rendered.small_book()], ids=["noted", "hard", "small"]
)
def test_a_lost_word_is_told(made, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    given = (source_of(""), Book("t", "en", ()), made, Settings(title="A title of its own"))
    write_gutenberg(*given, path)
    assert differences_of_gutenberg(*given, path) == []
    words = path.read_text(encoding="utf-8")
    path.write_text(words.rstrip()[:-8] + "\n", encoding="utf-8", newline="\r\n")
    assert differences_of_gutenberg(*given, path) != []


@pytest.mark.parametrize("place", ["", "Leeds"])
def test_what_nobody_sees_on_the_title_page_costs_no_word(tmp_path: Path, place: str) -> None:
    path = tmp_path / "a.txt"
    settings = Settings(source=SourceEdition(publisher="\u200b", place=place))
    given = (source_of(""), Book("t", "en", ()), rendered.small_book(), settings)
    write_gutenberg(*given, path)
    assert differences_of_gutenberg(*given, path) == []
