"""How full the pages of the source are."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from pipeline.checks.proof import Proof, Query, proof_of

SHORT = 0.7
"""Share of a page's usual lines that only a page has where something ends, or is gone."""
FEWEST = 10
"""Pages of which a usual number of lines can be told."""


def short_page(proof: Proof) -> Iterator[Query]:
    """A page that ends short though no heading follows: a picture, a break or text may be lost.

    >>> [*map(str, short_page(_example(*[9] * 10, 4, 9)))]
    ['page 11 has 4 lines, most have 9: is something lost at its end, or a thought break?']
    """
    pages, raw = proof.book.pages, proof.source.text
    if len(pages) <= FEWEST or not (proof.source.starts or pages[len(pages) // 2].printed):
        return
    lines = [
        [line for line in raw[page.start : following.start].splitlines() if line.strip()]
        for page, following in pairwise(pages)
    ]
    usual = median(map(len, lines))
    begins = {mark.data: mark.start for mark in proof.marks if mark.kind == "page"}
    for (page, following), filled in list(zip(pairwise(pages), lines, strict=True))[1:]:
        at = begins.get(following.label)
        if at is None or not filled or len(filled) > SHORT * usual:
            continue
        if proof.pieces[proof.piece_at(at)].kind != "heading":
            start = raw.index(filled[-1], page.start)
            message = (
                f"page {page.label} has {len(filled)} lines, most have {usual:.0f}: is something"
                " lost at its end, or a thought break?"
            )
            yield Query((start, start + len(filled[-1])), message, certainty=0.4)


def _example(*lengths: int) -> Proof:
    from pipeline.model.book import Block, Book, Chapter, Page
    from pipeline.model.text import Mark, Text

    raw, pages, marks = "", [], []
    for k, length in enumerate(lengths, 1):
        pages.append(Page(str(k), True, len(raw)))
        marks.append(Mark("page", len(raw), len(raw), str(k)))
        raw += "so it was\n" * length
    chapter = Chapter("c", "chapter", (Block("paragraph", Text.raw(raw).mark(*marks)),))
    return proof_of(Book("t", "en", (chapter,), pages=tuple(pages)), raw)
