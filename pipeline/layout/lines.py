"""The cleaned text cut into lines, and how wide each was set."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from pipeline.language import all_words
from pipeline.model.book import Line, Shape
from pipeline.model.text import Text
from pipeline.model.translate import translated
from pipeline.model.tuples import make

# U+FFFE is what pdfium leaves of a hyphen and line end: the line ends there.
LINE = re.compile(
    "\f?[^\n\r\f\v\x85\u2028\u2029\ufffe]*(?:\r\n|[\n\r\v\x85\u2028\u2029\ufffe]|(?=\f)|\\Z)"
)
OUTER = " \t\f\u00a0\r\n\v\x85\u2028\u2029"
LETTER, DIGITS = re.compile(r"[^\W\d_]"), re.compile(r"\d\d*")
DIVISIONS = all_words("divisions")
DIVISION = "|".join(sorted(DIVISIONS))
NUMBERED = re.compile(
    rf"\b(?:(?:{DIVISION})\.?\s(\d{{1,3}})\b|(\d{{1,3}})\.\s(?:{DIVISION})\b)", re.I
)
STROKES = frozenset("IiLl")
"""What a reader of page images takes the ones of a numeral for."""
LONGEST = 140
"""Characters of a head's or a heading's line."""


class _Spaced(dict[int, str]):
    """Turns what is no letter into blanks, which takes half the time of a search for letters."""

    def __missing__(self, code: int) -> str:
        self[code] = chr(code) if LETTER.match(chr(code)) else " "
        return self[code]


SPACED = _Spaced({ord("\n"): "\n"})
TAB = 4
"""Blanks that a tab at a line's start counts for."""


def cut_lines(
    text: Text, starts: Iterable[int], shapes: Sequence[Shape] = (), cuts: Sequence[int] = ()
) -> list[Line]:
    """Cut the cleaned text into lines; together they hold all of it.

    `starts` are raw offsets where the input begins a page: there a line begins even when the page
    before it ended without a line end. A line takes the shape that begins within it. `cuts` are
    the places in the text where people say that a line ends.
    """
    string = str(text)
    begins = in_cleaned(text, sorted(starts))
    edges = sorted({*begins, *cuts}) if cuts else begins
    spans: list[tuple[int, int]] = []
    k = end = 0
    for match in LINE.finditer(string):
        # Two lines that meet hold one number between them, not two of the same value.
        start, end = end, match.end()
        while k < len(edges) and edges[k] <= start:
            k += 1
        while k < len(edges) and edges[k] < end:
            spans.append((start, edges[k]))
            start, k = edges[k], k + 1
        if end > start:
            spans.append((start, end))
    wholes = [string[start:end] for start, end in spans]
    bares = [whole.strip(OUTER) for whole in wholes]
    keys = head_keys(bares)
    shaped = in_cleaned(text, [shape.start for shape in shapes])
    lines = []
    for (start, end), whole, bare, key in zip(spans, wholes, bares, keys, strict=True):
        indent = _indent(whole) if bare and whole[0] != bare[0] else 0
        page = bisect_right(begins, start)
        k = bisect_left(shaped, start) if shaped else 0
        shape = shapes[k] if bare and k < len(shaped) and shaped[k] < end else None
        lines.append(make(Line, (start, end, bare, indent, page, shape, key)))
    return lines


def _indent(whole: str) -> int:
    """Count the blanks that a line begins with."""
    head = whole[: len(whole) - len(whole.lstrip(OUTER))].expandtabs(TAB)
    return len(head.replace("\f", ""))


def head_key(text: str) -> str:
    """Reduce a running head to its letters, so that folios and spacing do not tell two apart.

    Capitals are kept: a head in capitals is not the heading in small letters. The number of a
    chapter is, too; a head may be nothing else. A numeral of ones is read as one, however misread.

    >>> head_key("12  THE Prince."), head_key("[12]"), head_key("12  CHAPTER 3")
    ('THE Prince', '12', 'CHAPTER 3')
    >>> head_key("BOOK Iii"), head_key("BOOK Ill")
    ('BOOK III', 'BOOK III')
    """
    return _key(text, text.translate(SPACED))


def head_keys(texts: Sequence[str]) -> list[str]:
    """Do so for lines of a book; those that are empty, or longer than any head, have no key."""
    plain = translated("\n".join(texts), SPACED).split("\n")
    return [
        _key(text, letters) if 0 < len(text) <= LONGEST else ""
        for text, letters in zip(texts, plain, strict=True)
    ]


def _key(text: str, plain: str) -> str:
    """Give the key of a line, of which `plain` has the letters."""
    letters = plain.split()
    if not letters:
        return "".join(DIGITS.findall(text))
    # The search for a chapter's number is slow, and few lines have both its word and a number.
    if DIGITS.search(text) and not DIVISIONS.isdisjoint(map(str.lower, letters)):
        number = NUMBERED.search(text)
        letters += [number[1] or number[2]] if number is not None else []
    last = letters[-1]
    if last[0] in STROKES and STROKES.issuperset(last) and letters[-2:][0].lower() in DIVISIONS:
        letters[-1] = "I" * len(last)
    key = " ".join(letters)
    return text if key == text else key


def in_cleaned(text: Text, raw: Sequence[int]) -> list[int]:
    """Give the offsets in the cleaned text of raw offsets, which are in order.

    Those beyond its end have none.
    """
    found: list[int] = []
    at = 0
    for run in text.runs:
        while len(found) < len(raw) and raw[len(found)] < run.end:
            inside = 0 if run.rule else max(0, raw[len(found)] - run.start)
            found.append(at + inside)
        at += len(run.text)
    return found


def raised_spans(text: Text, lines: Sequence[Line]) -> dict[int, list[tuple[int, int]]]:
    """Give, for the lines that have any, the stretches that the input shows as raised."""
    string, starts = str(text), [line.start for line in lines]
    found: dict[int, list[tuple[int, int]]] = {}
    for mark in text.marks:
        if mark.kind == "superscript":
            k = bisect_right(starts, mark.start) - 1
            first = string.index(lines[k].text, lines[k].start)
            span = (max(0, mark.start - first), min(len(lines[k].text), mark.end - first))
            if span[0] < span[1]:
                found.setdefault(k, []).append(span)
    return found
