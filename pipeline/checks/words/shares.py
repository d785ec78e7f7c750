"""How large a share of a text each word has, by the book and by its language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from typing import NamedTuple, TypeVar

from pipeline.checks.proof import Proof
from pipeline.language.spelling import speller

T = TypeVar("T")
USUAL = 5000
"""Words by which a book's own counts are held to say less, the shorter it is."""


class Shares(NamedTuple):
    """How large a share of the text each known word has."""

    language: Mapping[str, float]
    book: Mapping[str, float]

    def has(self, word: str) -> bool:
        """Is the word known at all?"""
        return word in self.language or word in self.book

    def among(self, words: Set[str]) -> Set[str]:
        """Give those of some words that are known."""
        return (self.language.keys() & words) | (self.book.keys() & words)

    def known(self, readings: Iterable[tuple[str, T]]) -> list[tuple[str, T, float]]:
        """Keep of what a word may have been the words that are known, with their shares.

        Hardly any of it is a word, so that all is looked up at once.
        """
        found = [*readings]
        words = self.among({text for text, _ in found})
        return [(text, more, self.of(text)) for text, more in found if text in words]

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
