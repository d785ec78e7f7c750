"""Lines of headings that follow each other divided: which begins another heading.

A part's heading stands right above that of its first chapter, and a chapter's number above its
title. What tells the two apart is how the book has it elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from pipeline.conventions.titles import SECTION_WORDS, numbered
from pipeline.language import all_words
from pipeline.layout.headings.counts import read_count
from pipeline.layout.lay_out import Layout

LARGE = all_words("large")
SIZES = 0.04
"""Share by which the sizes of two headings differ that are not of one kind."""
LEAST = 2
"""Headings of a size from which on it is one of headings."""
LONGEST = 7
"""Lines of a heading, less one."""


class Divider(NamedTuple):
    """What the book's headings have in common."""

    layout: Layout
    sizes: Counter[float]
    """How many headings begin in each size, where sizes are shown."""
    bare: frozenset[str]
    """The forms of numbers that have no title below."""

    @staticmethod
    def learn(layout: Layout, flow: Sequence[int]) -> Divider:
        """Learn from all runs of heading lines."""
        groups = groupby(flow, key=lambda i: layout.kinds[i] == "title")
        runs = [list(group) for is_title, group in groups if is_title]
        plain = Divider(layout, _sizes_alone(layout), frozenset())
        return plain._replace(bare=frozenset(_bare(plain, runs)))

    def divide(self, run: Sequence[int]) -> Iterator[list[int]]:
        """Divide heading lines that follow each other into headings."""
        title: list[int] = []
        for i in run:
            if title and self._begins(title, i):
                yield title
                title = []
            title.append(i)
        if title:
            yield title

    def _begins(self, title: Sequence[int], here: int) -> bool:
        """Does a line begin another heading than the lines just above it?

        What is smaller than the line above, and in a size in which other headings begin, is a
        heading below it.
        """
        lines = self.layout.paging.lines
        last, this = self.layout.casts.get(title[-1]), self.layout.casts.get(here)
        if last and this and _below(this.scale, last.scale, self.sizes):
            return True
        text, above = lines[here].text, lines[title[-1]].text
        if lines[title[-1]].page != lines[here].page or len(title) > LONGEST:
            return True
        if (listed := self.layout.outline.contents.listed.get(here)) is not None:
            return listed
        if len(title) == 1 and self._stands_bare(title[0]):
            return True
        if text.lower().strip(" .:") in SECTION_WORDS:
            return numbered(above) and above.split()[0].lower() in LARGE  # a part's preface
        count = read_count(here, text)
        counted = count is not None and count.form != "item"
        shown = counted and self.layout.outline.weights.get(here, 0.0) > 0
        return shown or (numbered(text) and not text[:1].isdigit())

    def _stands_bare(self, line: int) -> bool:
        count = read_count(line, self.layout.paging.lines[line].text)
        return count is not None and not count.titled and count.form in self.bare


def _bare(divider: Divider, runs: Sequence[Sequence[int]]) -> Iterator[str]:
    """Give the forms of numbers that mostly have no title below, or that have one behind."""
    lines = divider.layout.paging.lines
    bare: Counter[str] = Counter()
    named: Counter[str] = Counter()
    behind: Counter[str] = Counter()
    for run in runs:
        for title in divider.divide(run):
            count = read_count(title[0], lines[title[0]].text)
            if count is not None:
                kind = behind if count.titled else named if len(title) > 1 else bare
                kind[count.form] += 1
    for form in bare:
        # One form of numeral may count chapters, which are named, and sections, which are not.
        if form in LARGE:
            alone = bare[form] > named[form]
        else:
            alone = behind[form] > max(LEAST, named[form])
        if alone:
            yield form


def _sizes_alone(layout: Layout) -> Counter[float]:
    """Count the sizes of the title lines above which there is no other, where they are shown."""
    sizes: Counter[float] = Counter()
    above = False
    for i, kind in layout.kinds.items() if layout.casts else ():
        type_ = layout.casts.get(i)
        if kind == "title" and not above and type_ is not None:
            sizes[round(type_.scale, 2)] += 1
        above = kind == "title"
    return sizes


def _below(size: float, above: float, sizes: Counter[float]) -> bool:
    return size < (1 - SIZES) * above and sizes[round(size, 2)] >= LEAST
