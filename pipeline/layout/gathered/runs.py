"""Runs of labelled lines: numbers at the heads of lines that rise one by one.

Where notes stand gathered they follow each other closely, and all their markers stand above the
first of them. At the pages' feet the text of each page comes between, with the next note's marker.
So a run ends where the marker of what would be its next label stands inside it, and a book with its
notes at the pages' feet has no run longer than a page's notes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.conventions.titles import ends_sentence
from pipeline.layout.labels.lines import Sight
from pipeline.layout.labels.written import Reading

FAR = 80
"""Lines of a note that are as much against a step as its number is for it."""
APART = 60
"""Lines from which on a heading of notes, just above a note, begins a run."""
PASSED = 0.3
"""What each like number between that is passed over weighs against a step."""
SKIP = 3
"""How far a label may rise where the notes between were lost."""
SKIPPED = 0.3
"""What each label that is left out weighs against a step."""
RECENT = 3
"""Lines with a like label that are looked at for the one before."""
ALONE = 0.5
"""Weight of a label that stands alone on its line, above its note."""


class Item(NamedTuple):
    """A line that begins with a number as a note does."""

    line: int
    head: int
    """The line that bears the label: this one, or one above that bears nothing else."""
    value: int
    style: str
    length: int
    weight: float
    begun: bool
    """A heading of notes stands just above it."""


Marks = Mapping[int, Sequence[int]]
"""The lines that plainly bear a marker with a number, in order."""


def items(
    sight: Sight, readings: Mapping[int, Sequence[Reading]], heads: Sequence[int]
) -> list[Item]:
    """Give the lines that begin with a number; `heads` are lines that say that notes follow."""
    found = []
    lines = sight.lines
    filled = [i for i, line in enumerate(lines) if line.text and i not in sight.folios]
    above = set(heads)
    for k, i in enumerate(filled):
        reading = readings[i][0] if i in readings else None
        if reading is None or not reading.label.isdigit() or reading.label[0] == "0":
            continue
        line, length, weight = i, reading.length, reading.weight
        if length == len(lines[i].text):
            line = filled[k + 1] if k + 1 < len(filled) else i
            if line == i or (
                line in readings and readings[line][0].length == len(lines[line].text)
            ):
                continue
            weight, length = ALONE, 0
        last = lines[filled[k - 1]].text if k else ""
        weight += 0.5 * (not last or ends_sentence(last)) + 0.5 * bool(sight.gaps[i])
        begun = not above.isdisjoint(filled[max(0, k - 1) : k])
        style = reading.style.strip()
        found.append(Item(line, i, int(reading.label), style, length, weight, begun))
    return found


def marked_between(marks: Marks, value: int, start: int, stop: int) -> bool:
    """Does a marker with a number stand in the lines from `start` to before `stop`?"""
    places = marks.get(value, ())
    k = bisect_left(places, start)
    return k < len(places) and places[k] < stop


@dataclass(slots=True)
class _Chains:
    """The best run that ends with each item, built in the order of the lines."""

    marks: Marks
    found: list[Item] = field(default_factory=list)
    score: list[float] = field(default_factory=list)
    back: list[int] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    """The line of the run's first head."""
    recent: dict[tuple[str, int], list[int]] = field(default_factory=lambda: defaultdict(list))
    count: Counter[str] = field(default_factory=Counter)
    """How many items of each style there have been."""
    rank: list[int] = field(default_factory=list)
    """Which of its style each item is, counted from 1."""

    def add(self, item: Item) -> None:
        best, back = 0.0, -1
        for rise in range(1, SKIP + 1):
            for k in self.recent[item.style, item.value - rise][-RECENT:]:
                step = 1.0 - SKIPPED * (rise - 1) - (item.head - self.found[k].line) / FAR
                step -= PASSED * (self.count[item.style] - self.rank[k])
                if step > 0 and self.score[k] + step > best and self._goes_on(k, item):
                    best, back = self.score[k] + step, k
        self.recent[item.style, item.value].append(len(self.found))
        self.count[item.style] += 1
        self.rank.append(self.count[item.style])
        self.found.append(item)
        self.score.append(best + item.weight)
        self.back.append(back)
        self.first.append(self.first[back] if back >= 0 else item.head)

    def _goes_on(self, k: int, item: Item) -> bool:
        """May a run go on from item `k`? Its notes' markers stand above all of it, not in it."""
        if item.begun and item.head - self.found[k].line > APART:
            return False
        start = self.first[k]
        if not marked_between(self.marks, item.value, start, item.head):
            return True
        same = self.recent[item.style, item.value]
        above = bisect_left(same, start, key=lambda j: self.found[j].line)
        since = self.found[same[above - 1]].line if above else -1
        return marked_between(self.marks, item.value, since + 1, start)


def runs(found: Sequence[Item], marks: Marks) -> list[list[Item]]:
    """Give the heaviest runs, none inside another, in the order of the lines."""
    chains = _Chains(marks)
    for item in found:
        chains.add(item)
    taken: set[int] = set()
    spans: list[tuple[int, int, list[Item]]] = []
    for end in sorted(range(len(found)), key=lambda k: -chains.score[k]):
        path, at = [], end
        while at >= 0 and at not in taken:
            path.append(at)
            at = chains.back[at]
        taken.update(path)
        if path and at < 0:
            spans.append((path[-1], path[0], [found[k] for k in reversed(path)]))
    return _apart(spans)


def _apart(spans: Sequence[tuple[int, int, list[Item]]]) -> list[list[Item]]:
    """Of runs that lie in each other keep those below a heading, then the heavier ones."""
    kept: list[tuple[int, int, list[Item]]] = []
    starts: list[int] = []
    for span in sorted(spans, key=lambda span: not span[2][0].begun):
        k = bisect_left(starts, span[0])
        clear = (k == 0 or kept[k - 1][1] < span[0]) and (k == len(kept) or span[1] < kept[k][0])
        if clear:
            starts.insert(k, span[0])
            kept.insert(k, span)
    return [run for _, _, run in kept]
