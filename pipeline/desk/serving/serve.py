"""The desk as a server, from its start to its end."""

from __future__ import annotations

import asyncio
import errno
import os
import signal
import socket
import sys
import webbrowser
from contextlib import AsyncExitStack
from types import FrameType

import uvicorn

from pipeline.desk.desk import Desk
from pipeline.desk.making.workers import Workers
from pipeline.desk.serving.app import application, opened
from pipeline.desk.serving.guard import Listening, is_loopback, listening
from pipeline.desk.stream import Stream
from pipeline.errors import RecensionError
from pipeline.manuscript.folder import BookFolder


def serve(folder: BookFolder, host: str, port: int, who: str, show: bool) -> None:
    """Serve the desk of a book until it is interrupted, and print the address once it can be asked.

    `who` is the reader for all who enter no name, and `show` has a browser open the address. With
    port 0 the system chooses one that is free.

    Raises:
        RecensionError: it cannot listen there; or the book, or what was decided, cannot be read.
        KeyboardInterrupt: it was interrupted.
    """
    if who and not is_loopback(host):
        raise RecensionError(
            "others read at this desk too, and may not pass for one", who, "leave out --who"
        )
    with _bound(host, port) as listener:
        at = listening(host, listener.getsockname()[1])
        stream = Stream()
        desk = Desk(folder, Workers(folder), stream)
        config = uvicorn.Config(
            application(desk, at, who),
            http="h11",
            ws="none",
            lifespan="off",
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=1,
        )
        server = _Server(config, desk, stream, at, show)
        server.run([listener])
        # Whether the event loop raises this by itself hangs on how it ends.
        if server.interrupted:
            raise KeyboardInterrupt


class _Server(uvicorn.Server):
    """A server within which a desk runs. Errors at its start end it, as they are."""

    def __init__(
        self, config: uvicorn.Config, desk: Desk, stream: Stream, at: Listening, show: bool
    ) -> None:
        super().__init__(config)
        self.desk = desk
        self.stream = stream
        self.at = at
        self.show = show
        self.interrupted = False
        self._opened = AsyncExitStack()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Note that it is interrupted, and end."""
        self.interrupted = sig == signal.SIGINT
        super().handle_exit(sig, frame)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Open the desk, and say where it is."""
        await self._opened.enter_async_context(opened(self.desk))
        await super().startup(sockets)
        print(f"The desk is open at {self.at.address}", flush=True)
        if self.show:
            await asyncio.to_thread(webbrowser.open, self.at.address)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close the desk; connections that would stay open are ended first."""
        self.stream.close()
        await super().shutdown(sockets)
        await self._opened.aclose()


def has_browser() -> bool:
    """Tell whether there is a screen on which a browser can open."""
    screens = ("DISPLAY", "WAYLAND_DISPLAY")
    return sys.platform in ("darwin", "win32") or any(map(os.environ.get, screens))


def _bound(host: str, port: int) -> socket.socket:
    """Give a socket that listens at an address, so that it is known whether that can be had."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address[:2], family=family)
    except socket.gaierror as error:
        raise RecensionError("there is no such host", host, "leave out --host") from error
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            message = "another program listens at this port, perhaps a desk"
            remedy = f"choose another: --port {port + 1} (0: any that is free)"
        elif error.errno == errno.EADDRNOTAVAIL:
            message, remedy = "this machine has no such address", "leave out --host"
        else:
            message, remedy = str(error.strerror), "choose another: --port 8290"
        raise RecensionError(message, f"{host}:{port}", remedy) from error
