"""A decision made true of a text: letters replaced and inserted, its marks left where they belong.

Note references, page breaks and the ends of emphasis that lie within what is replaced stay between
the same letters, so far as there are such: the old letters are aligned with the new ones, and the
change is made in parts, cut at the marks.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from pipeline.model.text import Edit, Mark, Run, Text

ANSWERED = frozenset({"doubt", "divided"})
"""Marks that only ask about letters; a decision about these answers them."""
CLOSING = frozenset(".,;:!?)]}…")


class Change(NamedTuple):
    """Letters of a text to be replaced, and how that is signed."""

    start: int
    end: int
    new: str
    sign: str
    whole: bool = False
    """Whether it is a deletion: one of the two blanks that would be left goes too."""


def changed(text: Text, changes: Iterable[Change]) -> Text:
    """Replace stretches of a text, none of which overlaps another, and sign them.

    >>> changes = Change(0, 3, "", "d:1", True), Change(4, 7, "a", "d:2")
    >>> made = changed(Text.raw("teh the mill"), changes)
    >>> str(made), made.runs[0].rule
    ('a mill', 'd:1')
    """
    string = str(text)
    ordered = sorted(changes)
    answered = sorted((each.start, each.end) for each in ordered)
    kept = tuple(m for m in text.marks if m.kind not in ANSWERED or not _meets(answered, m))
    ends = sorted({at for mark in kept for at in (mark.start, mark.end)})
    edits: list[tuple[Edit, str]] = []
    last = 0
    for each in ordered:
        start, end = _with_blank(string, each) if each.whole else (each.start, each.end)
        start = max(start, last)
        cuts = ends[bisect_right(ends, start) : bisect_left(ends, end)]
        edits += ((edit, each.sign) for edit in _edits(string, start, end, each.new, cuts))
        last = max(last, end)
    return Text(text.runs, kept).apply_signed(edits)


def _meets(spans: Sequence[tuple[int, int]], mark: Mark) -> bool:
    """Does a mark lie on one of the stretches?"""
    k = bisect_left(spans, (mark.end, 0))
    return k > 0 and spans[k - 1][1] > mark.start


def _edits(string: str, start: int, end: int, new: str, cuts: Sequence[int]) -> Iterator[Edit]:
    """Give the parts of a change, cut at the marks within it."""
    there = _aligned(string[start:end], new, [cut - start for cut in cuts]) if cuts else ()
    old_parts = pairwise([start, *cuts, end])
    new_parts = pairwise([0, *there, len(new)])
    for old, (first, last) in zip(old_parts, new_parts, strict=True):
        yield Edit(*old, new[first:last])


def _with_blank(string: str, each: Change) -> tuple[int, int]:
    """Widen what is deleted by one of the two blanks that would be left beside it."""
    start, end = each.start, each.end
    before, after = string[start - 1 : start], string[end : end + 1]
    if before == " " and (not after or after == " " or after in CLOSING):
        return start - 1, end
    return start, end + (not before and after == " ")


def inserted(text: Text, point: int, new: str, sign: str) -> Text:
    """Insert letters at a point of the source, which is within no change, and sign them.

    A note's reference stays behind them if its marker stood behind the point.

    >>> made = inserted(Text.raw("the mill"), 3, " old", "decision:01J")
    >>> str(made), made.runs[1]
    ('the old mill', Run(text=' old', start=3, end=3, rule='decision:01J', was=(), whole='', at=0))
    """
    before: list[Run] = []
    after: list[Run] = []
    for run in text.runs:
        if after or run.start >= point:
            after.append(run)
        elif run.end <= point:
            before.append(run)
        else:
            before.append(run.part(0, point - run.start))
            after.append(run.part(point - run.start, len(run.text)))
    offset = sum(len(run.text) for run in before)
    letters = next((run.start for run in after if run.text), point + 1)
    marks = (_moved(mark, offset, len(new), point, letters) for mark in text.marks)
    return Text((*before, Run(new, point, point, sign), *after), tuple(marks))


def _moved(mark: Mark, offset: int, length: int, point: int, letters: int) -> Mark:
    """Move a mark behind an insertion; what is set otherwise does not grow at its ends."""
    start, end = mark.start, mark.end
    if start == end == offset:
        # What does not say where it comes from goes with the letters behind it.
        behind = mark.origin[0] >= point if mark.origin != (0, 0) else point < letters
        return mark._replace(start=start + length, end=end + length) if behind else mark
    return mark._replace(
        start=start + length if start >= offset else start,
        end=end + length if end > offset else end,
    )


def _aligned(old: str, new: str, cuts: Iterable[int]) -> Iterator[int]:
    """Give the offsets in the new letters that belong to offsets in the old ones, in order.

    What comes in at such an offset goes before it, but for a blank.

    >>> list(_aligned("a mil of", "a mill, of", [3, 5]))
    [3, 7]
    """
    moves = list(Levenshtein.opcodes(old, new))
    for cut in cuts:
        for move in moves:
            if move.tag == "insert" and move.src_start == cut:
                blank = new[move.dest_start].isspace()
                yield move.dest_start if blank else move.dest_end
                break
            if move.src_start <= cut < move.src_end:
                yield move.dest_start + min(cut - move.src_start, move.dest_end - move.dest_start)
                break
