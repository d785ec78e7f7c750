"""Headings of one level, and in which way they are set."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pipeline.checks.consistency.ways import Way, varying
from pipeline.checks.proof import Proof, Query
from pipeline.checks.sentences import word_before
from pipeline.model.finding import Span

STRAY = 0.25
"""Share of the headings of a level up to which those of another way are strays."""


def varying_headings(proof: Proof) -> Iterator[Query]:
    """Headings of one level with and without a full stop, or in capitals and in small letters.

    >>> [*map(str, varying_headings(_example("The Mill", "The Dam", "The Sea", "The End.")))]
    ['headings of level 1: no full stop (3 times), a full stop (once)']
    """
    stops: dict[int, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    cases: dict[int, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for start, level, text in _headings(proof):
        place = (start, start + len(text))
        abbreviated = word_before(text, len(text) - 1).lower() in proof.language.abbreviations
        if text.endswith(".") and abbreviated:
            continue
        stop = "a full stop" if text.endswith(".") else "no full stop"
        letters = [char for char in text if char.isalpha()]
        if len(letters) > 3 and text[-1] not in "!?:…":
            stops[level][stop].append(place)
            case = "capitals" if all(map(str.isupper, letters)) else "small letters"
            cases[level][case].append(place)
    for kinds in (stops, cases):
        for level, ways in sorted(kinds.items()):
            named = [Way(name, places) for name, places in ways.items()]
            yield from varying(proof, f"headings of level {level}", named, least=3, most=STRAY)


def _headings(proof: Proof) -> Iterator[tuple[int, int, str]]:
    """Give the place, the level and the letters of each heading of a chapter."""
    levels = [
        block.level
        for chapter in proof.book.chapters
        for block in chapter.blocks
        if block.kind == "heading"
    ]
    headings = [k for k, piece in enumerate(proof.pieces) if piece.kind == "heading"]
    if len(levels) == len(headings):
        for k, level in zip(headings, levels, strict=True):
            text = str(proof.pieces[k].text).rstrip()
            if text:
                yield proof.starts[k], level, text


def _example(*texts: str) -> Proof:
    from pipeline.checks.proof import proof_of
    from pipeline.model.book import Block, Book, Chapter
    from pipeline.model.text import Text

    blocks = tuple(
        Block("heading", Text.raw(text, 99 * k), level=1) for k, text in enumerate(texts)
    )
    return proof_of(Book("t", "en", (Chapter("c", "chapter", blocks),)))
