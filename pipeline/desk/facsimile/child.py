"""The process that draws pages for the desk: `python -m pipeline.desk.facsimile.child`.

It gets its orders through its standard input, one a line, and answers through its standard output,
each answer behind its length. It takes no more seconds for one than its first argument says, and
no more memory than its second, or dies of it. It ends with the desk, whose pipe is then closed.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from pipeline.desk.facsimile.drawer import Picture
from pipeline.desk.facsimile.facsimile import page_count, rendered, sides
from pipeline.errors import RecensionError
from pipeline.machine.memory import bound

WORK: dict[str, Callable[..., bytes]] = {
    "page_count": lambda picture: b"%d" % page_count(picture),
    "sides": lambda picture: b"%d %d" % sides(picture),
    "rendered": rendered,
}


def main() -> None:
    """Do what is ordered until nobody orders anything."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # of the terminal; the desk says when to end
    seconds, memory = float(sys.argv[1]), int(sys.argv[2])
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)  # whatever a library prints is no answer
        bound(memory)
        for order in sys.stdin.buffer:
            # Time of the processor; the signal ends whoever does not listen to it.
            signal.setitimer(signal.ITIMER_PROF, seconds)
            data = _done(*json.loads(order))
            signal.setitimer(signal.ITIMER_PROF, 0)
            answers.write(b"%d\n" % len(data) + data)
            answers.flush()


def _done(work: str, path: str, members: list[str], number: int | None, *more: int) -> bytes:
    """Do some work on a picture; of one that cannot be shown, nothing comes."""
    try:
        return WORK[work](Picture(Path(path), tuple(members), number), *more)
    except RecensionError:
        return b""


if __name__ == "__main__":
    main()
