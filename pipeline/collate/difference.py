"""What differs between two books, cut to single words and said what kind it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from rapidfuzz.distance import Indel, Levenshtein

from pipeline.collate.align import Region
from pipeline.collate.stream import Stream, bare, is_word
from pipeline.collate.threads import Alignment

Kind = Literal[
    "missing",
    "extra",
    "passage",
    "order",
    "furniture",
    "word",
    "letters",
    "division",
    "case",
    "punctuation",
]
KINDS: dict[Kind, str] = {
    "missing": "passages only in the other",
    "extra": "passages only here",
    "passage": "passages that read otherwise",
    "order": "passages that stand elsewhere",
    "furniture": "furniture of the page in the text",
    "word": "other words",
    "letters": "other letters",
    "division": "words joined or divided",
    "case": "capitals and small letters",
    "punctuation": "punctuation only",
}
"""The kinds of differences, in the order in which they matter."""
FEW = 60
"""Tokens up to which two readings are held against each other letter by letter."""
LONG = 5
"""Words from which what one book has alone is a passage."""
ALIKE = 0.5
"""Share of letters in common from which two words are readings of one."""
QUOTES = frozenset('"“”„‟«»')
MOST = 0.75
"""Share of the words of a stretch that must be a page's furniture for it to be that."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A stretch of tokens of our book against one of theirs."""

    kind: Kind
    region: Region


def differences(ours: Stream, theirs: Stream, alignment: Alignment) -> Iterator[Difference]:
    """Give all differences, in the order of our book."""
    found = [Difference("order", region) for region in alignment.moved]
    for region in alignment.apart:
        found += _of_region(ours, theirs, region)
    yield from sorted(found, key=lambda each: each.region)


def _of_region(ours: Stream, theirs: Stream, region: Region) -> Iterator[Difference]:
    for part in _cut(ours, theirs, region):
        if kind := _kind(ours, theirs, part):
            yield Difference(kind, part)


def _cut(ours: Stream, theirs: Stream, region: Region) -> Iterator[Region]:
    """Cut where both have a blank in the same place, letter by letter; and furniture from text."""
    if not region.pairs or min(region.a_end - region.a, region.b_end - region.b) > FEW:
        yield region
        return
    one, other = _lower(ours, theirs, region)
    if max(len(one), len(other)) > FEW:
        yield from _trimmed(ours, theirs, region)
        return
    at = (0, 0)
    for cut in (*_common_blanks(one, other), (len(one), len(other))):
        part = Region(region.a + at[0], region.a + cut[0], region.b + at[1], region.b + cut[1])
        if ours.keys[part.a : part.a_end] != theirs.keys[part.b : part.b_end]:
            yield part
        at = cut


def _trimmed(ours: Stream, theirs: Stream, region: Region) -> Iterator[Region]:
    """Part a passage that one book lacks from the misread words at its beginning or end."""
    few = min(region.a_end - region.a, region.b_end - region.b)
    a, b = region.a_end - few, region.b_end - few
    head = Region(region.a, region.a + few, region.b, region.b + few)
    tail = Region(a, region.a_end, b, region.b_end)
    for part, rest in (
        (head, region._replace(a=head.a_end, b=head.b_end)),
        (tail, region._replace(a_end=tail.a, b_end=tail.b)),
    ):
        if _similarity(*map("".join, _lower(ours, theirs, part))) >= ALIKE:
            yield from _cut(ours, theirs, part)
            yield rest
            return
    yield region


def _lower(ours: Stream, theirs: Stream, region: Region) -> tuple[list[str], list[str]]:
    a, b = ours.keys[region.a : region.a_end], theirs.keys[region.b : region.b_end]
    return [key.lower() for key in a], [key.lower() for key in b]


def _common_blanks(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Give the places between tokens that fall together when both are aligned by letters.

    >>> [*_common_blanks(["modem", "tirnes", "ofthe"], ["modern", "times", "of", "the"])]
    [(1, 1), (2, 2)]
    """
    lefts, rights = (
        {end: k for k, end in enumerate(accumulate((len(t) + 1 for t in tokens), initial=-1))}
        for tokens in (one, other)
    )
    for op in Levenshtein.opcodes(" ".join(one), " ".join(other)):
        if op.tag == "equal":
            for at in range(op.src_start, op.src_end):
                place = at - op.src_start + op.dest_start
                if at in lefts and place in rights:
                    yield lefts[at], rights[place]


def _kind(ours: Stream, theirs: Stream, part: Region) -> Kind | None:
    """Say what kind a difference is; None where it is none that matters."""
    a, b = ours.keys[part.a : part.a_end], theirs.keys[part.b : part.b_end]
    if _furniture(bare(a), theirs):
        return "furniture" if not b else None
    if _furniture(bare(b), ours) and not a:
        return None
    if not a or not b:
        return _one_sided(ours, theirs, part)
    words, others = ([key for key in keys if is_word(key)] for keys in (a, b))
    if words == others:
        return None if _same_marks(a, b) else "punctuation"
    if [*map(str.lower, words)] == [*map(str.lower, others)]:
        return "case"
    one, other = ("".join(keys).lower() for keys in (words, others))
    if one.replace("-", "") == other.replace("-", ""):
        return "division"
    if max(len(a), len(b)) > FEW:
        return "passage"
    return "letters" if _similarity(one, other) >= ALIKE else "word"


def _same_marks(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether readings differ only by straight quotation marks in place of others."""
    pairs = [pair for pair in zip(a, b, strict=False) if pair[0] != pair[1]]
    return len(a) == len(b) and all('"' in pair and {*pair} <= QUOTES for pair in pairs)


def _one_sided(ours: Stream, theirs: Stream, part: Region) -> Kind:
    words = ours.words(part.a, part.a_end) + theirs.words(part.b, part.b_end)
    if not words:
        return "punctuation"
    if words < LONG:
        return "word"
    return "extra" if part.a < part.a_end else "missing"


def _similarity(one: str, other: str) -> float:
    return Indel.normalized_similarity(one, other)


def _furniture(words: tuple[str, ...], stream: Stream) -> bool:
    """Whether words are lines that a book leaves out as furniture of its pages, or nearly so."""
    at = known = 0
    while at < len(words):
        lines = stream.furniture.get(words[at], ())
        size = next((len(line) for line in lines if words[at : at + len(line)] == line), 0)
        known += size
        at += size or 1
    return known > 0 and known >= MOST * len(words)
