"""What texts are made of, runs and marks, and how edits change them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain
from typing import Literal, NamedTuple

from pipeline.model.tuples import make

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
            text, at = self.text[start:stop], self.start
            return make(Run, (text, at + start, at + stop, "", (), "", 0))
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


def edited(runs: Sequence[Run], todo: Sequence[tuple[Edit, str]]) -> list[Run]:
    """Apply edits, each with the name of its rule; they are in order, and inside the runs.

    A run without letters stays with what stands before it; what was emptied just behind a stretch
    is not part of its change.
    """
    made: list[Run] = []
    k = at = done = 0  # the run in hand, where it begins, and how much of it was taken
    for (start, end, new, _), rule in todo:
        while k < len(runs) and at + len(runs[k].text) <= start:
            made += _rest(runs[k], done)
            k, at, done = k + 1, at + len(runs[k].text), 0
        if start < end and not runs[k].rule and end <= at + len(runs[k].text):
            text, first, *_ = runs[k]  # most changes are inside one raw run
            if start > at + done:
                part = text[done : start - at], first + done, first + start - at
                made.append(make(Run, (*part, "", (), "", 0)))
            done = end - at
            made.append(make(Run, (new, first + start - at, first + done, rule, (), "", 0)))
            continue
        if start > at + done:
            made.append(runs[k].part(done, start - at))
            done = start - at
        old: list[Run] = []
        while at + done < end and end >= at + len(runs[k].text):
            old += _rest(runs[k], done)
            k, at, done = k + 1, at + len(runs[k].text), 0
        if at + done < end:
            old.append(runs[k].part(done, end - at))
            done = end - at
        place = made[-1].end if made else runs[0].start if runs else 0
        made += _changed(old, new, rule) if old else [Run(new, place, place, rule)]
    return made + [each for run in runs[k : k + 1] for each in _rest(run, done)] + [*runs[k + 1 :]]


def _rest(run: Run, done: int) -> list[Run]:
    """Give what is left of a run of which so much was taken."""
    if not done:
        return [run]
    return [run.part(done, len(run.text))] if done < len(run.text) else []


def _changed(old: list[Run], new: str, rule: str) -> list[Run]:
    """Sign the runs `old` as replaced by `new`.

    Neighbours in the source become one change; where the text was joined from two places, the
    first place takes the new text and the others are emptied, each signed for itself.
    """
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


def shifted(marks: tuple[Mark, ...], edits: list[Edit]) -> Iterator[Mark]:
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
