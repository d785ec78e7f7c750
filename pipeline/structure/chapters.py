"""Where the book's sections begin and end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.book import ChapterKind
from pipeline.structure.passages import Passage


class Section(NamedTuple):
    """Passages [start, stop) that make one section."""

    id: str
    kind: ChapterKind
    start: int
    stop: int


def sections(found: Sequence[Passage]) -> list[Section]:
    """Divide the passages at the headings of the first level.

    What stands before the first of them is front matter, a section of its own.
    """
    tops = [k for k, p in enumerate(found) if p.kind == "heading" and p.level == 1]
    if not tops:
        return [Section("ch01", "chapter", 0, len(found))]
    cut = [Section("front", "front", 0, tops[0])] if tops[0] else []
    width = max(2, len(str(len(tops))))
    for number, (start, stop) in enumerate(zip(tops, [*tops[1:], len(found)], strict=True), 1):
        cut.append(Section(f"ch{number:0{width}d}", "chapter", start, stop))
    return cut
