"""Words that stand twice."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress, count, pairwise
from operator import eq

from pipeline.checks.proof import Answer, Proof, Query
from pipeline.language import Language, language

LONGEST = 4
"""Words that are looked for twice in a row."""
IN_LINE, OVER_END = 0.75, 0.95
"""How sure it is that the second is too many: in a line, and where the first ends its line."""


def doubled_word(proof: Proof) -> Iterator[Query]:
    """A word, or a few of them, that stand twice in a row, as often happens over a line's end.

    >>> from pipeline.checks.proof import proof_of_text
    >>> text = "He had had the the mill, by the river by the river."
    >>> [q.message for q in doubled_word(proof_of_text(text))]
    ['twice? "the the"', 'twice? "by the river by the river"']
    """
    small = proof.small
    for size in range(1, LONGEST + 1):
        for k in compress(count(), map(eq, small, small[size:])):
            if small[k : k + size] == small[k + size : k + 2 * size]:
                yield from _query(proof, k, size)


def _query(proof: Proof, k: int, size: int) -> Iterator[Query]:
    words = proof.words[k : k + 2 * size]
    gaps = (proof.string[a.end : b.start] for a, b in pairwise(words))
    start, end = words[0].start, words[-1].end
    if any(len(gap) != 1 or not gap.isspace() or gap == "\n" for gap in gaps):
        return
    over_end = "\n" in proof.source.text[slice(*proof.raw(start, end)[0])]
    known = language(proof.language_at(start)), proof.language
    first = [word.text for word in words[:size]]
    if size == 1 and _usual(first[0], words[1].text, *known):
        return
    # "He that does wrong does wrong against himself"; "they canted and canted and canted".
    if size > 1 and (first[0].lower() in proof.language.suspended or (size == 2 and not over_end)):
        return
    certainty = OVER_END if over_end else IN_LINE
    once = proof.string[start : words[size - 1].end]
    message = f'twice? "{proof.string[start:end]}"'
    yield proof.ask(start, end, message, [Answer(once, certainty)], certainty)


def _usual(first: str, second: str, here: Language, own: Language) -> bool:
    """May a word stand twice: one that often does, a name, an initial?"""
    name = first[0].isupper() and second[0].isupper() and not first.isupper()
    return (
        first.lower() in here.doubled | own.doubled or name or (len(first) == 1 and first.isupper())
    )
