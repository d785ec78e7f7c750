"""Tiny sources and the books they are: every file of cases/notes and cases/layout."""

from __future__ import annotations

import difflib
import textwrap
from pathlib import Path

import pytest

from pipeline.account import draw_up
from pipeline.errors import RecensionError
from pipeline.registry import RULES
from tests.cases import case_id, cases, read_case
from tests.dump import dump, recovered

CASES = [*cases("notes"), *cases("layout")]


@pytest.mark.parametrize("path", CASES, ids=case_id)
def test_case(path: Path) -> None:
    case = read_case(path)
    book = recovered(case["raw"])
    expected, found = case["book"].splitlines(), dump(book).splitlines()
    assert found == expected, "\n".join(difflib.unified_diff(expected, found, lineterm=""))
    assert draw_up(case["raw"], book, RULES).faults == ()


@pytest.mark.parametrize("end", ["\r\n", "\r"], ids=["crlf", "cr"])
@pytest.mark.parametrize("path", CASES, ids=case_id)
def test_the_kind_of_line_end_changes_nothing(path: Path, end: str) -> None:
    case = read_case(path)
    assert dump(recovered(case["raw"].replace("\n", end))).splitlines() == case["book"].splitlines()


def test_the_language_is_found() -> None:
    french = "Le chat est sur la table et il ne veut pas en descendre, car il y fait chaud.\n"
    assert recovered(french, "").language == "fr"


def test_findings_name_the_notes_that_are_not_whole() -> None:
    book = recovered(read_case(Path(__file__).parent / "cases/notes/body-absent.txt")["raw"])
    (finding,) = book.findings
    assert (finding.check, finding.severity) == ("absent-note", "error")
    assert "note 2" in finding.message


@pytest.mark.parametrize("raw", ["Â\u00a0\n", "<b></b>", "&nbsp;&nbsp;&nbsp;"])
def test_a_source_of_which_nothing_is_left_to_read_is_refused(raw: str) -> None:
    with pytest.raises(RecensionError, match="no text in it") as caught:
        recovered(raw)
    assert caught.value.where == "case"


FILL = (
    "The road went on between the fields, and whoever walked there saw the same hills for an hour"
    " before one of them came any nearer. "
)


def _lines(text: str) -> str:
    return textwrap.fill(text, 72)


def test_of_notes_under_one_sign_that_were_pushed_on_words_tell_which_is_which() -> None:
    pages = [
        _lines("The lighthouse keeper kept bees in the lamp room.* " + FILL * 20),
        _lines("The orchard was let to a painter from abroad.* " + FILL * 20)
        + "\n\n"
        + _lines("* A painter of the name rented an orchard here until the autumn.")
        + "\n"
        + _lines("* Honey from the lamp room was sold by the keeper, and bees were found there."),
        _lines("Nothing else is told of either. " + FILL * 20),
    ]
    book = recovered("\f".join(pages))
    first, second = book.notes()
    assert str(first.blocks[0].text).startswith("Honey")
    assert str(second.blocks[0].text).startswith("A painter")
    assert {first.state, second.state} == {"linked"}
    assert max(first.certainty, second.certainty) < 0.95
    assert [finding.check for finding in book.findings] == ["doubtful-link"] * 2
