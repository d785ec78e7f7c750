"""No expression takes longer than in proportion to a text: the steps of those mended are counted.

`python -m scripts.expressions` attacks them all, by the time that they take.
"""

from __future__ import annotations

import re

import pytest

from scripts.expressions.attack import Attack, attacks
from scripts.expressions.collect import Expression, expressions
from scripts.expressions.steps import Engine

FOUND = {each.where: each for each in expressions()}
MENDED = {
    "conventions/accents.py:BEFORE": Attack("", "ˆ", "0"),
    "absorb/inlines.py:CALL": Attack("", "[^", " "),
    "absorb/notebodies.py:REFERENCE": Attack("", "[^", " "),
    "checks/identifiers/addresses.py:MAIL": Attack("", "-", ":"),
    "checks/notes/citations.py:WORK": Attack("", "t", ":"),
    "checks/notes/places.py:REPEATS": Attack("", "a'", "\x00"),
    "checks/pages/furniture.py:BESIDE": Attack("", " ", "a"),
    "checks/sentences.py:SENTENCE_END": Attack("", ".", "0"),
    "checks/structure/paragraphs.py:SEVERAL": Attack("\t00\t", "0", "\x00"),
    "checks/structure/paragraphs.py:FIGURES": Attack("", "0", "a"),
}
"""What once made these steep, or worse."""
LENGTH, STEEP = 64, 2.7
"""Signs of the shorter text, and times as many steps as the longer may take."""
TEXT = "“In 1851,” (p. 12–15) [3] the the\n\n\tGovern-\nment’s …. & A. B.1 x@y.de <i>l�st</i>"


def steps(pattern: re.Pattern[str], text: str, sought: bool = True) -> int:
    engine = Engine(pattern)
    _ = engine.found(text) if sought else engine.is_whole(text)
    return engine.steps


@pytest.mark.parametrize("where", MENDED)
def test_steps_grow_in_proportion(where: str) -> None:
    each = FOUND[f"pipeline/{where}"]
    once, twice = (
        steps(each.pattern, MENDED[where].text(length), each.sought)  # type: ignore[arg-type]
        for length in (LENGTH, 2 * LENGTH)
    )
    assert twice < STEEP * once


@pytest.mark.parametrize("pattern", ["a+$", "(a|b)*c", "<[^>]*>", r"(a+)\1!"])
def test_steep_ones_are_told_by_their_own_attacks(pattern: str) -> None:
    compiled = re.compile(pattern)
    assert any(
        steps(compiled, attack.text(16)) > STEEP * steps(compiled, attack.text(8))
        for attack in attacks(compiled)
    )


def test_steps_lead_where_python_s_engine_comes_to() -> None:
    for each in FOUND.values():
        if isinstance(each.pattern.pattern, str) and not _takes_nothing(each):
            spans = [match.span() for match in each.pattern.finditer(TEXT)]  # type: ignore[arg-type]
            assert Engine(each.pattern).found(TEXT) == spans, each


def _takes_nothing(each: Expression) -> bool:
    """Are there matches without a letter? Python's engine looks twice at their places."""
    return any(match.end() == match.start() for match in each.pattern.finditer(TEXT))  # type: ignore[arg-type]
