"""The desk for the tests: a process that may be killed and started again, and its windows."""

from __future__ import annotations

import atexit
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote, urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page

ROOT = Path(__file__).parents[1]
BOOK = ROOT / "tests/smallbook"
"""The sample book in small: a desk opens it in half the time, and it stays as it is."""
PATIENCE = 60.0
"""Seconds in which a desk has to be there, on a machine that has much else to do."""
ADDRESS = re.compile(r"http://\S+")
LOST = "net::ERR_|Failed to fetch"
"""What a browser says where a desk ends under it, of whatever it was just then fetching."""


class Served:
    """A desk that runs, as whoever typed `recension desk` sees it."""

    def __init__(self, folder: Path, kept: Path, options: tuple[str, ...] = ()) -> None:
        self.folder = folder
        self.options = options
        self.kept = kept
        self.port = 0
        self.said = kept / "said.txt"
        """What it wrote to standard error, over all its lives."""
        self.start()

    def start(self) -> None:
        """Start it, where it was before; it is there once its address is printed."""
        given = ("--port", str(self.port), "--no-open", *self.options, "--", str(self.folder))
        with self.said.open("a") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "pipeline", "desk", *given],
                cwd=ROOT,
                stdout=subprocess.PIPE,
                stderr=said,
                text=True,
                env={**os.environ, "XDG_CACHE_HOME": _cache().name},
            )
        assert self.process.stdout is not None
        late = threading.Timer(PATIENCE, self.process.kill)
        late.start()
        line = self.process.stdout.readline()
        late.cancel()
        found = ADDRESS.search(line)
        assert found, f"the desk did not start: {line}{self.said.read_text()}"
        self.address = found.group()
        self.port = urlsplit(self.address).port or 0

    def kill(self) -> None:
        """End it without a warning, as a machine does whose current fails."""
        self.process.kill()
        self._ended()

    def stop(self) -> None:
        """End it as Ctrl+C does."""
        self.process.send_signal(signal.SIGINT)
        self._ended()

    def _ended(self) -> None:
        self.process.wait(PATIENCE)
        if self.process.stdout is not None:
            self.process.stdout.close()


@cache
def _cache() -> TemporaryDirectory[str]:
    """Give the folder in which the desks of all tests keep what they made: a book is made once."""
    made = TemporaryDirectory(prefix="desks-of-tests-")
    atexit.register(made.cleanup)
    return made


@contextmanager
def served(folder: Path, kept: Path, *options: str, complaints: str = "") -> Iterator[Served]:
    """Have the desk of a book's folder run; what it says of faults is written to another folder.

    What it writes to standard error fails the test, but for lines that `complaints` matches.
    """
    desk = Served(folder, kept, options)
    try:
        yield desk
    finally:
        if desk.process.poll() is None:
            desk.stop()
    _nothing_but(complaints, desk.said.read_text().splitlines())


@contextmanager
def window(
    browser: Browser,
    desk: Served,
    who: str = "Ann",
    path: str = "",
    *,
    scheme: str = "light",
    size: tuple[int, int] = (1440, 900),
    complaints: str = "",
) -> Iterator[Page]:
    """Open the desk in a window of its own, of a reader who has entered, unless `who` is empty.

    Errors and warnings of the page fail the test, but for those that `complaints` matches.
    """
    width, height = size
    viewport = {"width": width, "height": height}
    context = browser.new_context(viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
    if who:
        context.add_cookies([{"name": "reader", "value": quote(who), "url": desk.address}])
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(_told(message)))
    page.on("pageerror", lambda error: said.append(f"error: {error}"))
    page.goto(desk.address + path.removeprefix("/"))
    yield page
    context.close()
    _nothing_but(complaints, said)


def _told(message: ConsoleMessage) -> str:
    return f"{message.type}: {message.text} {message.location['url']}".strip()


def _nothing_but(allowed: str, said: list[str]) -> None:
    rest = [each for each in said if not (allowed and re.search(allowed, each))]
    assert not rest, rest
