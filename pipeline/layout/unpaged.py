"""Sources that show no page: their notes still stand at the feet of pages, and show where they end.

Labels that begin again on each page can only be told apart by where they stand. So the lines are
first taken in stretches of about a page's length; the notes that are found so end their pages.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from itertools import pairwise

from pipeline.layout.clues import FLOW, Kind
from pipeline.layout.labels.lines import Sight
from pipeline.layout.paging.pages import Paging

LONG = 120
"""Lines from which on a source must hold several pages."""
STRETCH = 36
"""Filled lines of a usual page."""


def shows_no_page(paging: Paging) -> bool:
    """Does a source that must hold several pages show no place where one begins?"""
    return len(paging.starts) == 1 and len(paging.lines) > LONG and not paging.known


def in_stretches(sight: Sight) -> Sight:
    """Take stretches of a page's length for the pages; none has a first line that is known."""
    lines, filled = [], 0
    for line in sight.lines:
        lines.append(line._replace(page=filled // STRETCH))
        filled += bool(line.text)
    return sight._replace(lines=lines, openers=[-1] * (lines[-1].page + 1))


def paged_by_notes(paging: Paging, kinds: Mapping[int, Kind]) -> Paging:
    """Begin a page wherever the text goes on behind notes."""
    flow = [i for i, kind in kinds.items() if kind != "furniture"]
    behind = [b for a, b in pairwise(flow) if kinds[a] not in FLOW and kinds[b] in FLOW]
    starts = [0, *behind]
    lines = [line._replace(page=bisect_right(starts, i) - 1) for i, line in enumerate(paging.lines)]
    return Paging(lines, starts, {}, known=False)
