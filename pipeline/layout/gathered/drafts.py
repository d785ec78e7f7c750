"""Sections of gathered notes in the making: which runs of labelled lines are one.

A run begins a section, goes on with the one before it, or is none. Its markers must stand above it,
in its order, and a book may have thousands of runs at its pages' feet that are none; so what has
been paired for one run is used again for the next.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from pipeline.layout.gathered.ordered import Above, Pairing, Wanted
from pipeline.layout.gathered.runs import SKIP, Item
from pipeline.layout.labels.lines import Sight
from pipeline.layout.labels.series import Point

HEADED, BARE = 0.4, 0.7
"""Share of a section's notes whose markers must stand above it, with a heading and without."""
FEWEST = 3
"""Notes that make a section without a heading."""
NEARBY = 60
"""Lines within which a marker may stand on the page of its note."""
SHORT = 80
"""Characters of a heading's line."""
SECOND = 2
"""The label with which numbers may begin, where the first note is lost."""
ABOVE = 7
"""Lines between the heading of a section and its first note, which name a chapter."""
WITHIN = 300
"""Lines that a note may have which is not the last."""


class Search(NamedTuple):
    """What sections are looked for in."""

    sight: Sight
    taken: Mapping[tuple[int, str], int]
    """The lines of the notes that stand at the feet of their markers' pages, by the marker's line
    and label."""
    points: Sequence[Point]
    """The places that plainly look like markers, in order."""
    headings: Sequence[int]
    """The lines that say that notes follow."""
    trusting: bool
    """The book has such sections: a heading is enough."""


class Draft(NamedTuple):
    """A section in the making."""

    since: int
    heading: int
    """The line that says that notes stand here; -1: none."""
    runs: list[list[Item]]
    pairing: Pairing
    """Of its notes with the markers that plainly stand above it."""

    @property
    def pairs(self) -> list[tuple[int, Point]]:
        """Give the line of each note that has a marker, and the marker."""
        lines = [item.line for run in self.runs for item in run]
        return [(lines[k], self.pairing.points[j]) for k, j in self.pairing.pairs()]

    @property
    def start(self) -> int:
        """Give the first line that is known."""
        return self.heading if self.heading >= 0 else self.runs[0][0].head


def headed(search: Search, found: Sequence[list[Item]]) -> list[Draft]:
    """Give the sections below a heading; where there are several, each such heading has one."""
    drafts = _drafts(search, found)
    return _drafts(search._replace(trusting=True), found) if len(drafts) > 1 else drafts


def bare(search: Search, found: Sequence[list[Item]]) -> list[Draft]:
    """Give the sections without a heading, whose labels are all written alike.

    There are none where more notes stand at the feet of their pages.
    """
    bare = search._replace(headings=())
    styles: dict[str, list[list[Item]]] = defaultdict(list)
    for run in found:
        styles[run[0].style].append(run)
    best = max(
        (_drafts(bare, each) for each in styles.values()),
        key=lambda drafts: sum(len(draft.pairs) for draft in drafts),
        default=[],
    )
    notes = {item.line for draft in best for run in draft.runs for item in run}
    return best if len(notes) > len(set(search.taken.values()) - notes) else []


def _drafts(search: Search, found: Sequence[list[Item]]) -> list[Draft]:
    """Take the runs one by one: each goes on with the section before, begins one, or is none."""
    drafts: list[Draft] = []
    above: dict[tuple[str, ...], Above] = {}
    for run in found:
        if drafts and _joined(search, drafts[-1], run):
            continue
        draft = _begin(search, drafts[-1].runs[-1][-1].line + 1 if drafts else 0, run, above)
        if draft is not None:
            drafts.append(draft)
            above = {}
    return drafts


