"""Text that stands in the book twice."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.checks.proof import Proof, Query, Word

FAR_WORDS = 100
"""Words of a passage that is asked about wherever it stood before: authors quote themselves, but
not by the page."""
NEAR_WORDS, NEAR = 25, 600
"""The same of one that stood within so many words before: a line or a paragraph read twice."""
OPENS, CLOSES = re.compile(r"[“„«»‘\"]\s?$"), re.compile(r"[.,;:!?…]*\s?[”“»«’\"]")
SEED, INNER = 10, 4
"""Words by which a passage is found again: the first, the last and one between of so many."""
MOST = 8
"""Words compared for each word of the text: a book that stands twenty times in a row takes so many.
What takes more repeats itself all over."""


class _Twice(NamedTuple):
    """A passage that stands at two places: both as ranges of words."""

    first: int
    again: int
    length: int


def repeated_passage(proof: Proof) -> Iterator[Query]:
    """A passage that stands in the text a second time: a page or a line that was read twice.

    Notes that cite a work twice, the refrains of verse and what authors quote are left alone.

    >>> from pipeline.checks.proof import proof_of_text
    >>> long = " ".join(f"word{chr(97 + k)}" for k in range(26)) + " and so on it went again."
    >>> [*map(str, repeated_passage(proof_of_text(f"First {long}", f"Then {long}")))]
    ['these 32 words stood before: "worda wordb wordc wordd … so on it went again"']
    """
    words = _prose(proof)
    for first, again, length in _passages([word.text.lower() for word in words]):
        run = words[again : again + length]
        opening, end = (" ".join(word.text for word in part) for part in (run[:4], run[-5:]))
        start, stop = run[0].start, _within(proof, run)
        if OPENS.search(proof.string, max(0, start - 2), start) or CLOSES.match(
            proof.string, run[-1].end
        ):
            continue  # it is quoted
        also = words[first].start, words[first].end
        message = f'these {length} words stood before: "{opening} … {end}"'
        yield proof.ask(start, stop, message, (), 0.7, (also,))


def _prose(proof: Proof) -> list[Word]:
    """Give the words of the chapters' paragraphs: none of notes, of verse, of headings."""
    words, places = proof.words, [word.start for word in proof.words]
    heads = [part.start for part in proof.parts]
    found: list[Word] = []
    for start, piece in zip(proof.starts, proof.pieces, strict=True):
        if piece.kind == "paragraph" and not proof.parts[bisect_right(heads, start) - 1].note:
            first, last = (bisect_left(places, at) for at in (start, start + len(piece.text)))
            found += words[first:last]
    return found


def _passages(words: list[str]) -> Iterator[_Twice]:
    """Find the passages that stand twice: every seed that begins at a tenth word is looked for."""
    keys = list(zip(words, words[INNER:], words[SEED - 1 :], strict=False))
    seeds: dict[tuple[str, ...], int] = {}
    for at in range(0, len(keys), SEED):
        seeds.setdefault(keys[at], at)
    done = 0
    ends: dict[int, int] = {}
    left_to_compare = MOST * len(words)
    for at in [at for at, key in enumerate(keys) if seeds.get(key, at) < at]:
        first = seeds[keys[at]]
        if at < max(done, ends.get(at - first, 0)):
            continue
        if words[first : first + SEED] != words[at : at + SEED]:
            continue
        left, right = 0, SEED
        while first > left and words[first - left - 1] == words[at - left - 1]:
            left += 1
        while at + right < len(words) and words[first + right] == words[at + right]:
            right += 1
        length = left + right
        left_to_compare -= length
        if left_to_compare < 0:
            return
        fewest = NEAR_WORDS if at - first <= NEAR else FAR_WORDS
        if length >= fewest and first + right <= at - left:
            yield _Twice(first - left, at - left, length)
            done = at + right
        else:
            # Other seeds of the same passage, which may repeat itself, end as this one did.
            ends[at - first] = at + right


def _within(proof: Proof, run: list[Word]) -> int:
    """Give the end of a run of words, or that of the text it begins in."""
    k = proof.piece_at(run[0].start)
    return min(run[-1].end, proof.starts[k] + len(proof.pieces[k].text))
