"""Is this how a word is spelt? Hunspell's dictionaries say, and word frequencies.

A word is also known that its language's table of older spellings turns into a known one, that is
put together from known ones (by a hyphen, an apostrophe or, as in German, nothing), or that is a
Roman numeral. Where a language has no dictionary here, every word that is in use at all is known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, cached_property
from math import log10
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.language import Language, language, primary
from pipeline.language.frequencies import frequencies
from pipeline.machine.answers import Answers
from pipeline.machine.dictionaries import dictionary_file

if TYPE_CHECKING:
    from hunspell import Hunspell

LIBRARY = "libhunspell-1.7.so.0"
NAMES: Mapping[str, tuple[str, ...]] = {
    "de": ("de_DE",),
    "en": ("en_US", "en_GB"),
    "es": ("es_ES",),
    "fr": ("fr",),
    "it": ("it_IT",),
    "pl": ("pl_PL",),
    "ru": ("ru_RU",),
}
"""The files of each language's dictionaries. English has two, and a word of either is known."""
IN_USE, SHORT = 3.75, 4
"""How frequent a word is, as log10 of its count in 10⁹ words, that no dictionary needs to know, if
it has so many letters; shorter ones are often parts of words, or initials. Measured on codespell's
list of misspellings: one in two thousand is as frequent as this."""
APOSTROPHE = re.compile("[’ʼ‘]")
STRESS = re.compile("(?<=[а-яА-Я])[\u0300\u0301]")
"""The stress, which Russian marks where a word might be taken for another."""
STRESSED = str.maketrans(dict(zip("áàéèóòýỳ", "ааееооуу", strict=True)))
"""It is also marked by Latin letters that have an accent already."""
CYRILLIC = re.compile("[а-яА-ЯёЁ]")
NUMERAL = re.compile(r"m{0,4}(?:cm|cd|d?c{0,4})(?:xc|xl|l?x{0,4})(?:ix|iv|v?i{0,4})j?")
LEAST_STEM = 3
LEAST_PART = 4
"""Letters of a part of a compound that is written as one word."""
LINKS = ("", "s", "es", "n", "en", "er")
"""What German puts between the parts of a compound."""
MOST_HYPHENS = 3
"""Hyphens of a word that a dictionary is asked for. Hunspell tries all ways to break it there, and
takes a hundredth of a second for a dozen, as web addresses have them."""
LONGEST_ELISION = 2
"""Letters before an apostrophe that are no word by themselves: d', qu'."""


BORROWED: Answers[tuple[str, str], float] = Answers("borrowed", 1 << 15)
"""The shares of words in other languages than one."""


