"""Which language a text is in: by its small words, else by py3langid.

The small words, of which two fifths of any text consist, are another set in each language, and tell
a whole book's plainly. py3langid is M. Lui and T. Baldwin's langid.py (ACL 2012): naive Bayes over
byte n-grams, for some 140 languages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from heapq import nlargest
from typing import TYPE_CHECKING

from pipeline.language.frequencies import listed, small_words
from pipeline.language.known import LANGUAGES
from pipeline.machine.answers import Answers
from pipeline.machine.scratch import temporary

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

STRETCHES, LENGTH = 24, 500
"""Stretches looked at, and characters in each: a few dozen words settle it for most languages."""
SHARE = 0.5
"""Mean probability from which an answer is taken."""
AMONG_TABLES = 0.6
"""The same for a text of a few words, among the languages with a table alone."""
WORD = re.compile(r"[^\W\d_]+")
LIKELIEST = 3
RANKED: Answers[str, tuple[tuple[str, float], ...]] = Answers("languages", 1 << 12)
"""The likeliest languages of passages, most of which are short."""
ENOUGH = 200
"""Words from which on the small ones are asked."""
SMALL = 1e-3
"""The share from which on a word is one of the small ones: a hundred words or so of a language."""
PLAIN, LEFT = 0.75, 0.6
"""How large a part of its usual share the small words of a text's language have at the least, and
those of any other language at the most, as a part of that. Measured on books in English, French and
Russian, two with much else in them: 0.83 to 1.23, and 0.16 to 0.42 of that; on the lists of Spanish
and Catalan, which are the most alike: 0.61."""


def guess_language(text: str) -> str:
    """Give the BCP 47 code of the language that most of a text is in; "und" if none stands out.

    Stretches from all over the text are read one by one, so that title pages, indexes and
    quotations in another language do not outweigh the text.

    >>> guess_language("The cat sat on the mat."), guess_language("Det var en gång en konung som")
    ('en', 'sv')
    >>> guess_language("12345")
    'und'
    """
    found: Counter[str] = Counter()
    sample = stretches(text)
    if plain := _by_small_words(sample):
        return plain
    for stretch in sample:
        for code, probability in _identifier().rank(stretch):
            found[code] += probability / len(sample)
    if not found:
        return "und"
    best = max(found, key=found.__getitem__)
    if found[best] >= SHARE:
        return "und" if best == "zxx" else best  # ISO 639-2: "no linguistic content"
    ours = {code: found[code] for code in LANGUAGES}
    best = max(ours, key=ours.__getitem__)
    return best if ours[best] > AMONG_TABLES * sum(ours.values()) else "und"


def ranked_languages(text: str) -> tuple[tuple[str, float], ...]:
    """Give the three likeliest languages of a passage, the likeliest first, with probabilities.

    >>> [code for code, _ in ranked_languages("Det var en gång en konung som")][0]
    'sv'
    """

    def rank() -> tuple[tuple[str, float], ...]:
        ranked = _identifier().rank(text)[:LIKELIEST]
        return tuple((code, float(probability)) for code, probability in ranked)

    return RANKED.of(text, rank)


def stretches(text: str) -> list[str]:
    """Cut stretches out of a text at even distances, none at its very ends unless it is short.

    >>> [len(stretch) for stretch in stretches("a" * 1200)]
    [500, 500, 200]
    >>> len(stretches("a" * 10**6))
    24
    """
    if len(text) <= STRETCHES * LENGTH:
        return [text[at : at + LENGTH] for at in range(0, len(text), LENGTH)]
    step = len(text) / (STRETCHES + 1)
    return [text[int(k * step) : int(k * step) + LENGTH] for k in range(1, STRETCHES + 1)]


def _by_small_words(sample: Sequence[str]) -> str:
    """Give the language with a table that a text is plainly in; empty if that is not plain.

    >>> _by_small_words(["The cat sat on the mat."])
    ''
    """
    words = Counter(WORD.findall(" ".join(sample).lower()))
    if words.total() < ENOUGH:
        return ""
    parts = {}
    for code in listed():
        small = {word: share for word, share in small_words(code, SMALL).items() if word.isalpha()}
        if usual := sum(small.values()):
            parts[code] = sum(words[word] for word in small) / words.total() / usual
    best, second = nlargest(2, parts, key=parts.__getitem__)
    plain = parts[best] >= PLAIN and parts[second] <= LEFT * parts[best]
    return best if plain and best in LANGUAGES else ""


@cache
def _identifier() -> LanguageIdentifier:
    # Imported here: its model takes half a second to load, and most books say their language.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    with temporary():  # among whose like it is unpacked
        return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
