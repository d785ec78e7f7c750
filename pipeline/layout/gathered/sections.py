"""Notes that stand gathered at the end of their chapter, or of the book: where their sections are.

What shows one is a run of labelled lines whose markers stand above all of it, in their order, and
not on its own page as those of notes at a page's foot do. A heading that says so ("Notes") makes
weaker signs enough. In a section the numbers may begin again, below a line that names a chapter.
A numbered list has no markers above it, an index no labels, a bibliography with numbers neither.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, zip_longest
from typing import NamedTuple

from pipeline.book import Line
from pipeline.layout.gathered.keyed import Key
from pipeline.layout.gathered.names import Names, names_of, naming, says_notes
from pipeline.layout.gathered.ordered import Wanted, pair
from pipeline.layout.gathered.runs import SKIP, Item, items, runs
from pipeline.layout.labels.lines import CLEAR, LabelLine, Read, Sight
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
LONGEST, TIMES = 60, 3
"""Lines that the last note of a section may have; or so many times those of the longest one."""


class Group(NamedTuple):
    """Notes that are counted together."""

    names: tuple[int, ...]
    """The lines just above that name their chapter."""
    items: tuple[Item, ...]


class Section(NamedTuple):
    """Notes that stand gathered."""

    since: int
    """The line from which on their markers stand."""
    headings: tuple[int, ...]
    """The lines that say that notes stand here."""
    groups: tuple[Group, ...]
    markers: Mapping[int, int]
    """The line that plainly bears the marker of a note, by the note's line."""
    reach: int
    """The line before which the last note has ended."""
    keys: Mapping[int, Key] = {}
    """What the notes name instead of having markers, by their lines."""

    @property
    def start(self) -> int:
        """Give the first line."""
        return min([*self.headings, *self.groups[0].names, self.groups[0].items[0].head])

    @property
    def last(self) -> int:
        """Give the line at which the last note begins."""
        return self.groups[-1].items[-1].line

    def items(self) -> Iterator[Item]:
        """Give all its notes' beginnings."""
        for group in self.groups:
            yield from group.items


class _Search(NamedTuple):
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


class _Draft(NamedTuple):
    """A section in the making."""

    since: int
    heading: int
    """The line that says that notes stand here; -1: none."""
    runs: list[list[Item]]
    pairs: list[tuple[int, Point]]
    """The line of each note that has a marker, and the marker."""

    @property
    def start(self) -> int:
        """Give the first line that is known."""
        return self.heading if self.heading >= 0 else self.runs[0][0].head


def gathered(
    sight: Sight, read: Read, labelled: Mapping[int, LabelLine], tops: Counter[str]
) -> list[Section]:
    """Find the sections.

    `labelled` are the notes found at the pages' feet, `tops` counts on how many pages a line with
    these letters stands at the head.
    """
    lines = sight.lines
    points = [point for point, at_head in read.places if point.weight >= CLEAR and not at_head]
    headings = [
        i for i, line in enumerate(lines) if 0 < len(line.text) < SHORT and says_notes(line.text)
    ]
    marks: dict[int, list[int]] = defaultdict(list)
    for point in points:
        if point.label.isdigit():
            marks[int(point.label)].append(point.at)
    found = runs(items(sight, read.readings, headings), marks)
    taken = {
        (label.marker, label.label): label.line
        for label in labelled.values()
        if label.marker >= 0 and _near(sight, label.line, label.marker)
    }
    search = _Search(sight, taken, points, headings, trusting=False)
    drafts = (_headed(search, found) if headings else []) or _bare(search, found)
    names = names_of(lines, tops) if drafts else Names(lines, {}, tops)
    alone = len(drafts) == 1
    return [
        _section(search, names, draft, following, at_end=alone)
        for draft, following in zip_longest(drafts, drafts[1:])
    ]


def headings_in(lines: Sequence[Line]) -> list[int]:
    """Give the lines that say that notes follow."""
    short = (i for i, line in enumerate(lines) if 0 < len(line.text) < SHORT)
    return [i for i in short if says_notes(lines[i].text)]


def _headed(search: _Search, found: Sequence[list[Item]]) -> list[_Draft]:
    """Give the sections below a heading; where there are several, each such heading has one."""
    drafts = _drafts(search, found)
    return _drafts(search._replace(trusting=True), found) if len(drafts) > 1 else drafts


def _bare(search: _Search, found: Sequence[list[Item]]) -> list[_Draft]:
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


def _drafts(search: _Search, found: Sequence[list[Item]]) -> list[_Draft]:
    """Take the runs one by one: each goes on with the section before, begins one, or is none."""
    drafts: list[_Draft] = []
    for run in found:
        joined = _join(search, drafts[-1], run) if drafts else None
        if joined is not None:
            drafts[-1] = joined
            continue
        draft = _begin(search, drafts[-1].runs[-1][-1].line + 1 if drafts else 0, run)
        if draft is not None:
            drafts.append(draft)
    return drafts


