"""How time and memory grow: the text 1, 10, 100 times over; 50, 200, 800 pages.

As a program it measures one text in a process of its own, `python -m scripts.speed.growth
recension|ftfy FILE`, or counts a PDF's pages: `python -m scripts.speed.growth pages FILE`.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from math import ceil
from pathlib import Path

from scripts.speed.figures import Point
from scripts.speed.measure import Run, apart, measured, timed
from scripts.speed.names import ALONE, FTFY, OURS, TEXT_STAGES, TYPST
from scripts.speed.whole import ANEW, build, setting

TIMES = (1, 10, 100)
PAGES = (50, 200, 800)
LONGEST = 120.0
"""Processor seconds that one run may take, as is to be expected from the size before it."""
WARMING = 20_000
"""So much of the beginning of a text is taken before, so that what is loaded once has been."""


def texts(text: str, folder: Path) -> Iterator[Point]:
    """Measure the text stages on a text that is repeated, beside ftfy."""
    file = folder / "grown.txt"
    for series, program in ((TEXT_STAGES, "recension"), (FTFY, "ftfy")):
        points: list[Point] = []
        for times in TIMES:
            size = times * len(text.encode("utf-8", "surrogateescape")) / 1e6
            if _in_time(points, size):
                _write(file, text * times)
                told = json.loads(apart("growth", program, str(file)))
                points.append(Point(series, size, Run(*told)))
        yield from points


def pages(text: str, known: int, folder: Path) -> Iterator[Point]:
    """Measure PDFs of a text that is cut or repeated; `known` are the pages of the whole text."""
    made: dict[str, list[Point]] = {OURS: [], ALONE: [], TYPST: []}
    for count in PAGES:
        own = folder / f"pages-{count}"
        own.mkdir()
        file = own / "grown.txt"
        _write(file, grown(text, len(text) * count // known))
        apart("inputs", str(file), str(own))
        commands = {
            OURS: build(file, "pdf", own, ANEW),
            ALONE: setting("weasyprint", own),
            TYPST: setting("typst", own),
        }
        for series, points in made.items():
            if _in_time(points, count):
                points.append(Point(series, count, measured(commands[series], own)))
    for points in made.values():
        yield from points


def grown(text: str, letters: int) -> str:
    """Cut a text at a line's end, or repeat it, so that it has about so many letters.

    >>> grown("one\\ntwo\\n", 6), grown("one\\ntwo\\n", 13)
    ('one\\n', 'one\\ntwo\\none\\n')
    """
    repeated = (text * ceil(letters / len(text)))[:letters]
    return repeated[: repeated.rfind("\n") + 1] or repeated


def _in_time(points: Sequence[Point], size: float) -> bool:
    """Tell whether a run will end in time, if it takes time in proportion to its input."""
    return not points or points[-1].run.processor * size / points[-1].size < LONGEST


def _write(file: Path, text: str) -> None:
    file.write_bytes(text.encode("utf-8", "surrogateescape"))


def pages_of(pdf: Path) -> int:
    """Count the pages of a PDF."""
    return int(apart("growth", "pages", str(pdf)))


def main() -> None:
    """Do as the module says, and print what comes of it as JSON."""
    program, file = sys.argv[1], Path(sys.argv[2])
    if program == "pages":
        import pypdfium2

        json.dump(len(pypdfium2.PdfDocument(file)), sys.stdout)
        return
    run = timed(_ftfy(file) if program == "ftfy" else _recension(file))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    json.dump([run.wall, run.processor, peak], sys.stdout)


def _ftfy(file: Path) -> Callable[[], object]:
    import ftfy

    text = file.read_bytes().decode("utf-8", "surrogateescape")
    ftfy.fix_text(text[:WARMING])
    return partial(ftfy.fix_text, text)


def _recension(file: Path) -> Callable[[], object]:
    from scripts.speed.warm import recovered

    begun = file.with_name("begun.txt")
    begun.write_bytes(file.read_bytes()[:WARMING])
    recovered(begun)
    return partial(recovered, file)


if __name__ == "__main__":
    main()
