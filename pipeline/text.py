"""Text that remembers where it came from.

A `Text` is runs of letters in reading order. Each run stands for one stretch of the raw source and
knows what was done to it, so a text may be cut, moved and joined, and every part of it can still be
traced. The text is its own change log: `pipeline.history` reads the record out of the runs, and
`pipeline.account` proves that the runs of a whole book tile the source. Nothing here knows what a
book is; rules see `str`, yield `Edit`, and never change anything themselves.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, chain, pairwise
from operator import gt
from typing import Literal, NamedTuple

MarkKind = Literal[
    "noteref",
    "page",
    "emphasis",
    "strong",
    "small-capitals",
    "initialism",
    "superscript",
    "subscript",
    "raised",
    "bullet",
    "language",
    "block",
    "doubt",
    "divided",
    "kept",
    "emended",
    "asked",
]


class Edit(NamedTuple):
    """Replace text[start:end] with `new`. Rules yield edits; `Text.apply` applies them."""

    start: int
    end: int
    new: str
    sure: bool = True
    """False: a proposal for the proofreader, not to be applied."""


class Run(NamedTuple):
    """A run of text and the stretch raw[start:end] that it stands for.

    A named tuple, not a dataclass: a book has one or two a line, and they are made on every path.
    """

    text: str
    start: int
    end: int
    rule: str = ""
    """The rule that made this text. Empty: it is the raw text, untouched."""
    was: tuple[Run, ...] = ()
    """The runs that stood here before the rule. Empty: the raw text stood here."""
    whole: str = ""
    """Set when a changed run was cut: what the rule had written, of which this is a part."""
    at: int = 0
    """Where in `whole` this part begins."""

    def part(self, start: int, stop: int) -> Run:
        """Give the part of the run between two of its own offsets.

        A changed run has no inner positions: each part keeps its whole stretch, and remembers
        which part of the new text it is, so that the account can demand them all.
        """
        if start == 0 and stop == len(self.text):
            return self
        if not self.rule:
            return Run(self.text[start:stop], self.start + start, self.start + stop)
        whole = self.whole or self.text
        return self._replace(text=self.text[start:stop], whole=whole, at=self.at + start)

    def before(self, raw: str) -> str:
        """Give what stood here before the last rule; of a cut run, before the whole of it."""
        return "".join(run.text for run in self.was) if self.was else raw[self.start : self.end]


class Mark(NamedTuple):
    """What lies on or in a text without being its letters; it moves with the slices.

    `start` and `end` are offsets in the text; a point (note reference, page break) has both alike.
    `data` is the note's id, the page's label, the language's code, what a block is, of a doubt the
    reader's confidence in the word, from 0 to 100, of a hyphen that may be the typesetter's
    (divided) the probability that it is, of what a person wants kept as it is (kept) the decision,
    of what was emended, or is asked about, the number of its reading or question
    (`pipeline.write.emended`). What is marked as raised is a sign that stands as high as a note's
    marker, and may be one that was misread. `origin` is the stretch of the raw source that the mark
    was made from: for a note reference, its printed marker.
    """

    kind: MarkKind
    start: int
    end: int
    data: str = ""
    origin: tuple[int, int] = (0, 0)


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
        marks = self._divided_marks(bounds) if self.marks else [[] for _ in parts]
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

    def _divided_marks(self, bounds: Sequence[int]) -> list[list[Mark]]:
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
        cuts = [offset for edit, _ in todo for offset in (edit.start, edit.end)]
        for (left, _), (right, rule) in pairwise(todo):
            if left.end > right.start:
                raise ValueError(f"{rule}: {right} overlaps {left}")
        parts = self._divided_runs([0, *cuts, len(self)])
        runs = parts[0]
        for k, (edit, rule) in enumerate(todo):
            at = runs[-1].end if runs else self.runs[0].start if self.runs else 0
            old = parts[2 * k + 1]
            # What had been emptied behind the stretch is not part of the change.
            after = len(old)
            while after > 1 and not old[after - 1].text:
                after -= 1
            runs += _changed(old[:after], edit.new, rule, at)
            runs += old[after:]
            runs += parts[2 * k + 2]
        return Text(tuple(runs), tuple(_shifted(self.marks, [edit for edit, _ in todo])))

    def mark(self, *marks: Mark) -> Text:
        """Lay marks on the text; all marks are kept in the order of their places."""
        return Text(self.runs, tuple(sorted((*self.marks, *marks), key=lambda m: (m.start, m.end))))


def _changed(old: list[Run], new: str, rule: str, at: int) -> list[Run]:
    """Sign the runs `old` as replaced by `new`.

    Neighbours in the source become one change; where the text was joined from two places, the
    first place takes the new text and the others are emptied, each signed for itself.
    """
    if not old:
        return [Run(new, at, at, rule)]
    if len(old) == 1:
        return _signed(old, new, rule)
    groups = [old[:1]]
    for run in old[1:]:
        if groups[-1][-1].end != run.start or run.whole or groups[-1][-1].whole:
            groups.append([])
        groups[-1].append(run)
    return [*_signed(groups[0], new, rule), *chain(*(_signed(g, "", rule) for g in groups[1:]))]


def _signed(group: list[Run], new: str, rule: str) -> list[Run]:
    """Make one change of neighbours. Where nothing is left to take away, they stay as they are."""
    if not new and not any(run.text for run in group):
        return group
    touched = group[0].rule or (len(group) > 1 and any(run.rule for run in group))
    return [Run(new, group[0].start, group[-1].end, rule, tuple(group) if touched else ())]


def _shifted(marks: tuple[Mark, ...], edits: list[Edit]) -> Iterator[Mark]:
    """Move marks along with the edits; an end inside a replaced stretch goes to its beginning.

    A stretch of which nothing is left goes with its letters.
    """
    ends = [edit.end for edit in edits]
    shifts = [0, *accumulate(len(edit.new) - (edit.end - edit.start) for edit in edits)]
    for m in marks:
        start, end = (_moved(offset, edits, ends, shifts) for offset in (m.start, m.end))
        if start < end or m.start == m.end:
            yield m._replace(start=start, end=end)


def _moved(offset: int, edits: list[Edit], ends: list[int], shifts: list[int]) -> int:
    k = bisect_left(ends, offset)
    while k < len(edits) and ends[k] == offset and edits[k].start < offset:
        k += 1
    if k < len(edits) and edits[k].start < offset:
        offset = edits[k].start
    return offset + shifts[k]
