"""Dashes for the hyphens that stand in their place, and between the ends of a range."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.conventions.addresses import in_address
from pipeline.conventions.house import House
from pipeline.model.text import Edit

SIGNS = "-‐‑–—―"
# These begin with what is rare, so that the search need not stop at every letter.
TYPED = re.compile(r"--(?:(?:(?<=[^\W_]--)|(?<=[.,;:!?)\]”’\"'…»]--))(?!-)|(?<= --)(?=[ \"'“‘«„]))")
LONG = re.compile(r"-(?<=[^\W\d_].)-{3}(?!-)")
DOUBLED = re.compile(r"[-–—](?<=[ \u00a0].)(?:(?<=-) ?[–—]|(?<=[–—]) ?-)(?=[ \u00a0])")
SPACED = re.compile(r"-(?<=[^\s–—-] .)(?= [^\s–—-])")
OPENING = re.compile(r"(?:\A|(?<=\n))-(?= [^\W\d_])")
SPAN = re.compile(r"(\d(?<![\w.,:/=@&?+$-].)\d{0,3})[-‐‑](\d{1,4})(?![\w@/=-]|[.,:]\d)")
YEARS = re.compile(r"([12](?<![\w-].)\d{3}) ?[-‐‑–] ?([12]\d{3})(?![\w-])")


def dashes(before: str, after: str) -> bool:
    """Hyphens and dashes for others, with the blanks between them.

    >>> dashes("- –", "–"), dashes("-", ""), dashes("a-", "–")
    (True, False, False)
    """
    return bool(before and after) and not (before + after).strip(SIGNS + " \u00a0")


def double_hyphen(text: str, house: House) -> Iterator[Edit]:
    """A dash typed as two hyphens, where one can stand; four behind a letter are a long one.

    >>> from pipeline.conventions.house import house_of
    >>> from pipeline.language import language
    >>> english = house_of("", language("en"))
    >>> [edit.new for edit in double_hyphen("no--never, Mr. B----, said -- he", english)]
    ['—', '–', '——']
    >>> list(double_hyphen("lock --fill", english))
    []
    """
    if "--" not in text:
        return
    for match in TYPED.finditer(text):
        start, end = match.span()
        if not in_address(text, start):
            spaced = text[start - 1 : start] == text[end : end + 1] == " "
            yield Edit(start, end, house.dash if spaced else "—")
    for match in LONG.finditer(text):
        if not in_address(text, match.start()):
            yield Edit(*match.span(), "——")


def doubled_dash(text: str, _house: House) -> Iterator[Edit]:
    """A hyphen beside a dash, as bibliographies get when the printer's dash was read twice.

    >>> [edit[:3] for edit in doubled_dash("London. - – 1912", None)]
    [(8, 11, '–')]
    """
    for match in DOUBLED.finditer(text):
        yield Edit(*match.span(), match[0].strip("- "))


def spaced_hyphen(text: str, house: House) -> Iterator[Edit]:
    """A hyphen between blanks, which is a dash, unless between two figures or two single letters.

    In languages whose dialogues open with a dash, one that opens a paragraph is a dash too.

    >>> from pipeline.conventions.house import house_of
    >>> from pipeline.language import language
    >>> [edit.new for edit in spaced_hyphen("the end - or not", house_of("", language("en")))]
    ['–']
    >>> list(spaced_hyphen("5 - 3, x - y is", house_of("", language("en"))))
    []
    """
    if " - " in text:
        for match in SPACED.finditer(text):
            if not _reckons(text, match.start()):
                yield Edit(*match.span(), house.dash)
    if house.language.opening_dash:
        for match in OPENING.finditer(text):
            yield Edit(*match.span(), house.dash)


def _reckons(text: str, at: int) -> bool:
    """Is a hyphen between blanks a sign of arithmetic, or between the ends of a range?"""
    left, right = text[at - 2], text[at + 2]
    if left.isdigit() and right.isdigit():
        return True
    beyond = text[at - 3 : at - 2].strip() + text[at + 3 : at + 4].strip(" .,;)")
    return left.isalpha() and right.isalpha() and not beyond


def number_range(text: str, _house: House) -> Iterator[Edit]:
    """A hyphen between two numbers of which the second is the greater: pages, years.

    The second may leave out what it shares with the first (1914-18). Numbers with more than one
    hyphen, or in a web address, are no ranges.

    >>> [edit.new for edit in number_range("pp. 12-15, 1914-18, 201-3, 1914 - 1918", None)]
    ['–', '–', '–', '–']
    >>> list(number_range("978-3-330, 15-12, 2020-11-24", None))
    []
    """
    for match in SPAN.finditer(text):
        if _rises(match[1], match[2]) and not in_address(text, match.start()):
            yield Edit(match.end(1), match.start(2), "–")
    for match in YEARS.finditer(text):
        between = text[match.end(1) : match.start(2)]
        if " " in between and int(match[1]) < int(match[2]):
            yield Edit(match.end(1), match.start(2), "–")


def _rises(first: str, last: str) -> bool:
    """Is the last number greater, with what it shares with the first?

    >>> _rises("201", "3"), _rises("1914", "18"), _rises("18", "3"), _rises("12", "02")
    (True, True, False, False)
    >>> _rises("007", "008"), _rises("01", "12")
    (False, False)
    """
    if first[0] == "0":
        return False
    whole = first[: max(0, len(first) - len(last))] + last
    return int(whole) > int(first)
