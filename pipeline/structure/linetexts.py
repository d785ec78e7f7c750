"""The text of each line, and of lines that follow one another, cut out of the cleaned text."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from pipeline.model.text import Run, Text


class LineTexts(Mapping[int, Text]):
    """The text of each filled line, with the blank lines that follow it, cut when it is asked for.

    Blank lines above the first filled line go with that. Most lines are only asked for with others
    of their paragraph, and a book has ten times as many lines as paragraphs.
    """

    def __init__(self, cleaned: Text, starts: dict[int, int]) -> None:
        """Take the cleaned text and where in it each filled line starts, in order."""
        self._known: dict[int, Text] = {}
        self._place = {line: k for k, line in enumerate(starts)}
        self._bounds = array("q", [0, *[*starts.values()][1:], len(cleaned)])
        self._runs = cleaned.runs
        self._ends = array("q", accumulate(len(run.text) for run in cleaned.runs))
        self._marks = cleaned.divided_marks(self._bounds) if cleaned.marks else []

    def __getitem__(self, line: int) -> Text:
        """Cut a line, once."""
        if line not in self._known:
            self._known[line] = self.joined([line])[0]
        return self._known[line]

    def __iter__(self) -> Iterator[int]:
        """Give the filled lines in order."""
        return iter(self._place)

    def __len__(self) -> int:
        """Count them."""
        return len(self._place)

    def __contains__(self, line: object) -> bool:
        """Is a line filled?"""
        return line in self._place

    def joined(self, lines: Sequence[int]) -> tuple[Text, list[int]]:
        """Give the text of some lines, one after the other, and where in it each begins."""
        places = [self._place[line] for line in lines]
        lengths = [self._bounds[place + 1] - self._bounds[place] for place in places]
        begins = [*accumulate(lengths, initial=0)][:-1]
        runs: list[Run] = []
        first = 0
        for k, place in enumerate(places, 1):
            if k == len(places) or places[k] != place + 1:
                runs += self._cut(self._bounds[places[first]], self._bounds[place + 1])
                first = k
        marks = [
            m._replace(start=m.start + begin, end=m.end + begin)
            for place, begin in (zip(places, begins, strict=True) if self._marks else ())
            for m in self._marks[place]
        ]
        return Text(tuple(runs), tuple(marks)), begins

    def _cut(self, start: int, stop: int) -> list[Run]:
        """Give the runs between two offsets; one without letters stays with what is before it."""
        first = bisect_right(self._ends, start) if start else 0
        last = bisect_right(self._ends, stop) + 1
        found = []
        for run, end in zip(self._runs[first:last], self._ends[first:last], strict=True):
            at = end - len(run.text)
            if at < stop or end == stop:
                found.append(run.part(max(0, start - at), min(len(run.text), stop - at)))
        return found
