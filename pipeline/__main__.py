"""Run the command: `python -m pipeline`."""

import signal
import sys

from pipeline.cli import main


def _end(number: int, _frame: object) -> None:
    """End as after an error, so that what is half made is removed."""
    sys.exit(128 + number)


for number in (signal.SIGTERM, signal.SIGHUP):
    if signal.getsignal(number) is not signal.SIG_IGN:  # nohup has it ignored
        signal.signal(number, _end)
sys.exit(main())
