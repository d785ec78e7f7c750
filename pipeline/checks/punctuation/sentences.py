"""Full stops within sentences, and sentences that begin without one before them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.checks.proof import Answer, Proof, Query
from pipeline.checks.sentences import word_before

STOP = re.compile(r"(?:(?<=[^\W\d_])|(?<=[”»)]))\. (?=[^\W\d_])")
NUMERAL = re.compile("[ivxl]+")
SEVERAL = 2
"""Times from which a word with a full stop before a small letter is an abbreviation."""
LONG, COMMON, RARE = 5, 4.5, 3.5
"""Letters of a word, and how common it is in the language (log10 of its count in 10⁹ words) if it
is shorter and if it is as long, from which it is none."""


def false_stop(proof: Proof) -> Iterator[Query]:
    """A full stop before a small letter, behind what is no abbreviation.

    >>> from pipeline.checks.proof import proof_of_text
    >>> query, = false_stop(proof_of_text("The wheel. of the mill (cf. the dam etc. and so on)."))
    >>> query.message, [answer.new for answer in query.proposals]
    ('a full stop within the sentence? The wheel. of the mill (cf. the dam', ['', ',', 'O'])
    """
    string = proof.string
    markers = {mark.start for mark in proof.references}
    for match in STOP.finditer(string):
        at, behind = match.start(), match.end()
        if not string[behind].islower() or _abbreviated(proof, at) or _foreign(proof, at):
            continue
        stop = (at, at + 1)
        # Behind a quotation with a note the stop was set for the sentence that it comes from.
        noted = at + 1 in markers and not string[at - 1].isalpha()
        answers = [Answer("", 0.85 if noted else 0.5, "delete", stop)]
        answers.append(Answer(",", 0.1 if noted else 0.4, at=stop))
        answers.append(
            Answer(string[behind].upper(), 0.05 if noted else 0.3, at=(behind, behind + 1))
        )
        message = f"a full stop within the sentence? {proof.around(at, behind)}"
        yield proof.ask(*stop, message, answers, 0.9 if noted else 0.6)


def _abbreviated(proof: Proof, at: int) -> bool:
    """May the word before a full stop be an abbreviation, or none that is known?"""
    word = word_before(proof.string, at - (proof.string[at - 1] in "”»)"))
    small = word.lower()
    if len(word) < 2 or proof.string[at - len(word) - 1 : at - len(word)] == ".":
        return True
    if NUMERAL.fullmatch(small):
        return True
    if small in proof.language.abbreviations or proof.abbreviations[word] >= SEVERAL:
        return True
    return proof.lexicon.zipf(small) < (RARE if len(word) >= LONG else COMMON)


def lost_stop(proof: Proof) -> Iterator[Query]:
    """A sentence that seems to begin without a full stop before it: a small word with a capital.

    It begins no name, since a small letter follows it.

    >>> from pipeline.checks.proof import proof_of_text
    >>> text = "He sold the mill The owner of the dam, the Lord of the Manor, was glad."
    >>> [*map(str, lost_stop(proof_of_text(text)))]
    ['a full stop before "The"? He sold the mill The owner of the dam, the L']
    """
    words = tuple(sorted(proof.language.leading))
    if not words:
        return
    for match in _capital(words).finditer(proof.string):
        before = word_before(proof.string, match.start("word") - 1)
        if not before.islower() or _foreign(proof, match.start("word")):
            continue
        message = f'a full stop before "{match["word"]}"? {proof.around(*match.span("word"))}'
        place = len(proof.string[: match.start("word")].rstrip())
        answers = [Answer(".", 0.7, "insert", (place, place))]
        small = match["word"][0].lower() + match["word"][1:]
        answers.append(Answer(small, 0.3, at=match.span("word")))
        yield proof.ask(*match.span("word"), message, answers, 0.6)


@cache
def _capital(words: tuple[str, ...]) -> re.Pattern[str]:
    capitals = "|".join(word.capitalize() for word in words if len(word) > 1)
    return re.compile(rf"(?<=[^\W\d_] )(?P<word>{capitals})(?= [^\W\d_A-ZА-ЯÀ-Þ]{{2}})")


def _foreign(proof: Proof, at: int) -> bool:
    return proof.language_at(at) != proof.book.language
