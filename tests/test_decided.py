"""Every file under tests/cases/decisions/<action>/ is a book with decisions about its structure.

`raw` is the source, `decisions` a line each (tests.decided), `book` what comes of it, and `refused`
what is said of those that cannot be followed.
"""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from pipeline.account.demands import draw_up
from pipeline.amend.restructure import restructured
from pipeline.decisions.lost import LOST
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
    lost = [each.message for each in book.findings if each.check == LOST]
    lost = [message.partition(" could not be done: ")[2] for message in lost]
    assert lost == case.get("refused", "").splitlines()
    assert len(book.decisions) + len(lost) == len(placed)
    assert draw_up(case["raw"], book, RULES).faults == ()


NOTED = """\
The miller kept three cats in the loft above the stones, and fed
them on what the stones had spilt.1 In winter they came down to
the hearth and lay there until the thaw.2
1 A custom of the valley, which the clerk has counted up in this way:
rye     12 sacks
wheat   8 sacks
and never again. He says of it in a letter:
Keep the sacks, for I have no use for them now, and the river
has taken what they held.
But nobody kept them.
2 He meant the great thaw.
"""


def test_what_is_in_a_note_stays_in_it() -> None:
    said = """\
table | rye 12 sacks wheat 8 sacks
quote | Keep the sacks, for I have no use for them now, and the river has taken what they held.
"""
    book = recover(source_of(NOTED), "en", decisions=decisions(NOTED, said))
    assert draw_up(NOTED, book, RULES).faults == ()
    first, second = book.notes()
    assert [block.kind for block in first.blocks] == [
        "paragraph",
        "table",
        "paragraph",
        "quote",
        "paragraph",
    ]
    assert [len(row.blocks) for row in first.blocks[1].blocks] == [2, 2]
    assert str([*first.blocks[3].texts()][-1]).startswith("Keep the sacks")
    assert (first.state, second.state) == ("linked", "linked")
