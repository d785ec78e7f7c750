"""Words that a proofreader of the book suspects: its bad words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.proof import Answer, Proof, Query
from pipeline.decisions.letters import SIGNS
from pipeline.model.decision import Decision

LIKELY = 0.5
"""How sure it is that such a word is misread: whoever suspects it has seen it right and wrong."""


def bad_word(proof: Proof) -> Iterator[Query]:
    """A word that a proofreader suspects wherever it stands (the action `suspect`).

    Words that are in every dictionary are misread for others, in each book for its own: arid for
    and, tom for torn. A capital may begin one that is suspected in small letters.

    >>> from dataclasses import replace
    >>> from pipeline.checks.proof import proof_of, proof_of_text
    >>> from pipeline.model.decision import Placed, Quote
    >>> suspect = Decision("", "Ann", "editor", "suspect", (4, 7), Quote("", "tom", ""), "torn")
    >>> text = "The tom sail, and tomorrow Tom."
    >>> book = replace(proof_of_text(text).book, decisions=(Placed(suspect, (4, 7)),))
    >>> [(q.where, q.message, q.proposals[0].new) for q in bad_word(proof_of(book, text))]
    [((4, 7), 'suspected by Ann: "tom"', 'torn'), ((27, 30), 'suspected by Ann: "Tom"', 'Torn')]
    """
    suspected: dict[str, list[Decision]] = {}
    for decision in (each.decision for each in proof.book.decisions):
        if decision.action == "suspect" and decision.quote.exact.strip():
            suspected.setdefault(_words(decision.quote.exact), []).append(decision)
    if not suspected:
        return
    longest_first = sorted(suspected, key=len, reverse=True)
    sought = "|".join(filter(None, map(_pattern, longest_first)))
    for match in re.finditer(rf"(?<!\w)(?:{sought})(?!\w)", proof.string.translate(SIGNS)):
        words = _words(match[0])
        made = suspected.get(words) or suspected[words[0].lower() + words[1:]]
        yield _asked(proof, match, made, capital=words not in suspected)


def _words(text: str) -> str:
    return " ".join(text.translate(SIGNS).split())


def _pattern(words: str) -> str:
    first = re.escape(words[0])
    if words[0].islower() and words[0].upper() != words[0]:
        first = f"[{words[0]}{words[0].upper()}]"
    return first + r"\s+".join(map(re.escape, words[1:].split(" ")))


def _asked(proof: Proof, match: re.Match[str], made: list[Decision], *, capital: bool) -> Query:
    start, end = match.span()
    who = " and ".join(dict.fromkeys(each.reader for each in made))
    notes = [each.note for each in made if each.note]
    message = "; ".join([f'suspected by {who}: "{proof.string[start:end]}"', *notes])
    readings = dict.fromkeys(each.new for each in made if each.new)
    answers = [Answer(new[0].upper() + new[1:] if capital else new, LIKELY) for new in readings]
    return proof.ask(start, end, message, answers, LIKELY)
