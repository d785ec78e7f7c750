"""CriticMarkup, as it is read: as its toolkit has it, and where nothing is closed."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.write.criticmarkup import ARROW, CLOSING, Piece, accepted, replaced

TOOLKIT = re.compile(
    r"\\.|(?:"
    r"\{\+\+(?P<come>.*?)\+\+\}"
    r"|\{--(?P<gone>.*?)--\}"
    r"|\{~~(?P<was>.*?)~>(?P<now>.*?)~~\}"
    r"|\{==(?P<shown>.*?)==\}(?:\{>>(?P<about>.*?)<<\})?"
    r"|\{>>(?P<remark>.*?)<<\}"
    r")",
    re.DOTALL,
)
"""What is meant, though it takes a time by the square where nothing is closed."""
OPENINGS = [f"{{{kind}" for kind in CLOSING]
SIGNS = (*OPENINGS, *CLOSING.values(), ARROW, "\\", "{", "a", "\n")


def marked(piece: Piece) -> str:
    return f"[{piece.stays}|{piece.remark}|{piece.is_change}]"


def by_the_toolkit(match: re.Match[str]) -> str:
    if match[0].startswith("\\"):
        return match[0]
    stays = match["come"] or match["now"] or match["shown"] or ""
    remark = match["about"] or match["remark"]
    return f"[{stays}|{remark}|{remark is None and match['shown'] is None}]"


@given(st.lists(st.sampled_from(SIGNS), max_size=30).map("".join))
@example("{++a {++b++} c++}")
@example("{~~a~~}b~>c~~}")
@example("{==a==}{>><<}{>>b")
def test_pieces_are_those_of_the_toolkit_s_expressions(text: str) -> None:
    assert replaced(text, marked) == TOOLKIT.sub(by_the_toolkit, text)


class Counted(str):
    """A text that counts the letters that are gone through as something is sought in it."""

    passed = 0

    def index(self, sign: str, start: int = 0, end: int | None = None) -> int:  # type: ignore[override]
        found = self.find(sign, start, end)
        self.passed += (found if found >= 0 else len(self)) - start
        return super().index(sign, start, end)


@pytest.mark.parametrize("opening", [*OPENINGS, "{~~~>", "{==a==}{>>", "{~~a~~}"])
@pytest.mark.parametrize("end", ["", ARROW, "~~}", "~~}~>"])
def test_what_nothing_closes_is_looked_through_once(opening: str, end: str) -> None:
    text = Counted(opening * 1000 + end)
    accepted(text)
    assert text.passed <= 2 * len(text)
