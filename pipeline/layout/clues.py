"""What the decision on each line is drawn from: the line's place, the book's habits, the labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from typing import Literal, NamedTuple

from pipeline.layout.facts import Facts
from pipeline.layout.gathered.roles import Role
from pipeline.layout.habits import Habits
from pipeline.layout.labels.lines import LabelLine
from pipeline.layout.paging.folios import Folio
from pipeline.layout.paging.pages import Paging

Kind = Literal["furniture", "title", "text", "verse", "note", "note-on"]
FLOW: tuple[Kind, ...] = ("text", "title", "verse")
"""What is read on, in the order of the lines; notes and furniture are not."""


class Place(NamedTuple):
    """A filled line among its neighbours."""

    line: int
    """In the list of all lines."""
    top: int
    """Filled lines above it on its page."""
    bottom: int
    """Filled lines below it on its page."""
    gap: int
    """Blank lines just above it on its page."""
    after: int
    """Blank lines just below it on its page; at the page's end 9."""

    @property
    def apart(self) -> bool:
        """Do blank lines part it from the lines above, unless it is the first, and below?"""
        return (self.gap > 0 or self.top == 0) and self.after > 0


class Clues(NamedTuple):
    """All that the weights are drawn from, gathered once for the book."""

    paging: Paging
    facts: dict[int, Facts]
    habits: Habits
    labels: dict[int, LabelLine]
    heads: tuple[Counter[str], Counter[str]]
    """How many pages bear a line with these letters at their head, and at their foot."""
    sides: Sequence[float]
    """For each page, the share of the pages of its side that bear a head at the top."""
    fresh: frozenset[int]
    """Lines short enough for a heading whose letters stand on none of the pages before: of a
    chapter's heads the first, which is its heading."""
    openers: Sequence[int]
    """Each page's first line of text; -1: none."""
    outline: Mapping[int, float]
    """What the book's outline says for lines' being headings."""
    roles: Mapping[int, Role]
    """What the lines of gathered notes may be."""
    kept: frozenset[int] = frozenset()
    """Lines that are no furniture."""
    decided: Mapping[int, Kind] = {}
    """The lines of which people say what they are."""
    prose: Set[int] = frozenset()
    """Lines that are neither a heading's nor verse, but text or a note's."""
    ended: Set[int] = frozenset()
    """Lines that do not go on with the note above."""


def places(paging: Paging, gaps: Sequence[int]) -> list[Place]:
    """Give the filled lines with their places on their pages."""
    found = []
    lines, starts = paging.lines, paging.starts
    for page, start in enumerate(starts):
        stop = starts[page + 1] if page + 1 < len(starts) else len(lines)
        filled = [i for i in range(start, stop) if lines[i].text]
        for k, i in enumerate(filled):
            after = gaps[filled[k + 1]] if k + 1 < len(filled) else 9
            found.append(Place(i, k, len(filled) - 1 - k, gaps[i], after))
    return found


def folio_lines(folios: dict[int, Folio]) -> frozenset[int]:
    """Give the lines that bear the folios."""
    return frozenset(folio.line for folio in folios.values())
