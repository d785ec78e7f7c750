"""Checks of words: what became of them at line ends, and how they were read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.checks.proof import Proof, Query, proof_of
from pipeline.model.book import Book
from pipeline.model.finding import Proposal
from pipeline.model.text import Mark, Text

BEFORE = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*$")
AFTER = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
LONGEST_WORD = 60
"""Characters looked back for a word's beginning."""
BETWEEN = 1
"""Words between two words in doubt that are shown with them."""
MANY, EXAMPLES = 12, 3
"""Words in doubt from which a page as a whole is: it is read anew sooner than mended; and how many
places of such a page are named."""


def divided_word(proof: Proof) -> Iterator[Query]:
    """A hyphen at a line's end that may be the typesetter's; it was kept. The proposal drops it.

    >>> [(query.message, query.proposals[0].new) for query in divided_word(_example())]
    [('one word, or with a hyphen: "catbox" or "cat-box"?', 'catbox')]
    """
    for piece in proof.pieces:
        text, string = piece.text, str(piece.text)
        for mark in text.marks:
            if mark.kind == "divided":
                before = BEFORE.search(string, max(0, mark.start - LONGEST_WORD), mark.start)
                after = AFTER.match(string, mark.end)
                left, right = (match[0] if match else "" for match in (before, after))
                message = f'one word, or with a hyphen: "{left}{right}" or "{left}-{right}"?'
                certainty = float(mark.data)
                answer = Proposal(left + right, certainty)
                yield Query(mark.origin, message, (answer,), certainty)


def doubtful_word(proof: Proof) -> Iterator[Query]:
    """A word that the OCR engine read with little confidence. It stands as it was read.

    Neighbours are shown together, and a page that has many of them is shown as a whole.

    >>> [*map(str, doubtful_word(_doubted("the qaick hrown fox", (4, 9), (10, 15))))]
    ['read with little confidence: "qaick hrown"']
    """
    pages: dict[int, list[_Passage]] = {}
    starts = [page.start for page in proof.book.pages]
    for piece in proof.pieces:
        for passage in _doubtful_passages(piece.text):
            page = max(0, bisect_right(starts, passage.where[0]) - 1)
            pages.setdefault(page, []).append(passage)
    for page, passages in sorted(pages.items()):
        if sum(passage.words for passage in passages) > MANY and proof.book.pages:
            yield _badly_read(proof.book.pages[page].label, passages)
        else:
            for passage in passages:
                message = f'read with little confidence: "{passage.text}"'
                yield Query(passage.where, message, certainty=passage.certainty)


class _Passage(NamedTuple):
    """Words in doubt that stand next to each other."""

    where: tuple[int, int]
    text: str
    words: int
    certainty: float
    """How likely a word of it was misread, as the engine has it."""


def _doubtful_passages(text: Text) -> Iterator[_Passage]:
    string = str(text)
    group: list[Mark] = []
    markers = [mark.start for mark in text.marks if mark.kind == "noteref"]
    for mark in text.marks:
        if mark.kind != "doubt" or any(mark.start <= at <= mark.end for at in markers):
            continue  # what was hard to read in a word with a marker was the marker
        if group and len(string[group[-1].end : mark.start].split()) > BETWEEN:
            yield _passage(string, group)
            group = []
        group.append(mark)
    if group:
        yield _passage(string, group)


def _passage(string: str, group: list[Mark]) -> _Passage:
    where = (min(mark.origin[0] for mark in group), max(mark.origin[1] for mark in group))
    shown = " ".join(string[group[0].start : group[-1].end].split())
    least = min(float(mark.data) for mark in group)
    return _Passage(where, shown, len(group), round(1 - least / 100, 2))


def _badly_read(label: str, passages: list[_Passage]) -> Query:
    where = (passages[0].where[0], max(passage.where[1] for passage in passages))
    words = sum(passage.words for passage in passages)
    examples = ", ".join(f'"{passage.text}"' for passage in passages[:EXAMPLES])
    message = f"page {label} was read badly: {words} words with little confidence, as {examples}"
    certainty = max(passage.certainty for passage in passages)
    return Query(where, message, certainty=certainty)


def _example() -> Proof:
    from pipeline.model.book import Block, Chapter
    from pipeline.model.text import Mark

    text = Text.raw("The cat-box.").mark(Mark("divided", 7, 8, "0.40", (4, 12)))
    return proof_of(Book("t", "en", (Chapter("c", "chapter", (Block("paragraph", text),)),)))


def _doubted(text: str, *words: tuple[int, int]) -> Proof:
    from pipeline.model.book import Block, Chapter

    marks = (Mark("doubt", start, end, "30", (start, end)) for start, end in words)
    block = Block("paragraph", Text.raw(text).mark(*marks))
    return proof_of(Book("t", "en", (Chapter("c", "chapter", (block,)),)))
