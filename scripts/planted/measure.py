"""What the checks find of the errors, and what they ask besides."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.checks.families import findings
from pipeline.model.finding import Finding, Proposal, Severity, Span
from scripts.planted.clean import Clean, proof_of
from scripts.planted.fault import Fault
from scripts.planted.plant import Planted

MARGIN = 2
"""Letters beside an error that a finding may point to instead."""
WIDEST = 300
"""Letters from which a stretch is too long to point to an error within it."""
BESIDE = 12
"""Letters on either side by which it is seen whether an answer puts the error right."""
MARKS = "lost-opening-quote", "lost-closing-quote", "turned-quote"
"""The kinds of which the form of a quotation mark matters."""
SEVERITIES: tuple[Severity, ...] = ("error", "query", "advice")
STRAIGHT = str.maketrans("“”„«»‘’‚", '"""""\'\'\'')


@dataclass(frozen=True)
class Result:
    """What was found of the errors of one kind."""

    kind: str
    planted: int
    found: int
    right: int
    """Of how many the first answer to a finding puts the text right."""
    offered: int
    """Of how many any answer does."""
    by: Counter[str]
    """Which checks found them."""
    severest: Counter[Severity]
    """The severest finding of each that was found."""
    alarms: Counter[Severity]
    """What was asked elsewhere, and is not about the clean text, by severity."""
    missed: list[str]
    """Those that were not found, with what stands beside them."""
    rounds: int = 1


def measure(clean: Clean, kind: str, rounds: Sequence[Sequence[Fault]]) -> Result:
    """Run all checks on a text with the errors of each round, and see which of them they find."""
    results = [_measure(clean, kind, Planted(clean, faults)) for faults in rounds]
    return Result(
        kind,
        sum(each.planted for each in results),
        sum(each.found for each in results),
        sum(each.right for each in results),
        sum(each.offered for each in results),
        sum((each.by for each in results), Counter()),
        sum((each.severest for each in results), Counter()),
        sum((each.alarms for each in results), Counter()),
        [missed for each in results for missed in each.missed],
        len(results),
    )


def _measure(clean: Clean, kind: str, planted: Planted) -> Result:
    asked = findings(proof_of(planted.raw, clean.settings))
    known = {(each.check, planted.moved(each.where[0])) for each in clean.findings}
    new = [each for each in asked if (each.check, each.where[0]) not in known]
    by: Counter[str] = Counter()
    severest: Counter[Severity] = Counter()
    found = right = offered = 0
    missed, touching = [], set()
    for k, fault in enumerate(planted.faults):
        places = [planted.span(k), *(_moved(planted, span) for span in fault.also)]
        hits = [(each, at) for each in new for at in _touching(each, places)]
        touching |= {id(each) for each, _ in hits}
        found += bool(hits)
        good = [[*_puts_right(planted, k, kind, each, at)] for each, at in hits]
        right += any(answers[:1] == [True] for answers in good)
        offered += any(map(any, good))
        by.update({each.check for each, _ in hits})
        severest.update(sorted((each.severity for each, _ in hits), key=SEVERITIES.index)[:1])
        if not hits:
            start, end = planted.span(k)
            missed.append(planted.raw[max(0, start - 30) : end + 20].replace("\n", " "))
    alarms = Counter(each.severity for each in new if id(each) not in touching)
    return Result(kind, len(planted.faults), found, right, offered, by, severest, alarms, missed)


def _moved(planted: Planted, span: Span) -> Span:
    start, end = map(planted.moved, span)
    return start, end


def _touching(finding: Finding, places: Sequence[Span]) -> Iterator[Span]:
    """Give the stretches by which a finding points to one of the places."""
    others = [answer.at for answer in finding.proposals if answer.at]
    for start, end in (finding.where, *finding.also, *others):
        narrow = end - start <= WIDEST or any(last - first > MARGIN for first, last in places)
        if narrow and any(
            first <= end + MARGIN and last >= start - MARGIN for first, last in places
        ):
            yield start, end


def _puts_right(planted: Planted, k: int, kind: str, finding: Finding, at: Span) -> Iterator[bool]:
    """Say of each answer to a finding whether it makes the place read as in the clean text."""
    first, last = planted.span(k)
    raw, whole = planted.raw, planted.clean.raw
    for answer in finding.proposals:
        start, end = answer.at or at
        if answer.action in ("note", "furniture"):
            yield start <= last + MARGIN and first - MARGIN <= end
            continue
        left, right = max(0, min(start, first) - BESIDE), max(end, last) + BESIDE
        now = raw[left:start] + _new(answer, raw[start:end]) + raw[end:right]
        wanted = whole[planted.back(left) : planted.back(right)]
        yield _plain(now, kind) == _plain(wanted, kind)


def _new(answer: Proposal, old: str) -> str:
    if answer.action == "insert":
        return old + answer.new
    return "" if answer.action == "delete" else answer.new


def _plain(text: str, kind: str) -> str:
    """Give a text without what house typography and line ends do to it."""
    joined = re.sub(r"(?<=[^\W\d_])[-\u00ad]\n\s*(?=[^\W\d_])", "", text)
    plain = " ".join(unicodedata.normalize("NFKC", joined).split())
    return plain if kind in MARKS else plain.translate(STRAIGHT)
