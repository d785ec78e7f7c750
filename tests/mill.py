"""A small book whose Markdown is edited, for tests."""

from __future__ import annotations

import atexit
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.build import build
from pipeline.manuscript.folder import find_book

RAW = """\
THE MILL

CHAPTER I

   The mill stood by the river. It was old1 and grey, and the wheel
had not tumed for many years; nobody knew who had built it or when
it was built. The miller's daughter lived there alone.

   "Who goes there?" cried the miller. "It is late, and the dogs are
out in the yard."

   Nobody answered him. He waited for a while, and went back to the
fire, which had bumed low.

CHAPTER II

   In the moming the snow lay deep upon the fields.2 The road was
gone, and the bridge too.

   The postman came at noon. He brought no letters, but a loaf of
bread and some cheese.

NOTES

1. See the parish register of 1712.
2. The winter of that year was very hard.
"""


@cache
def built_once() -> Path:
    """Lay out the book and build its Markdown beside it, once for all tests."""
    made = TemporaryDirectory()
    atexit.register(made.cleanup)
    folder = Path(made.name)
    book = folder / "mill"
    (book / "source").mkdir(parents=True)
    (book / "source" / "raw.txt").write_text(RAW, encoding="utf-8")
    (book / "book.toml").write_text('title = "The Mill"\nlanguage = "en"\n', encoding="utf-8")
    build(find_book(str(book)), frozenset({"markdown"}), folder / "dist")
    return folder
