"""Folios and running heads that a reader of page images misread: known by the others around them.

A head that recurs, with what may have been a number beside it, begins a page where the folios
before and after leave room for one. A short line with a figure in it is a folio where the other
pages have theirs. The value is what the folios around make it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from pipeline.conventions.furniture import like_a_head
from pipeline.layout.lines import head_key
from pipeline.layout.paging.folios import BARE, LONGEST_HEAD, NEAR, Folio
from pipeline.layout.paging.heads import OFTEN
from pipeline.model.book import Line

FEWEST = 3
"""Folios that must stand alone at one edge."""
OFF = 0.3
"""Pages by which a head may stand elsewhere than the folios around it lead to expect."""
AT_EDGE = 0.6
"""Share of the folios that stand alone at one edge, from which all do."""
FIGURE = re.compile(r"(?=.*\d|[^\w\s]+$)(?!.*[^\W\d_]{2})\S{1,4}")
"""A folio, well read or badly."""


def misread_heads(lines: Sequence[Line], folios: Sequence[Folio]) -> list[Folio]:
    """Find the lines with a running head whose folio was misread, between folios that were not.

    >>> texts = ["A HARBOUR 4", "and", "A HARBOUR 5", "then", "A HARBOUR &", "so", "A HARBOUR 7"]
    >>> known = [Folio(i, i // 2 + 4, "", "A HARBOUR", 1.5) for i in (0, 2, 6)]
    >>> misread_heads([Line(0, 0, text, 0, 0) for text in texts], known)[0][:3]
    (4, 6, '6')
    """
    counts = Counter(folio.head for folio in folios if folio.head)
    heads = [head for head, count in counts.items() if count >= OFTEN]
    found = []
    for before, after in pairwise(folios):
        pages = after.value - before.value
        if heads and 2 <= pages <= NEAR + 1:
            found += _between(lines, before, after, heads)
    return found


def _between(
    lines: Sequence[Line], before: Folio, after: Folio, heads: Sequence[str]
) -> list[Folio]:
    """Find the best line for each page between two folios."""
    page = (after.line - before.line) / (after.value - before.value)
    best: dict[int, tuple[float, Folio]] = {}
    for i in range(before.line + 1, after.line):
        text = lines[i].text
        if not 0 < len(text) <= LONGEST_HEAD or not (head := like_a_head(head_key(text), heads)):
            continue
        place = (i - before.line) / page
        k = round(place)
        if 1 <= k < after.value - before.value and abs(place - k) < OFF:
            value = before.value + k
            entry = (abs(place - k), Folio(i, value, str(value), head, 1.0))
            best[k] = min(best.get(k, entry), entry)
    return [folio for _, folio in best.values()]


def misread_bare(
    lines: Sequence[Line], starts: Sequence[int], folios: Mapping[int, Folio]
) -> dict[int, Folio]:
    """Find the folios that were misread on pages of which the input shows the ends.

    `folios` are those known, by their pages; of these most stand alone at one edge.

    >>> lines = [Line(0, 0, text, 0, 0) for text in ("so 1 so 2 so p3 so 4 so 5").split()]
    >>> known = {page: Folio(2 * page + 1, page + 1, str(page + 1), "", 1.0) for page in (0, 1, 3)}
    >>> misread_bare(lines, range(0, 10, 2), known)[2][:3]
    (5, 3, '3')
    """
    edges = _edges(lines, starts)
    alone = sorted(
        page for page, folio in folios.items() if not folio.head and folio.label.isdigit()
    )
    for side in (0, 1):
        there = sum(edges[page][side] == folios[page].line for page in alone)
        if len(alone) < FEWEST or there < AT_EDGE * len(folios):
            continue
        found = {}
        for page in range(len(starts)):
            line = edges[page][side]
            if page not in folios and line >= 0 and FIGURE.fullmatch(lines[line].text):
                k = bisect_left(alone, page)
                near = min(alone[max(0, k - 1) : k + 1], key=lambda other: abs(other - page))
                value = folios[near].value + page - near
                if value > 0 and _may_be(lines[line].text, value, at_head=side == 0):
                    found[page] = Folio(line, value, str(value), "", 1.0)
        return found
    return {}


def _may_be(text: str, value: int, *, at_head: bool) -> bool:
    """May a line be what a folio was read as? A plain number is rather a chapter's, or a note's.

    >>> _may_be("p3", 21, at_head=True), _may_be("2", 21, at_head=True)
    (True, False)
    >>> _may_be("7", 77, at_head=False), _may_be("3", 77, at_head=False)
    (True, False)
    """
    plain = BARE.fullmatch(text)
    return plain is None or (not at_head and plain["number"] in str(value))


def _edges(lines: Sequence[Line], starts: Sequence[int]) -> list[tuple[int, int]]:
    """Give each page's first and last filled lines; -1: it has none."""
    edges = []
    for start, stop in zip(starts, [*starts[1:], len(lines)], strict=True):
        filled = [i for i in range(start, stop) if lines[i].text]
        edges.append((filled[0], filled[-1]) if filled else (-1, -1))
    return edges
