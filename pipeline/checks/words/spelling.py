"""Words that no dictionary knows: those that were misread or misspelt, and the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from heapq import nlargest
from itertools import pairwise
from typing import NamedTuple

from wordfreq import get_frequency_dict

from pipeline.checks.likelihood import Question, Reading, certainties
from pipeline.checks.proof import Answer, Proof, Query, Word
from pipeline.checks.words.confusions import (
    RATES,
    occasions,
    twice_misread,
    unmisread,
    unslipped,
)
from pipeline.checks.words.unknown import unknown_words
from pipeline.finding import Scope
from pipeline.language import LANGUAGES, primary
from pipeline.spelling import NAMES, Speller, speller

SHORTEST, LONGEST = 3, 14
"""Letters of the words that are looked at, and of those in which two confusions are looked for."""
SOUND, NAME = 1e-11, 2e-7
"""How likely a word is sound that no list has: each, where it is written small, and as a name."""
IN_COMPANY = 1e4
"""How much likelier it is where a word beside it is unknown as well: so foreign passages are."""
BORROWED = 1e-3
"""How many of the words are single ones of other languages."""
RECURS = 30.0
"""How much likelier it is sound for each time that it recurs."""
SURE = 0.6
"""Certainty from which a word is asked about as misread."""
SHOWN, LEAST, TRIED = 3, 0.05, 6
DAMAGED = 3e-4
"""Misread words, of all words, from which words are looked at that may have been misread twice."""
COMMON = 2e-4
"""Share of the letters from which a letter is one of the book's alphabet."""
NEAR = 3
"""Characters between two words that stand side by side."""


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


def misread_word(proof: Proof) -> Iterator[Query]:
    """A word that no dictionary knows, and that a usual slip makes of one that it does.

    >>> from pipeline.checks.proof import proof_of_text
    >>> text = "The mill in the valley, and tbe miller, and the mill race."
    >>> [(q.message, q.proposals[0].new) for q in misread_word(proof_of_text(text))]
    [('misread or misspelt? "tbe"', 'the')]
    """
    for suspect in proof.once(suspects):
        if suspect.sure >= SURE:
            yield _query(proof, suspect, "misread or misspelt?", suspect.sure)


def unknown_word(proof: Proof) -> Iterator[Query]:
    """A word written small that no dictionary knows, and that the book has but once.

    >>> from pipeline.checks.proof import proof_of_text
    >>> [*map(str, unknown_word(proof_of_text("The mill was quite gromblish that day.")))]
    ['no dictionary knows "gromblish"']
    """
    for suspect in proof.once(suspects):
        first = suspect.places[0]
        if suspect.sure < SURE and suspect.alone and first.text.islower():
            yield _query(proof, suspect, "no dictionary knows", 0.3)


def missing_dictionary(proof: Proof) -> Iterator[Query]:
    """A language without a dictionary here: of its words only the frequent ones are known.

    >>> from pipeline.checks.proof import proof_of_text
    >>> [*map(str, missing_dictionary(proof_of_text("Der var en gang", tag="da")))]
    ['there is no dictionary of "da": words are told by how frequent they are']
    """
    known = speller(proof.book.language)
    if not known.dictionaries and proof.words:
        first, tag = proof.words[0], proof.book.language
        remedy = "; run: make setup" if primary(tag) in NAMES else ""
        message = f'there is no dictionary of "{tag}": words are told by how frequent they are'
        yield proof.ask(first.start, first.end, message + remedy, certainty=1.0)


def _query(proof: Proof, suspect: Suspect, told: str, certainty: float) -> Query:
    first, *rest = suspect.places
    scope: Scope = "every" if rest else "here"
    answers = [
        Answer(text, min(0.99, round(share, 2)), scope=scope)
        for share, text in suspect.answers[:SHOWN]
        if share >= LEAST
    ]
    also = [proof.raw(word.start, word.end)[0] for word in rest]
    message = f'{told} "{first.text}"'
    return proof.ask(first.start, first.end, message, answers, round(certainty, 2), also)


