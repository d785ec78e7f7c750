"""Collation: two copies of one work held against each other over their whole length.

Two extractions of one PDF, two scans, a digital text and its OCR: what differs between them, and is
no matter of lines, pages and forms, is a fault of one of them. Both are recovered to books first,
so that what is compared are the words of text and notes, as the editions would have them.

stream       a book as words and signs, each with its place
align        two sequences of these aligned, in time that grows with their length
threads      text with text, notes with notes, and what stands elsewhere
difference   what is not alike, cut to single words and named
judge        which reading is likelier
findings     the questions to the proofreader
markers      the markers of notes that one copy has lost, or has elsewhere
summary      the differences counted
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.checks.proof import Proof
from pipeline.collate.difference import Difference, differences
from pipeline.collate.findings import as_findings, marker_findings
from pipeline.collate.stream import Stream, stream_of
from pipeline.collate.summary import summary
from pipeline.collate.threads import align
from pipeline.model.finding import Finding

if TYPE_CHECKING:
    from rich.table import Table


@dataclass(frozen=True, slots=True)
class Collation:
    """Two books, what differs between them, and what is asked about it of the first."""

    ours: Stream
    theirs: Stream
    differences: list[Difference]
    findings: list[Finding]

    @property
    def summary(self) -> Table:
        """Count the differences by kind, with the changes of letters that came most often."""
        return summary(self.ours, self.theirs, self.differences)


def collate(proof: Proof, other: Proof, name: str = "") -> Collation:
    """Collate a book with another copy of it, which the findings call by `name`.

    >>> from pipeline.checks.proof import proof_of_text
    >>> ours = proof_of_text("The modem miller went to the rnill by the old road.")
    >>> theirs = proof_of_text("The modern miller went to the mill by the old road.")
    >>> [each.proposals[0].new for each in collate(ours, theirs).findings]
    ['modern', 'mill']

    Raises:
        RecensionError: they are not copies of one work.
    """
    ours, theirs = stream_of(proof), stream_of(other)
    alignment = align(ours, theirs)
    found = list(differences(ours, theirs, alignment))
    name = name or other.source.name
    asked = [
        *as_findings(ours, theirs, found, name),
        *marker_findings(ours, theirs, alignment.alike, name),
    ]
    return Collation(ours, theirs, found, asked)
