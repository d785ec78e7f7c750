"""Printed page numbers: the one thing on a page whose value is known from the page before.

Candidates are lines that are a number, or a number beside a few words. Which of them are folios
is found for the whole book at once: the chain of candidates that rises page by page at about one
page's distance, and carries most weight. A year or a table's number fits no such chain.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.conventions.roman import roman
from pipeline.language import all_words
from pipeline.layout.lines import head_key
from pipeline.model.book import Line

DIVISIONS = all_words("divisions")
PAGE = "|".join(sorted(all_words("pages")))
OPEN, CLOSE = r"[-–—\[({|~.·•*\s]*", r"[-–—\])}|~.·•*\s]*"
"""What printers set around a folio: – 12 –, [12], 12 |."""
ENCLOSING = "-–—])}|~.·•*" + "".join(filter(str.isspace, map(chr, range(0x3001))))
NUMERALS = frozenset("ivxlcIVXLC")
BARE = re.compile(
    rf"{OPEN}(?:(?:{PAGE})(?:\.\s*|\s+))?(?P<number>\d{{1,4}}|[ivxlc]{{1,8}}){CLOSE}", re.I
)
# Some extractors glue the folio to the head: "12THE PRINCE", "THE PRINCE12".
BEFORE_HEAD = re.compile(
    rf"{OPEN}(?P<number>\d{{1,4}}|[ivxlc]{{1,8}}(?!\w))"
    rf"(?:\s+(?=\S)|\s*[-–—\])}}|~·•]{CLOSE}|(?=[^\W\d_a-zà-ÿа-я]))(?P<head>.*)"
)
AFTER_HEAD = re.compile(
    r"(?P<head>.*?\S)(?:\s+|\s*[-–—\[({|~·•]\s*|(?<=[^\W\d_a-zà-ÿа-я]))"
    rf"(?P<number>(?<!\d)\d{{1,4}}|(?<!\w)[ivxlc]{{1,8}}){CLOSE}"
)
# What closes behind a number and did not open before it: a note's label, or a list's.
NOTE_LABEL = re.compile(r"\d{1,3}[)\]]\s*[^\W\d_]")
FOLIO_SIGN = re.compile(r"\d|\b[ivxlc]+\b")
LONGEST_HEAD = 90
NEAR = 6
"""Pages in a row that may lack a folio (chapter openings, plates) without breaking the chain."""
APART = 4
"""Lines within which two folios never stand, but for one at a foot and one at the next head."""
LEAST, MOST = 6, 120
"""Lines on a page."""
CLOSEST = 4
"""Lines from a folio to the next, below which numbers are a list's."""


class Folio(NamedTuple):
    """A line that may be, or bear, a folio."""

    line: int
    value: int
    label: str
    head: str
    """What stands beside the number, or on the lines next to it, as `head_key` gives it."""
    weight: float
    first: int = -1
    last: int = -1
    """The lines from and to which it stands with its head, as `with_heads` finds them."""


def candidates(lines: Sequence[Line]) -> list[Folio]:
    """Give the lines that may bear a folio. A head that recurs makes its line likelier."""
    found: list[Folio] = []
    heads: Counter[str] = Counter()
    for index, line in enumerate(lines):
        text = line.text
        if not text or len(text) > LONGEST_HEAD or not _may_bear(text):
            continue
        for label, head in read_folio(text):
            value = int(label) if label.isdecimal() else roman(label)
            if value is not None:
                heads[_letters(head)] += 1
                found.append(Folio(index, value, label, head, 1.0))
    known = {folio.head for folio in found}
    anywhere = Counter(
        line.key for line in lines if line.key in known and 0 < len(line.text) < LONGEST_HEAD
    )
    return [
        f._replace(
            weight=1.5 if heads[_letters(f.head)] > 2 else 0.7 if anywhere[f.head] > 1 else 0.15
        )
        if f.head
        else f
        for f in found
    ]


def _letters(head: str) -> str:
    """Leave out a chapter's number: heads of all chapters count for one another."""
    return head.rstrip("0123456789 ")


