"""The process that reads PDF for another: `python -m pipeline.read.pdf.child`.

It gets the files through its standard input, and gives the source, or an error, through its
standard output. Where it is ended, by a page that has no end or by a fault of pdfium, what it said
before tells over which page that was.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import traceback
from functools import partial
from typing import BinaryIO

from pipeline.errors import RecensionError
from pipeline.machine.memory import bound, uncollected
from pipeline.read.pdf import ANSWER, MEND, OPENED, READ
from pipeline.read.pdf.pages import read_pages


def main() -> None:
    """Read what is given, and answer."""
    with os.fdopen(os.dup(1), "wb") as answers, uncollected():
        os.dup2(2, 1)  # whatever a library prints is no answer
        files, name, seconds, memory = pickle.load(sys.stdin.buffer)
        bound(memory + sum(len(file.data) for file in files))
        try:
            made: object = read_pages(files, name, partial(_told, answers, seconds))
        except MemoryError:
            what = f"to read it takes more than {memory >> 20:,} MiB of memory"
            made = RecensionError(what, name, MEND)
        except Exception as error:
            error.add_note(traceback.format_exc())
            made = error
        signal.setitimer(signal.ITIMER_PROF, 0)
        answers.write(ANSWER)
        pickle.dump(made, answers, pickle.HIGHEST_PROTOCOL)
    os._exit(0)  # at once: to take a book apart, object by object, takes long


def _told(answers: BinaryIO, seconds: float, page: bool) -> None:
    """Say what comes next, a page or a file, and how long that may take."""
    answers.write(READ if page else OPENED)
    answers.flush()
    # Time of the processor: a machine that is busy makes no page worse. The signal ends whoever
    # does not listen to it.
    signal.setitimer(signal.ITIMER_PROF, seconds)


if __name__ == "__main__":
    main()
