"""What all views of the desk share: their templates, and what a request says of who asks."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.datastructures import ImmutableMultiDict
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from pipeline.visible import visible
from pipeline.write.styles import STYLES

if TYPE_CHECKING:
    from pipeline.desk.desk import Desk

DESK = STYLES / "desk"
LARGEST_BODY = 64 * 1024
"""So many bytes may be sent to the desk at once; the longest of notes is far below."""
READER = "reader"
"""The cookie with the name by which somebody entered."""
KEPT = 400 * 24 * 60 * 60
"""For so many seconds a name and a place are known: as long as browsers keep any cookie."""


def render(request: Request, template: str, status: int = 200, **values: object) -> HTMLResponse:
    """Make a page from a template, to which `values` are known, `reader`, and `fragment`.

    That is whether a part of the page is asked for. What stands in the values is escaped.

    Raises:
        jinja2.UndefinedError: the template asks for a name that has no value.
    """
    known = {"reader": reader_of(request), "fragment": wants_fragment(request)}
    return HTMLResponse(filled(template, **known | values), status)


def filled(template: str, **values: object) -> str:
    """Give a template with values filled in, and nothing else."""
    return _templates().get_template(template).render(values)


def wants_fragment(request: Request) -> bool:
    """Tell whether htmx asks for a part of a page, rather than the browser for all of it."""
    headers = request.headers
    return "hx-request" in headers and headers.get("hx-request-type") != "full"


def desk_of(request: Request) -> Desk:
    """Give the desk at which a request arrives."""
    desk: Desk = request.app.state.desk
    return desk


def reader_of(request: Request) -> str:
    """Give the name of who asks: as entered, or as the desk was started for; else empty."""
    who: str = request.app.state.who
    return unquote(request.cookies.get(READER, "")) or who


def enter(response: Response, name: str) -> None:
    """Have the reader's browser keep a name; it may hold any letters, a cookie only ASCII's."""
    response.set_cookie(READER, quote(name), KEPT, httponly=True, samesite="strict")


def local(address: str) -> str:
    r"""Give an address if it is one of the desk's own; of any other, that of the desk's first view.

    >>> local("/page/3?view=raw"), local("https://elsewhere/"), local("//elsewhere/"), local("/\\x")
    ('/page/3?view=raw', '/', '/', '/')
    """
    inside = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if inside and address.isprintable() else "/"


async def form_of(request: Request) -> ImmutableMultiDict[str, str]:
    """Read the fields of a form, lines ended by a line feed, without files.

    Raises:
        HTTPException: it is no form, or one too large.
    """
    form = await request.form(max_files=0, max_fields=100, max_part_size=LARGEST_BODY)
    # Browsers send line feeds of fields as pairs (HTML, "constructing the entry list").
    fields = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
    return ImmutableMultiDict([(name, value.replace("\r\n", "\n")) for name, value in fields])


def _shown(value: object) -> object:
    """Let what cannot be seen be seen, wherever a text is put into a page."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(DESK / "templates"),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
