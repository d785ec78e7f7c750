"""Every file under tests/cases/decisions/<action>/ is a book with decisions about its structure.

`raw` is the source, `decisions` a line each (tests.decided), `book` what comes of it, and `refused`
what is said of those that cannot be followed.
"""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from pipeline.account import draw_up
from pipeline.decisions.lost import LOST
from pipeline.decisions.restructure import restructured
from pipeline.recover import recover
from pipeline.registry import RULES
from tests.cases import case_id, cases, read_case
from tests.decided import decisions
from tests.dump import dump, source_of

CASES = cases("decisions")


@pytest.mark.parametrize("path", CASES, ids=case_id)
def test_case(path: Path) -> None:
    case = read_case(path)
    placed = decisions(case["raw"], case["decisions"])
    book = recover(source_of(case["raw"]), case.get("language", "en"), decisions=placed)
    book = restructured(case["raw"], book, placed)
    expected, found = case["book"].splitlines(), dump(book).splitlines()
    assert found == expected, "\n".join(difflib.unified_diff(expected, found, lineterm=""))
    lost = [each.message.partition(": ")[2] for each in book.findings if each.check == LOST]
    assert lost == case.get("refused", "").splitlines()
    assert len(book.decisions) + len(lost) == len(placed)
    assert draw_up(case["raw"], book, RULES).faults == ()
