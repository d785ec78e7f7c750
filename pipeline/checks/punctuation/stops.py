"""Stops beside stops, behind words that none can follow, and in place of others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from pipeline.checks.proof import Answer, Proof, Query
from pipeline.checks.sentences import word_before

DOUBLE = re.compile(
    r"[,;:.](?:(?<=,)[,.:;]|(?<=;)[;,.:]|(?<=:)[:;.,](?!\w)|(?<=\.)(?:[,;:](?!\w)|\.))(?![.…,;:!?])"
)
DECIMAL = re.compile(
    r"(?P<whole>\d(?<![\d.,].)\d{0,2})(?P<sign>[.,])(?P<part>\d{1,2})(?![\d.,]*\d)"
)
COMMON, LEAST = 4.0, 5
"""Frequency in the language (log10 of its count in 10⁹ words), and in the book, from which a word
is no abbreviation."""
OFTEN = 100
"""Times that an article stands in a book from which it is known what may follow it."""
NEVER = 0.001
"""Share of its places that are before a stop, up to which none can follow it."""


def double_stop(proof: Proof) -> Iterator[Query]:
    """Two stops where one can stand. That of an abbreviation may have another behind it.

    >>> from pipeline.checks.proof import proof_of_text
    >>> text = "The mill,, the wheel, etc., and so on... There.. he stood."
    >>> [(*map(str, [query]), query.proposals[0].new) for query in double_stop(proof_of_text(text))]
    [('two stops, ",,": The mill,, the wheel, etc., and so', ','),\
 ('two stops, "..": etc., and so on... There.. he stood.', '.')]
    """
    string = proof.string
    for match in DOUBLE.finditer(string):
        stops, (start, end) = match[0], match.span()
        if string[start - 1 : start] in (".", "…", ",", "!", "?"):
            continue
        if stops[0] == "." and stops != ".." and _may_stop(proof, start):
            continue
        alike = stops[0] == stops[1]
        answers = [Answer(stops[0], 0.9 if alike else 0.5)]
        if not alike:
            answers.append(Answer(stops[1], 0.45))
        message = f'two stops, "{stops}": {proof.around(start, end)}'
        yield proof.ask(start, end, message, answers, 0.9 if alike else 0.7)


def _may_stop(proof: Proof, at: int) -> bool:
    """May a full stop that ends no sentence stand at a place, as an abbreviation's may?

    None is taken for one that is a common word, and that the book has without a full stop.
    """
    word = word_before(proof.string, at)
    small = word.lower()
    if len(word) <= 2 or small in proof.language.abbreviations or proof.abbreviations[word] > 1:
        return True
    return proof.lexicon.zipf(small) < COMMON or proof.lexicon.count(small) < LEAST


def needless_stop(proof: Proof) -> Iterator[Query]:
    """A stop behind an article that, in this book, none else follows.

    >>> from pipeline.checks.proof import proof_of_text
    >>> [*map(str, needless_stop(proof_of_text("the mill " * 300 + "and the, wheel")))]
    ['a stop behind "the": the mill the mill and the, wheel']
    """
    words = [word for word in sorted(proof.language.initial) if proof.lexicon.count(word) >= OFTEN]
    if not words:
        return
    stops = _stops_behind(tuple(words), ",;:.", r"\s\w").finditer(proof.string)
    found = [(word_before(proof.string, match.start()), match) for match in stops]
    counts = Counter(word.lower() for word, _ in found)
    for word, match in found:
        small, start, end = word.lower(), match.start() - len(word), match.end()
        own = proof.language_at(start) == proof.book.language
        initial = word.isupper() and match[0] == "."
        if own and not initial and counts[small] <= max(1.0, NEVER * proof.lexicon.count(small)):
            message = f'a stop behind "{word}": {proof.around(start, end)}'
            answer = Answer("", 0.6, "delete", match.span())
            yield proof.ask(start, end, message, [answer], 0.6)


@cache
def _stops_behind(words: tuple[str, ...], stops: str, following: str) -> re.Pattern[str]:
    """Find the stops that stand close behind one of some words, and before something."""
    behind = "|".join(rf"(?<=(?<![\w.’'-]){word}[{stops}])" for word in words)
    return re.compile(rf"[{stops}](?i:{behind})(?={following})")


def abbreviation_comma(proof: Proof) -> Iterator[Query]:
    """A comma behind an abbreviation, before the name or the number that it belongs to.

    >>> from pipeline.checks.proof import proof_of_text
    >>> [*map(str, abbreviation_comma(proof_of_text("Mr, Dow, see pp, 12, Mr. Poe, and Dr. Low.")))]
    ['a comma for the full stop of "Mr"?', 'a comma for the full stop of "pp"?']
    """
    table = proof.language
    short = {word for word in table.abbreviations | table.numbered | table.pages if len(word) < 5}
    words = tuple(sorted(word for word in short if not set(word) & VOWELS and word.isalpha()))
    if not words:
        return
    for match in _stops_behind(words, ",", r" [A-ZА-Я\d]").finditer(proof.string):
        word = word_before(proof.string, match.start())
        message = f'a comma for the full stop of "{word}"?'
        yield proof.ask(*match.span(), message, [Answer(".", 0.8)], 0.7)


VOWELS = frozenset("aeiouyаеёиоуыэюя")


def decimal_comma(proof: Proof) -> Iterator[Query]:
    """A decimal sign that is not the language's, in a number before a unit or a percent sign.

    >>> from pipeline.checks.proof import proof_of_text
    >>> [*map(str, decimal_comma(proof_of_text("It grew by 1,5% to 3.25 kg.")))]
    ['not the decimal sign of the language: 1,5%']
    """
    sign = proof.language.imprint.decimal
    if not proof.language.known:
        return
    for match in DECIMAL.finditer(proof.string):
        if match["sign"] != sign and _measured(proof, match.end()):
            shown = proof.string[match.start() : match.end() + 1].strip()
            message = f"not the decimal sign of the language: {shown}"
            yield proof.ask(*match.span("sign"), message, [Answer(sign, 0.8)], 0.7)


def _measured(proof: Proof, at: int) -> bool:
    """Does a unit stand at a place, behind a blank or none?"""
    found = re.compile(r"[ \u00a0\u202f]?([%‰°]|[^\W\d_]+)").match(proof.string, at)
    return found is not None and (found[1] in "%‰°" or found[1] in proof.language.measures)
