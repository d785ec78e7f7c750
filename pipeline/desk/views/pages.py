"""All pages of the book: how far each is, who read it, what it needs next; and marking them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import NamedTuple, get_args

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from pipeline.desk.views.bar import under_bar
from pipeline.desk.views.web import desk_of, form_of, local, reader_of
from pipeline.errors import RecensionError
from pipeline.model.settings import Round, Settings
from pipeline.proofreading.event import Event, made, same_reader
from pipeline.proofreading.marking import reading, withdrawal
from pipeline.proofreading.rounds import due, needed, round_for
from pipeline.proofreading.states import PageState, State

STATES: tuple[State, ...] = get_args(State)
MINE = "mine"
"""The filter for what the reader can do now."""


class Row(NamedTuple):
    """A page as it is listed."""

    state: PageState
    asked: int
    """Questions that are open on it."""
    needs: str
    can_read: bool
    """May the reader of the desk read it now?"""
    has_begun: bool
    can_withdraw: bool
    """Has the reader anything to take back: that it was read, or begun?"""
    holder: str
    """Who else has it open at this moment."""

    @property
    def number(self) -> int:
        """The number by which the page's address names it."""
        return self.state.page.number


async def pages(request: Request) -> Response:
    """List the pages, all or those of a state or of a reader."""
    desk, reader = desk_of(request), reader_of(request)
    asked = Counter(each.page.number for each in desk.asked(reader))
    held = {each.page: each.reader for each in desk.leases.held()}
    every = [
        row_of(each, asked[each.page.number], reader, held.get(each.page.number, ""))
        for each in desk.states()
    ]
    state, by = (request.query_params.get(name, "") for name in ("state", "by"))
    counts = Counter(row.state.state for row in every)
    return under_bar(
        request,
        "pages.html",
        every=every,
        rows=[row for row in every if is_chosen(row, state, by)],
        counts=[(each, counts[each]) for each in STATES if counts[each]],
        waiting=sum(row.can_read for row in every),
        readers=sorted({name for row in every for name in row.state.readers}, key=same_reader),
        state=state,
        by=by,
        rounds=said(desk.settings.proofreading.rounds),
        lines=desk.lines,
        back=request.url.path + (f"?{request.url.query}" if request.url.query else ""),
    )


def row_of(state: PageState, asked: int, reader: str, holder: str = "") -> Row:
    """Give a page as it is listed for a reader; `holder` has it open."""
    who = same_reader(reader)
    at_work = {same_reader(each.reader) for each in state.at_work}
    left = {same_reader(each.reader) for each in state.left}
    return Row(
        state,
        asked,
        needed(state),
        due(state) is not None and round_for(state, reader) is not None,
        who in at_work,
        who in {*at_work, *left, *map(same_reader, state.readers)},
        "" if same_reader(holder) in {who, *at_work} else holder,
    )


def said(rounds: Sequence[Round]) -> str:
    """Say what each page is read for.

    >>> said(("text", "text", "formatting"))
    'twice for its text, then once for its formatting'
    """
    times = ("", "once", "twice", "three times", "four times")
    groups = [(kind, len([*same])) for kind, same in groupby(rounds)]
    return ", then ".join(
        f"{times[n] if n < len(times) else f'{n} times'} for its {kind}" for kind, n in groups
    )


def is_chosen(row: Row, state: str, by: str) -> bool:
    """Tell whether a page is of a state (or what `mine` says), and read by somebody."""
    if state and (not row.can_read if state == MINE else row.state.state != state):
        return False
    return not by or same_reader(by) in {same_reader(each) for each in row.state.readers}


async def mark(request: Request) -> Response:
    """Note what the reader did with a page, and lead on."""
    desk, reader, form = desk_of(request), reader_of(request), await form_of(request)
    number = request.path_params["number"]
    states: Sequence[PageState] = desk.states()
    if not 1 <= number <= len(states):
        raise HTTPException(404, "The book has no such page.")
    event = event_of(states[number - 1], request.path_params["what"], reader, form, desk.settings)
    await desk.mark([event])
    return RedirectResponse(local(form.get("to", "/pages")), 303)


def event_of(
    state: PageState, what: str, reader: str, form: Mapping[str, str], settings: Settings
) -> Event:
    """Make the event that a form asks for.

    Raises:
        RecensionError: the reader cannot do that with the page; it says why.
    """
    where = f"page {state.page.label}"
    if what == "begin":
        return made(state.page, "begun", reader)
    if what == "problem":
        return made(state.page, "problem", reader, form.get("words", ""))
    if what == "solved":
        if form.get("of") not in {each.id for each in state.problems}:
            raise RecensionError("there is no such problem, or it is solved", where)
        return made(state.page, "solved", reader, of=form["of"])
    if what == "read":
        event = reading(state, settings.proofreading, reader)
        if event is None:
            raise RecensionError("it waits for another reader", where, needed(state))
        return event
    if what == "withdraw":
        event = withdrawal(state, reader)
        if event is None:
            raise RecensionError("there is nothing of yours to be taken back", where)
        return event
    raise HTTPException(404)


ROUTES = [
    Route("/pages", pages),
    Route("/page/{number:int}/{what:str}", mark, methods=["POST"]),
]
