"""The first of the account's demands: the runs of the book tile the raw source.

Nothing is lost, nothing is there twice, and nothing is altered unsigned.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline.model.text import Run, Text


class Fault(NamedTuple):
    """A stretch of the raw source for which the account does not hold."""

    start: int
    end: int
    message: str


def unaccounted(raw: str, texts: Iterable[Text]) -> list[Fault]:
    """Give the stretches of raw that the texts lose, repeat, or alter without a signature."""
    return list(untiled(raw, [run for text in texts for run in text.runs]))


def untiled(raw: str, runs: list[Run]) -> Iterator[Fault]:
    """Give the stretches of raw that the runs lose, repeat, or alter without a signature."""
    leaves: list[tuple[int, int]] = []
    parts: dict[Run, list[tuple[int, int]]] = defaultdict(list)
    for run in runs:
        yield from _unfold(run, raw, leaves, parts)
    while parts:
        # The latest change first: unfolding it may bring parts of the earlier ones to light.
        whole = max(parts, key=_depth)
        spans = parts.pop(whole)
        # Like insertions at one place cannot be told apart; of them only the sum is asked.
        copies, rest = divmod(sum(end - start for start, end in spans), len(whole.text))
        inserted = whole.start == whole.end and not rest
        if not inserted and not _tiled(spans, len(whole.text)):
            yield Fault(whole.start, whole.end, "a changed stretch is there in part or twice")
        for _ in range(copies if inserted else 1):
            yield from _unfold(whole, raw, leaves, parts)
    at = 0
    for start, end in sorted(leaves):
        if start > at:
            yield Fault(at, start, "lost")
        elif start < at and end > start:
            yield Fault(start, min(at, end), "there twice")
        at = max(at, end)
    if at < len(raw):
        yield Fault(at, len(raw), "lost")


def _unfold(
    run: Run,
    raw: str,
    leaves: list[tuple[int, int]],
    parts: dict[Run, list[tuple[int, int]]],
) -> Iterator[Fault]:
    """Follow a run back to the stretches of raw text that it was made from."""
    if run.whole:
        parts[run._replace(text=run.whole, whole="", at=0)].append((run.at, run.at + len(run.text)))
    elif run.was:
        for old in run.was:
            yield from _unfold(old, raw, leaves, parts)
    else:
        leaves.append((run.start, run.end))
        if not run.rule and run.text != raw[run.start : run.end]:
            yield Fault(run.start, run.end, "altered without a signature")


def _depth(run: Run) -> int:
    """Count the changes that a run has gone through."""
    return bool(run.rule) + max(map(_depth, run.was), default=0)


def _tiled(spans: list[tuple[int, int]], length: int) -> bool:
    at = 0
    for start, end in sorted(spans):
        if start != at:
            return False
        at = end
    return at == length
