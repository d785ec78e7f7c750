"""Proofs on paper, as PDFium reads them."""

from __future__ import annotations

import re
from collections import Counter
from itertools import product
from pathlib import Path

import pypdfium2
import pytest

from pipeline.build import proofread
from pipeline.export import proof_sheets
from pipeline.manuscript.folder import find_book
from pipeline.model.finding import Finding, Proposal
from pipeline.model.settings import Settings
from pipeline.write.render import Rendered
from pipeline.write.sheets.signwords import DRAWN, WORDS
from pipeline.write.sheets.write import ELSEWHERE, write_sheets
from tests.exported import lamps
from tests.rendered import HASH, book, note, page, ref, section

LISTED = re.compile(r"\(([a-z-]+), (error|query|advice)")
FILLING = "Many words stand on many pages of a book like this one. "


def texts(path: Path) -> list[str]:
    """Give the text of each page, its white space folded."""
    with pypdfium2.PdfDocument(path) as document:
        return [" ".join(p.get_textpage().get_text_range().split()) for p in document]


def asked(number: int) -> str:
    return f'<span class="asked" data-reading="{number}"></span>'


def questions(count: int) -> list[Finding]:
    new = (Proposal("the"),)
    return [
        Finding("misread-word", "query", (k, k + 3), f"is no. {k} right?", new)
        for k in range(count)
    ]


def made(folder: Path, rendered: Rendered, findings: list[Finding]) -> list[str]:
    path = folder / "proof.pdf"
    write_sheets(rendered, Settings(), HASH, findings, path)
    return texts(path)


def test_every_finding_of_a_book_is_listed_once(tmp_path: Path) -> None:
    folder = find_book(str(lamps(tmp_path)))
    path = proof_sheets(folder, tmp_path / "out")
    assert path == tmp_path / "out" / "lamps.proof.pdf"
    _, findings = proofread(folder)
    # PDFium writes U+FFFE for a hyphen at a line's end.
    listed = sorted(LISTED.findall(" ".join(texts(path)).replace("\ufffe", "-")))
    assert listed == sorted((each.check, each.severity) for each in findings)
    # One of them is about the marker of a note.
    assert ("repeated-marker", "advice") in listed
    assert ELSEWHERE not in " ".join(texts(path))


def test_the_same_bytes_each_time(tmp_path: Path) -> None:
    rendered = book(section(f"<p>{asked(0)}Teh lamp.</p>"))
    first, second = (tmp_path / name for name in ("1.pdf", "2.pdf"))
    for path in (first, second):
        write_sheets(rendered, Settings(), HASH, questions(1), path)
    assert first.read_bytes() == second.read_bytes()


def test_a_sheet_says_what_it_is_and_of_what(tmp_path: Path) -> None:
    body = f"<p>{FILLING * 60}</p>"
    sheets = made(
        tmp_path, book(section(body, title="First"), section("<p>End.</p>", number=2)), []
    )
    assert f"Sheet 1 of {len(sheets) - 1}" in sheets[0]
    for sheet in sheets[:-2]:
        assert "A book · First" in sheet
        assert "Nothing is asked on this sheet." in sheet
    assert all(HASH in sheet for sheet in sheets)
    assert "".join(sheets).replace("\ufffe", "").count("Many words stand") >= 55


def test_every_word_of_the_book_stands_on_the_sheets(tmp_path: Path) -> None:
    words = ["".join(each) for each in product("bdfg", "aeio", "lmnr", "aeio")]
    body = f"<p>{' '.join(words)} and https://example.org/{'lamp/' * 20}end</p>"
    sheets = made(tmp_path, book(section(body, note("n1", "1", f"<p>{' '.join(words)}</p>"))), [])
    there = Counter(" ".join(sheets[:-1]).split())
    assert {word for word in words if there[word] < 2} == set()
    assert "lamp/end" in "".join(sheets).replace(" ", "")


@pytest.mark.parametrize("date", ["", "2026-11-24"])
def test_a_sheet_is_dated_where_the_edition_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, date: str
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if date:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795478400")
    (sheet, _) = made(tmp_path, book(section("<p>A lamp.</p>")), [])
    assert ("2026-11-24" in sheet) == bool(date)
    assert "2000-01-01" not in sheet


def test_lines_are_counted_on_each_sheet(tmp_path: Path) -> None:
    lines = "<br/>".join(f"line {chr(97 + k % 26)}" for k in range(48))
    sheets = made(tmp_path, book(section(f"<p>{lines}</p>")), [])[:-1]
    assert len(sheets) > 1
    for sheet in sheets:
        numbers = re.findall(r"(?<!\S)\d+(?!\S)", sheet.split("A book")[0])
        assert {"5", "10"} <= {*numbers}


def test_pages_of_the_source_stand_in_the_margin(tmp_path: Path) -> None:
    (sheet, _) = made(tmp_path, book(section(f"<p>A lamp {page('xiv')}burned.</p>")), [])
    assert "[xiv]" in sheet


def test_letters_begin_anew_on_each_sheet_and_mark_their_words(tmp_path: Path) -> None:
    parts = (
        section(f"<p>{asked(0)}Teh lamp and {asked(1)}<em>teh</em> lader.</p>"),
        section(
            f"<p>It was{ref('n1', '1')}.</p>",
            note("n1", "1", f"<p>{asked(2)}Teh.</p>", "ref-n1"),
            number=2,
        ),
    )
    first, second, _ = made(tmp_path, book(*parts), questions(3))
    assert "a is no. 0 right? → the (misread-word, query)" in first
    assert "b is no. 1 right?" in first
    assert "a is no. 2 right?" in second


def test_what_the_foot_has_no_room_for_goes_on_behind_the_sheet(tmp_path: Path) -> None:
    many = 150
    body = " ".join(f"{asked(k)}teh" for k in range(many))
    sheets = made(
        tmp_path, book(section(f"<p>{body}</p>"), section("<p>End.</p>", number=2)), questions(many)
    )
    assert len(sheets) > 3
    assert "Sheet 1 of 2" in sheets[0]
    assert "Sheet 1 of 2" in sheets[1]
    assert "Sheet 2 of 2" in sheets[-2]
    found = re.findall(r"is no\. (\d+) right", " ".join(sheets))
    assert sorted(map(int, found)) == [*range(many)]


def test_what_has_no_place_in_the_text_is_listed_at_the_end(tmp_path: Path) -> None:
    _, leaf, _ = made(tmp_path, book(section("<p>A lamp.</p>")), questions(1))
    assert ELSEWHERE in leaf
    assert "1 is no. 0 right?" in leaf


@pytest.mark.parametrize("tag", ["en", "de-AT", "fr", "es", "it", "pl", "ru", "cs"])
def test_the_last_leaf_shows_the_signs_in_the_books_language(tmp_path: Path, tag: str) -> None:
    words = WORDS.get(tag[:2], WORDS["en"])
    *_, leaf = made(tmp_path, book(section("<p>A.</p>"), language=tag), [])
    assert words.title in leaf
    for row in words.rows.splitlines():
        assert row.split("|")[0] in leaf


def test_each_sign_has_its_words_in_each_language() -> None:
    for words in WORDS.values():
        rows = words.rows.splitlines()
        assert len(rows) == len(DRAWN)
        assert all(row.count("|") == 2 for row in rows)
