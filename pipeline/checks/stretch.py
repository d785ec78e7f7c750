"""From a stretch of a text to the stretch of the source that it was made from."""

from __future__ import annotations

from pipeline.finding import Span
from pipeline.text import Text


def raw_stretch(text: Text, start: int, end: int) -> tuple[Span, Span]:
    """Give the stretch of the source behind text[start:end], and that as widened to whole changes.

    Runs without letters at the ends are left out. A point comes from the end of what stands before
    it, or at the text's beginning from the beginning of what stands behind it.

    >>> raw_stretch(Text.raw("the mill", 10), 4, 8)
    ((14, 18), (4, 8))
    """
    if start == end:
        point = _point(text, start)
        return (point, point), (start, end)
    raw: list[int] = []
    wide: list[int] = []
    at = 0
    for run in text.runs:
        stop = at + len(run.text)
        if at < end and stop > start and run.text:
            cut = bool(run.rule)
            raw += [run.start if cut else run.start + max(0, start - at)]
            raw += [run.end if cut else run.end - max(0, stop - end)]
            wide += [at if cut else max(at, start), stop if cut else min(stop, end)]
        at = stop
    if not raw:
        point = _point(text, start)
        return (point, point), (start, end)
    return (raw[0], raw[-1]), (wide[0], wide[-1])


def _point(text: Text, offset: int) -> int:
    at, point = 0, text.runs[0].start if text.runs else 0
    for run in text.runs:
        if at >= offset:
            break
        if run.text:
            point = run.end if run.rule else run.start + min(len(run.text), offset - at)
        at += len(run.text)
    return point
