"""Numbers of books, journals and articles that their check digit or their form betrays."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pipeline.checks.proof import Answer, Proof, Query

DIGIT = r"[\dXxOoIlSB|]"
DASH = r"[-‐‑–— \u00a0]"
ISBN = re.compile(rf"\bISBN(?:[-– ]?1[03])?:?\s*(?P<number>{DIGIT}(?:{DASH}?{DIGIT}){{7,14}})\b")
ISSN = re.compile(rf"\be?-?ISSN:?\s*(?P<number>{DIGIT}{{2,5}}{DASH}?{DIGIT}{{2,5}})\b")
DOI = re.compile(
    r"(?:\bdoi\s?[:.]?\s*(?:https?://(?:dx\.)?doi\.org/)?|\bdoi\.org/)(?P<number>[1lI][0Oo]\s?[.,]\s?\S+(?:\s/\s?\S+)?)",
    re.I,
)
WHOLE_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
MISREAD = str.maketrans({"O": "0", "o": "0", "I": "1", "l": "1", "|": "1", "S": "5", "B": "8"})
"""Letters that a reader of images takes for digits, or the other way."""


def false_isbn(proof: Proof) -> Iterator[Query]:
    """An ISBN whose check digit does not fit, or that has too many digits or too few.

    The answer reads letters as the digits that they look like, where that makes it right.

    >>> from pipeline.checks.proof import proof_of_text
    >>> found = [*false_isbn(proof_of_text("ISBN 978-3-16-14841O-0, ISBN 3-16-148410-1"))]
    >>> [(query.message, [each.new for each in query.proposals]) for query in found]
    [('no ISBN has letters within: 978-3-16-14841O-0', ['978-3-16-148410-0']), \
('the check digit of this ISBN does not fit: 3-16-148410-1', [])]
    """

    def is_valid(number: str) -> bool:
        from stdnum import isbn  # here: few books have one, and it loads what the web needs

        return bool(isbn.is_valid(number))

    return _false(proof, ISBN, "ISBN", is_valid, (10, 13))


def false_issn(proof: Proof) -> Iterator[Query]:
    """An ISSN whose check digit does not fit, or that has too many digits or too few.

    >>> from pipeline.checks.proof import proof_of_text
    >>> [*map(str, false_issn(proof_of_text("ISSN 0024-9319 and ISSN 0024-9318")))]
    ['the check digit of this ISSN does not fit: 0024-9318']
    """

    def is_valid(number: str) -> bool:
        from stdnum import issn

        return bool(issn.is_valid(number))

    return _false(proof, ISSN, "ISSN", is_valid, (8,))


def false_doi(proof: Proof) -> Iterator[Query]:
    """A DOI that does not have the form of one: 10, a full stop, a number, a solidus, a name.

    >>> from pipeline.checks.proof import proof_of_text
    >>> found = false_doi(proof_of_text("doi: 1O. 1000/mill-182. See doi:10.1000/mill."))
    >>> [query.proposals[0].new for query in found]
    ['10.1000/mill-182']
    """
    for match in DOI.finditer(proof.string):
        number = match["number"].rstrip(".,;:)]")
        if WHOLE_DOI.fullmatch(number):
            continue
        mended = "10." + re.sub(r"\s", "", number)[3:]
        head, solidus, name = mended.partition("/")
        mended = head.translate(MISREAD) + solidus + name
        right = WHOLE_DOI.fullmatch(mended)
        answers = [Answer(mended, 0.95)] if right else []
        start = match.start("number")
        yield proof.ask(start, start + len(number), f"no DOI has this form: {number}", answers, 0.9)


def _false(
    proof: Proof,
    form: re.Pattern[str],
    name: str,
    valid: Callable[[str], bool],
    lengths: tuple[int, ...],
) -> Iterator[Query]:
    for match in form.finditer(proof.string) if name in proof.string else ():
        number = match["number"]
        bare = re.sub(DASH, "", number)
        if valid(bare):
            continue
        mended = bare.translate(MISREAD)
        if mended != bare:
            answers = [Answer(number.translate(MISREAD), 0.97)] if valid(mended) else []
            message = f"no {name} has letters within: {number}"
        elif len(bare) in lengths:
            answers, message = [], f"the check digit of this {name} does not fit: {number}"
        else:
            answers, message = (
                [],
                f"{len(bare)} digits are too many or too few for an {name}: {number}",
            )
        yield proof.ask(*match.span("number"), message, answers, 0.95)
