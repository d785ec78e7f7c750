"""Where the pages of the source begin, and what was printed at their edges.

Form feeds and page files say it outright. Without them it is read from the evidence: folios that
rise steadily, and the single blank that some extractors leave at the head of each page.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.book import Line
from pipeline.furniture import LEFT, like_a_head
from pipeline.layout.folios import Folio, candidates, chain, head_key
from pipeline.layout.misfolios import OFTEN, misread_bare, misread_heads
from pipeline.layout.titles import division, ends_sentence, title_likeness

SHORTEST = 5
"""Letters of a head from which others are held against it."""
SPARSE = 0.05
"""Share of the pages below which what bears a number is no folio: a book has them, or has none."""
EDGE = 2
"""Filled lines that may stand between a folio and its page's edge."""


class Paging(NamedTuple):
    """The pages of the source.

    `lines` are the lines with their page; `starts` the index of each page's first line; `folios`
    the line that bears each page's folio; `known` says that the input itself marked the pages.
    """

    lines: list[Line]
    starts: list[int]
    folios: dict[int, Folio]
    known: bool


def find_pages(lines: list[Line]) -> Paging:
    """Divide the lines into pages. `lines` carry the pages that the input marks, if any."""
    folios = chain(candidates(lines))
    folios = sorted([*folios, *misread_heads(lines, folios)])
    known = lines[-1].page > 0
    if known:
        folios = folios if len(folios) > SPARSE * lines[-1].page else []
        marked = {i for i in range(1, len(lines)) if lines[i].page != lines[i - 1].page}
        shown = any(line.shape for line in lines)  # then no page can have lost its beginning
        starts = sorted({0, *marked, *(() if shown else _lost_breaks(lines, marked, folios))})
    else:
        starts = _from_folios(lines, folios) or _from_blanks(lines) or [0]
    pages = [bisect_right(starts, i) - 1 for i in range(len(lines))]
    paged = [
        line if line.page == page else line._replace(page=page)
        for line, page in zip(lines, pages, strict=True)
    ]
    found = _by_page(paged, starts, folios, known)
    if known:
        found |= misread_bare(paged, starts, found)
    return Paging(paged, starts, found, known)


def _by_page(
    lines: Sequence[Line], starts: list[int], folios: list[Folio], known: bool
) -> dict[int, Folio]:
    """Give the folio of each page: it must stand at the page's edge when the input marks pages."""
    found: dict[int, Folio] = {}
    for folio in folios:
        page = lines[folio.line].page
        stop = starts[page + 1] if page + 1 < len(starts) else len(lines)
        above = sum(bool(lines[i].text) for i in range(starts[page], folio.line))
        below = sum(bool(lines[i].text) for i in range(folio.line + 1, stop))
        if not known or min(above, below) <= EDGE:
            found[page] = folio
    return found


def _lost_breaks(lines: Sequence[Line], marked: set[int], folios: list[Folio]) -> set[int]:
    """Find the page breaks that the input lost: a folio with its head far from any page's edge."""
    edges = sorted({0, *marked, len(lines)})
    found = set()
    for folio in folios:
        k = bisect_right(edges, folio.line)
        start, stop = edges[k - 1], edges[min(k, len(edges) - 1)]
        above = sum(bool(lines[i].text) for i in range(start, folio.line))
        below = sum(bool(lines[i].text) for i in range(folio.line + 1, stop))
        if min(above, below) > EDGE:
            found.add(folio.line if folio.head else folio.line + 1)
    return found


