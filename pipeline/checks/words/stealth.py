"""Words that were misread for other words: what stands beside them tells.

No dictionary finds "he bad been". The book itself does: it has "he had" and "had been" many times,
and "he bad" and "bad been" only here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import log, log10

from pipeline.checks.proof import Answer, Proof, Query, Word
from pipeline.checks.words.confusions import misreadings, unmisread
from pipeline.checks.words.shares import Shares, shares_of
from pipeline.checks.words.unknown import unknown_words
from pipeline.language import primary

USUAL, TIMES = 20, 10
"""How often the right word stands in the book at the least, and how many times as often as the one
that is read."""
LEAST = 5.7
"""Evidence from which it is asked: the logarithms of how much more often the right word stands
between such neighbours than by chance, and of how much more frequent it is in the language. In nine
clean books, of 550,000 words, two places have as much, both misreadings; of misread words put in at
random (arid for and, bad for had, hut for but), a quarter do."""
UNLISTED = 1e-8


def stealth_misreading(proof: Proof) -> Iterator[Query]:
    """A word that is one, but was likely read for another that the book has in such company.

    >>> from pipeline.checks.proof import proof_of_text
    >>> text = "bread and butter " * 30 + "bread arid butter"
    >>> [(q.message, q.proposals[0].new) for q in stealth_misreading(proof_of_text(text))]
    [('"and" for "arid"? "and butter bread arid butter"', 'and')]
    """
    small = proof.small
    counts = Counter(small)
    likely = _likely(counts)
    if not likely:
        return
    known = proof.once(shares_of)
    unknown = {word.start for word in proof.once(unknown_words)}
    own = primary(proof.book.language)
    for k in range(1, len(small) - 1):
        word, token = small[k], proof.words[k]
        if word not in likely or token.start in unknown or not _stands_free(proof, token):
            continue
        if primary(proof.language_at(token.start)) == own:
            before, behind = small[k - 1], small[k + 1]
            for right in likely[word]:
                if _evidence(proof, counts, known, (before, word, behind), right) >= LEAST:
                    yield _query(proof, k, right)
                    break


def _stands_free(proof: Proof, word: Word) -> bool:
    """Is it no initialism nor number, and nothing but a blank on both sides?"""
    return (
        not word.text.isupper()
        and proof.string[word.start - 1] == proof.string[word.end : word.end + 1] == " "
    )


def _likely(counts: Counter[str]) -> dict[str, list[str]]:
    """Give the words that may be misread, each with the frequent ones it may be read for."""
    frequent = [word for word, count in counts.items() if count >= USUAL]
    misread = {wrong for right in frequent for wrong in misreadings(right)}
    found = {}
    for word, count in counts.items():
        if len(word) > 1 and word in misread:
            least = max(USUAL, TIMES * count)
            rights = [r for r, _ in unmisread(word) if counts.get(r, 0) >= least and r != word]
            if rights:
                found[word] = rights
    return found


def _evidence(
    proof: Proof, counts: Counter[str], known: Shares, place: tuple[str, str, str], right: str
) -> float:
    """Say how much speaks for the other word; nothing does that is not beside both neighbours."""
    before, word, behind = place
    pairs = proof.pairs
    if pairs.get((before, word), 0) > 1 or pairs.get((word, behind), 0) > 1:
        return 0.0
    left, after = pairs.get((before, right), 0), pairs.get((right, behind), 0)
    if not left or not after:
        return 0.0
    chance = counts[right] / len(proof.words)
    company = log(left / (counts[before] * chance)) + log(after / (counts[behind] * chance))
    return company + log10(max(known.of(right), UNLISTED) / max(known.of(word), UNLISTED))


def _query(proof: Proof, k: int, right: str) -> Query:
    word = proof.words[k]
    new = right.capitalize() if word.text[0].isupper() else right
    told = f'"{right}" for "{word.text}"? "{proof.around(word.start, word.end, 18)}"'
    return proof.ask(word.start, word.end, told, [Answer(new, 0.5)])
