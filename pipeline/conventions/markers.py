"""Places in a line or a paragraph that may be a note's marker, each with what speaks for it.

A marker is glued to a word, to a closing mark or to another number, stands before its word, or has
lost the blank after it. Nearly every number in a book is no marker; which are is decided by the
alignment with the bodies, and the weights here only say how much a place looks like one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from math import log
from string import ascii_lowercase
from typing import Literal, NamedTuple

from pipeline.language import all_words
from pipeline.model.tuples import make

SIGNS = "*∗†‡§‖¶#"
SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
PLAIN = str.maketrans(SUPERSCRIPTS + "∗", "0123456789*")
# Figures by their ranges, with the letters of other scripts, for the search for \d is slow.
FIGURES = "0-9\u0660-\u1c59\ua620-\uabf9\uff10-\uff19\U000104a0-\U0001fbf9"
MARKING = re.compile(rf"[{FIGURES}{SUPERSCRIPTS}{SIGNS}\[(](?:(?<![\[(])|\s?[a-z]{{1,5}}\s?[\])])")
SIGNED = re.compile(rf"[{SUPERSCRIPTS}{SIGNS}\[(]")
DIGITS = re.compile(r"\d\d*")  # found in half the time of \d+, for the search looks for one
RAISED = re.compile(f"[{SUPERSCRIPTS}]+")
# These begin with what is rare, so that the search need not stop at every letter.
BRACKETED = re.compile(
    rf"[\[(](?:(?<=\[)\s?(\d{{1,4}}|[a-z]|[ivx]{{1,5}}|[{SIGNS}]{{1,4}})\s?\]"
    rf"|(?<=\()(\d{{1,3}}|[a-z]|[ivx]{{1,5}}|[{SIGNS}]{{1,4}})\))"
)
SIGN = re.compile(rf"([{SIGNS}])\1{{0,3}}")
LETTERS = re.compile(r"[.,;:!?…)”\"»]([a-z]{1,8})(?![\w’'.)])")
SEVERAL = re.compile(r"\d(?<=[^\W\d_].|[.,;:!?)\]\"”’»].)\d{0,2}(?:[,–-]\d{1,3})+(?![\d.,]*\d)")
CLOSING = ".,;:!?)]}\"'”’»…%*"
# After a number these make it a quantity: a decimal, a percentage, a unit, an ordinal, a time.
ORDINALS = "|".join(sorted(all_words("ordinals")))
QUANTITY = re.compile(rf"[.,:/]\d|\s?[%‰°º]|(?:{ORDINALS})\b|[–-]\d")
# Before a number these make it a page, a paragraph or a number in a reference: "n. 5", "§ 5".
REFERENCE = re.compile(r"(?:\b[^\W\d_]{1,4}\.|[§№¶#&=+<>£$€])\s$")
REFERS = ".§№¶#&=+<>£$€"
"""What a reference has before its blank."""
ITEM = re.compile(r"[.)]\s+[^\W\d_a-z]")
YEAR = re.compile(r"1\d{3}|20\d{2}")
# After these a point or a comma begins no decimals: a year, a number with its thousands divided.
WHOLE = re.compile(r"(?<![\d.,])(?:1\d{3}|20\d{2}|\d{1,3}(?:,\d{3})+)$")
FORMULA = re.compile(r"(?:(?:Al|Br|Ca|Cl|Cu|Fe|Mg|Na|Si|Zn|[CFHKNOPS])\d{0,2}){1,8}")
UNITS = all_words("units")
SURE = 5.0
"""Weight of what the input itself shows as raised."""
UNRAISED = -4.0
"""The most that is said against a number that is not raised, however many others are."""
GLUED = re.compile(r"[^\W\d_][.,;:!?)\]}\"”’»]*(\d{1,3})(?!\w)")
"""A figure that stands as markers do."""
Span = tuple[int, int]
Form = Literal["raised", "bracket", "spaced", "sign", "glued", "before", "apart", "within", "item"]


class Spot(NamedTuple):
    """A place that may be a marker: string[start:end]."""

    start: int
    end: int
    label: str
    weight: float
    """Above 1 it looks like a marker by itself."""
    form: Form
    """How it stands among the letters; most markers of one book stand alike."""


def unraised(strings: Iterable[tuple[str, Sequence[Span]]]) -> float:
    """Give the log of how likely a marker of this book is not raised, from what looks like markers.

    `strings` are its texts, each with what the input shows as raised. An ordinal's ending tells
    nothing, and one raised figure among many that are not tells little.

    >>> few, most = [("by day12", [])], [("an end12 and", [(6, 8)])]
    >>> [round(unraised(each), 1) for each in (few * 9, few * 9 + most, few + most * 9, most * 99)]
    [0.0, -0.1, -1.9, -4.0]
    """
    raised = flat = 0
    for string, spans in strings:
        raised += sum(not string[start - 1 : start].isdigit() for start, _ in spans)
        starts = {start for start, _ in spans}
        flat += sum(match.start(1) not in starts for match in GLUED.finditer(string))
    return max(UNRAISED, log((flat + 0.5) / (raised + flat + 0.5)))


def spots(string: str, raised: Sequence[Span] = (), flat: float = 0.0) -> list[Spot]:
    """Give all places of a string that may be a marker; a number may give several.

    `raised` are the stretches that the input shows as raised; `flat` is what is added to
    the weight of those that are not.

    >>> [spot[2:4] for spot in spots("the end.* A 5% rise[3] of")]
    [('*', 2.5), ('5', -1.7), ('3', 3.0), ('3', 0.3)]
    """
    found = [spot for start, end in raised for spot in _raised(string, start, end)]
    if MARKING.search(string):
        rest = _spots(string)
        if flat:
            inside = {spot.start for spot in found}
            rest = [
                spot if string[spot.start] in "[(" else spot._replace(weight=spot.weight + flat)
                for spot in rest
                if spot.start not in inside
            ]
        found += rest
    found += [
        spot for match in LETTERS.finditer(string) for spot in _letters(match.start(1), match[1])
    ]
    return sorted(found)


def spotted(strings: Sequence[str]) -> list[int]:
    """Give which of some lines can have spots.

    Hardly any of a book do, and all are searched at once.

    >>> spotted(["the end", "the end.a And", "in 1848"])
    [1, 2]
    """
    joined = "\n".join(strings)
    ends = [*accumulate([len(string) + 1 for string in strings])]
    found = set()
    for form in (MARKING, LETTERS):
        match = form.search(joined)
        while match is not None:
            line = bisect_right(ends, match.start())
            found.add(line)
            match = form.search(joined, ends[line])
    return sorted(found)


def _letters(start: int, text: str) -> Iterator[Spot]:
    """Read a letter, or the letters of several notes at one place: "c", "cde"."""
    for at, letter in enumerate(text if text in ascii_lowercase else "", start):
        yield Spot(at, at + 1, letter, 1.2, "glued")


def _raised(string: str, start: int, end: int) -> Iterator[Spot]:
    """Read what the input shows as raised: a label, or the ending of an ordinal or of a unit."""
    text = string[start:end].translate(PLAIN)
    label = text.strip("()[].,:; ")
    at = start + text.index(label) if label else start
    before = string[start - 1 : start]
    if re.fullmatch(rf"\d{{1,4}}|([{SIGNS}])\1{{0,3}}|[a-z]", label):
        word = re.search(r"[^\W\d_]+$", string[max(0, start - 4) : start])
        power = word is not None and word[0] in UNITS and label in "23"
        ordinal = label.isalpha() and (before.isdigit() or before in "IVXLC")
        first, last = _enclosed(string, at, at + len(label), (start, end))
        yield Spot(first, last, label, 0.5 if power or ordinal else SURE, "raised")
    elif re.fullmatch(r"\d{1,3}(?:[,–-] ?\d{1,3})+", label):
        yield from _several(at, label, SURE, "raised")
    elif not (before.isdigit() or before in "IVXLC"):
        yield from (spot._replace(weight=SURE, form="raised") for spot in _letters(at, label))
    if len(label) > 1 and label.isdigit():
        for begin, end in _consecutive(label):
            yield Spot(at + begin, at + end, label[begin:end], SURE - 1.0, "raised")


def _enclosed(string: str, start: int, end: int, raised: Span) -> Span:
    """Take the brackets around a label that are raised with it to the marker.

    >>> _enclosed("end.[12] And", 5, 7, (4, 8)), _enclosed("end.12) And", 4, 6, (4, 7))
    ((4, 8), (4, 7))
    """
    while start > raised[0] and string[start - 1] in "([":
        start -= 1
    while end < raised[1] and string[end] in ")]":
        end += 1
    return start, end


def _several(start: int, text: str, weight: float, form: Form) -> Iterator[Spot]:
    """Give the labels of several notes at one place: "2,3", or a range that names only its ends."""
    last = 0
    for match in re.finditer(r"(?P<join>^|[,–-] ?)(?P<label>\d+)", text):
        value, at = int(match["label"]), start + match.start()
        if last and match["join"][0] in "–-" and 1 < value - last < 5:
            for between in range(last + 1, value):
                yield Spot(at, at, str(between), weight, form)
        yield Spot(at, start + match.end(), match["label"], weight, form)
        last = value


def _spots(string: str) -> list[Spot]:
    numbers = [match.span() for match in DIGITS.finditer(string)]
    found = list(_enclosed_or_signed(string)) if SIGNED.search(string) else []
    for match in SEVERAL.finditer(string) if len(numbers) > 1 else ():
        values = [int(value) for value in DIGITS.findall(match[0])]
        if values == sorted(set(values)) and values[-1] - values[0] < 5:
            found += _several(match.start(), match[0], 1.5, "glued")
    for start, end in numbers:
        found += _number(string, start, end)
    return found


def _enclosed_or_signed(string: str) -> Iterator[Spot]:
    """Give what stands in brackets, raised figures, and signs."""
    for match in BRACKETED.finditer(string):
        label = (match[1] or match[2]).translate(PLAIN)
        # A book that sets its brackets close keeps those with a blank before them for its lists.
        close = match.start() > 0 and not string[match.start() - 1].isspace()
        weight = 1.5 if not match[1] else 3.0 if close else 1.4  # "and [3] of them"
        yield Spot(*match.span(), label, weight, "bracket" if close else "spaced")
    high = not string.isascii() and any(map(string.__contains__, SUPERSCRIPTS))
    for match in RAISED.finditer(string) if high else ():
        yield Spot(*match.span(), match[0].translate(PLAIN), 3.5, "raised")
    for match in SIGN.finditer(string):
        weight = _sign_weight(string, *match.span())
        yield Spot(*match.span(), match[0].translate(PLAIN), weight, "sign")


def _sign_weight(string: str, start: int, end: int) -> float:
    before = string[start - 1] if start else " "
    after = string[end] if end < len(string) else " "
    if after.isdigit() and not before.isalnum():
        return 0.5  # the year of a birth or a death: "(†1832)"
    if not before.isspace():
        return 2.5
    return 1.5 if not after.isspace() else 0.8


def _number(string: str, start: int, end: int) -> list[Spot]:
    digits, length = string[start:end], end - start
    loss = 2.0 if QUANTITY.match(string, end) else 0.0
    form, weight = _standing(string, start, end)
    found: list[Spot] = []
    if length <= 4 and digits[0] != "0":
        found.append(make(Spot, (start, end, digits, weight - loss, form)))
    # "by 202011." is the year 2020 and marker 11; a marker has one to three digits.
    for size in range(1, min(4, length)):
        if digits[-size] != "0":
            year = length - size == 4 and YEAR.fullmatch(digits, 0, 4) is not None
            likely = (1.2 if year else 0.2) - loss
            found.append(make(Spot, (end - size, end, digits[-size:], likely, "within")))
    # Two markers at one place, one glued to the other.
    if weight > 2.0 and 2 <= length <= 3:
        found.append(Spot(start, start + 1, digits[0], 0.0, "within"))
    if length > 2 and form == "glued" and weight >= 2.0:
        for first, last in _consecutive(digits):
            found.append(Spot(start + first, start + last, digits[first:last], 1.0, "glued"))
    return found


def _consecutive(digits: str) -> list[tuple[int, int]]:
    """Divide figures that are the labels of several notes at one place, glued to each other.

    >>> _consecutive("3456"), _consecutive("91011"), _consecutive("34"), _consecutive("3564")
    ([(0, 1), (1, 2), (2, 3), (3, 4)], [(0, 1), (1, 3), (3, 5)], [(0, 1), (1, 2)], [])
    """
    for size in range(1, len(digits) // 2 + 1):
        label, at, spans = int(digits[:size]), 0, []
        while digits.startswith(str(label), at):
            spans.append((at, at + len(str(label))))
            at, label = spans[-1][1], label + 1
        if at == len(digits):
            return spans
    return []


def _standing(string: str, start: int, end: int) -> tuple[Form, float]:
    before = string[start - 1] if start else " "
    after = string[end] if end < len(string) else " "
    if before.isalpha():
        if after.islower():
            return "within", 0.0  # a letter that was read for a figure
        return "glued", 0.5 if _in_formula(string, start, end) else 2.5
    if before in CLOSING and start > 1:
        inner = string[start - 2]
        if before in ".,:" and inner.isdigit():
            if before != ":" and WHOLE.search(string, max(0, start - 14), start - 1):
                return "glued", 2.0
            return "within", 1.0 if before == "." else 0.3
        return "glued", 2.5
    if before.isspace() or before in '([“"«':
        refers = before.isspace() and string[start - 2 : start - 1] in REFERS
        if refers and REFERENCE.search(string, max(0, start - 7), start):
            return "apart", -1.5
        if not start and ITEM.match(string, end):
            return "item", -4.0
        if after.isalpha() or after in '"“«':
            return "before", 1.8
        return "apart", 0.9 if after in ".,;:!?" or not start else 0.3
    return "within", 0.2


def _in_formula(string: str, start: int, end: int) -> bool:
    """Is the number in a chemical formula, "H2O" or "CO2"?"""
    first = start
    while first and string[first - 1].isalnum() and start - first < 9:
        first -= 1
    last = end
    while last < len(string) and string[last].isalnum() and last - end < 9:
        last += 1
    return FORMULA.fullmatch(string, first, last) is not None
