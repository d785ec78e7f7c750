"""Answering what is asked: many findings of one check at once, or a place that none asked about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Unpack

from pipeline.decisions.contract import is_marker
from pipeline.decisions.make import Maker
from pipeline.decisions.quoting import fold
from pipeline.decisions.settle import overlap
from pipeline.errors import RecensionError
from pipeline.model.decision import Decision, Said
from pipeline.model.finding import Finding, Proposal, Span

PLACE = re.compile(r"(?P<line>\d+)(?:-(?P<last>\d+)|:(?P<text>.*))?", re.S)
LINES = 3
"""Lines that words which begin on one may go on over."""


class Answer(NamedTuple):
    """A decision that answers a finding, and how sure the answer that it takes is."""

    decision: Decision
    certainty: float


def chosen(
    findings: Iterable[Finding], check: str, raw: str, line: int = 0, text: str = ""
) -> list[Finding]:
    """Give the findings of a check: of one line, or about one text, where these are given."""
    start, end = line_span(raw, line) if line else (0, len(raw))
    return [
        each
        for each in findings
        if each.check == check
        and start <= each.where[0] <= end
        and (not text or fold(raw[slice(*each.where)]).strip() == fold(text).strip())
    ]


def proposed(finding: Finding, new: str | None = None) -> Proposal | None:
    """Give the surest answer to a finding; or the reading that is given, in its place.

    >>> finding = Finding("lost-letter", "error", (0, 1), "", (Proposal("a", 0.4), Proposal("b")))
    >>> proposed(finding).new, proposed(finding, "c")
    ('b', Proposal(new='c', certainty=1.0, action='replace', at=None, scope='here'))
    """
    best = max(finding.proposals, key=lambda each: each.certainty, default=None)
    if new is None:
        return best
    told = best if best and best.action == "replace" else Proposal("")
    return told._replace(new=new, certainty=1.0)


def accepted(
    maker: Maker, answers: Iterable[tuple[Finding, Proposal]], **said: Unpack[Said]
) -> Iterator[Answer]:
    """Take answers to findings.

    Of those at places that overlap, the first is taken; of equal ones that hold everywhere, too.
    """
    taken: list[Span] = []
    everywhere: set[tuple[str, str, str]] = set()
    for finding, proposal in answers:
        for decision in maker.accept(finding, proposal, **said):
            alike = (decision.quote.exact, decision.action, decision.new)
            if any(overlap(decision.at, other) for other in taken) or alike in everywhere:
                continue
            taken.append(decision.at)
            if decision.scope == "every":
                everywhere.add(alike)
            yield Answer(decision, proposal.certainty)


def dismissed(maker: Maker, findings: Sequence[Finding], **said: Unpack[Said]) -> Iterator[Answer]:
    """Leave all as it is that findings are about."""
    everywhere: set[str] = set()
    for finding in findings:
        decision = maker.keep(finding, **said)
        if decision.scope == "every":
            if decision.quote.exact in everywhere:
                continue
            everywhere.add(decision.quote.exact)
        yield Answer(decision, finding.certainty)


def line_span(raw: str, line: int) -> Span:
    """Give where a line, counted from 1, begins and ends, without its line end.

    >>> line_span("one\\ntwo\\n", 2)
    (4, 7)

    Raises:
        RecensionError: there are fewer lines.
    """
    start = 0
    for _ in range(line - 1):
        start = raw.find("\n", start) + 1
        if not start:
            raise RecensionError(f"the source has no line {line}")
    end = raw.find("\n", start)
    return start, end if end >= 0 else len(raw)


def is_point(action: str, new: str, words: str) -> bool:
    """Tell whether a decision is about a place beside some words, and not about the words.

    >>> is_point("insert", " old", "mill"), is_point("note", "marker 7", "nine days.")
    (True, True)
    >>> is_point("note", "marker 7", "7"), is_point("break", "", "* * *")
    (False, False)
    """
    if action == "note":
        return new.startswith("marker") and not is_marker(words)
    return action == "insert" or (action == "break" and any(map(str.isalnum, words)))


def span_of(raw: str, place: str) -> Span:
    """Find the stretch of the source that is meant: a line, several, or words that begin on one.

    >>> span_of("one\\n two three\\n", "2"), span_of("one\\n two three\\n", "2:three")
    ((5, 14), (9, 14))

    Raises:
        RecensionError: it is none, or the words stand there more than once.
    """
    match = PLACE.fullmatch(place)
    if match is None:
        raise RecensionError(
            "this is no place",
            repr(place),
            "say a line (412), lines (412-415), or words that begin on one (412:the mill)",
        )
    first = int(match["line"])
    start, end = line_span(raw, first)
    if not match["text"]:
        end = line_span(raw, int(match["last"] or first))[1]
        shown = raw[start:end].strip()
        start += raw[start:end].find(shown)
        return start, start + len(shown)
    stop = end
    for _ in range(LINES - 1):
        stop = raw.find("\n", stop + 1) if raw.find("\n", stop + 1) >= 0 else len(raw)
    words = r"\s+".join(map(re.escape, match["text"].split()))
    hits = [hit.span() for hit in re.finditer(words, raw[start:stop]) if start + hit.start() < end]
    # Whole words are meant, where there are such.
    whole = {hit.span() for hit in re.finditer(rf"(?<!\w){words}(?!\w)", raw[start:stop])}
    found = [hit for hit in hits if hit in whole] or hits
    if len(found) != 1:
        fault = "does not stand there" if not found else f"stands there {len(found)} times"
        remedy = "give it as the source has it" if not found else "give more words beside it"
        raise RecensionError(f"{match['text']!r} {fault}", f"line {first}", remedy)
    return start + found[0][0], start + found[0][1]


def find(decisions: Sequence[Decision], id_: str) -> Decision:
    """Find a decision by its id, of which the end is enough.

    Raises:
        RecensionError: there is none, or more than one.
    """
    found = [each for each in decisions if each.id.endswith(id_.upper())] if id_ else []
    if len(found) != 1:
        fault = "no decision has this id" if not found else "several decisions have this id"
        raise RecensionError(fault, id_, "list them: recension decisions BOOK")
    return found[0]
