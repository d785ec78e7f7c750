"""The findings as they are listed: which of them, in which order, and where each stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from pipeline.decisions.tally import Tally
from pipeline.model.book import Book, Source
from pipeline.model.decision import Quote
from pipeline.model.finding import Finding, Severity
from pipeline.model.places import Places
from pipeline.visible import PICTURES, visible

SEVERITIES: tuple[Severity, ...] = ("error", "query", "advice")
NO_ANSWERS: Mapping[str, Tally] = {}
UNANSWERED = Tally()


class Item(NamedTuple):
    """A finding, and its place as a person would say it."""

    finding: Finding
    line: int
    column: int
    page: str
    chapter: str
    quote: Quote
    elsewhere: tuple[Quote | None, ...]
    """For each answer, the words of its place, if that is another than the finding's."""


@dataclass(frozen=True)
class Listing:
    """The findings of a book, in the order in which they are listed."""

    name: str
    """Of the book, as it is called on the command line."""
    path: str
    """Where its source stands."""
    source: Source
    book: Book
    findings: tuple[Finding, ...]
    lined: bool = True
    """The source is one text file, in whose lines and columns the findings stand."""

    @property
    def places(self) -> Places:
        """The places of the source."""
        return Places(self.source, self.book)

    def items(self) -> list[Item]:
        """Give each finding with its place."""
        places = self.places
        return [
            Item(
                each,
                places.lines.at(each.where[0]),
                places.lines.column(each.where[0]),
                places.page(each.where[0]),
                places.chapter(each.where[0]),
                _shown(places.quote(each.where)),
                tuple(_shown(places.quote(p.at)) if p.at else None for p in each.proposals),
            )
            for each in self.findings
        ]

    def groups(self) -> list[tuple[str, list[Item]]]:
        """Give the findings by severity and check, each group under its check's name."""
        keyed = groupby(self.items(), key=lambda item: (item.finding.severity, item.finding.check))
        return [(check, list(items)) for (_, check), items in keyed]


def in_order(
    findings: Iterable[Finding],
    checks: Sequence[str] = (),
    severities: Sequence[str] = (),
    answers: Mapping[str, Tally] = NO_ANSWERS,
) -> tuple[Finding, ...]:
    """Give the findings of some checks and severities, or all: errors first, then check by check.

    Among those of one severity a check stands the lower the more of its questions were dismissed.

    >>> one, two = Finding("a", "advice", (1, 2), ""), Finding("z", "error", (3, 4), "")
    >>> [each.check for each in in_order([one, two])], in_order([one, two], severities=["query"])
    (['z', 'a'], ())
    >>> three = Finding("b", "advice", (1, 2), "")
    >>> [each.check for each in in_order([one, three], answers={"a": Tally(0, 9)})]
    ['b', 'a']
    """
    chosen = [
        each
        for each in findings
        if (not checks or each.check in checks) and (not severities or each.severity in severities)
    ]
    return tuple(
        sorted(
            chosen,
            key=lambda each: (
                SEVERITIES.index(each.severity),
                -answers.get(each.check, UNANSWERED).worth,
                each.check,
                each.where,
            ),
        )
    )


def _shown(quote: Quote) -> Quote:
    before, exact, after = map(shown, quote)
    return Quote(before.lstrip(), exact, after.rstrip())


def shown(text: str) -> str:
    r"""Make seen what cannot be, ends of lines as well.

    >>> shown("a\x02b\udce9")
    'a␂b�'
    """
    return visible(text).translate(PICTURES)
