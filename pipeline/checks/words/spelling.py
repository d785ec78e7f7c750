"""Words that no dictionary knows: those that were misread or misspelt, and the others."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.proof import Answer, Proof, Query
from pipeline.checks.words.suspects import SURE, Suspect, suspects
from pipeline.lacking import WHOLE, how_to_get
from pipeline.language import primary
from pipeline.language.spelling import NAMES, speller
from pipeline.model.finding import Scope

SHOWN, LEAST = 3, 0.05
"""Proposals shown, and how sure each of them is at the least."""


def misread_word(proof: Proof) -> Iterator[Query]:
    """A word that no dictionary knows, and that a usual slip makes of one that it does.

    >>> from pipeline.checks.proof import proof_of_text
    >>> text = "The mill in the valley, and tbe miller, and the mill race."
    >>> [(q.message, q.proposals[0].new) for q in misread_word(proof_of_text(text))]
    [('misread or misspelt? "tbe"', 'the')]
    """
    for suspect in proof.once(suspects):
        if suspect.sure >= SURE and not suspect.joined:
            yield _query(proof, suspect, "misread or misspelt?", suspect.sure)


def joined_words(proof: Proof) -> Iterator[Query]:
    """Two words without a blank, or a hyphen, between them.

    Where the book has them with a hyphen elsewhere, `lost_hyphen` asks.

    >>> from pipeline.checks.proof import proof_of_text
    >>> text = "The wheel ofthe mill, and the stones of the mill."
    >>> [(q.message, q.proposals[0].new) for q in joined_words(proof_of_text(text))]
    [('run together? "ofthe"', 'of the')]
    """
    for suspect in proof.once(suspects):
        if suspect.sure >= SURE and suspect.joined:
            yield _query(proof, suspect, "run together?", suspect.sure)


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
        remedy = f"; {how_to_get(WHOLE)}" if primary(tag) in NAMES else ""
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
