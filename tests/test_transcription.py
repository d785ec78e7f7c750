"""Transcriptions: every file under tests/cases/transcription/<sign>/ is a text and its book.

The folder names a rule, or what is set aside; in a case named leaves-… it must not act.
"""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from pipeline.account.demands import draw_up
from pipeline.model.book import Book
from pipeline.model.history import history
from pipeline.model.text import Text
from pipeline.registry import RULES
from pipeline.transcription import RULES as OWN
from pipeline.transcription import read_transcription
from tests.cases import case_id, cases, read_case
from tests.dump import asked, dump, recovered

CASES = cases("transcription")
SET_ASIDE = {"wrapper": {"licence", "transcriber"}, "page-sign": {"page-sign"}}


@pytest.mark.parametrize("path", CASES, ids=case_id)
def test_case(path: Path) -> None:
    case = read_case(path)
    book = recovered(case["raw"], "")
    expected, found = case["book"].splitlines(), dump(book).splitlines()
    assert found == expected, "\n".join(difflib.unified_diff(expected, found, lineterm=""))
    assert draw_up(case["raw"], book, RULES).faults == ()
    assert (path.parent.name in _acted(case["raw"], book)) != path.stem.startswith("leaves")


def _acted(raw: str, book: Book) -> set[str]:
    texts = [text for chapter in book.chapters for text in chapter.texts()]
    texts += [text for note in book.notes() for text in note.texts()]
    rules = {change.rule for text in texts for change in history(text, raw)}
    kinds = {line.kind for line in book.furniture}
    rules |= {f"{mark.data}s" for text in texts for mark in text.marks if mark.kind == "block"}
    return rules | {name for name, aside in SET_ASIDE.items() if aside & kinds}


@pytest.mark.parametrize("path", CASES, ids=case_id)
def test_the_kind_of_line_end_changes_nothing(path: Path) -> None:
    case = read_case(path)
    crlf = dump(recovered(case["raw"].replace("\n", "\r\n"), ""))
    assert crlf.splitlines() == case["book"].splitlines()


@pytest.mark.parametrize("rule", OWN, ids=lambda rule: rule.name)
def test_rule_is_explained_and_tried(rule) -> None:
    assert ">>>" in (rule.function.__doc__ or ""), "give the docstring an example"
    assert any(path.parent.name == rule.name for path in CASES)


def test_page_signs_begin_pages() -> None:
    book = recovered(read_case(_case("page-sign/over-a-page"))["raw"])
    assert [page.label for page in book.pages] == ["11", "12", "13", "", "14"]
    marks = [m for c in book.chapters for t in c.texts() for m in t.marks if m.kind == "page"]
    assert [mark.data for mark in marks] == ["11", "12", "13", "", "14"]


def test_pictures_are_asked_about() -> None:
    book = recovered(read_case(_case("block-sign/pictures-and-sidenotes"))["raw"])
    assert [finding.check for finding in book.findings] == ["missing-picture"] * 2


def test_the_licence_names_the_book() -> None:
    book = recovered(read_case(_case("wrapper/licence-at-both-ends"))["raw"], "")
    assert (book.title, book.language) == ("The Lock", "en")


def test_marked_hyphens_that_stay_in_doubt_are_asked_about() -> None:
    raw = read_case(_case("marked-division/in-doubt"))["raw"]
    questions = asked(recovered(raw, ""), "divided-word")
    assert len(questions) == 2
    assert [raw[slice(*finding.where)] for finding in questions] == ["tow-*path", "eel-*trap"]


def test_remarks_and_stray_signs_are_asked_about() -> None:
    remarks = recovered(read_case(_case("transcribers-remark/in-the-text"))["raw"]).findings
    assert [finding.check for finding in remarks] == ["transcribers-remark"] * 3
    (stray,) = recovered(read_case(_case("type-sign/stray-sign"))["raw"]).findings
    assert stray.check == "stray-type-sign"


def test_a_text_without_signs_comes_back_as_it_is() -> None:
    text = Text.raw("A text [1] of 1780, with *nothing* but words.\n\n1. One thing.\n")
    assert read_transcription(text).text == text


def _case(name: str) -> Path:
    return Path(__file__).parent / "cases" / "transcription" / f"{name}.txt"
