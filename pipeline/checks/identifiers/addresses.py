"""Addresses of the web and of mail that cannot be right."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.identifiers.mending import Address, addresses, is_top
from pipeline.checks.proof import Answer, Proof, Query

SURE = 0.9
MAIL = re.compile(
    r"(?<![\w.@+-])(?P<name>[\w+-]+(?:\.[\w+-]+)*)(?P<left>\s?)@(?P<right>\s?)"
    r"(?P<host>[\w-]+(?:\s?[.,]\s?[\w-]+)+)"
)


def broken_address(proof: Proof) -> Iterator[Query]:
    """An address of the web that leads nowhere, and must have been another.

    No blank stands between the scheme and the first solidus, no scheme stands there twice.

    >>> from pipeline.checks.proof import proof_of_text
    >>> found = broken_address(proof_of_text("See http://www. mill. org/wheel. html."))
    >>> [(query.message, query.proposals[0].new) for query in found]
    [('this address cannot be right: a blank within', 'http://www.mill.org/wheel.html')]
    """
    return (_asked(proof, each) for each in proof.once(_addresses) if each.certainty >= SURE)


def doubtful_address(proof: Proof) -> Iterator[Query]:
    """An address of the web that may go on behind a blank, or in which a bracket stays open.

    >>> from pipeline.checks.proof import proof_of_text
    >>> [*map(str, doubtful_address(proof_of_text("See http://mill.org/wheel_(old and back.")))]
    ['this address cannot be right: a bracket is not closed: (']
    """
    return (_asked(proof, each) for each in proof.once(_addresses) if each.certainty < SURE)


def _addresses(proof: Proof) -> list[Address]:
    return addresses(proof.string)


def broken_mail_address(proof: Proof) -> Iterator[Query]:
    """An address of electronic mail with a blank or a comma in it.

    >>> from pipeline.checks.proof import proof_of_text
    >>> found = broken_mail_address(proof_of_text("Write to miller @mill. org, please."))
    >>> [query.proposals[0].new for query in found]
    ['miller@mill.org']
    """
    for match in MAIL.finditer(proof.string) if "@" in proof.string else ():
        parts = re.split(r"\s?[.,]\s?", match["host"])
        seams = re.findall(r"\s?[.,]\s?", match["host"])
        # Behind the domain the sentence goes on: "mill.org. We".
        tops = [k for k, part in enumerate(parts) if k and part.islower() and is_top(part)]
        last = tops[-1] if tops else 0
        clean = not (match["left"] or match["right"]) and set(seams[:last]) <= {"."}
        if not last or clean:
            continue
        end = match.start("host") + sum(map(len, [*parts[: last + 1], *seams[:last]]))
        mended = f"{match['name']}@{'.'.join(parts[: last + 1])}"
        message = "this mail address cannot be right: a blank or a comma within"
        yield proof.ask(match.start(), end, message, [Answer(mended, 0.95)], 0.95)


def _asked(proof: Proof, found: Address) -> Query:
    message = f"this address cannot be right: {', '.join(found.faults)}"
    answers = [Answer(found.mended, found.certainty)] if found.certainty else []
    return proof.ask(found.start, found.end, message, answers, found.certainty or 0.8)
