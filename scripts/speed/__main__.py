"""Measure a source, and write tables and a plot: `python -m scripts.speed [SOURCE] [--out DIR]`.

Without a source it is that of the sample book, and the results are those that the README shows.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TypedDict

from pipeline.machine.whole import write_whole
from scripts.speed import growth, whole
from scripts.speed.figures import Group, Results, Row
from scripts.speed.machine import machine
from scripts.speed.measure import CommandError, Run, apart
from scripts.speed.report import report

SAMPLE = whole.ROOT / "manuscript/handbook/source/raw.txt"
DOCS, RESULTS = whole.ROOT / "docs", whole.ROOT / "dist/speed"
TABLES, PLOT = "speed.md", "speed.svg"


def main() -> int:
    """Measure, and name the files that were written."""
    parser = argparse.ArgumentParser(prog="make speed", description=__doc__)
    parser.add_argument("source", type=Path, nargs="?", default=SAMPLE)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    out = options.out or (DOCS if options.source == SAMPLE else RESULTS)
    with tempfile.TemporaryDirectory() as folder:
        # Nothing that was kept of other books, or by other programs, has a part in this.
        os.environ["XDG_CACHE_HOME"] = f"{folder}/cache"
        os.environ["CALIBRE_CONFIG_DIRECTORY"] = f"{folder}/calibre"
        try:
            results = measured(options.source.resolve(), Path(folder))
        except CommandError as error:
            print(f"error: {error}", file=sys.stderr)
            return 2
    # Imported here: what is started while this is loaded would count its memory.
    from scripts.speed.plot import draw

    out.mkdir(parents=True, exist_ok=True)
    write_whole(out / PLOT, draw(results))
    write_whole(out / TABLES, report(results, PLOT).encode())
    print(out / TABLES, out / PLOT, sep="\n")
    return 0


def measured(source: Path, folder: Path) -> Results:
    """Measure all of a source in a folder.

    Raises:
        CommandError: a command of ours failed.
    """
    begun, facts = time.perf_counter(), tuple(machine())

    def say(what: str) -> None:
        print(f"{time.perf_counter() - begun:4.0f} s  {what}", file=sys.stderr, flush=True)

    say("the inputs")
    apart("inputs", str(source), str(folder))
    say("EPUBs")
    epub, without = whole.epub(source, folder)
    say("PDFs")
    pdf, more = whole.pdf(source, folder)
    known = growth.pages_of(next((folder / "dist").glob("*.pdf")))
    say("what is waited for")
    waits = whole.waits(source, folder)
    say("stages in one process")
    warm = [*map(_group, json.loads(apart("warm", str(source), str(folder))))]
    text = whole.text_of(folder)
    say("growth of the text")
    texts = tuple(growth.texts(text, folder))
    say("growth of the PDF")
    pages = tuple(growth.pages(text, known, folder))
    say("done")
    name = "that of the sample book" if source == SAMPLE else source.name
    title = f"{name} ({len(text) / 1000:,.0f} kB, {known} pages)"
    return Results(title, facts, (epub, pdf), waits, warm, texts, pages, (*without, *more))


class _Row(TypedDict):
    """A `Row` as another process gives it."""

    name: str
    runs: list[tuple[float, float, float]]


class _Group(TypedDict):
    """A `Group` as another process gives it."""

    title: str
    rows: list[_Row]


def _group(read: _Group) -> Group:
    """Give a group that another process measured."""
    rows = [Row(row["name"], [Run(*run) for run in row["runs"]]) for row in read["rows"]]
    return Group(read["title"], rows)


if __name__ == "__main__":
    sys.exit(main())
