"""What is asked of the proofreader, and the answers that are proposed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Severity = Literal["error", "query", "advice"]
Action = Literal[
    "replace",
    "insert",
    "delete",
    "keep",
    "query",
    "suspect",
    "emphasis",
    "strong",
    "small-capitals",
    "language",
    "heading",
    "paragraph",
    "join",
    "split",
    "quote",
    "verse",
    "item",
    "table",
    "figure",
    "break",
    "note",
    "furniture",
    "move",
    "undo",
]
Scope = Literal["here", "every"]
Span = tuple[int, int]
"""A stretch of the raw source; where both ends are one, a point between two characters."""


class Proposal(NamedTuple):
    """An answer to a finding: the decision that is made by accepting it."""

    new: str
    """What the edition will read instead, or what else the action needs to know."""
    certainty: float = 0.5
    """How sure it is to be right, from 0 to 1."""
    action: Action = "replace"
    at: Span | None = None
    """Where, if that is another place than the finding's own."""
    scope: Scope = "here"


@dataclass(frozen=True, slots=True)
class Finding:
    """A question to the proofreader. It is about the book, and never stops a build."""

    check: str
    severity: Severity
    where: Span
    """The stretch of the raw source that it is about."""
    message: str
    proposals: tuple[Proposal, ...] = ()
    """The answers that are likely, the likeliest first."""
    certainty: float = 0.5
    """How sure it is that something is wrong here, from 0 to 1."""
    also: tuple[Span, ...] = ()
    """Other places to which the same question and the same answer belong."""
