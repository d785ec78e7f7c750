"""Words with a blank in them, and those whose ligature became one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from pipeline.checks.proof import Answer, Proof, Query, Word
from pipeline.checks.words.shares import Shares, shares_of
from pipeline.checks.words.unknown import unknown_words
from pipeline.language.spelling import speller

LIGATURES = ("fi", "fl", "ff", "ffi", "ffl")
SPLIT = 1e-4
"""How many words have got a blank, where words have."""
UNLISTED = 1e-8
"""The share of a word that no list has."""
RATIO, UNKNOWN_RATIO = 100.0, 3.0
"""How much likelier the whole word has to be than its halves side by side: where both are words,
and where one is none."""
SHORTEST = 4


class Split(NamedTuple):
    """Two halves of a word, and the word."""

    left: Word
    right: Word
    whole: str
    ligature: bool
    certainty: float


def split_word(proof: Proof) -> Iterator[Query]:
    """A word with a blank in it.

    >>> from pipeline.checks.proof import proof_of_text
    >>> text = "They came to gether to the mill."
    >>> [(q.message, q.proposals[0].new) for q in split_word(proof_of_text(text))]
    [('one word? "to gether"', 'together')]
    """
    yield from (
        _query(proof, each, "one word?") for each in proof.once(splits) if not each.ligature
    )


def _query(proof: Proof, split: Split, told: str) -> Query:
    start, end = split.left.start, split.right.end
    answer = Answer(split.whole, split.certainty)
    message = f'{told} "{split.left.text} {split.right.text}"'
    return proof.ask(start, end, message, [answer], split.certainty)


def lost_ligature(proof: Proof) -> Iterator[Query]:
    """A word whose ligature (fi, fl, ff) was lost, and left a blank or nothing.

    >>> from pipeline.checks.proof import proof_of_text
    >>> text = "It was dif cult to find."
    >>> [(q.message, q.proposals[0].new) for q in lost_ligature(proof_of_text(text))]
    [('a ligature was lost: "dif cult"', 'difficult')]
    """
    for each in proof.once(splits):
        if each.ligature:
            yield _query(proof, each, "a ligature was lost:")


def splits(proof: Proof) -> list[Split]:
    """Find the words that have a blank in them."""
    known = proof.once(shares_of)
    unknown = {word.start for word in proof.once(unknown_words)}
    string, words = proof.string, proof.words
    odd = [word.start in unknown for word in words]
    wholes = known.among({first + second for first, second in proof.pairs})
    found: list[Split] = []
    for k, (first, second) in enumerate(pairwise(proof.small)):
        strange = odd[k] or odd[k + 1]
        if not strange and first + second not in wholes:
            continue
        left, right = words[k], words[k + 1]
        if right.start - left.end == 1 and string[left.end].isspace() and string[left.end] != "\n":
            split = _whole(left, right, known, strange)
            if split is not None and speller(proof.book.language).knows(split.whole):
                found.append(split)
    return found


def _whole(left: Word, right: Word, known: Shares, strange: bool) -> Split | None:
    """Give the word whose halves two words are."""
    if not right.text.islower() or len(left.text) + len(right.text) < SHORTEST:
        return None
    a, b = left.text.lower(), right.text
    beside = max(known.of(a), UNLISTED) * max(known.of(b), UNLISTED)
    best = (known.of(a + b) * SPLIT, "")
    if strange:
        best = max(best, *((known.of(a + each + b) * SPLIT, each) for each in LIGATURES))
    ratio = best[0] / beside
    if ratio < (UNKNOWN_RATIO if strange else RATIO):
        return None
    certainty = round(min(0.99, ratio / (ratio + 5)), 2)
    return Split(left, right, left.text + best[1] + b, bool(best[1]), certainty)
