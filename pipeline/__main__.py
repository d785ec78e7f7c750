"""Run the command: `python -m pipeline`."""

import atexit
import os
import signal
import sys
from contextlib import suppress

status = None

for number in range(3):
    try:
        os.fstat(number)
    except OSError:  # it was closed: the first file that is opened would be taken for it
        os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)
sys.stdout = sys.stdout or open(1, "w")  # noqa: SIM115
sys.stderr = sys.stderr or open(2, "w")  # noqa: SIM115


@atexit.register
def _leave() -> None:
    """Leave at once: to take a book apart, object by object, takes a quarter of a second.

    This runs after all else that is to be done at the end, since it was registered first.
    """
    if status is not None:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            with suppress(OSError):
                stream.flush()
        os._exit(status)


def _end(number: int, _frame: object) -> None:
    """End as after an error, so that what is half made is removed."""
    sys.exit(128 + number)


for number in (signal.SIGTERM, signal.SIGHUP):
    if signal.getsignal(number) is not signal.SIG_IGN:  # nohup has it ignored
        signal.signal(number, _end)

# Imported here, so that nothing of it is registered before.
from pipeline.cli import main  # noqa: E402

status = main()
sys.exit(status)
