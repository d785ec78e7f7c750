"""What the desk tells its readers by itself, over a connection that stays open.

The form is that of server-sent events (HTML Living Standard, 9.2). A browser that loses the
connection opens it again by itself.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping

from pipeline.proofreading.event import same_reader

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
        self._open: dict[asyncio.Queue[bytes], str] = {}
        """The queue of each connection, and who reads there."""

    def close(self) -> None:
        """End all connections, for the desk is closed."""
        for queue in [*self._open]:
            self._end(queue)

    def tell(self, event: str, said: Mapping[str, object] | None = None, reader: str = "") -> None:
        """Tell every reader, or only one, of an event, with what is said of it as JSON."""
        message = f"event: {event}\ndata: {json.dumps(said or {})}\n\n".encode()
        for queue, who in [*self._open.items()]:
            if reader and same_reader(reader) != who:
                continue
            if queue.full():
                self._end(queue)
            else:
                queue.put_nowait(message)

    async def messages(self, reader: str = "") -> AsyncIterator[bytes]:
        """Give what a reader is told from now on, as it is sent.

        It ends for one who is too slow.
        """
        queue: asyncio.Queue[bytes] = asyncio.Queue(WAITING)
        self._open[queue] = same_reader(reader)
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
            self._open.pop(queue, None)

    def _end(self, queue: asyncio.Queue[bytes]) -> None:
        """End a connection; what it still had to be told is of no use without the rest."""
        self._open.pop(queue, None)
        while not queue.empty():
            queue.get_nowait()
        queue.put_nowait(END)
