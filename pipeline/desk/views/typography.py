"""The edition's own typography at the desk: its style and its typefaces."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from pipeline.desk.views.web import desk_of
from pipeline.write.styles import STYLES
from pipeline.write.theme import Face, Theme, load_theme

BODY = re.compile(r"^body\b", re.M)
WEEK = 7 * 24 * 60 * 60


async def style(request: Request) -> Response:
    """Give the style of the edition's text wherever it is shown."""
    return Response(style_of(desk_of(request).settings.style.theme), media_type="text/css")


async def face(request: Request) -> Response:
    """Give a typeface of the edition."""
    files = faces_of(desk_of(request).settings.style.theme)
    path = files.get(request.path_params["file"])
    if path is None:
        raise HTTPException(404, "The edition has no such typeface.")
    return FileResponse(path, headers={"Cache-Control": f"max-age={WEEK}"})


@cache
def faces_of(theme: str) -> Mapping[str, Path]:
    """Give the files of a theme's typefaces by name: what is not among them is never looked for.

    Raises:
        RecensionError: there is no such theme.
    """
    return {face.path.name: face.path for face in load_theme(theme).faces}


@cache
def style_of(theme: str) -> str:
    """Give the EPUB's style for all that stands in an element of the class `edition`.

    It weighs no more there than it does in the EPUB (`:where`), so that the desk's own rules for
    that class go before it.

    Raises:
        RecensionError: there is no such theme, or it lacks a value that the style asks for.
    """
    loaded = load_theme(theme)
    style = loaded.styled((STYLES / "epub.css").read_text("utf-8"))
    return f"{_rules(loaded)}:where(.edition) {{\n{BODY.sub('&', style)}}}\n"


def _rules(theme: Theme) -> str:
    return "".join(map(_rule, theme.faces))


def _rule(face: Face) -> str:
    return (
        f'@font-face {{ font-family: {face.family}; src: url("/faces/{face.path.name}");'
        f" font-style: {face.style}; font-weight: {face.weight}; font-display: swap; }}\n"
    )


ROUTES = [Route("/book.css", style), Route("/faces/{file}", face)]
