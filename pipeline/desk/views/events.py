"""The address at which a reader's window hears what the desk tells."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.routing import Route

from pipeline.desk.views.web import desk_of, reader_of


async def events(request: Request) -> StreamingResponse:
    """Answer with all that the desk tells from now on."""
    told = desk_of(request).stream.messages(reader_of(request))
    return StreamingResponse(told, media_type="text/event-stream")


ROUTES = (Route("/events", events),)
