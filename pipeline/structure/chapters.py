"""Where the book's sections begin and end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from typing import NamedTuple

from pipeline.language import Language
from pipeline.layout.index import NO_INDEX, Index
from pipeline.model.book import Block, Chapter, ChapterKind
from pipeline.model.text import Text
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


def with_front(chapters: Sequence[Chapter], table: Language) -> tuple[Chapter, ...]:
    """Tell front matter from the text: what precedes it under headings like "Preface".

    Only before the first section of any other name, for a preface may also open a later part; and
    never all of a book.

    >>> from pipeline.language import language
    >>> [each.kind for each in with_front(_named("Preface", "I", "Preface"), language("en"))]
    ['front', 'chapter', 'chapter']
    >>> [each.kind for each in with_front(_named("Preface"), language("en"))]
    ['chapter']
    """
    front = [*takewhile(lambda each: _is_front(each, table), chapters)]
    if len(front) == len(chapters):
        return tuple(chapters)
    return (*(replace(each, kind="front") for each in front), *chapters[len(front) :])


def _is_front(chapter: Chapter, table: Language) -> bool:
    if chapter.heading is None:
        return chapter.kind == "front"
    words = str(chapter.heading.text).lower().split()
    heads = (" ".join(words[:count]).strip(" .:,") for count in range(1, 5))
    return any(head in table.front for head in heads)


def _named(*headings: str) -> list[Chapter]:
    return [
        Chapter(heading, "chapter", (Block("heading", Text.raw(heading), level=1),))
        for heading in headings
    ]
