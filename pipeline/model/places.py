"""Where a place of the source stands, as a person would say it: line, page, chapter, words."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from pipeline.model.book import Block, Book, Source
from pipeline.model.decision import Quote
from pipeline.model.finding import Span

CONTEXT = 40
"""Characters that are shown on each side of a place."""
LONGEST = 160
"""Characters of a place from which only its beginning and its end are shown."""


class Lines:
    """Line numbers of raw offsets, counted once."""

    def __init__(self, raw: str) -> None:
        self._ends = [match.start() for match in re.finditer("\n", raw)]

    def at(self, offset: int) -> int:
        """Give the number, from 1, of the line that holds an offset."""
        return bisect_left(self._ends, offset) + 1

    def column(self, offset: int) -> int:
        """Give the place, from 1, of an offset in its line."""
        line = bisect_left(self._ends, offset)
        return offset - (self._ends[line - 1] if line else -1)


class Places:
    """The places of a source, by what the book that was made of it says of them."""

    def __init__(self, source: Source, book: Book) -> None:
        self._raw, self._pages = source.text, book.pages
        self.lines = Lines(source.text)
        self._chapters = sorted(
            (block.text.runs[0].start, str(chapter.heading.text) if chapter.heading else "")
            for chapter in book.chapters
            for block in _first(chapter.blocks)
        )

    def page(self, offset: int) -> str:
        """Give the label of the page that an offset stands on; "" where the source has none."""
        k = bisect_right(self._pages, offset, key=lambda page: page.start) - 1
        return self._pages[k].label if k >= 0 else ""

    def chapter(self, offset: int) -> str:
        """Give the heading of the chapter that an offset stands in; "" where it has none."""
        k = bisect_right(self._chapters, offset, key=lambda chapter: chapter[0]) - 1
        return " ".join(self._chapters[k][1].split()) if k >= 0 else ""

    def quote(self, span: Span) -> Quote:
        """Quote a place with what stands beside it, white space folded."""
        return quote(self._raw, span)


def quote(raw: str, span: Span) -> Quote:
    """Quote a stretch of a text with what stands beside it, white space folded.

    Words that would stand there in part are left out; of a long stretch the middle is.

    >>> quote("the old mill  by the\\n river", (8, 12))
    Quote(prefix='the old ', exact='mill', suffix=' by the river')
    """
    start, end = span
    before, after = raw[max(0, start - CONTEXT) : start], raw[end : end + CONTEXT]
    if start > CONTEXT and not raw[start - CONTEXT - 1].isspace():
        before = before[_blank(before) :]
    if end + CONTEXT < len(raw) and not raw[end + CONTEXT].isspace():
        after = after[: len(after) - _blank(after[::-1])]
    exact = raw[start:end]
    if len(exact) > LONGEST:
        exact = f"{exact[: LONGEST // 2]} … {exact[-LONGEST // 2 :]}"
    return Quote(_folded(before), _folded(exact), _folded(after))


def _blank(text: str) -> int:
    """Find the first white space; 0 where there is none."""
    return next((i for i, char in enumerate(text) if char.isspace()), 0)


def _folded(text: str) -> str:
    """Fold white space, but leave a blank where there was one at either end."""
    words = " ".join(text.split())
    left = " " if text[:1].isspace() else ""
    return f"{left}{words}{' ' if words and text[-1:].isspace() else ''}"


def _first(blocks: tuple[Block, ...]) -> list[Block]:
    """Give the first of blocks, or of those within them, that holds text."""
    for block in blocks:
        if block.text.runs:
            return [block]
        if inner := _first(block.blocks):
            return inner
    return []
