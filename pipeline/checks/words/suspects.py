"""Words that no list has: what they may have been, and how sure that is.

A word is sound until what it may have been is much likelier than a word that nobody has listed.
Names, words beside other unknown ones (a foreign passage), words of other languages and words that
recur are likelier sound than others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from heapq import nlargest
from itertools import pairwise
from math import sqrt
from typing import NamedTuple

from pipeline.checks.hyphens.compounds import variants
from pipeline.checks.likelihood import Question, Reading, certainties
from pipeline.checks.proof import Proof, Word
from pipeline.checks.words.confusions import (
    RATES,
    USUAL,
    occasions,
    twice_misread,
    unmisread,
    unslipped,
)
from pipeline.checks.words.shares import Shares, shares_of
from pipeline.checks.words.splits import LIGATURES, splits
from pipeline.checks.words.unknown import unknown_words
from pipeline.language import primary
from pipeline.language.spelling import Speller, borrowed, speller

SHORTEST, LONGEST_WORD, LONGEST = 3, 100, 14
"""Letters of the words that are looked at, and of those in which two confusions are looked for."""
SOUND, NAME = 1e-11, 2e-7
"""How likely a word is sound that no list has: each, where it is written small, and as a name."""
IN_COMPANY = 1e4
"""How much likelier it is where a word beside it is unknown as well: so foreign passages are."""
BORROWED = 1e-3
"""How many of the words are single ones of other languages."""
RECURS = 30.0
"""How much likelier it is sound for each time that it recurs."""
OFTEN = 100
"""Times from which on it is as sound as it can be."""
SURE = 0.6
"""Certainty from which a word is asked about as misread."""
SHOWN, LEAST, TRIED = 3, 0.05, 6
UNLIKELY, POSSIBLE, OWN_WORDS = 0.5, 0.2, 2e-4
"""How sure a reading is at the least that explains a word, and one that may; and how many of a
book's words are its author's own as a rule."""
DAMAGED = 3e-4
"""Misread words, of all words, from which words are looked at that may have been misread twice."""
COMMON = 2e-4
"""Share of the letters from which a letter is one of the book's alphabet."""
NEAR = 3
"""Characters between two words that stand side by side."""


SHORT_WORD = 1e-3
"""Share of a word of one letter that may have been run together with another."""
BLANK = "blank left out"
PAIRED = 0.1
LONG_PART = 4
"""Letters of each of two words that were run together, where nothing else tells that they were."""
IF_APART, IF_DIVIDED = 6e-11, 2e-11
"""How likely they stood there with a blank, and with a hyphen; and the other way round where the
word was divided."""
HYPHENED = re.compile(r"[-‐]\s")
LIGATURE = 0.1
"""How much less often a ligature is lost than other confusions are made."""


class Suspect(NamedTuple):
    """A word that no list has, with all its places and what it may have been."""

    places: list[Word]
    answers: list[tuple[float, str]]
    """The likeliest first, with their certainties."""
    alone: bool
    """The book has it once, no other language knows it, and the words beside it are known."""

    @property
    def sure(self) -> float:
        """How sure its likeliest reading is."""
        return self.answers[0][0] if self.answers else 0.0

    @property
    def joined(self) -> bool:
        """Is its likeliest reading two words?"""
        return bool(self.answers) and _parts(self.answers[0][1]) > _parts(self.places[0].text)


def _parts(text: str) -> int:
    return len(re.split("[ -]", text))


def suspects(proof: Proof) -> list[Suspect]:
    """Give the words that no list has, each with its places and its readings."""
    places = _unexplained(proof)
    own = speller(proof.book.language)
    known = proof.once(shares_of)
    letters = _letters(proof)
    company = _company(proof)
    asked = [
        Question(
            [*_readings(word, known, letters), *_apart(word, found[0], known, proof)],
            sound=_sound(word, found, company, primary(proof.book.language)),
            times=len(found),
        )
        for word, found in places.items()
    ]
    possible = occasions(lower := proof.string.lower(), proof.characters)
    possible[BLANK] = len(proof.words) + USUAL
    possible.update({f"lost {each}": lower.count(each) + USUAL for each in LIGATURES})
    sure = certainties(asked, possible)
    if sum(max(each, default=0.0) >= SURE for each in sure) > DAMAGED * len(proof.words):
        asked = [_twice(each, word, known) for each, word in zip(asked, places, strict=True)]
        sure = certainties(asked, possible)
    more = _own_words(places, asked, sure, len(proof.words))
    asked = [
        each if _is_apart(each, shares) else each._replace(sound=each.sound * more)
        for each, shares in zip(asked, sure, strict=True)
    ]
    sure = certainties(asked, possible)
    alone = SOUND * more
    return [
        Suspect(found, _answers(found[0].text, each.readings, shares, own), each.sound <= alone)
        for found, each, shares in zip(places.values(), asked, sure, strict=True)
    ]


def _unexplained(proof: Proof) -> dict[str, list[Word]]:
    """Give the words that no list has, with their places, without those of which others ask."""
    places: dict[str, list[Word]] = {}
    halves = {word.start for split in proof.once(splits) for word in (split.left, split.right)}
    hyphenated = proof.once(variants)
    for word in proof.once(unknown_words):
        if (
            word.start not in halves
            and word.text.lower() not in hyphenated
            and SHORTEST <= len(word.text) <= LONGEST_WORD
            and not any(map(str.isupper, word.text[1:]))
        ):
            places.setdefault(word.text, []).append(word)
    return places


