"""Where the book's sections begin and end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.book import ChapterKind
from pipeline.layout.index import NO_INDEX, Index
from pipeline.structure.passages import Passage


class Section(NamedTuple):
    """Passages [start, stop) that make one section."""

    id: str
    kind: ChapterKind
    start: int
    stop: int


def sections(found: Sequence[Passage], index: Index = NO_INDEX) -> list[Section]:
    """Divide the passages at the headings of the first level, and where the index begins.

    What stands before the first of them is front matter, a section of its own; what begins within
    the index is back matter.
    """
    lines = [*index.begins]
    opening = index.heading if index.heading >= 0 else next(iter(lines), -1)
    tops = [
        k
        for k, p in enumerate(found)
        if (p.kind == "heading" and p.level == 1) or opening in p.lines
    ]
    if not tops:
        return [Section("ch01", "chapter", 0, len(found))]
    cut = [Section("front", "front", 0, tops[0])] if tops[0] else []
    width = max(2, len(str(len(tops))))
    for number, (start, stop) in enumerate(zip(tops, [*tops[1:], len(found)], strict=True), 1):
        inside = bool(lines) and opening <= found[start].lines[-1] <= lines[-1]
        kind: ChapterKind = "back" if inside else "chapter"
        cut.append(Section(f"ch{number:0{width}d}", kind, start, stop))
    return cut
