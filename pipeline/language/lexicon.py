"""Is this a word? The book's own vocabulary first, then the language's."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log, log10

from pipeline.language import language
from pipeline.language.frequencies import frequencies
from pipeline.model.translate import lowered, stretches

LINE_END_HYPHEN = re.compile(r"[-\u00ad\u2010\ufffe](?:(?<=\ufffe)|(?=\s*\n)\s+)")
LAST = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*$")
WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
AROUND = ".,;:!?…()[]\"'“”„‘’«»—–"
"""Signs that most often stand at a word's ends."""
LONGEST_WORD = 40
AT_LINE_END = 0.1
"""Share of the words written with a hyphen whose hyphen comes to stand at a line's end. Measured on
novels in seven languages with lines of 48 to 66 characters: 0.03 to 0.17, by language and length of
the words."""
EXPECTED = 5.0
"""Hyphens at line ends that a book is taken to have before any is seen, of the two kinds as in
other books of its language, so that a page of text is judged like most."""
ENDINGS = 3
"""Letters that an inflection may change at a word's end."""
NEIGHBOURS = 20
"""Words of the vocabulary looked at behind a stem."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The book's words (in lower case), how they were divided, and the language's words."""

    words: Counter[str]
    ordered: Sequence[str]
    """The words in the order of the alphabet."""
    families: Counter[str]
    """How many words with a hyphen share a first or last part: "self-", "-like"."""
    habit: float
    """Log-odds that a hyphen at a line's end is the typesetter's and not the word's own."""
    frequencies: Mapping[str, float]
    """The language's words, as shares of all words; empty where there is no list of them."""
    older: tuple[tuple[re.Pattern[str], str], ...]
    """What turns a word in old spelling into one that the list may have."""

    def count(self, word: str) -> int:
        """How often the word stands in the book."""
        return self.words[word]

    def zipf(self, word: str) -> float:
        """How frequent the word is in the language: log10 of its count in 10⁹ words; 0: unknown."""
        share = self.frequencies.get(word) or self.frequencies.get(self.modern(word), 0.0)
        return log10(share) + 9 if share else 0.0

    def weight(self, word: str) -> float:
        """How frequent it is in the language, and more where the book has it."""
        return self.zipf(word) + 4.0 * (self.words[word] > 0)

    def modern(self, word: str) -> str:
        """Spell a word as the language does now, so far as its table knows."""
        for pattern, new in self.older:
            word = pattern.sub(new, word)
        return word

    def begins(self, start: str) -> bool:
        """Has the book a word that begins so?"""
        at = bisect_left(self.ordered, start)
        return self.ordered[at : at + 1] != [] and self.ordered[at].startswith(start)

    def kin(self, word: str) -> bool:
        """Has the book another form of the word: the same but for an ending?"""
        for size in range(1, ENDINGS + 1):
            stem = word[:-size]
            if len(stem) < 4:
                return False
            at = bisect_left(self.ordered, stem)
            for other in self.ordered[at : at + NEIGHBOURS]:
                if not other.startswith(stem):
                    break
                if len(other) <= len(stem) + ENDINGS and other != word:
                    return True
        return False


def lexicon_of(text: str, tag: str) -> Lexicon:
    """Learn the book's words. Parts of words divided at line ends are not counted.

    >>> lexicon_of("well-known divi-\\nded", "xx").words
    Counter({'well-known': 1})
    """
    lower = lowered(text)
    words = _counted(lower)
    divided = 0
    for left, right in _at_line_ends(lower):
        words[left] -= 1
        words[right] -= 1
        divided += 1
    words = +words
    compounds = [word for word in words if "-" in word]
    own = AT_LINE_END * sum(words[word] for word in compounds)
    families = Counter(word.split("-", 1)[0] + "-" for word in compounds)
    families.update("-" + word.rsplit("-", 1)[1] for word in compounds)
    table = language(tag)
    return Lexicon(
        words,
        sorted(words),
        families,
        log((max(0.0, divided - own) + EXPECTED) / (own + EXPECTED * table.own_hyphens)),
        frequencies(table.code),
        tuple((re.compile(old), new) for old, new in table.older),
    )


def _counted(lower: str) -> Counter[str]:
    """Count the words of a text; what stands between blanks is looked at once, however often."""
    words = Counter[str]()
    for stretch in stretches(lower):
        words.update(stretch.split())
    for token in [token for token in words if not token.isalpha()]:
        times, bare = words.pop(token), token.strip(AROUND)
        for word in [bare] if bare.isalpha() else WORD.findall(token):
            words[word] += times
    return words


def _at_line_ends(lower: str) -> Iterator[tuple[str, str]]:
    """Give the two parts of each word that has a hyphen at a line's end."""
    for hyphen in LINE_END_HYPHEN.finditer(lower):
        left = LAST.search(lower, max(0, hyphen.start() - LONGEST_WORD), hyphen.start())
        right = WORD.match(lower, hyphen.end())
        if left is not None and right is not None:
            yield left[0], right[0]
