"""The checks: what deserves a proofreader's look. One function each, in the order of the list.

A check sees the finished book as a `Proof` and yields `Query`s; it changes nothing. A new one is a
function in its family's module and a line below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from pipeline.checks import contents, notes, words
from pipeline.checks.proof import Proof, Query
from pipeline.finding import Finding, Severity


class Check(NamedTuple):
    """A check, and how much what it finds matters.

    An error is certainly wrong and spoils the edition; a query may be; advice is for those who have
    the time.
    """

    function: Callable[[Proof], Iterator[Query]]
    severity: Severity

    @property
    def name(self) -> str:
        """The name of the fault, as it is called in reports and decisions."""
        return self.function.__name__.replace("_", "-")


CHECKS = (
    Check(notes.absent_note, "error"),
    Check(notes.cut_note, "error"),
    Check(notes.hanging_note, "advice"),
    Check(notes.lost_marker, "error"),
    Check(notes.doubtful_link, "query"),
    Check(contents.contents_wording, "query"),
    Check(words.divided_word, "query"),
    Check(words.doubtful_word, "advice"),
)


def findings(proof: Proof) -> tuple[Finding, ...]:
    """Give what the stages left to ask, and what each check finds."""
    return (*proof.book.findings, *(found for check in CHECKS for found in run(check, proof)))


def run(check: Check, proof: Proof) -> Iterator[Finding]:
    """Run one check, and sign what it asks with its name and severity."""
    for query in check.function(proof):
        yield Finding(check.name, check.severity, *query)
