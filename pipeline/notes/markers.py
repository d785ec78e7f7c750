"""Places in the text that may be a note's marker, each with what speaks for it.

A marker is glued to a word, to a closing mark or to another number, stands before its word, or has
lost the blank after it. Nearly every number in a book is no marker; which are is decided by the
alignment with the bodies, and the weights here only say how much a place looks like one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.layout.labels import PLAIN_DIGITS, SIGNS
from pipeline.text import Text

DIGITS = re.compile(r"\d+")
RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
BRACKETED = re.compile(
    rf"\[\s?(\d{{1,4}}|[a-z]|[{SIGNS}]{{1,4}})\s?\]|\((\d{{1,3}}|[{SIGNS}]{{1,4}})\)"
)
SIGN = re.compile(rf"[{SIGNS}]{{1,4}}")
CLOSING = ".,;:!?)]}\"'”’»…%*"
# After a number these make it a quantity: a decimal, a percentage, a unit, an ordinal.
QUANTITY = re.compile(r"[.,]\d|\s?[%‰°]|(?:st|nd|rd|th|er|me|e)\b|[–-]\d")
YEAR = re.compile(r"1\d{3}|20\d{2}")


class Candidate(NamedTuple):
    """A place that may be a marker: text[start:end] of paragraph `paragraph`."""

    paragraph: int
    start: int
    end: int
    label: str
    page: int
    weight: float


def candidates(texts: list[Text], first_pages: list[int]) -> list[Candidate]:
    """Give all candidates of the paragraphs in reading order; a number may give several.

    `first_pages` are the pages on which the paragraphs begin; page marks in them count on.
    """
    found = []
    for k, text in enumerate(texts):
        string = str(text)
        turns = [mark.start for mark in text.marks if mark.kind == "page"]
        for start, end, label, weight in _spots(string):
            # A paragraph's first page mark, at its very beginning, is the page it begins on.
            page = first_pages[k] + bisect_right(turns, start) - bisect_right(turns, 0)
            found.append(Candidate(k, start, end, label, page, weight))
    return sorted(found, key=lambda c: (c.paragraph, c.start, c.end))


def _spots(string: str) -> Iterator[tuple[int, int, str, float]]:
    for match in BRACKETED.finditer(string):
        label = (match[1] or match[2]).translate(PLAIN_DIGITS)
        yield *match.span(), label, 3.0 if match[1] else 1.5
    for match in RAISED.finditer(string):
        yield *match.span(), match[0].translate(PLAIN_DIGITS), 3.5
    for match in SIGN.finditer(string):
        yield *match.span(), match[0].translate(PLAIN_DIGITS), _sign_weight(string, *match.span())
    for match in DIGITS.finditer(string):
        yield from _number(string, *match.span())


def _sign_weight(string: str, start: int, end: int) -> float:
    before = string[start - 1] if start else " "
    after = string[end] if end < len(string) else " "
    if not before.isspace():
        return 2.5
    return 1.5 if not after.isspace() else 0.8


def _number(string: str, start: int, end: int) -> Iterator[tuple[int, int, str, float]]:
    digits = string[start:end]
    before = string[start - 1] if start else " "
    after = string[end] if end < len(string) else " "
    loss = 2.0 if QUANTITY.match(string, end) else 0.0
    if len(digits) <= 4 and digits[0] != "0":
        yield start, end, digits, _weight(string, start, before, after) - loss
    # "by 202011." is the year 2020 and marker 11; a marker has one to three digits.
    for size in range(1, min(4, len(digits))):
        head, label = digits[:-size], digits[-size:]
        if label[0] != "0":
            yield end - size, end, label, (1.2 if YEAR.fullmatch(head) else 0.2) - loss


def _weight(string: str, start: int, before: str, after: str) -> float:
    if before.isalpha():
        return 2.5
    if before in CLOSING and start > 1:
        inner = string[start - 2]
        if before in ".," and inner.isdigit():
            return 1.0 if before == "." else 0.3
        return 2.5
    if before.isspace() or before in '([“"«':
        if after.isalpha() or after in '"“«':
            return 1.8
        return 0.9 if after in ".,;:!?" or not start else 0.3
    return 0.2
