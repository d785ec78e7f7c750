"""PDF: letters in their places -> text, with the shape of each line and marks of its type.

pdfium reads the letters. It is C++, and files come from anywhere; so it has a process of its own
(`child`), which may take so much time for a page and so much memory, and whose death costs a
message and nothing else.
"""

from __future__ import annotations

import pickle
import signal
import subprocess
import sys
from collections.abc import Sequence

from pipeline.errors import RecensionError
from pipeline.machine import limits
from pipeline.machine.memory import uncollected
from pipeline.model.book import Source
from pipeline.read.files import File

# -P: a folder named pipeline where the user stands must not be taken for ours.
PROGRAM = (sys.executable, "-P", "-m", "pipeline.read.pdf.child")
OPENED, READ, ANSWER = b"o", b"r", b"="
"""What the other process says before it opens a file, reads a page, or answers."""
MEND = "write it anew with another program (`qpdf in.pdf out.pdf`), or run OCR over its pages"


def read_pdf(files: Sequence[File], name: str) -> Source:
    """Read PDF files as one.

    Raises:
        RecensionError: one is encrypted or damaged, has a page that takes too long or too much
            memory, or none of their pages has text.
    """
    order = list(files), name, limits.PDF_SECONDS, limits.PDF_MEMORY
    given = pickle.dumps(order, pickle.HIGHEST_PROTOCOL)
    try:
        done = subprocess.run(PROGRAM, input=given, capture_output=True, check=False)
    except OSError as error:
        what = f"the process that reads PDF cannot be started ({error.strerror})"
        raise RecensionError(what, name, "close other programs, and try again") from error
    said, _, answer = done.stdout.partition(ANSWER)
    if done.returncode:
        raise _died(said, files, done)
    with uncollected():
        made = pickle.loads(answer)
    if isinstance(made, Source):
        return made
    raise made


def _died(
    said: bytes, files: Sequence[File], done: subprocess.CompletedProcess[bytes]
) -> RecensionError:
    """Say how the other process ended, and over which page."""
    opened = said.split(OPENED)
    page = len(opened[-1])
    where = files[max(0, len(opened) - 2)].name + (f": page {page}" if page else "")
    if done.returncode == -signal.SIGPROF:
        message = f"it takes more than {limits.PDF_SECONDS} seconds"
    elif done.returncode < 0:
        name = signal.Signals(-done.returncode).name
        message = f"the library that reads PDF died of it ({name}), perhaps for want of memory"
    else:
        message = f"the process that reads PDF ended ({done.returncode})"
    error = RecensionError(message, where, MEND)
    error.add_note(done.stderr.decode(errors="replace"))
    return error
