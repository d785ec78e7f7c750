"""Where the pages of the transcribed book began: lines between them, or numbers in the text.

Distributed Proofreaders part the pages by a line with the image's name. Plain texts keep the
printed numbers in brackets; a bracketed number may be a note's marker too, so numbers are taken
for pages only when they rise through the whole text, and bare ones only when they also come at
even distances, as pages do and notes do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.conventions.aside import BLANK_PAGE, PAGE_SIGN
from pipeline.conventions.roman import roman
from pipeline.model.text import Edit

NUMBERS = (
    re.compile(r"\[(?:Pg|Page|Pag|Seite|p|P|S)\.? ?(?P<label>\d{1,4}|[ivxlc]{1,8})\]"),
    re.compile(r"\{(?:[Pp](?:age|g)?\.? ?)?(?P<label>\d{1,4}|[ivxlc]{1,8})\}"),
    re.compile(r"\|(?P<label>\d{1,4})\|"),
    re.compile(r"\[(?P<label>\d{1,4})\]"),
)
NOTE_HEAD = re.compile(r"^[ \t]*\[\d{1,4}\][ \t]*\S|\[(?:Foot)?note \d", re.M | re.I)
LEAST = 5
"""Numbers that show a use."""
RISING = 0.85
"""Share of the numbers that come after a smaller one."""
UNEVEN = 0.6
"""Standard deviation of the distances as a share of their mean; notes come to 1 or more."""
SHORTEST = 700
"""Characters of a page."""
STEP = 5
"""Most by which the number rises from one page to the next: plates and blank pages are counted."""


class PageStart(NamedTuple):
    """Where a page begins: string[start:end] says so."""

    start: int
    end: int
    label: str
    printed: bool
    """The label is the number that was printed on it."""


def page_signs(string: str) -> list[PageStart]:
    """Find the lines that part pages, each with its line end; a blank page is one of them."""
    if "File:" not in string and "[Blank" not in string:
        return []
    found = []
    for match in PAGE_SIGN.finditer(string):
        folio = match["folio"] or ""
        label = folio or match["file"].lstrip("0") or "0"
        found.append(PageStart(match.start(), _line_end(string, match.end()), label, bool(folio)))
    if found:
        for match in BLANK_PAGE.finditer(string):
            found.append(PageStart(match.start(), _line_end(string, match.end()), "", False))
    return sorted(found)


def _line_end(string: str, at: int) -> int:
    return string.find("\n", at) + 1 or len(string)


def find_page_numbers(string: str, *, trusted: bool) -> list[PageStart]:
    """Find the printed page numbers that stand in the text.

    `trusted`: other signs of a transcription were found. Without any, bare numbers that have lines
    of their own are folios, printed so, which layout reads together with the running heads.

    >>> text = "and so on [Pg {}] over the page".format
    >>> [page.label for page in find_page_numbers(" ".join(map(text, range(7, 12))), trusted=False)]
    ['7', '8', '9', '10', '11']
    """
    for form in NUMBERS:
        bare = form is NUMBERS[-1]
        if form.pattern[1] not in string:
            continue
        found = [PageStart(*m.span(), m["label"], True) for m in form.finditer(string)]
        chain = _rising(found)
        if len(chain) < LEAST or len(chain) < RISING * len(found):
            continue
        if not bare:
            return chain
        if _even(chain) and (trusted or not _alone(string, chain)) and not NOTE_HEAD.search(string):
            return chain
    return []


def _rising(found: Sequence[PageStart]) -> list[PageStart]:
    """Give the numbers that follow a smaller one, roman before arabic ones."""
    chain: list[PageStart] = []
    for start in found:
        value = _value(start.label)
        if value is None:
            continue
        last = _value(chain[-1].label) if chain else None
        turned = bool(chain) and chain[-1].label.isdigit() < start.label.isdigit()
        if last is None or turned or 0 < value - last <= STEP:
            chain.append(start)
    return chain


def _value(label: str) -> int | None:
    return int(label) if label.isdigit() else roman(label)


def _even(chain: Sequence[PageStart]) -> bool:
    steps = [b.start - a.start for a, b in pairwise(chain)]
    mean = sum(steps) / len(steps)
    spread = (sum((step - mean) ** 2 for step in steps) / len(steps)) ** 0.5
    return mean >= SHORTEST and spread < UNEVEN * mean


def _alone(string: str, chain: Sequence[PageStart]) -> bool:
    """Do most of the numbers stand on lines of their own?"""
    alone = sum(
        string[max(0, each.start - 9) : each.start].rstrip(" \t")[-1:] in ("", *"\n\f")
        and string[each.end : each.end + 9].lstrip(" \t")[:1] in ("", *"\n\r\f")
        for each in chain
    )
    return alone > len(chain) / 2


def page_number(string: str, pages: Sequence[PageStart]) -> Iterator[Edit]:
    """A printed page number in the midst of the text, with a blank or a line of its own.

    >>> [e[:3] for e in page_number("the [Pg 7] end", [PageStart(4, 10, "7", True)])]
    [(4, 11, '')]
    """
    for page in pages:
        start, end = page.start, page.end
        alone = string[:start].rstrip(" \t")[-1:] in ("", "\n", "\r")
        rest = _line_end(string, end)
        if alone and not string[end:rest].strip():
            end = rest
        elif string[end : end + 1] == " " and string[start - 1 : start] in (" ", "\n", ""):
            end += 1
        yield Edit(start, end, "")


def is_page_number(before: str, after: str) -> bool:
    """A page's number removed, with what encloses it.

    >>> is_page_number("[Pg 12] ", ""), is_page_number("[Pg 12] a", "")
    (True, False)
    """
    return not after and any(form.fullmatch(before.strip()) for form in NUMBERS)