def _from_folios(lines: Sequence[Line], folios: list[Folio]) -> list[int]:
    """Begin a page at each folio that stands at a page's head, after each at a page's foot."""
    if not folios:
        return []
    steps = sorted(b.line - a.line for a, b in pairwise(folios))
    page = steps[len(steps) // 2]
    foot = _at_foot(lines, folios, page)
    starts = {0}
    before: Folio | None = None
    for folio in folios:
        at = folio.line
        if folio.head or not foot:
            while at > 0 and not lines[at - 1].text:
                at -= 1
            starts.add(at)
        else:
            starts.add(min(at + 1, len(lines) - 1))
            if before is not None and before.head:
                starts.add(_opening(lines, before.line + 1, at))
        before = folio
    return sorted(starts)


def _opening(lines: Sequence[Line], start: int, stop: int) -> int:
    """Find the first line of a page whose folio is at the foot, where others' are at the head.

    Such a page opens a chapter, so it begins with what looks most like a heading.
    """
    filled = [i for i in range(start, stop) if lines[i].text]
    ended = [b for a, b in pairwise(filled) if ends_sentence(lines[a].text)]
    return max(ended or [start], key=lambda i: title_likeness(lines[i].text))


def _at_foot(lines: Sequence[Line], folios: list[Folio], page: int) -> bool:
    """Are folios without a head beside them at the foot?

    Where heads carry most folios, a bare one is on a chapter's opening page: at the foot it comes
    just before the next page's head. Where all are bare the book's two ends tell: a folio at the
    foot has nearly a page before the first of them and nothing after the last.
    """
    votes = [
        b.line - a.line < 0.5 * page
        for a, b in pairwise(folios)
        if not a.head and b.head and b.value == a.value + 1
    ]
    if votes:
        return sum(votes) > len(votes) / 2
    before = sum(bool(line.text) for line in lines[: folios[0].line])
    after = sum(bool(line.text) for line in lines[folios[-1].line + 1 :])
    return (before > 0.4 * page and after < 0.6 * page) or after == 0


def _from_blanks(lines: Sequence[Line]) -> list[int]:
    """Begin a page at each line with exactly one blank before it, if that is rare and regular.

    Some extractors write the page's break as a blank; a paragraph's indent is wider, and would be
    as frequent as paragraphs are.
    """
    filled = [i for i, line in enumerate(lines) if line.text]
    indents = Counter(lines[i].indent for i in filled)
    single = [i for i in filled if lines[i].indent == 1]
    others = sum(n for indent, n in indents.items() if indent > 1)
    if len(single) < 3 or len(filled) < 15 * len(single) or others > len(single):
        return []
    return sorted({0, *single})


def edge_key(text: str) -> str:
    """Reduce a line at a page's edge to what tells it from others: its letters, or its division.

    >>> edge_key("12  THE Prince."), edge_key("Chapter 12"), edge_key("Chapter 13")
    ('THE Prince', 'chapter 12', 'chapter 13')
    """
    found = division(text) if len(text.split()) == 2 else None
    return f"{found[0]} {found[1]}" if found else head_key(text)


def repeated_heads(lines: Sequence[Line], starts: list[int]) -> tuple[Counter[str], Counter[str]]:
    """Count the letters of the first two, and of the last two, filled lines of all pages.

    A running head stands on many pages at the same edge; the count is the evidence for it.
    """
    tops: Counter[str] = Counter()
    feet: Counter[str] = Counter()
    for page, start in enumerate(starts):
        stop = starts[page + 1] if page + 1 < len(starts) else len(lines)
        filled = [i for i in range(start, stop) if lines[i].text]
        tops.update({key for i in filled[:2] if (key := edge_key(lines[i].text))})
        feet.update({key for i in filled[-2:] if (key := edge_key(lines[i].text))})
    return _with_misread(tops), _with_misread(feet)


def _with_misread(counts: Counter[str]) -> Counter[str]:
    """Let a misread head count as the head that it repeats."""
    often = [key for key, count in counts.items() if count >= OFTEN and len(key) >= SHORTEST]
    longest = max(map(len, often), default=0) + LEFT
    shown = Counter(counts)
    for key, count in counts.items():
        if count < OFTEN and SHORTEST <= len(key) <= longest and (head := like_a_head(key, often)):
            shown[key] = counts[head]
    return shown


def page_labels(paging: Paging, given: Sequence[str] = ()) -> list[tuple[str, bool]]:
    """Give each page's label, and whether it is known or only what the folios around it make it.

    It is the printed folio; without one, of `given`, the labels that the input itself has, if they
    are the book's: where both are known, most agree. Where no page has a folio or such a label,
    pages are counted from 1.
    """
    printed = {page: folio for page, folio in paging.folios.items() if folio.label.isdigit()}
    labels, used = [], {folio.label for folio in paging.folios.values()}
    given = given if len(given) == len(paging.starts) else ()
    agreeing = sum(given[page] == folio.label for page, folio in paging.folios.items() if given)
    own = given if agreeing * 2 >= len(paging.folios) else ()
    last: int | None = None
    for page in range(len(paging.starts)):
        folio = paging.folios.get(page)
        known = True
        if folio is not None:
            label = folio.label
            last = page if page in printed else last
        elif own and own[page] and own[page] not in used:
            label = own[page]
        else:
            known = False
            value = printed[last].value + page - last if last is not None else page + 1
            label = str(value)
            if not printed or label in used:
                label = str(page + 1) if not printed else f"[{page + 1}]"
        used.add(label)
        labels.append((label, known))
    return labels
