"""Decisions about words that go over a page's end, made for what stands on each page.

Between the two parts the source has the notes at the page's foot, and its furniture. A decision
about the stretch from the first letter to the last would meet all that is decided of these, and
contradict it (`pipeline.decisions.settle`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.decisions.make import Maker
from pipeline.decisions.settle import MARKS
from pipeline.desk.answering.spans import Run, words_at
from pipeline.desk.shown import ShownBook
from pipeline.errors import RecensionError
from pipeline.model.decision import Decision
from pipeline.model.finding import Span

PARTED = MARKS | {"replace", "delete"}


def apart(maker: Maker, book: ShownBook, made: Sequence[Decision]) -> Iterator[Decision]:
    """Give decisions, those about words on two pages as one for each page.

    The first part is read as is decided of all, and what follows on the next page is deleted.
    """
    for each in made:
        parts = [each.at]
        if each.action in PARTED and each.scope == "here":
            parts = _parts(book, maker.source.text, each.at) or parts
        if len(parts) == 1:
            yield each
            continue
        for k, at in enumerate(parts):
            action = "delete" if k and each.action == "replace" else each.action
            new = each.new if action == each.action else ""
            yield maker.make(action, at, new, check=each.check, why=each.why, note=each.note)


def _parts(book: ShownBook, raw: str, at: Span) -> list[Span]:
    """Give the stretches of the source that hold the letters of words, and of nothing else."""
    try:
        words = words_at(book, raw, at)
    except RecensionError:
        return []  # it is told when the book is made
    runs = [run for run in words.runs if run.text.strip() and not run.is_blank]
    cuts = [right.start for left, right in pairwise(runs) if _is_between(left, right, raw)]
    parts: list[Span] = []
    for run in runs:
        if not parts or run.start in cuts:
            parts.append((run.start, run.end))
        else:
            parts[-1] = parts[-1][0], run.end
    return parts


def _is_between(left: Run, right: Run, raw: str) -> bool:
    """Do other letters stand between two runs than those of a marker?"""
    return sum(map(str.isalpha, raw[left.end : right.start])) > 1
