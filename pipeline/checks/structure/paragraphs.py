"""Paragraphs that may be something else: a table, or several that have run together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from statistics import median

from pipeline.checks.proof import Proof, Query, proof_of
from pipeline.model.book import Block, BlockKind
from pipeline.model.finding import Proposal, Span
from pipeline.model.text import Text

FEWEST = 4
"""Lines of a table that show what it is."""
MOST_LINES = 0.6
"""Share of its lines that are laid out so."""
WIDE, TWICE, MANY = 12, 2, 800
"""A long paragraph has as many times the words of a usual one and of the next in length, and so
many at least."""
COLUMNS = re.compile(r"\S(?:\s{3,}|\t| ?\.(?: ?\.){3,} ?)\S")
SEVERAL = re.compile(
    r"[\s.\d](?:(?<=\s)\s\s|(?<=\t)|(?<=\.)\s?\.\s?\.\s?\.|(?<=\d)(?<!\d\d)\d*\D{1,30}\d+\D{1,30}\d)"
)
"""What a line in columns has, quickly found."""
FIGURES = re.compile(r"(?:^|\s)(?:[.,–%$£€-]*\d)++[.,–%]*(?=\s|$)")


def flattened_table(proof: Proof) -> Iterator[Query]:
    """A paragraph, or what was taken for verse, whose lines in the source are laid out in columns.

    >>> rows = "\\n".join(f"Mill {k}     {k}00     {k}5" for k in range(1, 6))
    >>> [*map(str, flattened_table(_example(rows)))]
    ['5 lines in columns: a table? "Mill 1 100 15"']
    """
    for where, lines in _laid_out(proof, "paragraph", "verse"):
        if len(lines) < FEWEST or not any(map(SEVERAL.search, lines)):
            continue
        laid = [line for line in lines if COLUMNS.search(line) or len(FIGURES.findall(line)) > 2]
        if len(laid) >= max(FEWEST, MOST_LINES * len(lines)):
            message = f'{len(laid)} lines in columns: a table? "{" ".join(laid[0].split())}"'
            yield Query(where, message, (Proposal("", 0.6, "table"),), 0.6)


def long_paragraph(proof: Proof) -> Iterator[Query]:
    """A paragraph that is longer by far than all others: several may have run together.

    >>> paragraphs = ["The mill is old."] * 3, "and so on " * 400
    >>> [*map(str, long_paragraph(_example(*paragraphs[0], paragraphs[1])))]
    ['a paragraph of 1,200 words, the next in length has 4: is it several?']
    """
    counted = [
        (piece.text, len(str(piece.text).split()))
        for piece in proof.pieces
        if piece.kind == "paragraph"
    ]
    lengths = sorted((words for _, words in counted), reverse=True)
    if len(counted) < 2 or lengths[0] < max(MANY, TWICE * lengths[1], WIDE * median(lengths)):
        return
    for text, words in counted:
        if words == lengths[0]:
            message = (
                f"a paragraph of {words:,} words, the next in length has {lengths[1]:,}:"
                " is it several?"
            )
            yield Query(_where(text), message, certainty=0.4)


def _laid_out(proof: Proof, *kinds: BlockKind) -> Iterator[tuple[Span, list[str]]]:
    """Give the blocks of some kinds in the chapters, with their lines as the source has them."""
    raw = proof.source.text
    for block in _blocks(block for chapter in proof.book.chapters for block in chapter.blocks):
        if block.kind in kinds:
            runs = [run for text in block.texts() for run in text.runs]
            span = (runs[0].start, runs[-1].end) if runs else (0, 0)
            yield span, [line.strip() for line in raw[slice(*span)].splitlines() if line.strip()]


def _blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        yield from _blocks(block.blocks)


def _where(text: Text) -> tuple[int, int]:
    return text.runs[0].start, text.runs[-1].end


def _example(*paragraphs: str) -> Proof:
    from pipeline.model.book import Book, Chapter

    blocks, at = [], 0
    for text in paragraphs:
        blocks.append(Block("paragraph", Text.raw(text, at)))
        at += len(text)
    chapter = Chapter("c", "chapter", tuple(blocks))
    return proof_of(Book("t", "en", (chapter,)), "".join(paragraphs))
