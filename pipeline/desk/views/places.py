"""Finding places: a line, a page or a note by its number, and the notes whose markers are lost."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pipeline.decisions.answers import line_span
from pipeline.desk.asked import page_at
from pipeline.desk.desk import Desk
from pipeline.desk.shown import ShownNote
from pipeline.desk.views.main import Where, shown, stay
from pipeline.desk.views.web import desk_of, reader_of, render
from pipeline.desk.views.wording import note_of
from pipeline.errors import RecensionError
from pipeline.model.finding import Span
from pipeline.proofreading.pages import chosen

SOUGHT = re.compile(r"(?P<what>[pn]?)\s*(?P<name>\S.*)", re.I)
BEGINNING = 80
"""Characters of a note by which it is known."""
MARKUP = re.compile(r"<[^>]+>")


class Unmarked(NamedTuple):
    """A note whose marker is lost."""

    id: str
    label: str
    words: str
    """How it begins."""


async def go(request: Request) -> Response:
    """Go to a place, `to`: "412" is a line, "p 12" a page, "n 80" a note."""
    desk = desk_of(request)
    try:
        where = place_of(desk, reader_of(request), request.query_params.get("to", ""))
    except RecensionError as error:
        return await shown(request, stay(request), status=422, said=str(error))
    return await shown(request, where)


def place_of(desk: Desk, reader: str, said: str) -> Where:
    """Find the place that is meant.

    Raises:
        RecensionError: there is none.
    """
    match = SOUGHT.fullmatch(said.strip())
    book = desk.view(reader).book
    if match is None or book is None:
        raise RecensionError("this is no place", repr(said), "say 412, p 12 or n 80")
    what, name = match["what"].lower(), match["name"]
    if what == "p":
        return Where(page=chosen(desk.pages, name)[0].number)
    if what == "n":
        at = _note(book.notes(), name)
    elif name.isascii() and name.isdecimal():
        at = line_span(desk.source.text, int(name))
    else:
        raise RecensionError("this is no place", repr(said), "say 412, p 12 or n 80")
    return Where(page=page_at(desk.pages, at[0]).number, at=at)


def _note(notes: Iterable[ShownNote], label: str) -> Span:
    for note in notes:
        if note.label == label:
            return note.start, note.end
    raise RecensionError("no note has this number", label)


async def unmarked(request: Request) -> Response:
    """List the notes whose markers are lost; not those that a marker was just given."""
    view = desk_of(request).view(reader_of(request))
    given = {
        note_of(each.decision.new)
        for each in view.settled.placed
        if each.decision.action == "note" and each.decision.new.startswith("marker ")
    }
    notes = [
        Unmarked(each.id, each.label, MARKUP.sub("", each.html)[:BEGINNING])
        for each in (view.book.notes() if view.book else ())
        if each.state == "unmarked" and not given & {each.id, each.label}
    ]
    return render(request, "unmarked.html", notes=notes)


ROUTES = [Route("/go", go), Route("/notes/unmarked", unmarked)]
