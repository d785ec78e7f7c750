"""Full stops within sentences, and sentences that begin without one before them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.proof import Answer, Proof, Query
from pipeline.checks.sentences import word_before

STOP = re.compile(r"\.(?:(?<=[^\W\d_].)|(?<=[”»)].)) (?=[^\W\d_])")
CAPITAL = re.compile(
    r"(?P<word>[A-ZÀ-ÖØ-ÞА-ЯЁ](?<=[^\W\d_] .)[^\W\d_A-ZА-Я]*)(?= [^\W\d_A-ZА-ЯÀ-Þ]{2})"
)
NUMERAL = re.compile("[ivxl]+")
FIRST = re.compile(r"[^\W_]+")
SENTENCE = 20
"""Words of a sentence."""
RARELY = 0.05
"""What a place counts that was not seen."""
SEVERAL, MANY = 2, 6
"""Times from which a word with a full stop before a small letter is an abbreviation, and from which
one of the commonest words is."""
FREQUENT = 5.6
"""Frequency in the language of its commonest words."""
STRAY, FEW = 0.002, 2
"""How often for each time without one a common word may have a capital in mid-sentence, if it has
one as a sentence's first; and how often at the most in a short book."""
LONG, COMMON, RARE = 5, 4.5, 3.5
"""Letters of a word, and how common it is in the language (log10 of its count in 10⁹ words) if it
is shorter and if it is as long, from which it is none."""


def false_stop(proof: Proof) -> Iterator[Query]:
    """A full stop before a small letter, behind what is no abbreviation.

    >>> from pipeline.checks.proof import proof_of_text
    >>> query, = false_stop(proof_of_text("A wheel. of the mill of oak (cf. the dam etc. and so)."))
    >>> query.message, [answer.new for answer in query.proposals]
    ('a full stop within the sentence? A wheel. of the mill of oak (cf.', ['', ',', 'O'])
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
        begins = 0.05 if noted else _begins(proof, at, behind)
        answers = [
            Answer("", round((1 - begins) * (0.9 if noted else 0.6), 2), "delete", stop),
            Answer(",", round((1 - begins) * (0.1 if noted else 0.4), 2), at=stop),
            Answer(string[behind].upper(), round(begins, 2), at=(behind, behind + 1)),
        ]
        answers.sort(key=lambda answer: -answer.certainty)
        message = f"a full stop within the sentence? {proof.around(at, behind)}"
        yield proof.ask(*stop, message, answers, 0.9 if noted else 0.6)


def _begins(proof: Proof, stop: int, at: int) -> float:
    """How likely does a sentence end at a stop, and another begin behind it?

    By how often the book has the word behind it with a capital, and the one before it at the end of
    a sentence, against how often it has them at all.
    """
    found = FIRST.match(proof.string, at)
    word, last = found[0] if found else "", word_before(proof.string, stop)
    begins = (proof.counts[word.capitalize()] + RARELY) / (proof.counts[word] + 1)
    ended = proof.string.count(f"{last}.") - 1 if last else 0
    ends = (ended + RARELY) / (proof.counts[last] + 1)
    odds = SENTENCE * begins * SENTENCE * ends
    return odds / (1 + odds)


def _abbreviated(proof: Proof, at: int) -> bool:
    """May the word before a full stop be an abbreviation, or none that is known?"""
    word = word_before(proof.string, at - (proof.string[at - 1] in "”»)"))
    small = word.lower()
    if len(word) < 2 or proof.string[at - len(word) - 1 : at - len(word)] == ".":
        return True
    if NUMERAL.fullmatch(small):
        return True
    zipf = proof.lexicon.zipf(small)
    known = proof.abbreviations[word] >= (SEVERAL if zipf < FREQUENT else MANY)
    if small in proof.language.abbreviations or known:
        return True
    return zipf < (RARE if len(word) >= LONG else COMMON)


def lost_stop(proof: Proof) -> Iterator[Query]:
    """A sentence that seems to begin without a full stop before it: a small word with a capital.

    It begins no name, since a small letter follows it.

    >>> from pipeline.checks.proof import proof_of_text
    >>> text = "He sold the mill The owner of the dam, the Lord of the Manor, was glad."
    >>> [*map(str, lost_stop(proof_of_text(text)))]
    ['a full stop before "The"? He sold the mill The owner of the dam, the']
    """
    found: dict[str, list[re.Match[str]]] = {}
    for match in CAPITAL.finditer(proof.string):
        found.setdefault(match["word"], []).append(match)
    first = [
        m for word, matches in found.items() if _is_common(proof, word, matches) for m in matches
    ]
    for match in sorted(first, key=lambda match: match.start()):
        start, end = match.span("word")
        before = word_before(proof.string, start - 1)
        ends = len(before) > 1 and before.islower()
        if not ends or before in proof.language.leading or _foreign(proof, start):
            continue
        message = f'a full stop before "{match["word"]}"? {proof.around(start, end)}'
        place = len(proof.string[:start].rstrip())
        answers = [Answer(".", 0.7, "insert", (place, place))]
        answers.append(Answer(match["word"].lower(), 0.3, at=(start, end)))
        yield proof.ask(start, end, message, answers, 0.6)


def _is_common(proof: Proof, word: str, matches: list[re.Match[str]]) -> bool:
    """Is a word one of the commonest, and no name or title in this book?"""
    small = word.lower()
    if small in proof.language.leading:
        return len(word) > 1 or small in proof.language.initial
    if len(word) < 2 or small in proof.language.months:
        return False
    often = max(FEW, STRAY * proof.counts[small])
    return len(matches) <= often < proof.counts[small] and proof.lexicon.zipf(small) >= FREQUENT


def _foreign(proof: Proof, at: int) -> bool:
    return proof.language_at(at) != proof.book.language
