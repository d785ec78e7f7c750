"""What the desk tells its readers by itself, over a connection that stays open.

The form is that of server-sent events (HTML Living Standard, 9.2). A browser that loses the
connection opens it again by itself.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping

from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.routing import Route

from pipeline.desk.web import desk_of

BEAT = 15.0
"""Seconds after which something is sent though nothing was told, or a proxy takes it for dead."""
AGAIN = b"retry: 1000\n\n"
"""So many milliseconds after a lost connection the browser opens it again."""
WAITING = 64
"""So many messages may wait for a reader; one who is slower has to begin anew."""

END = b""
"""Stands in a queue behind which nothing comes."""


class Stream:
    """All connections that are open. It belongs to the event loop."""

    def __init__(self) -> None:
        self._open: set[asyncio.Queue[bytes]] = set()

    def close(self) -> None:
        """End all connections, for the desk is closed."""
        for queue in [*self._open]:
            self._end(queue)

    def tell(self, event: str, said: Mapping[str, object] | None = None) -> None:
        """Tell every reader of an event, with what is said of it as JSON."""
        message = f"event: {event}\ndata: {json.dumps(said or {})}\n\n".encode()
        for queue in [*self._open]:
            if queue.full():
                self._end(queue)
            else:
                queue.put_nowait(message)

    async def messages(self) -> AsyncIterator[bytes]:
        """Give what is told from now on, as it is sent; ends for a reader who is too slow."""
        queue: asyncio.Queue[bytes] = asyncio.Queue(WAITING)
        self._open.add(queue)
        try:
            yield AGAIN
            while queue in self._open:
                try:
                    message = await asyncio.wait_for(queue.get(), BEAT)
                except TimeoutError:
                    message = b": still here\n\n"
                if message != END:
                    yield message
        finally:
            self._open.discard(queue)

    def _end(self, queue: asyncio.Queue[bytes]) -> None:
        """End a connection; what it still had to be told is of no use without the rest."""
        self._open.discard(queue)
        while not queue.empty():
            queue.get_nowait()
        queue.put_nowait(END)


async def events(request: Request) -> StreamingResponse:
    """Answer with all that the desk tells from now on."""
    return StreamingResponse(desk_of(request).stream.messages(), media_type="text/event-stream")


ROUTES = (Route("/events", events),)
