"""Run the command: `python -m pipeline`, or `recension` where that is installed."""

from __future__ import annotations

import atexit
import os
import signal
import sys
from contextlib import suppress
from typing import NoReturn


def run() -> NoReturn:
    """Run the command that this process was started with, and leave with its exit status."""
    _give_streams()
    status: list[int] = []
    # This runs after all else that is to be done at the end, since it is registered first.
    atexit.register(_leave, status)
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:  # nohup has it ignored
            signal.signal(number, _end)
    # Imported here, so that nothing of it is registered before.
    from pipeline.cli import main

    status.append(main())
    sys.exit(status[0])


def _give_streams() -> None:
    """Open what was closed: else the first file that is opened would be taken for it."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)
    sys.stdout = sys.stdout or open(1, "w")  # noqa: SIM115
    sys.stderr = sys.stderr or open(2, "w")  # noqa: SIM115


def _leave(status: list[int]) -> None:
    """Leave at once: to take a book apart, object by object, takes a quarter of a second."""
    if status:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            with suppress(OSError):
                stream.flush()
        os._exit(status[0])


def _end(number: int, _frame: object) -> NoReturn:
    """End as after an error, so that what is half made is removed."""
    sys.exit(128 + number)


if __name__ == "__main__":
    run()
