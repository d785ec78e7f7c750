"""The words of the book that none of its languages knows: other checks say what became of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import cast

from pipeline.checks.proof import Proof, Word
from pipeline.conventions.mojibake import LOST
from pipeline.language import primary
from pipeline.language.spelling import Speller, speller

ADDRESS = re.compile(
    r"(?:https?://|www\.)\S*(?:\s(?=\S*[/\d])\S*[-/_.]\S*)*|\S+@\S+|\b\w[\w-]+(?:\.\w[\w-]+)+/?\S*"
    r"|\S*/\S*/\S*"
)
"""Addresses of the web and of files, also where a blank has got into them."""
IN_ADDRESS = re.compile(r"[@/.](?:(?<=[@/])|(?<=[\w-].)(?=\w)|(?<=www.))")
"""What every address has."""
NO_BLANK = re.compile(r"\S*")
LONGEST = 2000
"""Letters without a blank in which an address is looked for."""
MUCH = 0.05
"""Share of the letters in a language from which its dictionary is read; else its passages are
spared."""


def unknown_words(proof: Proof) -> list[Word]:
    """Give the words that are not words of the book's language, nor of their passage's, in order.

    Passages in a language that the book has but little of are taken to have none.

    >>> from pipeline.checks.proof import proof_of_text
    >>> [word.text for word in unknown_words(proof_of_text("In tbe mill, see www.mlil.org"))]
    ['tbe']
    """
    own = speller(proof.book.language)
    if not (own.dictionaries or own.frequencies):
        return []
    languages = _languages(proof)
    spared = _spared(proof, languages)
    words = [word for word in proof.words if spared.find(1, word.start, word.end) < 0]
    types = {text for text in {word.text for word in words} if not own.knows(text)}
    return [
        word
        for word in words
        if word.text in types and not (languages and _theirs(proof, word, languages))
    ]


def addresses(proof: Proof) -> list[tuple[int, int]]:
    """Give the stretches of the string that are addresses of the web, of files or of people.

    >>> from pipeline.checks.proof import proof_of_text
    >>> proof = proof_of_text("See www.mill.org/a for it.")
    >>> [proof.string[slice(*place)] for place in addresses(proof)]
    ['www.mill.org/a']
    """
    string, found, done = proof.string, list[tuple[int, int]](), 0
    while (sign := IN_ADDRESS.search(string, done)) is not None:
        start = sign.start()
        while start > done and not string[start - 1].isspace():
            start -= 1
        rest = cast(re.Match[str], NO_BLANK.match(string, sign.end()))  # it may be empty
        end = rest.end()
        # What begins among these letters may go on behind a blank.
        first = ADDRESS.search(string, start, end) if end - start <= LONGEST else None
        whole = ADDRESS.match(string, first.start()) if first else None
        if whole is not None:
            found.append(whole.span())
        done = whole.end() if whole else end
    return found


def _languages(proof: Proof) -> dict[str, Speller]:
    """Give what is known of the languages that more than a few words of the book are in."""
    length: Counter[str] = Counter()
    for mark in proof.foreign:
        length[primary(mark.data)] += mark.end - mark.start
    least = MUCH * len(proof.string)
    much = {code: speller(code) for code, count in length.items() if count >= least}
    return {code: known for code, known in much.items() if known.dictionaries or known.frequencies}


def _theirs(proof: Proof, word: Word, languages: Mapping[str, Speller]) -> bool:
    known = languages.get(primary(proof.language_at(word.start)))
    return known is not None and known.knows(word.text)


def _spared(proof: Proof, languages: Mapping[str, Speller]) -> bytearray:
    """Mark the places of the string whose words are not looked at, with one letter around them."""
    spared = bytearray(len(proof.string))
    for start, end in _spans(proof, languages):
        spared[start:end] = b"\1" * (end - start)
    return spared


def _spans(proof: Proof, languages: Mapping[str, Speller]) -> Iterator[tuple[int, int]]:
    yield from proof.once(addresses)
    for match in re.finditer(rf"[\d_{LOST}@]", proof.string):
        yield max(0, match.start() - 1), match.end() + 1
    for mark in proof.foreign:
        if primary(mark.data) not in languages:
            yield mark.start, mark.end
