"""The desk's main view: a page in both panes, between them the question and the queue."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args
from urllib.parse import urlencode, urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from pipeline.desk.asked import Asked, page_at
from pipeline.desk.desk import Desk
from pipeline.desk.views.bar import bar_of, title_of
from pipeline.desk.views.page import progress_of
from pipeline.desk.views.panes import Mode, columns, edited, opening, source_lines
from pipeline.desk.views.question import REASONS, Question, question_of
from pipeline.desk.views.queue import ONE_KIND, Filters, Rounds, beside, chosen, filters_of, queue
from pipeline.desk.views.structure import KINDS, SEAMS
from pipeline.desk.views.web import KEPT, desk_of, reader_of, render, wants_fragment
from pipeline.model.finding import Span
from pipeline.proofreading.pages import ProofPage
from pipeline.proofreading.rounds import due

MODES: tuple[Mode, ...] = get_args(Mode)
PLACE = "place"
"""The cookie with the address at which a reader was last."""
ADDRESS = re.compile(r"/(?:question/(?P<key>[^/?#]+)|page/(?P<page>\d+))$")
PLACE_IN_KEY = re.compile(r"-(\d+)-\d+(?:-\d+)?$")


@dataclass(frozen=True, slots=True)
class Where:
    """What is shown: a question with its page, or a page; and what is marked on it."""

    key: str = ""
    page: int = 0
    at: Span | None = None

    @property
    def path(self) -> str:
        """The address, without the filters."""
        if self.key:
            return f"/question/{self.key}"
        return f"/page/{self.page}" if self.page else "/"


async def home(request: Request) -> Response:
    """Open the desk where the reader was last; a first time, at the first question."""
    last = request.cookies.get(PLACE, "")
    if last.startswith(("/question/", "/page/")):
        return RedirectResponse(last, 303)
    asked = desk_of(request).asked(reader_of(request))
    return await shown(request, Where(asked[0].key) if asked else Where())


async def question(request: Request) -> Response:
    """Show a question, with its page in both panes."""
    return await shown(request, Where(request.path_params["key"]))


async def page(request: Request) -> Response:
    """Show a page, with the first question about it."""
    at = request.query_params.get("at", "")
    point = int(at) if at.isdecimal() else None
    number = request.path_params["number"]
    return await shown(request, Where(page=number, at=None if point is None else (point, point)))


async def shown(
    request: Request,
    where: Where,
    fields: Mapping[str, str] | None = None,
    status: int = 200,
    **told: object,
) -> Response:
    """Show a question or a page.

    `fields` are those of the form that was sent, which hold the filters; else they are in the
    address. `told` is what else the templates know: `said` in the line of the desk's status, the
    `fault` of an answer, and what is `held` until the reader has seen something.

    Raises:
        HTTPException: there is no such page.
    """
    desk, reader = desk_of(request), reader_of(request)
    given = request.query_params if fields is None else fields
    fragment = wants_fragment(request)
    here, values = await _values(desk, reader, where, given)
    response = render(
        request,
        "main.html" if fragment else "desk.html",
        status,
        **{"said": "", "fault": "", "held": None} | told,
        **values,
        bar=None if fragment else bar_of(desk, reader, "/"),
        reasons=REASONS,
        kinds=KINDS,
        seams=SEAMS,
    )
    if here != Where():
        address = str(values["address"])
        response.set_cookie(PLACE, address, KEPT, httponly=True, samesite="strict")
    return response


async def _values(
    desk: Desk, reader: str, where: Where, fields: Mapping[str, str]
) -> tuple[Where, dict[str, object]]:
    """Give what the templates need of a question or a page, and what is shown."""
    filters, mode = filters_of(fields), _mode(fields)
    view, raw = desk.view(reader), desk.source.text
    asked, open_ = desk.question(reader, where.key), desk.asked(reader)
    number = asked.page.number if asked else where.page or _page_of(desk, where.key)
    if desk.pages and not 1 <= number <= len(desk.pages):
        raise HTTPException(404, "The book has no such page.")
    current = desk.pages[number - 1] if desk.pages else None
    answered = _answered(desk, reader)
    rounds = rounds_of(desk)
    among = chosen(open_, answered, filters, raw, rounds)
    if asked is None and current is not None and not where.key:
        asked = next((each for each in among if each.page.number == number), None)
    key, place = (asked.key, asked.finding.where) if asked else ("", None)
    at = place[0] if place else current.start if current else 0
    before, behind = beside(among, key, at)
    # A question may be asked later, by checks that are still under way; so may the first one.
    here = Where(where.key if asked or not view.checked else "", number)
    if where == Where() and not view.checked:
        here = where
    query = _query(filters, mode)
    return here, {
        **await _page_values(desk, reader, current, where.at or place, mode),
        "title": title_of(desk, reader),
        "checked": view.checked,
        "question": _question(desk, reader, asked, among),
        "queue": queue(raw, open_, answered, filters, key, at, rounds),
        "earlier": before.key if before else "",
        "later": behind.key if behind else "",
        "path": here.path,
        "address": here.path + query,
        "query": query,
    }


def next_of(desk: Desk, reader: str, key: str, fields: Mapping[str, str]) -> Where:
    """Give the question behind one that was answered; its page, if there is none."""
    asked = desk.question(reader, key)
    if asked is None:
        return Where(page=1)
    answered = _answered(desk, reader)
    filters, rounds = filters_of(fields), rounds_of(desk)
    among = chosen(desk.asked(reader), answered, filters, desk.source.text, rounds)
    before, behind = beside(among, key, asked.finding.where[0])
    follows = behind or before
    return Where(follows.key) if follows else Where(page=asked.page.number)


def rounds_of(desk: Desk) -> Rounds:
    """Tell which rounds ask what, where they do not all ask the same."""
    rounds = desk.settings.proofreading.rounds
    if len({*rounds}) < 2:
        return ONE_KIND
    return Rounds(rounds, tuple(map(due, desk.states())))


def stay(request: Request) -> Where:
    """Tell what the reader's window shows."""
    match = ADDRESS.search(urlsplit(request.headers.get("hx-current-url", "")).path)
    if match is None:
        return Where(page=1)
    return Where(match["key"]) if match["key"] else Where(page=int(match["page"]))


