"""How far the page is that is shown, who is at work on it, and what its reader says of it."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pipeline.desk.desk import Desk
from pipeline.desk.views.web import desk_of, form_of, reader_of
from pipeline.proofreading.event import Event, same_reader
from pipeline.proofreading.marking import reached
from pipeline.proofreading.pages import ProofPage
from pipeline.proofreading.rounds import needed, round_for
from pipeline.proofreading.states import State


class PageProgress(NamedTuple):
    """What stands above the source of a page."""

    state: State
    readers: tuple[str, ...]
    needs: str
    """What it needs next, in words; empty for nothing."""
    can_read: bool
    """May its reader say now that it is read?"""
    is_mine: bool
    """Has its reader begun it, or read it?"""
    other: str
    """Who else is at work on it now."""
    since: datetime | None
    problems: tuple[Event, ...]


def progress_of(desk: Desk, reader: str, page: ProofPage) -> PageProgress:
    """Tell how far a page is, for a reader."""
    state = desk.states()[page.number - 1]
    who = same_reader(reader)
    names = (*state.readers, *(work.reader for work in state.at_work))
    lease = desk.leases.of(page.number)
    other = lease if lease is not None and same_reader(lease.reader) != who else None
    return PageProgress(
        state.state,
        state.readers,
        needed(state),
        round_for(state, reader) is not None,
        who in map(same_reader, names),
        other.reader if other else "",
        other.since if other else None,
        state.problems,
    )


async def beat(request: Request) -> Response:
    """Hear from a page that is open: fields `page`, and `to`, up to where it was read.

    With `take` the page is taken over from whoever is at work on it. As long as the book is being
    read, there are no pages to hear of.

    Raises:
        RecensionError: there is no such page.
    """
    desk, reader, form = desk_of(request), reader_of(request), await form_of(request)
    if not desk.pages:
        return Response(status_code=204)
    number = int(form["page"]) if form.get("page", "").isdecimal() else 0
    if form.get("take"):
        desk.take(reader, number)
    await desk.beat(reader, number)
    if form.get("to", "").isdecimal():
        await desk.mark([reached(desk.states()[number - 1], reader, int(form["to"]))])
    return Response(status_code=204)


ROUTES = [Route("/beat", beat, methods=["POST"])]
