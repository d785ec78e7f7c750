"""Words that stand in the book with an accent and without."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.proof import Answer, Proof, Query
from pipeline.conventions.accents import bare
from pipeline.language import primary
from pipeline.language.spelling import borrowed, speller

SHORTEST = 4
FREQUENT, TIMES = 3, 4
"""How often the usual form stands at the least, and how many times as often as the other."""


def varying_accent(proof: Proof) -> Iterator[Query]:
    """A word that the book mostly has with other accents, and that no dictionary knows like this.

    >>> from pipeline.checks.proof import proof_of_text
    >>> text = "From Łomża to Łomża by Lomza and Łomża and Łomża."
    >>> [(q.message, q.proposals[0].new) for q in varying_accent(proof_of_text(text))]
    [('"Lomza" is "Łomża" elsewhere (4 times)', 'Łomża')]
    """
    forms: dict[str, list[str]] = {}
    for word in proof.counts:
        if len(word) >= SHORTEST:
            forms.setdefault(bare(word), []).append(word)
    varied = {key: words for key, words in forms.items() if len(words) > 1}
    if not varied:
        return
    rare = dict(_rare(proof, varied))
    for text, found in proof.places.items():
        if text not in rare:
            continue
        usual = rare[text]
        told = f'"{text}" is "{usual}" elsewhere ({proof.counts[usual]} times)'
        also = [proof.raw(word.start, word.end)[0] for word in found[1:]]
        answer = Answer(usual, 0.8, scope="every" if also else "here")
        yield proof.ask(found[0].start, found[0].end, told, [answer], 0.7, also)


def _rare(proof: Proof, varied: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Give the rare forms with their usual ones."""
    known = speller(proof.book.language)
    for words in varied.values():
        usual = max(words, key=lambda word: proof.counts[word])
        for word in words:
            often = proof.counts[usual] >= max(FREQUENT, TIMES * proof.counts[word])
            foreign = word.islower() and borrowed(word, primary(proof.book.language))
            if word != usual and often and not foreign and not known.knows(word):
                yield word, usual
