"""What a check is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

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


def run(check: Check, proof: Proof) -> Iterator[Finding]:
    """Run one check, and sign what it asks with its name and severity."""
    for query in check.function(proof):
        yield Finding(check.name, check.severity, *query)
