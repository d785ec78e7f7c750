"""Make variants of known books: `python -m scripts.variants CASES OUT`.

Needs Typst (package `typst`) and WeasyPrint; uses pdftotext, pdfminer.six, pypdf, pdfplumber and
PyMuPDF where they are installed.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from random import Random

from scripts.variants.book import read_book
from scripts.variants.design import ENGINES, draw, traits
from scripts.variants.extract import extractors
from scripts.variants.make import make


def main() -> int:
    """Make two variants of each case, one with each engine; 1 if any is unfit to measure by."""
    parser = ArgumentParser("python -m scripts.variants", description=__doc__)
    parser.add_argument("cases", type=Path, help="a folder of cases, each with truth.json")
    parser.add_argument("out", type=Path, help="the folder for the new cases")
    parser.add_argument("--only", default="", help="only cases whose name has this in it")
    parser.add_argument("--seed", default="1", help="other seeds give other designs")
    given = parser.parse_args()
    status = 0
    for file in sorted(given.cases.glob("*/truth.json")):
        case = file.parent
        if given.only not in case.name:
            continue
        book = read_book(case)
        longest = max(map(len, book.notes.values()), default=0)
        for engine in ENGINES:
            lot = Random(f"{given.seed} {case.name} {engine}")
            design = draw(lot, engine, longest, tuple(extractors()))
            name = f"{case.name}-{engine}-{given.seed}"
            print(name, design.taking.tool, *traits(design), flush=True)
            for fault in make(book, design, lot, given.out / name):
                print(f"  unfit: {fault}", flush=True)
                status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
