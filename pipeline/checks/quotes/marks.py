"""Quotation marks that find no partner, stand the wrong way, or are not what they should be."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.proof import Answer, Proof, Query
from pipeline.checks.quotes.places import closings, openings
from pipeline.checks.quotes.reading import Quotations, quotations
from pipeline.checks.quotes.spacing import SHIFTED
from pipeline.model.places import quote

NEXT_PARAGRAPH = re.compile(r"[.!?…] [“„«]")
"""Where a paragraph may have begun that went on with the quotation."""
LONGEST = 80
"""Letters of a quotation that may be proposed anew as a whole."""


def unclosed_quote(proof: Proof) -> Iterator[Query]:
    """A quotation that nothing closes. The likely places of the lost mark are proposed.

    Where a note's marker stands at the quotation's end, it took the mark's place: an extractor
    reads a raised figure behind a quotation mark for one sign as often as not.

    >>> from pipeline.checks.proof import proof_of_text
    >>> query, = unclosed_quote(proof_of_text("He spoke of “a mill in the sky. Nobody laughed."))
    >>> query.message, [(answer.new, answer.at) for answer in query.proposals][0]
    ('nothing closes “a mill in the sky. Nobody laughed.', ('”', (31, 31)))
    """
    read = proof.once(quotations)
    if not read.understood:
        yield _not_understood(proof, read)
        return
    for each in read.unclosed:
        at = each.open.at
        closer = each.open.closer
        if proof.string[at] == '"' and not proof.settings.typography.quotes:
            closer = '"'
        answers = [
            Answer(closer, certainty, "insert", (place, place))
            for place, certainty in closings(proof, at, each.before)
        ]
        if NEXT_PARAGRAPH.match(proof.string, each.before - 2):
            answers.append(Answer("", 0.5, "split", (each.before, each.before)))
        _, sign, words = quote(proof.string[at : each.before], (0, 1))
        shown = f"{sign}{words}".strip()
        certainty = 0.9 if each.open.double else 0.5
        yield proof.ask(at, at + 1, f"nothing closes {shown}", answers, certainty)


def _not_understood(proof: Proof, read: Quotations) -> Query:
    """Ask once about all marks of a book that quotes in a way that is not known here."""
    places = sorted((*(each.open.at for each in read.unclosed), *read.unopened))
    message = f"{len(places)} marks have no partner, so that none is asked about: see how it quotes"
    spans = [(at, at + 1) for at in places]
    return proof.ask(*spans[0], message, (), 0.3, spans[1:])


def unopened_quote(proof: Proof) -> Iterator[Query]:
    """A mark that closes a quotation which nothing opened.

    >>> from pipeline.checks.proof import proof_of_text
    >>> query, = unopened_quote(proof_of_text("He came in. A mill is no friend,” she said."))
    >>> query.message, [(answer.new, answer.at) for answer in query.proposals][0]
    ('nothing opens what ends in He came in. A mill is no friend,”', ('“', (12, 12)))
    """
    read = proof.once(quotations)
    if not read.understood:
        return
    for at in read.unopened:
        mark = proof.string[at]
        opener = next((o for o, c in read.house.closers.items() if c == mark), mark)
        if mark == '"' and proof.settings.typography.quotes:
            opener = read.house.outer[:1] or mark
        answers = [
            Answer(opener, certainty, "insert", (place, place))
            for place, certainty in openings(proof, at)
        ]
        first = proof.starts[proof.piece_at(at)]
        words, sign, _ = quote(proof.string[first : at + 1], (at - first, at - first + 1))
        shown = f"{words}{sign}".strip()
        yield proof.ask(at, at + 1, f"nothing opens what ends in {shown}", answers, 0.9)


def turned_quote(proof: Proof) -> Iterator[Query]:
    """A mark that is turned the wrong way: it closes where a quotation opens, or opens at its end.

    >>> from pipeline.checks.proof import proof_of_text
    >>> query, = turned_quote(proof_of_text("He said ”no” to her."))
    >>> query.message, query.proposals[0].new
    ('turned the wrong way: He said ”no” to her.', '“')
    """
    read = proof.once(quotations)
    if not read.understood:
        return
    for each in read.turned:
        message = f"turned the wrong way: {proof.around(each.at, each.at + 1)}"
        yield proof.ask(each.at, each.at + 1, message, [Answer(each.new, 0.9)], 0.9)


def straight_mark(proof: Proof) -> Iterator[Query]:
    """A straight mark that the house typography has left, since what it is was not beyond doubt.

    Those that lack a partner are asked about as unclosed or unopened, those with a misplaced blank
    as spaced.

    >>> from pipeline.checks.proof import proof_of_text
    >>> [*map(str, straight_mark(proof_of_text('It is " so " he " said.')))]
    ['a straight mark, left as it is: It is " so " he " said.']
    """
    if not proof.settings.typography.quotes:
        return
    spaced = [match.span() for match in SHIFTED.finditer(proof.string)]
    unsure = [
        each
        for each in proof.once(quotations).unsure
        if not any(start <= each.start < end for start, end in spaced)
    ]
    asked = -1
    for each in unsure:
        piece = proof.piece_at(each.start)
        if piece != asked:
            asked = piece
            others = [
                (other.start, other.end)
                for other in unsure
                if other.start > each.start and proof.piece_at(other.start) == piece
            ]
            message = f"a straight mark, left as it is: {proof.around(each.start, each.end)}"
            yield proof.ask(each.start, each.end, message, [Answer(each.new)], 0.7, others)


def mismatched_quote(proof: Proof) -> Iterator[Query]:
    """A quotation that opens with a double mark and closes with a single one, or turned about.

    >>> from pipeline.checks.proof import proof_of_text
    >>> query, = mismatched_quote(proof_of_text("He said “no,’ and she “yes,” and they left."))
    >>> query.message, query.proposals[0].new
    ('of another kind than its other mark: He said “no,’ and she “yes,” and they left.', '”')
    """
    read = proof.once(quotations)
    if not read.understood:
        return
    for each in read.mismatched:
        around = proof.around(each.at, each.at + 1, 40)
        message = f"of another kind than its other mark: {around}"
        yield proof.ask(each.at, each.at + 1, message, [Answer(each.new, 0.85)], 0.9)


def nested_quote(proof: Proof) -> Iterator[Query]:
    """A quotation within another that is set in the same marks, where the language changes them.

    >>> from pipeline.checks.proof import proof_of_text
    >>> [*map(str, nested_quote(proof_of_text("He wrote: “The “mill” is shut.”")))]
    ['set in the same marks as what it is quoted in: “mill”']
    """
    house = proof.once(quotations).house
    if not house.inner or house.outer == "«»":
        return
    for start, end in proof.once(quotations).nested:
        message = f"set in the same marks as what it is quoted in: {proof.string[start:end]}"
        new = f"{house.inner[0]}{proof.string[start + 1 : end - 1]}{house.inner[1]}"
        answers = [Answer(new, 0.7)] if end - start < LONGEST else []
        yield proof.ask(start, end, message, answers, 0.6)
