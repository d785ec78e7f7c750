"""The desk as an application: its routes, its files, and what is said when a view fails."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from pipeline.desk.desk import Desk
from pipeline.desk.saving import UnsavedError
from pipeline.desk.serving.guard import Guard, Listening
from pipeline.desk.views import (
    answering,
    decisions,
    enter,
    events,
    figures,
    image,
    main,
    page,
    pages,
    places,
    reading,
    settings,
    typography,
    words,
)
from pipeline.desk.views.web import DESK, LARGEST_BODY, filled, reader_of, wants_fragment
from pipeline.errors import RecensionError

VIEWS = (
    events,
    main,
    answering,
    page,
    places,
    image,
    enter,
    pages,
    reading,
    decisions,
    words,
    figures,
    settings,
    typography,
)
"""The modules of the views; each has its `ROUTES`."""
FILES = {file.name: file for file in DESK.iterdir() if file.is_file()}
"""What the browser loads, by name. An address is looked up here, and never becomes a path."""
ICON = "/favicon.ico"
"""For which browsers ask by themselves, at times before they know that a page names another."""
TO_ALL = ("/enter", "/desk/", "/faces/", "/book.css", ICON)
"""How addresses begin that are there for those also who have not yet entered."""


def application(desk: Desk, at: Listening, who: str = "") -> ASGIApp:
    """Make the application that serves a desk, within its guard.

    `who` is the reader for all who have entered no name.
    """
    routes = [route for view in VIEWS for route in view.ROUTES]
    app = Starlette(
        routes=[*routes, Route("/desk/{name}", file), Route(ICON, icon)],
        middleware=[Middleware(Entry)],
        exception_handlers=HANDLERS,
        lifespan=lambda _: opened(desk),
        max_body_size=LARGEST_BODY,
    )
    app.state.desk, app.state.who = desk, who
    return Guard(app, at)


@asynccontextmanager
async def opened(desk: Desk) -> AsyncIterator[None]:
    """Have a desk run as long as this lasts.

    Raises:
        RecensionError: it cannot be started.
    """
    try:
        await desk.start()
        yield
    finally:
        await desk.stop()


class Entry:
    """Asks whoever has no name for one, before any view is shown."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or send the reader to the entry."""
        answer: ASGIApp = self.app
        if scope["type"] == "http":
            request = Request(scope)
            if not reader_of(request) and not request.url.path.startswith(TO_ALL):
                answer = _to_entry(request)
        await answer(scope, receive, send)


async def file(request: Request) -> Response:
    """Give one of the files that the desk's pages load."""
    found = FILES.get(request.path_params["name"])
    if found is None:
        raise HTTPException(404)
    return _given(found)


async def icon(request: Request) -> Response:
    """Give the desk's icon where no page has named it."""
    return _given(FILES["icon.svg"])


def _given(path: Path) -> Response:
    return FileResponse(path, headers={"Cache-Control": "no-cache"})


def refused(request: Request, error: Exception) -> Response:
    """Say that there is nothing at an address, or that it takes nothing of the kind."""
    assert isinstance(error, HTTPException)
    absent = error.status_code == 404
    said = "There is nothing at this address of the desk." if absent else error.detail
    return _said(request, error.status_code, "Nothing is here" if absent else "Not done", said)


def impossible(request: Request, error: Exception) -> Response:
    """Say why something cannot be done, and what may be done instead."""
    return _said(request, 422, "This cannot be done", str(error))


def unsaved(request: Request, error: Exception) -> Response:
    """Say why something was not saved; the desk's own pages send it again."""
    return _said(request, 507, "This was not saved", str(error))


def failed(request: Request, error: Exception) -> Response:
    """Say that the desk has a fault. Starlette raises the error again, so that it is logged."""
    name = type(error).__name__
    said = (
        f"This is a fault of Recension ({name}), not of the book. What was saved is safe, and the"
        " desk goes on. Please report it, with what stands in the terminal."
    )
    return _said(request, 500, "The view could not be made", said)


def _said(request: Request, status: int, title: str, said: str) -> Response:
    """Answer in a page of its own; where a part was asked for, in the line of the desk's status."""
    fragment = wants_fragment(request)
    page = filled("said.html", fragment=fragment, title=title, said=said)
    response = HTMLResponse(page, status)
    if fragment:
        response.headers.update({"HX-Retarget": "#status", "HX-Reswap": "innerHTML"})
    return response


HANDLERS = {
    HTTPException: refused,
    RecensionError: impossible,
    UnsavedError: unsaved,
    Exception: failed,
}


def _to_entry(request: Request) -> Response:
    path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    to = f"/enter?{urlencode({'to': path})}" if request.method == "GET" else "/enter"
    if wants_fragment(request):
        return Response(headers={"HX-Redirect": "/enter"})
    return RedirectResponse(to, 303)