def _join(search: _Search, draft: _Draft, run: list[Item]) -> _Draft | None:
    """Add a run to a section whose notes it follows, if its markers stand above the section."""
    last = draft.runs[-1][-1]
    near = run[0].head - last.line <= WITHIN and run[0].style == last.style
    onward = run[0].value <= SECOND or 0 < run[0].value - last.value <= SKIP
    if not near or not onward:
        return None
    whole = [*draft.runs, run]
    pairs = _pairs(search, whole, draft.since, draft.runs[0][0].head)
    gained = len(pairs) - len(draft.pairs)
    inside = len(_pairs(search, [run], last.line, run[0].head))
    if gained < HEADED * len(run) or gained < inside:
        return None
    return draft._replace(runs=whole, pairs=pairs)


def _begin(search: _Search, since: int, run: list[Item]) -> _Draft | None:
    """Begin a section with a run, if enough shows that it is one."""
    heading = _heading(search, run[0], since)
    if heading < 0 and (search.headings or len(run) < FEWEST or run[0].value > SECOND):
        return None
    pairs = _pairs(search, [run], since, run[0].head)
    while len(run) > 1 and run[-1].weight < 0 and (not pairs or pairs[-1][0] != run[-1].line):
        run = run[:-1]  # without a marker, and in the midst of a sentence of the text below
    draft = _Draft(since, heading, [run], pairs)
    if heading >= 0:
        enough = search.trusting or len(pairs) >= max(1.0, HEADED * len(run))
    else:
        free = [
            point
            for line, point in pairs
            if search.taken.get((point.at, point.label), line) == line
            and not _near(search.sight, line, point.at)
        ]
        enough = len(pairs) >= BARE * len(run) and len(free) > len(pairs) / 2
    return draft if enough else None


def _pairs(
    search: _Search, found: Sequence[Sequence[Item]], since: int, stop: int
) -> list[tuple[int, Point]]:
    """Pair the notes of some runs with the markers that plainly stand in a stretch of lines."""
    notes = [item for run in found for item in run]
    first, last = (bisect_left(search.points, (at,)) for at in (since, stop))
    points = search.points[first:last]
    wanted = [Wanted(str(item.value), since, stop) for item in notes]
    return [(notes[k].line, points[j]) for k, j in pair(wanted, points)]


def _near(sight: Sight, line: int, marker: int) -> bool:
    """May a note stand at the foot of its marker's page?"""
    pages = sight.lines[line].page - sight.lines[marker].page
    return pages <= 1 and line - marker <= NEARBY


def _heading(search: _Search, first: Item, since: int) -> int:
    """Give the line above a note that says that notes follow; -1: none."""
    k = bisect_left(search.headings, first.head) - 1
    line = search.headings[k] if k >= 0 else -1
    if line < since:
        return -1
    between = _filled(search.sight, line + 1, first.head)
    short = all(len(search.sight.lines[i].text) < SHORT for i in between)
    return line if short and len(between) <= ABOVE else -1


def _filled(sight: Sight, start: int, stop: int) -> list[int]:
    """Give the lines of a stretch that are neither blank nor folios."""
    return [i for i in range(start, stop) if sight.lines[i].text and i not in sight.folios]


def _section(
    search: _Search, names: Names, draft: _Draft, following: _Draft | None, *, at_end: bool
) -> Section:
    """Make a section of its draft; the one at the book's end has notes of many chapters."""
    notes = [item for run in draft.runs for item in run]
    heading, groups = _groups(search, names, draft, notes, at_end=at_end)
    longest = max((b.head - a.line for a, b in pairwise(notes)), default=0)
    reach = notes[-1].line + max(LONGEST, TIMES * longest)
    if following is not None:
        reach = min([reach, following.start, *(point.at for _, point in following.pairs)])
    markers = {line: point.at for line, point in draft.pairs}
    headings = (heading,) if heading >= 0 else ()
    return Section(draft.since, headings, tuple(groups), markers, reach)


def _groups(
    search: _Search, names: Names, draft: _Draft, notes: Sequence[Item], *, at_end: bool
) -> tuple[int, list[Group]]:
    """Part the notes where lines name a chapter or the numbers begin again.

    Gives also the line of the heading; if something else stands between it and the first note, both
    stay where they are, and it is -1.
    """
    heading, last = draft.heading, draft.start
    begins = {run[0].line for run in draft.runs if run[0].value <= SECOND}
    groups: list[Group] = []
    for item in notes:
        above = _filled(search.sight, last + 1, item.head)
        again = item.line in begins or item is notes[0]
        named: tuple[int, ...] = ()
        if again or at_end:
            named = naming(names, above, draft.start, again=again)
        if item is notes[0] and len(named) < len(above):
            heading, named = -1, ()
        if named or again:
            groups.append(Group(named, ()))
        groups[-1] = groups[-1]._replace(items=(*groups[-1].items, item))
        last = item.line
    return heading, groups
