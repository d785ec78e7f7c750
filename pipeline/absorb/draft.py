"""What an edited text asks for: drafts of decisions, and what cannot be made one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from pipeline.absorb.reading import Leaf
from pipeline.model.finding import Action, Span


class Place(NamedTuple):
    """A stretch of a text of the edited edition."""

    leaf: Leaf
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """A decision that would make the edition read as it was edited."""

    action: Action
    at: Span
    new: str
    place: Place
    gone: str = ""
    """The letters that are no longer there."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """What was edited and cannot be decided."""

    message: str
    place: Place | None = None
    """None: it is of no text, and `file` says where it stands."""
    file: str = ""
    come: str = ""
    """A text that cannot be put in."""


Wish = Draft | Refusal