async def _page_values(
    desk: Desk, reader: str, page: ProofPage | None, marked: Span | None, mode: Mode
) -> dict[str, object]:
    """Give what both panes of a page need."""
    view, raw = desk.view(reader), desk.source.text
    values: dict[str, object] = {
        "page": page,
        "marked": marked,
        "pages": len(desk.pages),
        "modes": MODES,
        "view": mode,
        "next_view": MODES[(MODES.index(mode) + 1) % len(MODES)],
        "language": view.book.language if view.book else "",
        "lines": (),
        "edition": None,
        "images": (),
    }
    if page is None or view.book is None:
        lines = tuple(opening(raw))
        return values | {"lines": lines, "columns": columns(lines)}
    first = desk.lines.at(page.start)
    lines = tuple(source_lines(raw, page, first, view.book.furniture, marked or (-1, -1)))
    return values | {
        "lines": lines,
        "columns": columns(lines),
        "edition": edited(view.book, raw, page, mode),
        "images": await desk.images.of(page),
        "progress": progress_of(desk, reader, page),
        "before": page.number - 1,
        "behind": page.number + 1 if page.number < len(desk.pages) else 0,
    }


def _question(desk: Desk, reader: str, asked: Asked | None, among: list[Asked]) -> Question | None:
    if asked is None:
        return None
    view = desk.view(reader)
    labels = {note.id: note.label for note in view.book.notes()} if view.book else {}
    return question_of(desk.source.text, asked, among, desk.asked(reader), view.settled, labels)


def _page_of(desk: Desk, key: str) -> int:
    """Tell on which page the place is that a question's key names; the first, where it does not."""
    place = PLACE_IN_KEY.search(key)
    return page_at(desk.pages, int(place[1])).number if place and desk.pages else 1


def _answered(desk: Desk, reader: str) -> list[Asked]:
    """Give the questions that were answered."""
    open_ = {each.key for each in desk.asked(reader)}
    return [each for each in desk.seen(reader).questions if each.key not in open_]


def _mode(fields: Mapping[str, str]) -> Mode:
    mode = fields.get("view", "")
    return mode if mode in MODES else "edited"


def _query(filters: Filters, mode: Mode) -> str:
    """Give the filters and the view as the query of an address."""
    more = urlencode({"view": mode}) if mode != "edited" else ""
    return filters.query + (("&" if filters.query else "?") + more if more else "")


ROUTES = [
    Route("/", home),
    Route("/question/{key}", question),
    Route("/page/{number:int}", page),
]
