"""Numerals of headings that a reader of page images misread: known by the others of their series.

The ones of a numeral are but strokes, and are read as other signs of one stroke: "III" as "Ill".
The place in the series says which numeral stood there, and the strokes must allow it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.conventions.roman import roman
from pipeline.layout.lines import DIVISIONS
from pipeline.model.rules import as_strokes
from pipeline.model.text import Edit, Text
from pipeline.structure.passages import Passage

HEAD = re.compile(r"\s*(?:([^\W\d_]{2,})\s+)?(?=\S*[IVXC])([IVXLCilj1|!]{1,8})(?=[\s.:,;—–-]|$)")
"""A division's word, if any, and what may be its numeral: a letter at least was read as one."""


class Numeral(NamedTuple):
    """What may be the numeral of a heading: the heading, and where it stands in its text."""

    heading: int
    start: int
    end: int
    value: int | None
    """As it was read; None: it is none that is written so."""
    strokes: int | None
    """What it is if each of its strokes is a one."""


def misread_numeral(text: str, numeral: Numeral) -> Iterator[Edit]:
    """A heading's numeral whose ones were misread: read as its place among the others says.

    >>> [edit[:3] for edit in misread_numeral("Book Ill", Numeral(2, 5, 8, None, 3))]
    [(5, 8, 'III')]
    """
    yield Edit(numeral.start, numeral.end, as_strokes(text[numeral.start : numeral.end]))


def with_numerals(found: Sequence[Passage], texts: Sequence[list[Text]]) -> list[list[Text]]:
    """Give the passages' texts with the headings' misread numerals as they were printed."""
    series: dict[str, list[Numeral]] = defaultdict(list)
    for k, passage in enumerate(found):
        if passage.kind == "heading" and (match := HEAD.match(str(texts[k][0]))):
            word = (match[1] or "").lower()
            if not word or word in DIVISIONS:
                value, strokes = _value(match[2]), _value(as_strokes(match[2]))
                series[word].append(Numeral(k, *match.span(2), value, strokes))
    result = list(texts)
    for numerals in series.values():
        for before, numeral, after in zip(
            [None, *numerals], numerals, [*numerals[1:], None], strict=False
        ):
            if numeral.value is None and _fits(before, numeral, after):
                (text,) = texts[numeral.heading]
                edits = misread_numeral(str(text), numeral)
                result[numeral.heading] = [text.apply(edits, "misread-numeral")]
    return result


def _value(text: str) -> int | None:
    return roman(text.lower()) if text.isupper() else None


def _fits(before: Numeral | None, numeral: Numeral, after: Numeral | None) -> bool:
    """Does a numeral follow the one before it, or precede the one after, if it is all strokes?"""
    if numeral.strokes is None:
        return False
    below = before is not None and before.strokes == numeral.strokes - 1
    above = after is not None and after.strokes == numeral.strokes + 1
    return below or above
