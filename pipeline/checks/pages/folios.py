"""The printed page numbers: one after the other, none twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from pipeline.checks.proof import Proof, Query, proof_of
from pipeline.conventions.roman import roman
from pipeline.conventions.titles import ends_sentence
from pipeline.model.book import Page

LINE = re.compile(r"\w[^\n\f]*")
GATHERINGS = (8, 16, 32)
"""Pages of a gathering: as many are missing together where a printer's sheet was."""


class _Numbered(NamedTuple):
    """A page with its printed number."""

    place: int
    """Among all pages."""
    page: Page
    number: int


def missing_page(proof: Proof) -> Iterator[Query]:
    """Pages that the numbers show to be missing between two others.

    Where all chapters open on pages of one side, one that is missing before a chapter was blank, in
    all likelihood: nothing is asked.

    >>> [*map(str, missing_page(_example("12", "13", "15")))]
    ['between page 13 and page 15 a page is missing']
    """
    openings = _openings(proof)
    recto = _one_sided(proof, openings)
    starts = [*(page.start for page in proof.book.pages), len(proof.source.text)]
    usual = median([end - start for start, end in pairwise(starts)] or [0])
    for before, here in _pairs(proof):
        missing = (here.number - before.number) - (here.place - before.place)
        letters = starts[here.place + 1] - before.page.start
        if letters > (here.number - before.number + 0.5) * usual:
            continue  # their text is there, only the page's end was not seen
        between = proof.book.pages[before.place + 1 : here.place + 1]
        opens = any(openings.get(page.start, True) for page in between)
        blank = opens and recto
        if missing < 1 or (missing == 1 and blank):
            continue
        said = "a page is" if missing == 1 else f"{missing} pages are"
        sheet = ", as many as a gathering has" if missing in GATHERINGS else ""
        message = (
            f"between page {before.page.label} and page {here.page.label} {said} missing{sheet}"
        )
        sure = 0.4 if blank else 0.7
        yield Query(_beginning(proof, here.page), message, certainty=sure)


def page_order(proof: Proof) -> Iterator[Query]:
    """A page whose number stands on the page before, or is lower: pages were bound or read wrongly.

    >>> [*map(str, page_order(_example("12", "13", "13", "12", "1", "2")))]
    ['after page 13 comes page 13', 'after page 13 comes page 12']
    """
    for before, here in _pairs(proof):
        if here.number <= before.number and here.number > 1:
            message = f"after page {before.page.label} comes page {here.page.label}"
            yield Query(_beginning(proof, here.page), message, certainty=0.7)


def _pairs(proof: Proof) -> Iterator[tuple[_Numbered, _Numbered]]:
    """Give pages with printed numbers of one kind that follow each other."""
    numbered = []
    for place, page in enumerate(proof.book.pages):
        number = int(page.label) if page.label.isdecimal() else roman(page.label.lower())
        if page.printed and number is not None:
            numbered.append(_Numbered(place, page, number))
    for before, here in pairwise(numbered):
        if before.page.label.isdecimal() == here.page.label.isdecimal():
            yield before, here


def _one_sided(proof: Proof, openings: Mapping[int, bool]) -> bool:
    """Do the chapters open on pages of one side?"""
    sides = {
        int(page.label) % 2
        for page in proof.book.pages
        if page.printed and page.label.isdecimal() and openings.get(page.start, False)
    }
    return len(sides) < 2


def _beginning(proof: Proof, page: Page) -> tuple[int, int]:
    """Give the stretch from a page's beginning to the end of its first line that has letters."""
    line = LINE.search(proof.source.text, page.start)
    return page.start, line.end() if line else page.start


def _openings(proof: Proof) -> dict[int, bool]:
    """Say of the pages, by their beginnings, whether a chapter opens there or the text stopped."""
    found: dict[int, bool] = {}
    marks = [mark for mark in proof.marks if mark.kind == "page"]
    starts = {page.label: page.start for page in proof.book.pages}
    for mark in marks:
        piece = proof.pieces[proof.piece_at(mark.start)]
        before = proof.string[max(0, mark.start - 60) : mark.start].rstrip()
        whole = not before or ends_sentence(before)
        if mark.data in starts:
            found[starts[mark.data]] = piece.kind == "heading" and whole
    return found


def _example(*labels: str) -> Proof:
    from pipeline.model.book import Block, Book, Chapter
    from pipeline.model.text import Mark, Text

    marks = [Mark("page", 4 * k, 4 * k, label) for k, label in enumerate(labels)]
    text = Text.raw("the " * len(labels)).mark(*marks)
    pages = tuple(Page(label, True, 4 * k) for k, label in enumerate(labels))
    chapter = Chapter("c", "chapter", (Block("paragraph", text),))
    return proof_of(Book("t", "en", (chapter,), pages=pages))
