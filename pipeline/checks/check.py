"""What a check is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.checks.proof import Proof, Query
from pipeline.machine.memory import uncollected
from pipeline.model.finding import Finding, Severity

Found = dict[str, list[Finding]]
"""What checks find, by the names of their families."""


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


@uncollected()
def found_by(families: Mapping[str, Sequence[Check]], proof: Proof) -> Found:
    """Give what the checks of some families find in a book."""
    return {
        name: [each for check in checks for each in run(check, proof)]
        for name, checks in families.items()
    }
