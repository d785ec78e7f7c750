"""Commands as they run where there is no network, for tests.

What any Python process among them tries to reach beyond this machine is noted in the file that
NOTED names, and refused.
"""

from __future__ import annotations

import errno
import fcntl
import io
import ipaddress
import json
import os
import re
import signal
import socket
import struct
import sys
import threading
from pathlib import Path
from urllib.request import urlopen

NOTED = "OFFLINE_NOTED"
SITE = "from tests.offline import watch\n\nwatch()\n"
"""A sitecustomize.py, by which all processes of Python watch themselves."""
RUN = "import sys; from tests.offline import main; main(sys.argv[1])"
ASKED = {
    "socket.connect": 1,
    "socket.sendto": 1,
    "socket.sendmsg": 1,
    "socket.getaddrinfo": 0,
    "socket.gethostbyname": 0,
    "socket.gethostbyaddr": 0,
}
"""Events of PEP 578, and which of their arguments says where to."""
SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP = 0x8913, 0x8914, 1
ADDRESS = re.compile(r"http://\S+")
VIEWS = ("", "pages", "decisions", "figures")


def watch() -> None:
    """Note and refuse what this process tries to reach beyond this machine."""
    noted = os.environ[NOTED]

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event in ASKED and not is_here(where := arguments[ASKED[event]]):
            with Path(noted).open("a", encoding="utf-8") as file:
                file.write(f"{event} {where!r} by {sys.argv}\n")
            raise OSError(errno.ENETUNREACH, os.strerror(errno.ENETUNREACH))

    sys.addaudithook(hook)


def is_here(where: object) -> bool:
    """Tell whether an address leads to this machine: one of its own, or a socket in its files."""
    host = where[0] if isinstance(where, tuple) else where
    name = host.decode("latin-1") if isinstance(host, bytes) else host
    if not isinstance(name, str) or name in ("", "localhost") or name[0] in "/\0":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def raise_loopback() -> None:
    """Have the loopback interface of a namespace up, which is down at first."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        name = struct.pack("16sh", b"lo", 0)
        (flags,) = struct.unpack("16xh", fcntl.ioctl(asked, SIOCGIFFLAGS, name)[:18])
        fcntl.ioctl(asked, SIOCSIFFLAGS, struct.pack("16sh", b"lo", flags | IFF_UP))


class _Said(io.StringIO):
    """Standard output, of which the address is taken at which a desk opens."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[int] = []

    def write(self, text: str) -> int:
        if found := ADDRESS.search(text):
            threading.Thread(target=self._visit, args=[found[0]], daemon=True).start()
        return super().write(text)

    def _visit(self, address: str) -> None:
        try:
            for view in VIEWS:
                with urlopen(address + view, timeout=60) as answer:
                    self.seen.append(answer.status)
        finally:
            os.kill(os.getpid(), signal.SIGINT)


def main(lines: str) -> None:
    """Run a list of command lines, given as JSON; each has to come to an end that is no error's."""
    from pipeline.cli import main as recension

    if socket.if_nameindex() == [(1, "lo")]:
        raise_loopback()
    for line in json.loads(lines):
        print(*line, flush=True)
        said = _Said()
        if line[0] == "desk":
            sys.stdout = said
        status = recension(line)
        sys.stdout = sys.__stdout__
        assert status in (0, 1, 130), line
        assert len(said.seen) == len(VIEWS) * (line[0] == "desk"), said.seen
