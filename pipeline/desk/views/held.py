"""What is shown before an answer is written: where it would hold, or what others decided."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from pipeline.decisions.wording import said
from pipeline.desk.answering.answers import Conflict, Preview
from pipeline.desk.views.queue import Filters
from pipeline.desk.views.wording import words_at
from pipeline.model.decision import Decision, Quote

PLACES = 12
"""Places of a preview that are shown with their words."""
NOT_KEPT = frozenset({"give", "nonce", "preview", "rev", "choice", "view", *Filters._fields})
"""Fields of a form that are not sent again: another form says them."""


class Reading(NamedTuple):
    """One of the answers that differ."""

    reader: str
    said: str
    note: str


class Choice(NamedTuple):
    """A button by which it goes on."""

    give: str
    """Its fields, as a query."""
    keys: str
    said: str
    readings: tuple[Reading, ...] = ()


class Held(NamedTuple):
    """An answer that waits."""

    to: str
    """The address to which it is sent."""
    fields: tuple[tuple[str, str], ...]
    said: str
    places: tuple[Quote, ...]
    more: int
    """Places that are not shown."""
    choices: tuple[Choice, ...]


def previewed(raw: str, to: str, fields: Mapping[str, str], preview: Preview) -> Held:
    """Show where an answer would hold."""
    count = len(preview.places)
    shown = tuple(words_at(raw, place.at) for place in preview.places[:PLACES])
    where = "at this place" if count == 1 else f"at all {count} places"
    told = said(preview.decisions[0])
    # The same key again does it, as does Enter.
    choice = Choice("", "Enter Shift+Enter D", f"Do so {where}")
    return Held(to, _kept(fields), f"{told}:", shown, count - len(shown), (choice,))


def contradicted(to: str, fields: Mapping[str, str], conflict: Conflict) -> Held:
    """Show what the reader would decide, and what others decided meanwhile."""
    theirs = tuple(_reading(each.decision) for each in conflict.theirs)
    mine = tuple(map(_reading, conflict.mine))
    told = "Another reader decided this meanwhile. Nothing of yours is written yet."
    choices = (
        Choice("choice=theirs", "1", "Theirs: both of you agree", theirs),
        Choice("choice=mine", "2", "Mine: theirs is taken back", mine),
        Choice("choice=both", "3", "Both stay, and are asked about: neither is done"),
    )
    kept = (*_kept(fields), ("rev", conflict.rev))
    return Held(to, kept, told, (), 0, choices)


def _kept(fields: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in fields.items() if name not in NOT_KEPT)


def _reading(decision: Decision) -> Reading:
    return Reading(decision.reader, said(decision), decision.note)
