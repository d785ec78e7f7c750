"""A decision made true of a text: letters replaced and inserted, its marks left where they belong.

Note references, page breaks and the ends of emphasis that lie within what is replaced stay between
the same letters, so far as there are such: the old letters are aligned with the new ones, and the
change is made in parts, cut at the marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from pipeline.text import Edit, Mark, Run, Text

ANSWERED = frozenset({"doubt", "divided"})
"""Marks that only ask about letters; a decision about these answers them."""
CLOSING = frozenset(".,;:!?)]}…")


def replaced(text: Text, start: int, end: int, new: str, sign: str) -> Text:
    """Replace text[start:end], and sign that.

    >>> made = replaced(Text.raw("teh mill"), 0, 3, "the", "decision:01J")
    >>> str(made), made.runs[0].rule
    ('the mill', 'decision:01J')
    """
    kept = tuple(
        mark
        for mark in text.marks
        if mark.kind not in ANSWERED or mark.end <= start or end <= mark.start
    )
    ends = {at for mark in kept for at in (mark.start, mark.end) if start < at < end}
    cuts = sorted(ends)
    there = list(_aligned(str(text)[start:end], new, [cut - start for cut in cuts]))
    old_parts = pairwise([start, *cuts, end])
    new_parts = pairwise([0, *there, len(new)])
    edits = [
        Edit(*old, new[first:last]) for old, (first, last) in zip(old_parts, new_parts, strict=True)
    ]
    return Text(text.runs, kept).apply(edits, sign)


def deleted(text: Text, start: int, end: int, sign: str) -> Text:
    """Delete text[start:end], and one of the two blanks that would be left beside it.

    >>> str(deleted(Text.raw("the the mill"), 4, 7, "decision:01J"))
    'the mill'
    """
    string = str(text)
    before, after = string[start - 1 : start], string[end : end + 1]
    if before == " " and (not after or after == " " or after in CLOSING):
        start -= 1
    elif not before and after == " ":
        end += 1
    return replaced(text, start, end, "", sign)


def inserted(text: Text, point: int, new: str, sign: str) -> Text:
    """Insert letters at a point of the source, and sign them.

    A note's reference stays behind them if its marker stood behind the point.

    >>> made = inserted(Text.raw("the mill"), 3, " old", "decision:01J")
    >>> str(made), made.runs[1]
    ('the old mill', Run(text=' old', start=3, end=3, rule='decision:01J', was=(), whole='', at=0))
    """
    before: list[Run] = []
    after: list[Run] = []
    for run in text.runs:
        if run.end <= point and not after and (run.start < point or run.start < run.end):
            before.append(run)
        elif run.start < point and not after:
            # A change has no inner places; one that a point is within is of blanks.
            if run.rule:
                before.append(run)
            else:
                before.append(run.part(0, point - run.start))
                after.append(run.part(point - run.start, len(run.text)))
        else:
            after.append(run)
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
