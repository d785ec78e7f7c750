"""Notes that stand gathered at the end of their chapter, or of the book: where their sections are.

What shows one is a run of labelled lines whose markers stand above all of it, in their order, and
not on its own page as those of notes at a page's foot do. A heading that says so ("Notes") makes
weaker signs enough. In a section the numbers may begin again, below a line that names a chapter.
A numbered list has no markers above it, an index no labels, a bibliography with numbers neither.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, zip_longest
from typing import NamedTuple

from pipeline.conventions.noteheads import MOST_BLANKS, says_notes
from pipeline.layout.gathered.drafts import SECOND, SHORT, Draft, Search, bare, filled, headed, near
from pipeline.layout.gathered.keyed import Key
from pipeline.layout.gathered.names import Names, names_of, naming
from pipeline.layout.gathered.runs import Item, items, runs
from pipeline.layout.labels.lines import CLEAR, LabelLine, Read, Sight
from pipeline.model.book import Line

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


def gathered(
    sight: Sight,
    read: Read,
    labelled: Mapping[int, LabelLine],
    tops: Counter[str],
    headings: Sequence[int],
) -> list[Section]:
    """Find the sections.

    `labelled` are the notes found at the pages' feet, `tops` counts on how many pages a line with
    these letters stands at the head, `headings` are the lines that say that notes follow.
    """
    lines = sight.lines
    points = [point for point, at_head in read.places if point.weight >= CLEAR and not at_head]
    marks: dict[int, list[int]] = defaultdict(list)
    for point in points:
        if point.label.isdigit():
            marks[int(point.label)].append(point.at)
    found = runs(items(sight, read.readings, headings), marks)
    taken = {
        (label.marker, label.label): label.line
        for label in labelled.values()
        if label.marker >= 0 and near(sight, label.line, label.marker)
    }
    search = Search(sight, taken, points, headings, trusting=False)
    drafts = (headed(search, found) if headings else []) or bare(search, found)
    names = names_of(lines, tops) if drafts else Names(lines, {}, tops)
    alone = len(drafts) == 1
    return [
        _section(search, names, draft, following, at_end=alone)
        for draft, following in zip_longest(drafts, drafts[1:])
    ]


def headings_in(lines: Sequence[Line]) -> list[int]:
    """Give the lines that say that notes follow."""
    short = ((i, line.text) for i, line in enumerate(lines) if 0 < len(line.text) < SHORT)
    return [i for i, text in short if text.count(" ") <= MOST_BLANKS and says_notes(text)]


def _section(
    search: Search, names: Names, draft: Draft, following: Draft | None, *, at_end: bool
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
    search: Search, names: Names, draft: Draft, notes: Sequence[Item], *, at_end: bool
) -> tuple[int, list[Group]]:
    """Part the notes where lines name a chapter or the numbers begin again.

    Gives also the line of the heading; if something else stands between it and the first note, both
    stay where they are, and it is -1.
    """
    heading, last = draft.heading, draft.start
    begins = {run[0].line for run in draft.runs if run[0].value <= SECOND}
    groups: list[tuple[tuple[int, ...], list[Item]]] = []
    for item in notes:
        above = [*filled(search.sight, last + 1, item.head)]
        again = item.line in begins or item is notes[0]
        named: tuple[int, ...] = ()
        if again or at_end:
            named = naming(names, above, draft.start, again=again)
        if item is notes[0] and len(named) < len(above):
            heading, named = -1, ()
        if named or again:
            groups.append((named, []))
        groups[-1][1].append(item)
        last = item.line
    return heading, [Group(names, tuple(items)) for names, items in groups]
