"""How the desk is used: all its keys, and how it looks in a reader's browser."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pipeline.desk.views.bar import under_bar


async def keys(request: Request) -> Response:
    """Show all keys."""
    return under_bar(request, "keys.html")


async def settings(request: Request) -> Response:
    """Show the settings. They are kept in the browser, whose script alone knows of them."""
    return under_bar(request, "settings.html")


ROUTES = [Route("/keys", keys), Route("/settings", settings)]
