"""Quotation marks and the blanks beside them; what is said by two, set in one paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.proof import Answer, Proof, Query
from pipeline.checks.quotes.reading import quotations

SHIFTED = re.compile(r"[\"”] (?<=\w[\"”] )(?=\w)([^\"“”„«»\n]{1,60}?)(?<=\w) [\"“](?=[,.;:)\n]|\Z)")
INNER = re.compile(r"[“„] (?<=[\s(][“„] )(?=\w)| ”(?<=[\w.,!?] ”)(?=[\s.,;:)]|$)", re.M)
REPLY = re.compile(r"(?<=[.!?…])(?P<end>[”»]) (?P<new>[“„«])(?=[^\W\d_])")
OPENING = re.compile(r"^[“„«]", re.M)
RARE = 0.05
"""Share of the paragraphs that open with what is said, up to which it is a fault that two speak in
one of them: some books, and most of what is reported, run it on."""


def spaced_quote(proof: Proof) -> Iterator[Query]:
    """A quotation mark that is parted from what it quotes, or set close to what stands before it.

    >>> from pipeline.checks.proof import proof_of_text
    >>> query, = spaced_quote(proof_of_text('The plants of JSC" Mill ", all three'))
    >>> query.message, query.proposals[0].new
    ('the blanks beside these marks are misplaced: " Mill ",', ' “Mill”')
    """
    string, house = proof.string, proof.once(quotations).house
    done: set[int] = set()
    for match in SHIFTED.finditer(string):
        done.update(range(*match.span()))
        message = f"the blanks beside these marks are misplaced: {match[0]}{string[match.end()]}"
        pair = house.outer or '""'
        new = f" {pair[0]}{match[1]}{pair[1]}"
        yield proof.ask(*match.span(), message, [Answer(new, 0.85)], 0.9)
    if proof.language.narrow:
        return
    for match in INNER.finditer(string):
        if match.start() not in done:
            message = f"a blank within the quotation marks: {proof.around(*match.span())}"
            yield proof.ask(*match.span(), message, [Answer(match[0].strip(), 0.8)], 0.7)


def merged_dialogue(proof: Proof) -> Iterator[Query]:
    """What two speak in one paragraph, where the book begins a new one with each speaker.

    >>> from pipeline.checks.proof import proof_of_text
    >>> said = ["“Yes.”"] * 40
    >>> query, = merged_dialogue(proof_of_text(*said, "“Is it shut?” “It is.”"))
    >>> query.message, query.proposals[0].action
    ('a new paragraph here? “Is it shut?” “It is.”', 'split')
    """
    string = proof.string
    found = [*REPLY.finditer(string)]
    if len(found) > RARE * len(OPENING.findall(string)):
        return
    for match in found:
        at = match.start("new")
        message = f"a new paragraph here? {proof.around(*match.span())}"
        answer = Answer("", 0.6, "split", (at, at))
        yield proof.ask(*match.span(), message, [answer], 0.6)
