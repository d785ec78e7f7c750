"""Dashes: hyphens in their place, and those that the book sets in more than one way."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.consistency.ways import Way, varying
from pipeline.checks.proof import Answer, Proof, Query
from pipeline.conventions.addresses import in_address
from pipeline.model.finding import Span

LETTER = r"[^\W\d_]"
BEFORE, BEHIND = r"[\w.,;:!?”’)]", r"[\w“‘(]"
HYPHEN = re.compile(
    rf"-(?:(?:(?<={BEFORE}.)|(?<={BEFORE} .))- ?(?={BEHIND})|(?<={LETTER} .)(?= {LETTER}))"
)
DASH = re.compile(r"[—–]")
BLANKS = " \u00a0\u2009\u200a\u202f"
STOPS = ",;:."
STRAY = 0.1
"""Share of the dashes up to which those of another way are strays."""


def hyphen_for_dash(proof: Proof) -> Iterator[Query]:
    """A hyphen, or two, where a dash belongs.

    >>> from pipeline.checks.proof import proof_of_text
    >>> [*map(str, hyphen_for_dash(proof_of_text("The mill - an old one -- burnt.")))]
    ['a dash? The mill - an old one -- burnt.', 'a dash? The mill - an old one -- burnt.']
    """
    dash = proof.language.dash
    for match in HYPHEN.finditer(proof.string):
        start, end = match.span()
        if match[0] != "-" and proof.string[start - 1] == " ":
            start -= 1
        if in_address(proof.string, start) or _letters(proof.string, start, end):
            continue
        between = proof.string[start:end]
        new = dash if between == "-" else f" {dash} " if " " in between else "—"
        answers = [Answer(new, 0.8)]
        yield proof.ask(start, end, f"a dash? {proof.around(start, end)}", answers, 0.7)


def _letters(string: str, start: int, end: int) -> bool:
    """Does a sign of arithmetic stand between two single letters?"""
    return not (string[start - 3 : start - 2].strip() + string[end + 2 : end + 3].strip(" .,;)"))


def varying_dash(proof: Proof) -> Iterator[Query]:
    """Dashes with blanks and without, long and short ones, where one way is the book's.

    >>> from pipeline.checks.proof import proof_of_text
    >>> [*map(str, varying_dash(proof_of_text("So—or not. " * 12 + "So – or not.")))]
    ['dashes: word—word (12 times), word – word (once)']
    """
    string = proof.string
    if proof.language.opening_dash:
        return
    found: dict[str, list[Span]] = {}
    for match in DASH.finditer(string):
        left, right = match.start() - 1, match.end()
        before = " " if string[left] in BLANKS else ""
        behind = " " if string[right : right + 1] in (*BLANKS,) else ""
        beside = string[left - len(before)], string[right + len(behind) : right + len(behind) + 1]
        if beside[0] in STOPS or beside[0].isalpha():
            name = f"word{before}{match[0]}{behind}word"
            # A short dash close to both is that of a range or a pair of names.
            if beside[1].isalpha() and name != "word–word":
                found.setdefault(name, []).append(match.span())
    ways = [Way(name, places) for name, places in found.items()]
    yield from varying(proof, "dashes", ways, most=STRAY)