def suspects(proof: Proof) -> list[Suspect]:
    """Give the words that no list has, each with its places and its readings."""
    places: dict[str, list[Word]] = {}
    for word in proof.once(unknown_words):
        if len(word.text) >= SHORTEST and not any(map(str.isupper, word.text[1:])):
            places.setdefault(word.text, []).append(word)
    own = speller(proof.book.language)
    known = _shares(proof, own)
    letters = _letters(proof)
    company = _company(proof)
    asked = [
        Question(
            _readings(word, known, letters),
            sound=_sound(word, found, company, primary(proof.book.language)),
            times=len(found),
        )
        for word, found in places.items()
    ]
    possible = occasions(proof.string.lower())
    sure = certainties(asked, possible)
    if sum(max(each, default=0.0) >= SURE for each in sure) > DAMAGED * len(proof.words):
        asked = [_twice(each, word, known) for each, word in zip(asked, places, strict=True)]
        sure = certainties(asked, possible)
    return [
        Suspect(found, _answers(found[0].text, each.readings, shares, own), each.sound <= SOUND)
        for found, each, shares in zip(places.values(), asked, sure, strict=True)
    ]


def _twice(question: Question, word: str, known: Shares) -> Question:
    """Look for two confusions in a word where none was found."""
    if question.readings or not word.islower() or len(word) > LONGEST:
        return question
    found = ((text, kinds, known.of(text)) for text, kinds in twice_misread(word))
    return question._replace(readings=[Reading(*each) for each in found if each[2]])


def _letters(proof: Proof) -> str:
    """Give the letters that the book is written in, without those of single foreign words."""
    counts = Counter(filter(str.isalpha, proof.string.lower()))
    return "".join(c for c, n in sorted(counts.items()) if n >= COMMON * counts.total())


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
    lower = word.lower()
    others = (get_frequency_dict(code, "small") for code in LANGUAGES if code != own)
    borrowed = sum(shares.get(lower, 0.0) for shares in others)
    return (weight + BORROWED * borrowed) * RECURS ** (len(places) - 1)


class Shares(NamedTuple):
    """How large a share of the text each known word has."""

    language: Mapping[str, float]
    book: Mapping[str, float]

    def of(self, word: str) -> float:
        """Give the share of a word, half by the language and half by the book."""
        return (self.language.get(word, 0.0) + self.book.get(word, 0.0)) / 2


def _shares(proof: Proof, own: Speller) -> Shares:
    words = proof.lexicon.words
    total = max(1, sum(words.values()))
    known = (word for word in words if word in own.frequencies or own.knows(word))
    return Shares(own.frequencies, {word: words[word] / total for word in known})


def _readings(word: str, known: Shares, letters: str) -> list[Reading]:
    """Give what a word may have been; of a name only how it may have been misread."""
    lower = word.lower()
    found = [
        Reading(text, kinds, share) for text, kinds in unmisread(lower) if (share := known.of(text))
    ]
    if word.islower():
        found += [
            Reading(text, (), share * RATES[slip])
            for text, slip in unslipped(lower, letters)
            if (share := known.of(text))
        ]
    return [reading for reading in found if reading.text != lower]


def _answers(
    word: str, readings: Sequence[Reading], shares: Sequence[float], own: Speller
) -> list[tuple[float, str]]:
    """Give the readings that are words, with the capital of what they are readings of."""
    sums: dict[str, float] = {}
    for reading, share in zip(readings, shares, strict=True):
        sums[reading.text] = sums.get(reading.text, 0.0) + share
    best = nlargest(TRIED, ((share, text) for text, share in sums.items()))
    likely = [(share, text) for share, text in best if own.knows(text)]
    if word[0].isupper():
        likely = [(share, text[0].upper() + text[1:]) for share, text in likely]
    return likely