def _joined(search: Search, draft: Draft, run: list[Item]) -> bool:
    """Add a run to a section whose notes it follows, if its markers stand above the section."""
    last = draft.runs[-1][-1]
    close = run[0].head - last.line <= WITHIN and run[0].style == last.style
    onward = run[0].value <= SECOND or 0 < run[0].value - last.value <= SKIP
    if not close or not onward:
        return False
    before = draft.pairing.count()
    draft.pairing.add(_wanted(run, draft.since, draft.runs[0][0].head))
    gained = draft.pairing.count() - before
    if gained < HEADED * len(run) or gained < _paired(search, run, last.line, run[0].head).count():
        draft.pairing.undo(len(run))
        return False
    draft.runs.append(run)
    return True


def _begin(
    search: Search, since: int, run: list[Item], above: dict[tuple[str, ...], Above]
) -> Draft | None:
    """Begin a section with a run, if enough shows that it is one.

    `above` keeps what has been paired for the runs before it that began none.
    """
    heading = _heading(search, run[0], since)
    if heading < 0 and (search.headings or len(run) < FEWEST or run[0].value > SECOND):
        return None
    labels = tuple(str(item.value) for item in run)
    first, stop = (bisect_left(search.points, (at,)) for at in (since, run[0].head))
    paired = above.setdefault(labels, Above(labels)).pairs(search.points, first, stop)
    pairs = [(run[k].line, search.points[j]) for k, j in paired]
    marked = max((k for k, _ in paired), default=0)
    while len(run) > marked + 1 and run[-1].weight < 0:
        run = run[:-1]  # without a marker, and in the midst of a sentence of the text below
    if heading >= 0:
        enough = search.trusting or len(pairs) >= max(1.0, HEADED * len(run))
    else:
        enough = len(pairs) >= BARE * len(run) and _free(search, pairs) > len(pairs) / 2
    return (
        Draft(since, heading, [run], _paired(search, run, since, run[0].head)) if enough else None
    )


def _free(search: Search, pairs: Sequence[tuple[int, Point]]) -> int:
    """Count the markers that no other note has taken, and whose own is not at their page's foot."""
    return sum(
        search.taken.get((point.at, point.label), line) == line
        and not near(search.sight, line, point.at)
        for line, point in pairs
    )


def _paired(search: Search, run: Sequence[Item], since: int, stop: int) -> Pairing:
    """Pair the notes of a run with the markers that plainly stand in a stretch of lines."""
    first, last = (bisect_left(search.points, (at,)) for at in (since, stop))
    pairing = Pairing(search.points[first:last])
    pairing.add(_wanted(run, since, stop))
    return pairing


def _wanted(run: Sequence[Item], since: int, stop: int) -> Iterator[Wanted]:
    return (Wanted(str(item.value), since, stop) for item in run)


def near(sight: Sight, line: int, marker: int) -> bool:
    """May a note stand at the foot of its marker's page?"""
    pages = sight.lines[line].page - sight.lines[marker].page
    return pages <= 1 and line - marker <= NEARBY


def _heading(search: Search, first: Item, since: int) -> int:
    """Give the line above a note that says that notes follow; -1: none."""
    k = bisect_left(search.headings, first.head) - 1
    line = search.headings[k] if k >= 0 else -1
    if line < since:
        return -1
    between = [*islice(filled(search.sight, line + 1, first.head), ABOVE + 1)]
    short = all(len(search.sight.lines[i].text) < SHORT for i in between)
    return line if short and len(between) <= ABOVE and not _called(search, line, first) else -1


def _called(search: Search, line: int, first: Item) -> bool:
    """Does a note's marker stand below a line? Then text does, and the line is its running head."""
    begin, stop = (bisect_left(search.points, (at,)) for at in (line + 1, first.head))
    return any(point.label == str(first.value) for point in search.points[begin:stop])


def filled(sight: Sight, start: int, stop: int) -> Iterator[int]:
    """Give the lines of a stretch that are neither blank nor folios."""
    return (i for i in range(start, stop) if sight.lines[i].text and i not in sight.folios)
