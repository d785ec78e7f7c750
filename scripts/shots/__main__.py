"""Render what stands in dist/: `python -m scripts.shots BOOK [--out DIR]`."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from pipeline.commands import RESULTS
from pipeline.errors import RecensionError
from pipeline.machine.scratch import scratch
from pipeline.manuscript.folder import find_book
from scripts.shots.pages import shoot_epub, shoot_pdf


def main() -> int:
    """Render the editions of a book into its folder `shots/`, and name the contact sheets."""
    parser = argparse.ArgumentParser(prog="make shots", description=__doc__)
    parser.add_argument("book")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    try:
        for sheet in shots(options.book, options.out):
            print(sheet)
    except RecensionError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def shots(name: str, out: Path | None) -> list[Path]:
    """Render the editions of a book, and give the contact sheets.

    Raises:
        RecensionError: neither a PDF nor an EPUB stands there, or there is no Chromium.
    """
    book = find_book(name)
    folder = out or RESULTS / book.name
    shooters = {"pdf": shoot_pdf, "epub": shoot_epub}
    files = {form: folder / f"{book.name}.{form}" for form in shooters}
    there = [form for form, file in files.items() if file.is_file()]
    if not there:
        raise RecensionError("nothing has been built here", str(folder), "run: make epub pdf")
    target = folder / "shots"
    with scratch(folder, ".shots-") as beside:
        made = beside / target.name
        made.mkdir()
        sheets = [sheet for form in there for sheet in shooters[form](files[form], made)]
        shutil.rmtree(target, ignore_errors=True)
        made.rename(target)
    return [target / sheet.relative_to(made) for sheet in sheets]


if __name__ == "__main__":
    sys.exit(main())
