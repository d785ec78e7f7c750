"""Is this a word? The book's own vocabulary first, then the language's."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from wordfreq import available_languages, zipf_frequency

from pipeline.language import primary

LINE_END_HYPHEN = re.compile(r"[-\u00ad\u2010](?=\s*\n)\s+|\ufffe")
LAST = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*$")
WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Counts of the book's words (in lower case), and the language to ask beyond them."""

    words: Counter[str]
    language: str
    """A code that wordfreq knows, or empty: then only the book is asked."""

    def count(self, word: str) -> int:
        """How often the word stands in the book."""
        return self.words[word.lower()]

    def zipf(self, word: str) -> float:
        """How frequent the word is in the language: log10 of its count in 10⁹ words; 0: unknown."""
        if not self.language:
            return 0.0
        return zipf_frequency(word.lower(), self.language)


def lexicon_of(text: str, language: str) -> Lexicon:
    """Learn the book's words. Parts of words divided at line ends are not counted.

    >>> lexicon_of("well-known divi-\\nded", "xx").words
    Counter({'well-known': 1})
    """
    lower = text.lower()
    words = Counter(WORD.findall(lower))
    for hyphen in LINE_END_HYPHEN.finditer(lower):
        for part in (
            LAST.search(lower, max(0, hyphen.start() - 40), hyphen.start()),
            WORD.match(lower, hyphen.end()),
        ):
            if part is not None:
                words[part[0]] -= 1
    code = primary(language)
    known = code if code in available_languages() else ""
    return Lexicon(+words, known)
