"""The events of reading pages, as the rounds and blind reading ask for them."""

from __future__ import annotations

from pipeline.model.settings import Proofreading, Round
from pipeline.proofreading.blind import is_hidden
from pipeline.proofreading.event import Event, made, same_reader
from pipeline.proofreading.rounds import round_for
from pipeline.proofreading.states import PageState


def reading(
    state: PageState, settings: Proofreading, reader: str, kind: Round | None = None
) -> Event | None:
    """Make the event that a reader has read a page, for its next round.

    None where that round is for another, or not of the kind that was read.
    """
    due = round_for(state, reader)
    if due is None or kind not in (None, due):
        return None
    blind = settings.blind and is_hidden(state, reader)
    return made(state.page, "read", reader, round=due, blind=blind)


def reached(state: PageState, reader: str, place: int) -> Event:
    """Make the event that a reader has read a page up to a place of the raw source."""
    to = min(max(place, state.page.start + 1), state.page.end) - state.page.start
    return made(state.page, "reached", reader, to=to)


def withdrawal(state: PageState, reader: str) -> Event | None:
    """Make the event that a reader takes back what he did last: the work, or else his last reading.

    None where there is nothing to be taken back.
    """
    who = same_reader(reader)
    mine = [each for each in state.readings if same_reader(each.reader) == who]
    works = {same_reader(each.reader) for each in (*state.at_work, *state.left)}
    if not mine and who not in works:
        return None
    return made(state.page, "withdrawn", reader, round=mine[-1].round if mine else "text")
