"""From a stretch of a text to the stretch of the source that it was made from."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from pipeline.model.finding import Span
from pipeline.model.text import Text


def run_ends(text: Text) -> list[int]:
    """Give where each run of a text ends in it, by which its stretches are found."""
    return list(accumulate(len(run.text) for run in text.runs))


def raw_stretch(text: Text, ends: Sequence[int], start: int, end: int) -> tuple[Span, Span]:
    """Give the stretch of the source behind text[start:end], and that as widened to whole changes.

    `ends` are those of its runs. Runs without letters at the stretch's ends are left out. A point
    comes from the end of what stands before it, or at the text's beginning from the beginning of
    what stands behind it.

    >>> text = Text.raw("the mill", 10)
    >>> raw_stretch(text, run_ends(text), 4, 8)
    ((14, 18), (4, 8))
    """
    if start == end:
        point = _point(text, ends, start)
        return (point, point), (start, end)
    raw: list[int] = []
    wide: list[int] = []
    for k in range(bisect_right(ends, start), len(ends)):
        run, stop = text.runs[k], ends[k]
        at = stop - len(run.text)
        if at >= end:
            break
        if run.text:
            cut = bool(run.rule)
            raw += [run.start if cut else run.start + max(0, start - at)]
            raw += [run.end if cut else run.end - max(0, stop - end)]
            wide += [at if cut else max(at, start), stop if cut else min(stop, end)]
    if not raw:
        point = _point(text, ends, start)
        return (point, point), (start, end)
    return (raw[0], raw[-1]), (wide[0], wide[-1])


def _point(text: Text, ends: Sequence[int], offset: int) -> int:
    if offset <= 0 or not text:
        return text.runs[0].start if text.runs else 0
    k = bisect_left(ends, min(offset, ends[-1]))  # it has letters: the one before ends sooner
    run = text.runs[k]
    inside = offset - ends[k] + len(run.text)
    return run.end if run.rule else run.start + min(len(run.text), inside)
