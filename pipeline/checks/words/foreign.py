"""Passages in another language that were too short to be told from the book's own."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from pipeline.checks.proof import Answer, Proof, Query, Word
from pipeline.checks.words.unknown import unknown_words
from pipeline.language import primary, ranked_languages
from pipeline.language.spelling import borrowed

LEAST = 3
"""Words side by side that the book's language does not know."""
NEAR = 2
"""Characters between two words that stand side by side."""
SURE = 0.7
"""Probability from which a language is proposed."""
BORROWED = 1e-7
"""Share from which a word is one of another language that there is a list of."""


def unmarked_language(proof: Proof) -> Iterator[Query]:
    """A few words in another language, which hyphenation and reading aloud should know of.

    >>> from pipeline.checks.proof import proof_of_text
    >>> text = "He said videbis illum occurrentem and went."
    >>> [*map(str, unmarked_language(proof_of_text(text)))]
    ['in another language? "videbis illum occurrentem"']
    """
    own = primary(proof.book.language)
    for run in _runs(proof):
        names = sum(word.text[0].isupper() for word in run)
        if len(run) < LEAST or names * 2 > len(run):
            continue
        text = proof.string[run[0].start : run[-1].end]
        (code, probability), *_ = ranked_languages(text)
        listed = sum(borrowed(word.text.lower(), own) > BORROWED for word in run)
        likely = code != own and (probability >= SURE or listed * 2 > len(run))
        answers = [Answer(code, round(min(0.9, probability), 2), "language")] if likely else []
        message = f'in another language? "{text}"'
        yield proof.ask(run[0].start, run[-1].end, message, answers, 0.6)


def _runs(proof: Proof) -> Iterator[list[Word]]:
    """Give the unknown words that stand side by side."""
    run: list[Word] = []
    words = proof.once(unknown_words)
    for left, right in pairwise(words):
        run = run or [left]
        gap = proof.string[left.end : right.start]
        if len(gap) <= NEAR and "\n" not in gap:
            run.append(right)
        else:
            yield run
            run = []
    yield run