class Dictionary:
    """A dictionary of Hunspell, loaded for the first word of which it is not remembered."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._answers: Answers[str, bool] = Answers(f"dictionary {path}", 1 << 16)

    def has(self, word: str) -> bool:
        """Does it have this word, with just these capitals?"""
        return self._answers.of(word, lambda: self._spells(word))

    def _spells(self, word: str) -> bool:
        try:
            return bool(self._loaded.spell(word))
        except UnicodeEncodeError:
            # The Polish one is in ISO 8859-2: no word of it has a letter that this lacks.
            return False

    @cached_property
    def _loaded(self) -> Hunspell:
        from ctypes import CDLL

        # The system's library, where there is one, takes a third of the time of that which came
        # with the wheel. It has the same name, and of two such none but the first is loaded.
        with suppress(OSError):
            CDLL(LIBRARY)
        from hunspell import Hunspell

        return Hunspell(self.path.stem, hunspell_data_dir=str(self.path.parent))


@dataclass(frozen=True)
class Speller:
    """What is known of the spelling of one language."""

    table: Language
    dictionaries: tuple[Dictionary, ...]
    frequencies: Mapping[str, float]
    answers: dict[str, bool] = field(default_factory=dict, repr=False)

    def zipf(self, word: str) -> float:
        """How frequent a word is: log10 of its count in 10⁹ words; 0 where it is in no list."""
        share = self.frequencies.get(word, 0.0)
        return log10(share) + 9 if share else 0.0

    def knows(self, word: str) -> bool:
        """Is it a word?"""
        if word not in self.answers:
            plain = STRESS.sub("", APOSTROPHE.sub("'", word))
            plain = plain.translate(STRESSED) if CYRILLIC.search(plain) else plain
            self.answers[word] = self._knows(plain)
        return self.answers[word]

    def spells(self, word: str) -> bool:
        """Is it a word of the dictionary, or of the list of frequencies?"""
        lower = word.lower()
        zipf = self.zipf(lower)
        if zipf and (not self.dictionaries or (zipf >= IN_USE and len(word) >= SHORT)):
            return True
        if lower in self.table.abbreviations or self.lists(word):
            return True
        return lower != word and self.lists(lower)

    def lists(self, word: str) -> bool:
        """Does a dictionary have this word, with just these capitals?"""
        return word.count("-") <= MOST_HYPHENS and any(each.has(word) for each in self.dictionaries)

    def _knows(self, word: str) -> bool:
        if self.spells(word) or NUMERAL.fullmatch(word.lower()):
            return True
        older = word.lower()
        for pattern, new in self.table.older:
            older = re.sub(pattern, new, older)
            as_written = older.capitalize() if word.istitle() else older
            if older != word.lower() and self.spells(as_written):
                return True
        if self._derived(word.lower()):
            return True
        parts = re.split("[-‐']", word)
        if len(parts) > 1:
            return all(self._part(part, word) for part in parts)
        return self.table.closed_compounds and self._compound(word.lower())

    def _derived(self, word: str) -> bool:
        """Is it a regular form of a known word, or has it a prefix that any word may have?"""
        for ending, base in self.table.inflections:
            stem = word.removesuffix(ending)
            if stem != word and len(stem) >= LEAST_STEM and self.spells(stem + base):
                return True
            # "Stoppest", of "stop".
            doubled = stem != word and len(stem) > LEAST_STEM and stem[-1] == stem[-2]
            if doubled and not base and self.spells(stem[:-1]):
                return True
        return any(
            word.startswith(prefix)
            and len(word) - len(prefix) >= LEAST_PART
            and self.spells(word[len(prefix) :])
            for prefix in self.table.prefixes
        )

    def _part(self, part: str, word: str) -> bool:
        short = len(part) <= LONGEST_ELISION and "'" in word
        return not part or short or part == "s" or self._knows(part)

    def _compound(self, word: str) -> bool:
        for cut in range(LEAST_PART, len(word) - LEAST_PART + 1):
            last = word[cut:]
            if not (self.spells(last) or self.spells(last.capitalize())):
                continue
            for link in LINKS:
                first = word[:cut].removesuffix(link) if word[:cut].endswith(link) else ""
                if len(first) >= LEAST_PART and (
                    self.spells(first) or self.spells(first.capitalize()) or self._compound(first)
                ):
                    return True
        return False


@cache
def speller(tag: str) -> Speller:
    """Give what is known of the spelling of a language, by its BCP 47 tag.

    >>> english = speller("en")
    >>> [word for word in ("mill", "Miller’s", "wihch", "to-day", "xiv") if english.knows(word)]
    ['mill', 'Miller’s', 'to-day', 'xiv']
    """
    code = primary(tag)
    files = [dictionary_file(name) for name in NAMES.get(code, ())]
    return Speller(language(tag), tuple(map(Dictionary, filter(None, files))), frequencies(code))


def borrowed(word: str, own: str) -> float:
    """Give the share that a word, in small letters, has in other languages than the book's."""
    return BORROWED.of((own, word), lambda: _borrowed(word, own))


def _borrowed(word: str, own: str) -> float:
    cyrillic = bool(CYRILLIC.search(word))
    return sum(
        frequencies(code, "small").get(word, 0.0)
        for code in NAMES
        if code != own and (code == "ru") == cyrillic
    )