def _own_words(
    words: Iterable[str], asked: Sequence[Question], sure: Sequence[Sequence[float]], total: int
) -> float:
    """Say how much likelier a word is the author's own in this book than in most.

    It is the likelier, the more words there are that nothing explains; but these may also be the
    slips that no reading was found for, so that only the root of their number counts.
    """
    unexplained = sum(
        word.islower() and max(shares, default=0.0) < UNLIKELY and not _is_apart(question, shares)
        for word, question, shares in zip(words, asked, sure, strict=True)
    )
    return sqrt(max(1.0, unexplained / (OWN_WORDS * max(1, total))))


def _is_apart(question: Question, shares: Sequence[float]) -> bool:
    """Is it likely two words?"""
    pairs = zip(question.readings, shares, strict=True)
    return any(" " in reading.text and share >= POSSIBLE for reading, share in pairs)


def _twice(question: Question, word: str, known: Shares) -> Question:
    """Look for two confusions in a word where none was found."""
    if question.readings or not word.islower() or len(word) > LONGEST:
        return question
    found = known.known(twice_misread(word))
    return question._replace(readings=[Reading(*each) for each in found])


def _letters(proof: Proof) -> str:
    """Give the letters that the book is written in, without those of single foreign words."""
    counts = {c: n for c, n in proof.characters.items() if c.isalpha()}
    total = sum(counts.values())
    return "".join(c for c, n in sorted(counts.items()) if n >= COMMON * total)


def _company(proof: Proof) -> set[int]:
    """Give where the unknown words begin that have another beside them."""
    words = proof.once(unknown_words)
    return {
        word.start
        for left, right in pairwise(words)
        if right.start - left.end <= NEAR
        for word in (left, right)
    }


def _sound(word: str, places: Sequence[Word], company: set[int], own: str) -> float:
    """How likely a word is as it stands, though no list has it."""
    weight = SOUND if word.islower() else NAME
    if any(place.start in company for place in places):
        weight *= IN_COMPANY
    weight += BORROWED * borrowed(word.lower(), own)
    return weight * RECURS ** min(len(places) - 1, OFTEN)


def _readings(word: str, known: Shares, letters: str) -> list[Reading]:
    """Give what a word may have been; of a name only how it may have been misread."""
    lower = word.lower()
    found = [Reading(*each) for each in known.known(unmisread(lower))]
    if word.islower():
        found += [
            Reading(text, (f"lost {each}",), share * LIGATURE)
            for each in LIGATURES
            for cut in range(len(word) + 1)
            if (share := known.of(text := word[:cut] + each + word[cut:]))
        ]
        slips = unslipped(lower, letters, known)
        found += [Reading(text, (), known.of(text) * RATES[slip]) for text, slip in slips]
    return [reading for reading in found if reading.text != lower]


def _apart(word: str, first: Word, known: Shares, proof: Proof) -> Iterator[Reading]:
    """Give the two words that a word may be run together of.

    Two words stand side by side as often as the book has them so, or else less often than their
    shares say, since most pairs of words never do.
    """
    lower = word.lower()
    total = max(1, len(proof.words))
    for cut in range(1, len(lower)):
        left, right = lower[:cut], lower[cut:]
        shares = known.of(left), known.of(right)
        if all(shares) and (min(len(left), len(right)) > 1 or min(shares) > SHORT_WORD):
            beside = proof.pairs[left, right] / total + PAIRED * shares[0] * shares[1]
            yield Reading(f"{left} {right}", (BLANK,), beside)
            if min(len(left), len(right)) >= LONG_PART and not proof.language.closed_compounds:
                yield from _compound(left, right, first, proof)


def _compound(left: str, right: str, first: Word, proof: Proof) -> Iterator[Reading]:
    """Give two words of which no dictionary has the compound, in a language that has few.

    Where the word was divided at a line's end, its hyphen is likely its own.
    """
    own = speller(proof.book.language)
    if own.lists(left) and own.lists(right):
        divided = HYPHENED.search(proof.source.text[slice(*proof.raw(first.start, first.end)[0])])
        blank, hyphen = (IF_APART, IF_DIVIDED)[:: -1 if divided else 1]
        yield Reading(f"{left} {right}", (), blank)
        yield Reading(f"{left}-{right}", (), hyphen)


def _answers(
    word: str, readings: Sequence[Reading], shares: Sequence[float], own: Speller
) -> list[tuple[float, str]]:
    """Give the readings that are words, with the capital of what they are readings of."""
    sums: dict[str, float] = {}
    for reading, share in zip(readings, shares, strict=True):
        sums[reading.text] = sums.get(reading.text, 0.0) + share
    best = nlargest(TRIED, ((share, text) for text, share in sums.items()))
    likely = [(share, text) for share, text in best if " " in text or own.knows(text)]
    if word[0].isupper():
        likely = [(share, text[0].upper() + text[1:]) for share, text in likely]
    return likely
