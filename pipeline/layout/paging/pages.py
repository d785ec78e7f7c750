"""Where the pages of the source begin, and what was printed at their edges.

Form feeds and page files say it outright. Without them it is read from the evidence: folios that
rise steadily, heads that recur at a page's distance, and the single blank that some extractors
leave at the head of each page.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from pipeline.conventions.titles import ends_sentence, numbered, title_likeness
from pipeline.layout.paging.folios import Folio, candidates, chain
from pipeline.layout.paging.heads import with_heads
from pipeline.layout.paging.intervals import OVERLONG, find_heads, lost_heads
from pipeline.layout.paging.misfolios import misread_bare, misread_heads
from pipeline.model.book import Line

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
    folios = with_heads(lines, sorted([*folios, *misread_heads(lines, folios)]))
    known = lines[-1].page > 0
    if known:
        folios = folios if len(folios) > SPARSE * lines[-1].page else []
        marked = {i for i in range(1, len(lines)) if lines[i].page != lines[i - 1].page}
        shown = any(line.shape for line in lines)  # then no page can have lost its beginning
        starts = sorted({0, *marked, *(() if shown else _lost_breaks(lines, marked, folios))})
    else:
        starts = _from_folios(lines, folios) or _from_heads(lines) or _from_blanks(lines) or [0]
    ends = [*starts[1:], len(lines)]
    pages = [page for page, span in enumerate(zip(starts, ends, strict=True)) for _ in range(*span)]
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
    filled = _filled_above(lines)
    for folio in folios:
        page = lines[folio.line].page
        stop = starts[page + 1] if page + 1 < len(starts) else len(lines)
        if not known or min(_around(filled, folio, starts[page], stop)) <= EDGE:
            found[page] = folio
    return found


def _filled_above(lines: Sequence[Line]) -> list[int]:
    """Count the filled lines above each line, and in all."""
    return [0, *accumulate([bool(line.text) for line in lines])]


def _around(filled: Sequence[int], folio: Folio, start: int, stop: int) -> tuple[int, int]:
    """Count the filled lines above and below a folio and its head, from `start` to `stop`.

    `filled` counts those above each line: a source that lost its page breaks is one page, with
    folios throughout.
    """
    above = filled[folio.first] - filled[start] if folio.first > start else 0
    return above, filled[stop] - filled[folio.last + 1] if folio.last + 1 < stop else 0


def _lost_breaks(lines: Sequence[Line], marked: set[int], folios: list[Folio]) -> set[int]:
    """Find the page breaks that the input lost: a folio or a head far from any page's edge."""
    edges = sorted({0, *marked, len(lines)})
    inner: list[Folio] = []
    sides: Counter[tuple[bool, bool]] = Counter()
    filled = _filled_above(lines)
    for folio in folios:
        k = bisect_right(edges, folio.line)
        above, below = _around(filled, folio, edges[k - 1], edges[min(k, len(edges) - 1)])
        if min(above, below) > EDGE:
            inner.append(folio)
        else:
            sides[bool(folio.head), above > below] += 1
    found = set()
    for folio in inner:  # at the foot, if those with a head, or those without, are there
        headed = bool(folio.head)
        foot = sides[headed, True] > sides[headed, False] - (not headed)
        found.add(folio.last + 1 if foot else folio.first)
    edges = sorted({*edges, *found})
    found.update(_lost_openings(lines, edges, folios))
    edges = sorted({*edges, *found})
    for head, foot in lost_heads(lines, edges, dict(enumerate(folios))):
        found.add(head + 1 if foot else head)
    return found


def _lost_openings(
    lines: Sequence[Line], edges: Sequence[int], folios: Sequence[Folio]
) -> Iterator[int]:
    """Find where chapters began in pages that bear two folios, and more lines than a page has."""
    filled = [sum(bool(lines[i].text) for i in range(*page)) for page in pairwise(edges)]
    usual = sorted(filled)[len(filled) // 2]
    for a, b in pairwise(folios):
        page = bisect_right(edges, a.line) - 1
        if b.line < edges[page + 1] and filled[page] > OVERLONG * usual:
            yield _opening(lines, a.last + 1, b.first)


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
        if folio.head or not foot:
            starts.add(_past_blanks(lines, folio.first))
        else:
            starts.add(min(folio.line + 1, len(lines) - 1))
            if before is not None and before.head:
                starts.add(_opening(lines, before.last + 1, folio.line))
        before = folio
    return sorted(starts)


def _past_blanks(lines: Sequence[Line], at: int) -> int:
    """Give the first of the blank lines just above a line, or itself."""
    while at > 0 and not lines[at - 1].text:
        at -= 1
    return at


def _from_heads(lines: Sequence[Line]) -> list[int]:
    """Begin a page at each head that recurs at a page's distance; after it, if it is a foot.

    A foot has nothing below the last of them.
    """
    heads = find_heads(lines)
    if not heads:
        return []
    if not any(line.text for line in lines[heads[-1] + 1 :]):
        return sorted({0, *(min(head + 1, len(lines) - 1) for head in heads)})
    return sorted({0, *(_past_blanks(lines, _past_number(lines, head)) for head in heads)})


def _past_number(lines: Sequence[Line], at: int) -> int:
    """Give the line of the chapter's number just above a line, or itself: both are its heading."""
    above = _past_blanks(lines, at) - 1
    return above if above >= 0 and numbered(lines[above].text) else at


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
