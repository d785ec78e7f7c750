"""Tiny sources and the books they are: every file of cases/notes and cases/layout."""

from __future__ import annotations

import difflib
import textwrap
from pathlib import Path

import pytest

from pipeline.account.demands import draw_up
from pipeline.errors import RecensionError
from pipeline.registry import RULES
from tests.cases import case_id, cases, read_case
from tests.dump import asked, dump, recovered

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
    (finding,) = asked(book, "absent-note")
    assert (finding.check, finding.severity) == ("absent-note", "error")
    assert "note 2" in finding.message


def test_a_heading_that_the_contents_words_otherwise_is_asked_about() -> None:
    path = Path(__file__).parent / "cases/layout/contents-set-aside.txt"
    raw = read_case(path)["raw"]
    assert asked(recovered(raw), "contents-wording") == []
    (finding,) = asked(recovered(raw.replace("The Flood .", "The Floods .")), "contents-wording")
    assert (finding.check, finding.severity) == ("contents-wording", "query")
    assert finding.message.count("The Flood") == 2
    assert raw.replace("Flood .", "Floods .")[slice(*finding.where)].strip() == "The Flood"


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
    assert len(asked(book, "doubtful-link")) == 2


THINGS = "barn mill quay ford well lane gate loft kiln yard dyke weir".split()
PEOPLE = "baker smith miller clerk parson tanner cooper".split()


def _page(number: int) -> str:
    sentences = [
        f"The {THINGS[(number * 5 + k) % 12]} was sold to the {PEOPLE[(number + 3 * k) % 7]}"
        f" in the {number * 17 + k}th week, and the {THINGS[(number + 7 * k) % 12]} stood empty"
        f" until a {PEOPLE[(number * 2 + k) % 7]} from {k * 3 + number} miles off took it."
        for k in range(12)
    ]
    text = " ".join(sentences).replace(" stood empty", " stood* empty", 1)
    text = text.replace(" took it.", " took it.†", 1)
    return f"{_lines(text)}\n* Page {number}, one.\n† Page {number}, two."


def test_signs_that_begin_again_on_pages_that_nothing_else_shows() -> None:
    book = recovered("\n".join(_page(number) for number in range(1, 12)))
    notes = [*book.notes()]
    assert [str(note.blocks[0].text) for note in notes] == [
        f"Page {number}, {word}." for number in range(1, 12) for word in ("one", "two")
    ]
    assert {note.state for note in notes} == {"linked"}
    assert len(book.pages) == 11
