"""What people say of passages: which are paragraphs, where one begins, which go on with which."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby

from pipeline.layout.decided import Carried, Decided, Refused
from pipeline.layout.lay_out import Layout
from pipeline.model.decision import Placed
from pipeline.structure.passages import LINED, Passage

BETWEEN = ("figure", "table", "sidenote", "break")
"""What may stand on the printed page in the midst of a paragraph."""


def as_decided(layout: Layout, found: Sequence[Passage]) -> list[Passage]:
    """Make the passages what people say they are. What cannot be joined is refused."""
    decided = layout.decided
    if not decided.followed:
        return [*found]
    owners = {i: k for k, lines in enumerate(decided.paragraphs) for i in lines}
    result: list[Passage] = []
    for passage in found:
        for whole in _as_paragraphs(passage, owners):
            for part in _parted(whole, decided.begins):
                placed = decided.joins.get(part.lines[0])
                before = _before(result, part) if placed else -1
                if before >= 0:
                    _join(decided, result, before, part)
                    continue
                if placed:
                    _refuse(decided, placed, "nothing stands before it that it could go on with")
                result.append(part)
    lined = {i for each in result if each.kind in LINED for i in each.lines[1:]}
    for line, placed in decided.joins.items():
        if line in lined and placed in decided.followed:
            _refuse(decided, placed, "lines of verse, and rows, stay apart")
        elif layout.kinds[line] in ("furniture", "note"):
            _refuse(decided, placed, "it is not read on there")
    return result


def _as_paragraphs(passage: Passage, owners: dict[int, int]) -> Iterator[Passage]:
    """Part off what a person calls a paragraph, where it was taken for something else."""
    if passage.kind == "paragraph" or owners.keys().isdisjoint(passage.lines):
        yield passage
        return
    for owner, lines in groupby(passage.lines, key=owners.get):
        kind = passage.kind if owner is None else "paragraph"
        yield passage._replace(kind=kind, lines=[*lines])


def _parted(passage: Passage, begins: set[int]) -> Iterator[Passage]:
    """Part a passage where a person says that one begins."""
    starts = [k for k, i in enumerate(passage.lines) if i in begins and k]
    for start, stop in zip([0, *starts], [*starts, len(passage.lines)], strict=True):
        yield passage._replace(lines=passage.lines[start:stop])


def _before(result: Sequence[Passage], passage: Passage) -> int:
    """Give the passage that another goes on with, over what may stand between; -1: none."""
    for k in range(len(result) - 1, -1, -1):
        if result[k].kind not in BETWEEN or passage.kind in BETWEEN:
            alike = (result[k].kind == "heading") == (passage.kind == "heading")
            return k if alike and result[k].kind not in BETWEEN else -1
    return -1


def _join(decided: Decided, result: list[Passage], before: int, part: Passage) -> None:
    """Let a passage go on with another; what stands between them stands behind both."""
    if before + 1 < len(result):
        placed, over = decided.joins[part.lines[0]], result[before + 1].lines[0]
        decided.moved.append(Carried(placed, part.lines[0], part.lines[-1], over))
    lines = [*result[before].lines, *part.lines]
    result[before] = result[before]._replace(lines=lines)


def _refuse(decided: Decided, placed: Placed, why: str) -> None:
    """Refuse a decision that something goes on, however often it was made."""
    for each in [each for each in decided.followed if each.decision.action == "join"]:
        if each.at == placed.at:
            decided.refused.append(Refused(each, why))
            decided.followed.remove(each)


def with_breaks(layout: Layout, found: Sequence[Passage]) -> list[Passage]:
    """Set the thought breaks of which nothing is printed."""
    result = list(found)
    starts = [passage.lines[0] for passage in found]
    for line in sorted(layout.decided.breaks, reverse=True):
        result.insert(bisect_left(starts, line), Passage("break", []))
    return result
