"""What was absorbed and what was not, as lines for the eye."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pipeline.absorb.draft import Place, Refusal

NOT_LETTERS = re.compile(r"[\W_]+")
SEARCHED = (40, 20, 10)
"""Letters of a text by which its line is sought in a file, the most first."""
SHOWN = 60
"""Characters of a text that are shown."""


def refused(refusal: Refusal) -> str:
    """Say where what could not be absorbed stands, and why it could not.

    >>> refused(Refusal("this cannot be", file="a.md"))
    'a.md: this cannot be'
    """
    place = refusal.place
    if place is None:
        return f"{refusal.file}: {refusal.message}" if refusal.file else refusal.message
    start = max(0, place.start - SHOWN // 2)
    text = place.leaf.text[start : start + SHOWN]
    shown = f"{refusal.message}: {text}" if text else refusal.message
    return f"{where(place)}: {shown}"


def where(place: Place) -> str:
    """Give file and line of a place, as far as they are known."""
    file = place.leaf.file
    line = next(_lines(place, file), 0) if file.endswith(".md") else 0
    return f"{file}:{line}" if line else file or "the edition"


def _lines(place: Place, file: str) -> Iterator[int]:
    """Seek the letters of a text in the lines of its file."""
    lines = _letters(file)
    for start in (place.start, 0):
        sought = NOT_LETTERS.sub("", place.leaf.text[start:])
        for length in SEARCHED:
            for number, line in enumerate(lines, 1):
                if sought and sought[:length] in line:
                    yield number


@cache
def _letters(file: str) -> list[str]:
    text = Path(file).read_text(encoding="utf-8-sig")
    return [NOT_LETTERS.sub("", line) for line in text.splitlines()]
