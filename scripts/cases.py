"""Make the benchmark's cases anew: `python -m scripts.cases`, into bench/cases.

All are of the handbook's text. One is the sample book's own source; the others are set by one of
two engines, in a design drawn by lot, extracted by one of several tools, and damaged
(`scripts.variants`). The lot is drawn by the case's name, so that the same text, engines and tools
give the same cases.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from scripts.handbook.make import RAW, TRUTH
from scripts.variants.book import read_book
from scripts.variants.design import Engine, draw
from scripts.variants.extract import extractors
from scripts.variants.make import make

OUT = Path(__file__).parents[1] / "bench/cases"
CASES: tuple[tuple[Engine, str], ...] = (
    ("typst", "pdftotext -layout"),
    ("typst", "pdfium"),
    ("typst", "pypdf"),
    ("weasy", "pdftotext"),
    ("weasy", "pdftotext -raw"),
    ("weasy", "pdfminer"),
)
"""Each with another engine or extractor; nobody needs all that there could be."""
KEPT = ("raw.txt", "truth.json")


def main() -> int:
    """Write the cases; 1 if one cannot be made here, or is unfit to measure by."""
    given = OUT / "handbook"
    given.mkdir(parents=True, exist_ok=True)
    for file, name in zip((RAW, TRUTH), KEPT, strict=True):
        shutil.copyfile(file, given / name)
    return max(_made(engine, extractor) for engine, extractor in CASES)


def _made(engine: Engine, extractor: str) -> int:
    name = f"handbook-{engine}-{extractor.replace(' ', '')}"
    if extractor not in extractors():
        print(f"{name}: not made, as {extractor} is not installed here", file=sys.stderr)
        return 1
    book = read_book(OUT / "handbook")
    lot = Random(name)
    design = draw(lot, engine, max(map(len, book.notes.values())), (extractor,))
    with TemporaryDirectory(prefix="recension-case-") as made:
        faults = make(book, design, lot, Path(made))
        (OUT / name).mkdir(exist_ok=True)
        for file in KEPT:
            shutil.copyfile(Path(made, file), OUT / name / file)
    print(*[OUT / name, *(f"  unfit: {fault}" for fault in faults)], sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
