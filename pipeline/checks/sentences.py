"""Where sentences end, and what stands before a place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.language import Language

SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]++(?=\s+[^\w\s]*[^\W\d_]|\s*(?:\n|\Z))")
LETTERS_BEFORE = re.compile(r"[^\W\d_]+\Z")
LONGEST = 40
"""Letters looked back for a word."""
WORD_BEFORE = re.compile(r"[^\W_]+(?:\.[^\W_]+)*$")


def sentence_ends(string: str, start: int, stop: int, language: Language) -> Iterator[int]:
    """Give the places behind the full stops that end sentences.

    >>> from pipeline.language import language
    >>> [*sentence_ends("Mr. Dow came. He sat.", 0, 21, language("en"))]
    [13, 21]
    """
    for match in SENTENCE_END.finditer(string, start, stop):
        word = WORD_BEFORE.search(string, max(start, match.start() - 20), match.start())
        abbreviated = word is not None and (
            len(word[0]) == 1 or word[0].lower() in language.abbreviations
        )
        if match[0][0] != "." or not abbreviated:
            yield match.end()


def word_before(string: str, at: int) -> str:
    """Give the letters that stand close before a place.

    >>> word_before("the mill.", 8)
    'mill'
    """
    found = LETTERS_BEFORE.search(string, max(0, at - LONGEST), at)
    return found[0] if found else ""
