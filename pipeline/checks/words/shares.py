"""How large a share of a text each word has, by the book and by its language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from pipeline.checks.proof import Proof
from pipeline.spelling import speller

USUAL = 5000
"""Words by which a book's own counts are held to say less, the shorter it is."""


class Shares(NamedTuple):
    """How large a share of the text each known word has."""

    language: Mapping[str, float]
    book: Mapping[str, float]

    def has(self, word: str) -> bool:
        """Is the word known at all?"""
        return word in self.language or word in self.book

    def of(self, word: str) -> float:
        """Give the share of a word, half by the language and half by the book."""
        return (self.language.get(word, 0.0) + self.book.get(word, 0.0)) / 2


def shares_of(proof: Proof) -> Shares:
    """Count the book's known words; one of each does not count, which may be the one in question.

    >>> from pipeline.checks.proof import proof_of_text
    >>> shares = shares_of(proof_of_text("the mill and the mill race"))
    >>> shares.of("the") > shares.of("mill") > shares.of("race")
    True
    """
    own = speller(proof.book.language)
    words = proof.lexicon.words
    total = sum(words.values()) + USUAL
    again = (word for word, count in words.items() if count > 1)
    known = (word for word in again if word in own.frequencies or own.knows(word))
    return Shares(own.frequencies, {word: (words[word] - 1) / total for word in known})
