"""The text stages take time in proportion to the text: what they do is counted, not timed."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from textwrap import wrap
from types import FrameType
from typing import Any

import pytest

from pipeline.account.demands import draw_up
from pipeline.checks.families import findings
from pipeline.checks.proof import Proof
from pipeline.errors import RecensionError
from pipeline.model.settings import Settings
from pipeline.registry import RULES
from pipeline.stages import finished
from tests.dump import recovered, source_of
from tests.fuzz.shapes import shape

TIMES = 4
ALLOWED = 1.5
"""How much more than in proportion the steps may grow: a longer text needs a pass more, and has
habits that a short one does not show. What grows with the square takes four times as many."""
SYLLABLES = ("ba", "den", "kor", "mi", "sul", "ta", "ven", "lo", "rin", "fe")


def _steps(work: Callable[[], object]) -> int:
    """Count the lines of code that are run, each turn of a loop for itself."""
    count = 0

    def trace(_frame: FrameType, _event: str, _argument: Any) -> Any:
        nonlocal count
        count += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def _sentence(dice: random.Random, words: int) -> str:
    made = ["".join(dice.choices(SYLLABLES, k=dice.randint(1, 3))) for _ in range(words)]
    return " ".join(made).capitalize() + "."


def _noted(dice: random.Random, notes: int) -> Iterator[str]:
    """Make sentences each of which ends in a marker, and then the notes."""
    text = " ".join(f"{_sentence(dice, 30)}{k}" for k in range(1, notes + 1))
    yield from wrap(text, 60)
    yield ""
    for k in range(1, notes + 1):
        yield from wrap(f"{k}. {_sentence(dice, 14)}", 70)
    yield ""


def _feet(size: int) -> str:
    """Give pages with notes at their feet that begin again on each."""
    dice = random.Random(1)
    return "\f".join("\n".join(_noted(dice, 4)) for _ in range(size))


def _without_breaks(size: int) -> str:
    return _feet(size).replace("\f", "\n")


def _chapters(size: int) -> str:
    """Give chapters with their notes below them, without page breaks."""
    dice, lines = random.Random(2), list[str]()
    for k in range(1, size + 1):
        text, notes = "\n".join(_noted(dice, 5)).split("\n\n", 1)
        lines += [f"CHAPTER {k}", "", _sentence(dice, 3).upper(), "", text, "", "NOTES", "", notes]
    return "\n".join(lines)


def _gathered(size: int) -> str:
    """Give chapters, and the notes of all at the book's end, below the chapters' names."""
    dice, lines, notes = random.Random(3), list[str](), ["NOTES", ""]
    for k in range(1, size + 1):
        text, own = "\n".join(_noted(dice, 5)).split("\n\n", 1)
        lines += [f"CHAPTER {k}", "", text, ""]
        notes += [f"CHAPTER {k}", "", own]
    return "\n".join(lines + notes)


def _one_line(size: int) -> str:
    """Give paragraphs each of which is a line."""
    dice = random.Random(4)
    return "\n".join(_sentence(dice, 60) for _ in range(4 * size))


@pytest.mark.parametrize("book", [_feet, _without_breaks, _chapters, _gathered, _one_line])
def test_steps_grow_in_proportion(book: Callable[[int], str]) -> None:
    few, many = book(10), book(10 * TIMES)
    growth = _steps(lambda: recovered(many)) / _steps(lambda: recovered(few))
    assert growth < ALLOWED * len(many) / len(few)


OFTEN = ("[Footnote 1: ", "[Footnote 1: a] ", "[Illustration: ", "[Transcriber's Note: ", "a.1 ")
"""What was once gone through again and again, or is most likely to be."""
LENGTH = 4000
"""Letters of a text that is all one thing; of one twice as long, and of one four times."""
STEEP = 3.0
"""Times as many steps that as many letters may add to a long text as to a short: in proportion two,
by the square four."""


def _made(raw: str) -> None:
    """Make a book of a source, its account and its findings."""
    source, settings = source_of(raw), Settings(language="en")
    with suppress(RecensionError):  # nothing in it is text
        book = finished(source, settings, "case")
        draw_up(raw, book, RULES)
        findings(Proof(source, book, settings))


@pytest.mark.parametrize("unit", OFTEN)
def test_steps_grow_in_proportion_with_what_is_all_one_thing(unit: str) -> None:
    """What expressions do is not seen here; `python -m scripts.growth` sees it, by the time."""
    _made("The mill. " * 100)  # lists and dictionaries are loaded
    texts = [shape(unit, times * LENGTH) for times in (1, 2, 4)]
    one, two, four = (_steps(partial(_made, text)) for text in texts)
    assert four - two < STEEP * (two - one)
