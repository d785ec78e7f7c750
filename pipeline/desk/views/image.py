"""The image of a page, by its number."""

from __future__ import annotations

import re
from html import escape

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pipeline.desk.facsimile.images import Images
from pipeline.desk.views.web import desk_of
from pipeline.errors import RecensionError

LARGER = 2
"""How much an image is enlarged for those who look closely, or whose screen is fine."""
WIDTH, HEIGHT = 700, 990
"""Of what is shown instead of an image: those of a sheet, in pixels."""


async def image(request: Request) -> Response:
    """Give a page's image; where it cannot be shown, a picture that says why."""
    images: Images = desk_of(request).images
    number = request.path_params["number"]
    zoom = LARGER if request.query_params.get("zoom") == str(LARGER) else 1
    try:
        tag = f'"{await images.tag(number, zoom)}"'
        headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        return Response(await images.png(number, zoom), 200, headers, "image/png")
    except KeyError:
        raise HTTPException(404) from None
    except RecensionError as error:
        # No fault of the desk's, at which the browser would show nothing: the page can be read.
        return Response(notice(error), 200, {"Cache-Control": "no-store"}, "image/svg+xml")


def notice(error: RecensionError) -> str:
    """Draw what is shown instead of an image, which says what is wrong with it."""
    said = (error.message, error.where, error.remedy)
    lines = "".join(
        f'<tspan x="40" dy="28">{escape(part)}</tspan>'
        for each in said
        for part in re.findall(r".{1,60}(?:\s|$)", each)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}">'
        f'<rect width="100%" height="100%" fill="#fffefb"/><text y="60" font-family="sans-serif"'
        f' font-size="19" fill="#8a2f1b">{lines}</text></svg>'
    )


ROUTES = [Route("/image/{number:int}.png", image)]
