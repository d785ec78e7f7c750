"""The bar above all views: whose book it is, how far it is, and who reads it."""

from __future__ import annotations

from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import HTMLResponse

from pipeline.desk.desk import Desk
from pipeline.desk.views.web import desk_of, reader_of, render


class Bar(NamedTuple):
    """What the templates know as `bar`."""

    book: str
    """The title; as long as the book is being read, that of book.toml or the folder's name."""
    reader: str
    readings: int
    """The readings of pages that there were, of those that the book needs."""
    needed: int
    view: str
    """The address of the view that is shown."""


def title_of(desk: Desk, reader: str) -> str:
    """Give the title of the book, so far as it is known."""
    book = desk.view(reader).book
    return book.title if book else desk.settings.title or desk.folder.name


def bar_of(desk: Desk, reader: str, path: str) -> Bar:
    """Make the bar for a reader of a desk who is at an address."""
    progress = desk.progress(reader)
    return Bar(
        title_of(desk, reader), reader, progress.readings, progress.needed, f"/{path.split('/')[1]}"
    )


def under_bar(request: Request, template: str, status: int = 200, **values: object) -> HTMLResponse:
    """Make a view from a template that extends `base.html`, with the bar above it."""
    bar = bar_of(desk_of(request), reader_of(request), request.url.path)
    return render(request, template, status, bar=bar, **values)
