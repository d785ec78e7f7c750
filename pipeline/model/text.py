"""Text that remembers where it came from.

A `Text` is runs of letters in reading order. Each run stands for one stretch of the raw source and
knows what was done to it, so a text may be cut, moved and joined, and every part of it can still be
traced. The text is its own change log: `pipeline.model.history` reads the record out of the runs,
and `pipeline.account` proves that the runs of a whole book tile the source. Nothing here knows what
a book is; rules see `str`, yield `Edit`, and never change anything themselves.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from operator import gt

from pipeline.model.runs import Edit, Mark, MarkKind, Run, edited, shifted

__all__ = ["Edit", "Mark", "MarkKind", "Run", "Text"]


@dataclass(frozen=True, slots=True)
class Text:
    """Runs in reading order and the marks on them. Every method gives a new text."""

    runs: tuple[Run, ...] = ()
    marks: tuple[Mark, ...] = ()
    _string: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_string", "".join([run.text for run in self.runs]))

    @classmethod
    def raw(cls, text: str, start: int = 0) -> Text:
        """Take a stretch of the source as it is; `start` is its offset there."""
        return cls((Run(text, start, start + len(text)),))

    def __str__(self) -> str:
        return self._string

    def __len__(self) -> int:
        return len(self._string)

    def __add__(self, other: Text) -> Text:
        return Text.join((self, other))

    @classmethod
    def join(cls, texts: Iterable[Text]) -> Text:
        """Set texts one after the other."""
        runs: list[Run] = []
        marks: list[Mark] = []
        length = 0
        for text in texts:
            runs += text.runs
            marks += [m._replace(start=m.start + length, end=m.end + length) for m in text.marks]
            length += len(text)
        return cls(tuple(runs), tuple(marks))

    def split(self, cuts: Iterable[int]) -> list[Text]:
        """Cut at the given offsets, in rising order, into one part more than there are cuts.

        A run without letters stays with what stands before it; a point mark at a cut goes with
        what follows, unless nothing does.

        Raises:
            ValueError: the offsets are not in order, or outside the text.
        """
        bounds = [0, *cuts, len(self)]
        parts = self._divided_runs(bounds)
        marks = self.divided_marks(bounds) if self.marks else [[] for _ in parts]
        return [Text(tuple(r), tuple(m)) for r, m in zip(parts, marks, strict=True)]

    def _divided_runs(self, bounds: Sequence[int]) -> list[list[Run]]:
        if any(map(gt, bounds, bounds[1:])):
            raise ValueError(f"cuts out of order or outside the text: {bounds[1:-1]}")
        part: list[Run] = []
        parts = [part]
        at, k, last = 0, 1, len(bounds) - 1
        for run in self.runs:
            start, end = at, at + len(run.text)
            while k < last and bounds[k] < end:
                cut = bounds[k]
                if cut > start:
                    part.append(run.part(start - at, cut - at))
                    start = cut
                part = []
                parts.append(part)
                k += 1
            part.append(run.part(start - at, end - at) if start > at else run)
            at = end
        return parts + [[] for _ in range(last - k)]

    def divided_marks(self, bounds: Sequence[int]) -> list[list[Mark]]:
        """Give the marks of each part between two bounds, as they lie in it; `split` says how."""
        parts: list[list[Mark]] = [[] for _ in bounds[1:]]
        for m in self.marks:
            first = min(bisect_right(bounds, m.start), len(parts)) - 1
            if m.start == m.end:
                at = m.start - bounds[first]
                parts[first].append(m._replace(start=at, end=at))
            for k in range(first, bisect_left(bounds, m.end)):
                start, end = max(m.start, bounds[k]), min(m.end, bounds[k + 1])
                if start < end:
                    parts[k].append(m._replace(start=start - bounds[k], end=end - bounds[k]))
        return parts

    def origin(self, offset: int) -> int:
        """Give the raw offset that the character at `offset` comes from."""
        return self.origins([offset])[0]

    def origins(self, offsets: Iterable[int]) -> list[int]:
        """Give the raw offsets that the characters at the given offsets come from.

        Of a changed run every character comes from its beginning; the end of the text is the end
        of its last run. An empty text has no origin: 0. Many are found at once much sooner than one
        by one, for each call goes through all runs.
        """
        ends = list(accumulate([len(run.text) for run in self.runs]))
        found = []
        for offset in offsets:
            k = bisect_right(ends, offset)
            if k == len(ends):
                found.append(self.runs[-1].end if self.runs else 0)
                continue
            run = self.runs[k]
            inside = 0 if run.rule else offset - ends[k] + len(run.text)
            found.append(run.start + inside)
        return found

    def apply(self, edits: Iterable[Edit], rule: str) -> Text:
        """Apply the sure edits of one rule and sign what they change.

        Raises:
            ValueError: two edits overlap.
        """
        return self.apply_signed((edit, rule) for edit in edits)

    def apply_signed(self, edits: Iterable[tuple[Edit, str]]) -> Text:
        """Apply the sure edits of several rules at once, each with the name of its rule.

        Raises:
            ValueError: two edits overlap.
        """
        todo = sorted(pair for pair in edits if pair[0].sure)
        if not todo:
            return self
        reach = 0
        for (start, end, _, _), rule in todo:
            if not reach <= start <= end:
                raise ValueError(f"{rule}: an edit at {start} overlaps what ends at {reach}")
            reach = end
        if reach > len(self):
            raise ValueError(f"{todo[-1][1]}: an edit ends at {reach}, outside the text")
        marks = shifted(self.marks, [edit for edit, _ in todo]) if self.marks else ()
        return Text(tuple(edited(self.runs, todo)), tuple(marks))

    def mark(self, *marks: Mark) -> Text:
        """Lay marks on the text; all marks are kept in the order of their places."""
        return Text(self.runs, tuple(sorted((*self.marks, *marks), key=lambda m: (m.start, m.end))))
