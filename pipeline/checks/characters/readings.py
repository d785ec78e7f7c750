"""What a word with lost letters may have been: the book's own words and the languages' say.

A reading is likely where the word is frequent, in the book or in a language, and where the letters
that it supplies are such as get lost. Fonts lose letters by kind: a letter that stands a thousand
times in the book unharmed is not the one that its font could not name. How often each kind was lost
is learned from the readings themselves (`pipeline.checks.likelihood`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from pipeline.checks.likelihood import Reading
from pipeline.conventions.mojibake import LOST
from pipeline.language.frequencies import Size, frequencies, listed
from pipeline.machine.answers import Answers

RUN = re.compile(f"{LOST}+")
LIGATURES = ("fi", "fl", "ff", "ffi", "ffl")
OWN, MARKED, OTHER = 1.0, 0.3, 0.05
"""How likely a word is taken from the book's language, from one of its foreign passages' and from
another one's."""
SMALL = 0.02
"""How much less likely the latter two are for a single word that is written small: most of the
single words of another language are names."""
MOST_TRIED = 2
"""Lost letters of a word for which all letters are tried; for more, the words are gone through."""
FEWEST_SEEN = 3
"""Letters of a word that must be left for that."""
KEPT = 8
"""Readings kept of a word."""
Filled = tuple[str, str, float]
"""A word of a list, the letters that are lost of it, and its share."""


LETTERS: Answers[str, str] = Answers("letters", 1 << 8)
"""The letters of the words of each language."""
SHARES: Answers[tuple[str, str], float] = Answers("shares", 1 << 14)
FITTING: Answers[tuple[str, str], tuple[Filled, ...]] = Answers("fitting", 1 << 12)
"""What lists say of words, by the names of the lists."""


@dataclass(frozen=True)
class Source:
    """A list of words with the share of each, and the letters that its words are made of."""

    load: Callable[[], Mapping[str, float]]
    letters: str
    prior: float
    name: str = ""
    """Of a list that is always the same: what it says is remembered, and it is seldom loaded."""

    @cached_property
    def shares(self) -> Mapping[str, float]:
        """The words with their shares."""
        return self.load()

    @cached_property
    def joined(self) -> str:
        """All words, one a line."""
        return "\n".join(self.shares)

    def share(self, word: str) -> float:
        """Give the share of a word; 0 where it is not in the list."""
        if not self.name:
            return self.shares.get(word, 0.0)
        return SHARES.of((self.name, word), lambda: self.shares.get(word, 0.0))

    def fitting(self, word: str) -> tuple[Filled, ...]:
        """Give what a word with lost letters may have been, with what it lost, and the share."""
        if not self.name:
            return self._fitting(word)
        return FITTING.of((self.name, word), lambda: self._fitting(word))

    def _fitting(self, word: str) -> tuple[Filled, ...]:
        filled = _fillings(word, self)
        known = ((text, lost) for text, lost in filled if text in self.shares)
        return tuple((text, lost, self.shares[text]) for text, lost in known)


@dataclass(frozen=True)
class Vocabulary:
    """The lists of words that may have the word."""

    sources: tuple[Source, ...]

    def share(self, word: str) -> float:
        """How likely a word is, in small letters."""
        return sum(source.prior * source.share(word) for source in self.sources)


def vocabulary(
    counts: Counter[str], own: str, marked: Iterable[str], others: Iterable[str]
) -> Vocabulary:
    """Gather the lists: the book's words, in small letters, its language's, those of others."""
    total = max(1, sum(counts.values()))
    book = {word: count / total for word, count in counts.items()}
    priors = dict.fromkeys(others, OTHER) | dict.fromkeys(marked, MARKED) | {own: OWN}
    lists = [
        _listed(code, _list(prior), prior) for code, prior in priors.items() if code in listed()
    ]
    return Vocabulary((Source(lambda: book, _alphabet(book), OWN), *lists))


def _list(prior: float) -> Size:
    """Choose the list: of other languages that of the commoner words, which is quickly read."""
    return "small" if prior == OTHER else "large"


def _listed(code: str, size: Size, prior: float) -> Source:
    letters = LETTERS.of(code, lambda: _alphabet(frequencies(code, "small")))
    return Source(lambda: frequencies(code, size), letters, prior, f"{code} {size}")


def _alphabet(words: Iterable[str]) -> str:
    return "".join(sorted(char for char in set("".join(words)) if char.isalpha() or char == "'"))


def readings(word: str, known: Vocabulary, single: bool = True) -> list[Reading]:
    """Give what a word with lost letters may have been, in small letters, the likeliest first.

    `single` says that it stands among words of the book's own language.

    >>> polish = Vocabulary((Source(lambda: {"mróz": 1e-5, "łódź": 2e-5}, "dmrzółź", 1.0),))
    >>> [reading[:2] for reading in readings("Łód\ufffd", polish)]
    [('łódź', 'ź')]
    """
    found: dict[str, Reading] = {}
    single, word = single and word[0] != LOST and word.islower(), word.lower()
    for source in known.sources:
        prior = source.prior * (SMALL if single and source.prior < OWN else 1)
        for text, lost, share in source.fitting(word):
            before = found[text].weight if text in found else 0.0
            found[text] = Reading(text, lost, before + prior * share)
    return sorted(found.values(), key=lambda reading: -reading.weight)[:KEPT]


def _fillings(word: str, source: Source) -> Iterator[tuple[str, str]]:
    """Fill the gaps of a word in all ways that may be a word of the list."""
    runs = RUN.findall(word)
    gaps = sum(map(len, runs))
    seen = len(word) - gaps
    if gaps <= MOST_TRIED:
        options = [_options(len(run), source.letters) for run in runs]
        parts = RUN.split(word)
        for chosen in product(*options):
            text = parts[0] + "".join(a + b for a, b in zip(chosen, parts[1:], strict=True))
            yield text, "".join(chosen)
    elif seen >= FEWEST_SEEN:
        pattern = RUN.sub(lambda run: f"([^\\W\\d_]{{1,{len(run[0])}}})", word)
        for match in re.finditer(f"^{pattern}$", source.joined, re.MULTILINE):
            yield match[0], "".join(match.groups())


def _options(length: int, letters: str) -> list[str]:
    """Give what may have stood where so many signs are: letters, or one whose bytes were parted."""
    if length == 1:
        return [*letters, *LIGATURES]
    return [*("".join(pair) for pair in product(letters, repeat=2)), *letters, *LIGATURES]
