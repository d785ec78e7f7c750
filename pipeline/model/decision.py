"""A decision: what a proofreader settled, quoted against the source and kept beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple, TypedDict

from pipeline.model.finding import Action, Scope, Span

Why = Literal["extraction", "printer", "editorial", "style"]
"""Whose error it was, or on what ground the edition differs: the extraction's, the printer's of the
source edition, an editor's judgement, the house style."""
EDITOR = "editor"
"""The check of a decision for which none asked."""


class Quote(NamedTuple):
    """The text of a place and beside it, white space folded (W3C TextQuoteSelector)."""

    prefix: str
    exact: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry of a decisions file."""

    id: str
    """A ULID: unique, and in the order of time."""
    reader: str
    check: str
    """The check that asked, or "editor"."""
    action: Action
    """What is done."""
    at: Span
    """Offsets in the raw text of the source that the file names (W3C TextPositionSelector)."""
    quote: Quote
    """The words there and beside them: by these the place is found in another source."""
    new: str = ""
    """What the edition reads instead; or what else the action needs: a heading's level, a passage's
    language, "body n73" or "marker n73", a question's words, for what a suspected word may be
    misread, the id of what is undone."""
    scope: Scope = "here"
    """At this place, or wherever the same words stand: "every"."""
    why: Why = "extraction"
    """Whose error it was, or on what ground: extraction, printer, editorial, style."""
    note: str = ""
    """What the reader says about it."""
    when: datetime = datetime.min
    """When it was decided, with the offset of the time."""
    source: str = ""
    """The SHA-256 of the source that the offsets are of."""
    file: str = ""
    line: int = 0
    """Where the entry is written, from the book's folder."""


class Said(TypedDict, total=False):
    """What a reader says with a decision: fields of a `Decision`."""

    scope: Scope
    why: Why
    note: str


class Signed(Said, total=False):
    """The same, and in whose name it is made: a check's that asked, another reader's, at a time."""

    check: str
    reader: str
    when: datetime


class Placed(NamedTuple):
    """A decision whose place was found again in the source that is built."""

    decision: Decision
    at: Span
    """The place in this source, which may be another than that where it was decided."""
    certainty: float = 1.0
    """How sure the place is, from 0 to 1; 1 where the quote stands there unchanged."""
