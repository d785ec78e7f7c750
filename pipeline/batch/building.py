"""The build of a book, in a process of its own."""

from __future__ import annotations

import gc
import tempfile
from collections import Counter
from contextlib import suppress
from pathlib import Path

from pipeline.batch.order import Told
from pipeline.build import go_through
from pipeline.errors import RecensionError
from pipeline.language.spelling import speller
from pipeline.machine.cache import unused
from pipeline.manuscript.folder import find_book
from pipeline.model.finding import Severity
from pipeline.stages import Stages

SAMPLE = """\
Chapter One

The house stood on a hill, and the wind went round it all night.1 Nobody slept, and nobody
said a word about it; only old Wladyslaw Zo\ufffdrawski said that it was well known, and went
on counting the win-
dows. Zorrawski, or Żórawski, was his name in Łódź, and “Жураўскій” at home.

In the morning they went down to the town, where the market was: “Nous ne savons pas encore
ce qui est arrivé dans la maison,” they said there, “und wir wissen auch nicht, was daraus
noch werden soll.”



1 So at least the letters say. See also the diary, which says the same of it.
"""
"""A page that has something of each kind for which word lists are looked up."""


def build_book(source: Path, out: Path, formats: frozenset[str]) -> Told:
    """Build a book, and give what is to be said of it, by the names of `Outcome`.

    Raises:
        RecensionError: as `pipeline.build.build`.
    """
    from pipeline.write.bookwords import words_of_book

    # What is kept of single books has no room for a library, which finds its results by itself.
    with unused():
        stages = Stages(find_book(str(source)))
        result = go_through(stages, formats, out)
    severities: Counter[Severity] = Counter(finding.severity for finding in result.findings)
    book = stages.book
    return {
        "title": book.title,
        "language": book.language,
        "words": len(words_of_book(book)),
        "notes": sum(1 for _ in book.notes()),
        "errors": severities["error"],
        "queries": severities["query"],
        "advice": severities["advice"],
        "unaccounted": result.account.unaccounted,
    }


def warm_up(formats: frozenset[str]) -> None:
    """Have in memory what books need: libraries, word lists, dictionaries.

    Built for that is a page of invented text. That takes two seconds, which each book would take.
    """
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "sample.txt")
        source.write_text(SAMPLE, encoding="utf-8")
        with suppress(RecensionError, OSError):  # the books will tell
            build_book(source, Path(folder, "out"), formats)
    gc.collect()
    gc.freeze()  # what is never looked at again is not copied into each fork


def learn(language: str) -> None:
    """Have the words of a language in memory, which the next books in it need: half a second."""
    speller(language)
    gc.freeze()
