"""Compounds: with a hyphen here and without one there, and those that a blank has parted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.checks.consistency.ways import times
from pipeline.checks.proof import Answer, Proof, Query
from pipeline.checks.sentences import word_before
from pipeline.language import all_words
from pipeline.model.finding import Span

PARTED = re.compile(r"[-‐](?:(?<=[^\W\d_]{2}.) |(?<=[^\W\d_]{2} .))(?=(?P<right>[^\W\d_]{2,}))")
SUSPENDED = all_words("suspended")
"""Passages in other languages suspend words too."""
SHORTEST = 5
"""Letters of a compound."""
KNOWN = 2.2
"""Frequency in the language (log10 of its count in 10⁹ words) from which it knows a word."""
RARER = 0.34
"""Share of both forms up to which the rarer one is asked about."""


def lost_hyphen(proof: Proof) -> Iterator[Query]:
    """A word that the language does not know, and that the book has with a hyphen elsewhere.

    It was joined where it was divided at its own hyphen.

    >>> from pipeline.checks.proof import proof_of_text
    >>> query, = lost_hyphen(proof_of_text("A wellbeloved man, and a well-beloved mill."))
    >>> query.message, query.proposals[0].new
    ('"wellbeloved", or "well-beloved" as elsewhere?', 'well-beloved')
    """
    for places, rarer, usual in _places(proof, known=False):
        new = _written(proof.string[slice(*places[0])], usual)
        message = f'"{rarer}", or "{usual}" as elsewhere?'
        yield proof.ask(*places[0], message, [Answer(new, 0.9)], 0.9, places[1:])


def varying_hyphen(proof: Proof) -> Iterator[Query]:
    """A word with a hyphen in some places and without one in others; the rarer form is asked about.

    One whose hyphen stood at a line's end is asked about as a divided word.

    >>> from pipeline.checks.proof import proof_of_text
    >>> query, = varying_hyphen(proof_of_text("He went to-day. " * 5 + "She came today."))
    >>> query.message, query.proposals[0].new
    ('"today" (once) or "to-day" (5 times)?', 'to-day')
    """
    counts = proof.lexicon.words
    for places, rarer, usual in _places(proof, known=True):
        new = _written(proof.string[slice(*places[0])], usual)
        message = f'"{rarer}" ({times(counts[rarer])}) or "{usual}" ({times(counts[usual])})?'
        yield proof.ask(*places[0], message, [Answer(new, 0.6)], 0.6, places[1:])


class Variant(NamedTuple):
    """The form that a word should have for the one that it has, and whether the latter is known."""

    usual: str
    known: bool


def variants(proof: Proof) -> dict[str, Variant]:
    """Give the forms, with a hyphen or without, that are asked about, in small letters.

    A hyphen that may be the typesetter's is no evidence of a form.
    """
    counts = proof.lexicon.words - _doubtful(proof)
    forms: dict[str, Variant] = {}
    for word in counts:
        solid = word.replace("-", "")
        if "-" in word and len(solid) >= SHORTEST and solid in counts:
            rarer, usual = sorted((word, solid), key=counts.__getitem__)
            strays = counts[rarer] <= max(1.0, RARER * (counts[word] + counts[solid]))
            unknown = proof.lexicon.zipf(solid) < KNOWN
            if unknown and counts[word] >= counts[solid]:
                forms[solid] = Variant(word, known=False)
            elif not unknown and strays and counts[rarer] < counts[usual]:
                forms[rarer] = Variant(usual, known=True)
    return forms


def _doubtful(proof: Proof) -> Counter[str]:
    """Count the words whose hyphen stood at a line's end and may be the typesetter's."""
    divided = {mark.start for mark in proof.marks if mark.kind == "divided"}
    return Counter(
        text.lower()
        for text, places in proof.places.items()
        if "-" in text
        for word in places
        if word.start + text.find("-") in divided
    )


def _places(proof: Proof, *, known: bool) -> Iterator[tuple[list[Span], str, str]]:
    """Give the places of a form, as it is written, with that form and the usual one."""
    forms = proof.once(variants)
    divided = {mark.start for mark in proof.marks if mark.kind == "divided"}
    found: list[tuple[list[Span], str, str]] = []
    for text, places in proof.places.items() if forms else ():
        variant = forms.get(text.lower())
        if variant and variant.known == known:
            at = text.find("-")
            spans = [(word.start, word.end) for word in places if word.start + at not in divided]
            if spans:
                found.append((spans, text.lower(), variant.usual))
    yield from sorted(found)


def _written(text: str, form: str) -> str:
    """Write a word as another has its hyphens, with its own capitals.

    >>> _written("PortRoyal", "port-royal"), _written("To-day", "today")
    ('Port-Royal', 'Today')
    """
    letters = iter(text.replace("-", ""))
    return "".join(char if char == "-" else next(letters) for char in form)


def parted_compound(proof: Proof) -> Iterator[Query]:
    """A blank beside the hyphen of a compound: it is one word, or two with a dash between.

    >>> from pipeline.checks.proof import proof_of_text
    >>> query, = parted_compound(proof_of_text("a well- known pre- and postwar mill, well-known"))
    >>> query.message, [answer.new for answer in query.proposals]
    ('a blank beside the hyphen: a well- known pre- and postwar mill,', ['-', ' – ', ''])
    """
    table = proof.language
    for match in PARTED.finditer(proof.string):
        blank_behind = match[0].endswith(" ")
        start = match.start() if blank_behind else match.start() - 1
        left, right = word_before(proof.string, start), match["right"]
        beside = right if blank_behind else left
        if beside.lower() in SUSPENDED:
            continue
        whole, joined = f"{left}-{right}".lower(), f"{left}{right}".lower()
        weights = {
            "-": proof.lexicon.count(whole) + 0.5,
            "": proof.lexicon.count(joined) + max(0.0, proof.lexicon.zipf(joined) - 2),
            f" {table.dash} ": 0.3,
        }
        total = sum(weights.values())
        answers = [Answer(new, round(weight / total, 2)) for new, weight in weights.items()]
        answers.sort(key=lambda answer: -answer.certainty)
        around = proof.around(start - len(left), match.end() + len(right))
        message = f"a blank beside the hyphen: {around}"
        yield proof.ask(start, match.end(), message, answers, 0.8)
