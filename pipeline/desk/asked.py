"""The questions of the desk: findings with a key, and where a person finds them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.desk.shown import ShownBook
from pipeline.model.finding import Finding
from pipeline.model.places import Lines
from pipeline.proofreading.pages import ProofPage


class Asked(NamedTuple):
    """A question, and its place as a person would say it."""

    key: str
    """By which it is known: its check and its place, which no decision moves."""
    finding: Finding
    line: int
    page: ProofPage
    chapter: str
    """The title of the chapter; empty if it has none."""


def questions(findings: Iterable[Finding], book: ShownBook, lines: Lines) -> tuple[Asked, ...]:
    """Make questions of findings, in the order of their places.

    A key says the check and the place, `lost-letter-12-15`; a second question of one check about
    one place has a number behind that. So it is the same after each check, and in each view.
    """
    chapters = _chapters(book)
    starts = [start for start, _ in chapters]
    counted: Counter[str] = Counter()
    made = []
    for each in sorted(findings, key=lambda each: (each.where, each.check, each.message)):
        start, end = each.where
        key = f"{each.check}-{start}-{end}"
        counted[key] += 1
        key += f"-{counted[key]}" * (counted[key] > 1)
        k = bisect_right(starts, start) - 1
        chapter = chapters[k][1] if k >= 0 else ""
        made.append(Asked(key, each, lines.at(start), page_at(book.pages, start), chapter))
    return tuple(made)


def page_at(pages: Sequence[ProofPage], offset: int) -> ProofPage:
    """Give the page on which an offset of the source stands; pages cover it whole.

    >>> pages = [ProofPage(1, "i", 0, 40, "9f"), ProofPage(2, "ii", 40, 90, "3b")]
    >>> page_at(pages, 39).label, page_at(pages, 40).label, page_at(pages, 90).label
    ('i', 'ii', 'ii')
    """
    return pages[max(0, bisect_right(pages, offset, key=lambda page: page.start) - 1)]


def _chapters(book: ShownBook) -> list[tuple[int, str]]:
    """Give where the blocks and notes of chapters begin, and the titles, in the source's order."""
    starts: list[tuple[int, str]] = []
    for chapter in book.chapters:
        starts += ((block.start, chapter.title) for block in chapter.blocks)
        starts += ((note.start, chapter.title) for note in chapter.notes)
    return sorted(starts)
