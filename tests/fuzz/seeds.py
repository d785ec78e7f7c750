"""What each trial begins with: bytes by lot for the books, and small files of every kind."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Iterator
from random import Random

from tests.fuzz.targets import RAW
from tests.pdfs import drawn, show
from tests.scans import FORMATS, Page, plain_lines

LONG = (400, 1500, 6000)
DECIDED = """\
reader = "Ann"
source = "{}"

[[decision]]  # 1
check  = "editor"
action = "replace"
at     = [0, 8]
id     = "1"
quote  = {{ prefix = "", exact = "THE MILL", suffix = " CHAPTER" }}
new    = "The Mill"
when   = 2026-11-24T10:12:00.000000Z  # 1
why    = "extraction"
"""
TOLD = """\
title = "The Mill"
language = "en"

[[contributor]]
name = "Ann Dell"
role = "aut"

[edition]
isbn_epub = "978-3-16-148410-0"
date = "2026-11"

[typography]
quotes = "keep"
"""
EDITED = """\
# Chapter I {#ch01}

The miller kept {++four++}{--three--} cats in the *loft*[^n1]{>>Ann: so?<<}.

[^n1]: [1]{#n1 .note-label} A custom of the valley.
"""


def seeds(trial: str) -> Iterator[bytes]:
    """Give the cases that a trial begins with."""
    if trial in ("books", "decided", "editions"):
        lot = Random(trial)
        many = 1 if trial == "editions" else 8
        yield from (lot.randbytes(length) for length in LONG for _ in range(many))
    if trial in ("text", "file"):
        yield RAW.encode()
        yield RAW.replace("\n\n", "\f").encode("utf-16")
        yield "Он держал трёх кошек. «Нет», — сказал он.".encode("cp1251")
    if trial == "file":
        lines = plain_lines(*RAW.splitlines()[4:6])
        pages = [drawn(show(50, 500, "A line of text."))]
        pages += [write(Page(lines), Page(lines)) for write in FORMATS.values()]
        yield from pages
        yield gzip.compress(pages[1])
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("p1.txt", RAW)
            archive.writestr("p2.txt", "Twice.")
        yield packed.getvalue()
    if trial == "decisions":
        yield DECIDED.format("0" * 64).encode()
    if trial == "settings":
        yield TOLD.encode()
    if trial == "markdown":
        yield EDITED.encode()