def read_folio(text: str) -> Iterator[tuple[str, str]]:
    """Give the folios that a line may bear, each with the head beside it.

    A head may be a chapter's number, so that either number may be the folio; but beside a
    chapter's word alone the number is the chapter's.

    >>> [[*read_folio(line)] for line in ("[12]", "– 12 –  THE PRINCE", "Of War xiv")]
    [[('12', '')], [('12', 'THE PRINCE')], [('xiv', 'Of War')]]
    >>> [*read_folio("[38] 2")]
    [('38', '2'), ('2', '38')]
    >>> [*read_folio("Chapter 12")], [*read_folio("71) See above.")]
    ([], [])
    """
    if not _may_bear(text):
        return
    if (bare := BARE.fullmatch(text)) is not None:
        if bare["number"].isdigit() or bare["number"].islower():
            yield bare["number"], ""
        return
    if NOTE_LABEL.match(text):
        return
    for form, end in ((BEFORE_HEAD, text[:4]), (AFTER_HEAD, text[-4:])):
        beside = form.fullmatch(text) if FOLIO_SIGN.search(end) else None
        head = head_key(beside["head"]) if beside else ""
        if beside and head and head.lower() not in DIVISIONS:
            yield beside["number"], head


def _may_bear(text: str) -> bool:
    """Does a line have a number near one of its ends, as few lines do?

    What encloses a number alone may be longer.
    """
    if FOLIO_SIGN.search(f"{text[:4]} {text[-4:]}"):
        return True
    if text[-1:].isalpha():
        return False
    last = text.rstrip(ENCLOSING)[-1:]
    return last.isdecimal() or last in NUMERALS


def chain(found: Sequence[Folio]) -> list[Folio]:
    """Give the heaviest chain of folios that rises at a steady distance; it may be empty."""
    arabic = _chain([f for f in found if f.label.isdigit()])
    first = arabic[0].line if arabic else 1 << 60
    romans = [f for f in found if not f.label.isdigit() and f.line < first]
    front = _chain(romans) or (_few(romans) if arabic else [])
    return [*front, *arabic]


def _few(found: Sequence[Folio]) -> list[Folio]:
    """Give the folios of a short front matter: bare numerals, each the next after the last."""
    run: list[Folio] = []
    for folio in found:
        if folio.head or (run and folio.value != run[-1].value + 1):
            continue
        if not run or LEAST <= folio.line - run[-1].line <= MOST:
            run.append(folio)
    return run if len(run) > 1 else []


def _chain(found: list[Folio]) -> list[Folio]:
    if not found:
        return []
    chain = _heaviest(found, (LEAST + MOST) / 2, slack=0.45)
    steps = sorted((b.line - a.line) / (b.value - a.value) for a, b in pairwise(chain))
    if len(steps) < 3 or steps[len(steps) // 2] < CLOSEST:
        return []
    chain = _heaviest(found, steps[len(steps) // 2], slack=0.25)
    enough = sum(f.weight for f in chain) >= 0.5 * len(chain) and len(chain) >= 4
    return chain if enough else []


def _heaviest(found: list[Folio], page: float, slack: float) -> list[Folio]:
    """Longest path over the candidates, each step at about `page` lines for each page.

    A step that is longer or shorter by more than `slack` pages costs what a doubtful folio weighs.
    """
    best = [f.weight for f in found]
    back = [-1] * len(found)
    for j, here in enumerate(found):
        for i in range(j - 1, -1, -1):
            there = found[i]
            distance, pages = (here.line - there.line) / page, here.value - there.value
            if distance > NEAR + 1:
                break
            off = abs(distance - pages)
            close = here.line - there.line < APART
            again = close and back[i] >= 0 and there.line - found[back[i]].line < APART
            if not 1 <= pages <= NEAR or off > 1.1 or again:
                continue  # numbers that follow one another close are a list's, or the notes'
            off = min(off, _from_edge_to_edge(there, here, distance, pages))
            score = best[i] + here.weight - 0.2 * (pages - 1) - max(0.0, off - slack) * 0.7
            if score > best[j]:
                best[j], back[j] = score, i
    at = max(range(len(found)), key=best.__getitem__)
    path = [found[at]]
    while back[at] >= 0:
        at = back[at]
        path.append(found[at])
    return path[::-1]


def _from_edge_to_edge(there: Folio, here: Folio, distance: float, pages: int) -> float:
    """Give how far a step is off, a bare folio being at the foot and one by a head at the top."""
    if there.head and not here.head:
        return abs(distance - pages - 1)
    if here.head and not there.head:
        return abs(distance - pages + 1)
    return abs(distance - pages)
