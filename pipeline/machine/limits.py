"""How much an input may hold. What holds more is refused, in one error that says what to do.

Each limit is far above the largest books and libraries known, and low enough that a file which was
made to do harm, or by mistake, is refused before it takes the machine. What an archive or a file
says of its own sizes is not believed: all is counted as it is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.errors import RecensionError

BYTES, UNPACKED = 1 << 32, 1 << 30
"""Of all files of a source, as they are given and as they are unpacked. An archive may have the
pictures of its pages in it, which are not unpacked; the largest books read with a box for each
character have a third of a GiB."""
FILES = 100_000
"""In a folder or an archive. A year of a daily paper has 20,000 pages."""
DEEPEST = 3
"""Archives within each other."""
RATIO, EXEMPT = 250, 1 << 26
"""How many times its size an archive may unpack to, beyond so many bytes. Text shrinks to a third,
OCR with boxes to a thirtieth; what is packed by a thousand holds one byte again and again."""
PAGES = 100_000
"""Of a book. The longest encyclopaedias have 40,000."""
LETTERS = 1 << 28
"""Of a book's text. The Britannica has a seventh of it."""
LINES = 3_000_000
"""Of a book's text: a hundred million letters in lines of thirty. The stages take a KB and forty
millionths of a second for each of the shortest, and a third of that for a blank one."""
LINE = 1 << 23
"""Letters of a line. Some tools give a whole book as one line; War and Peace would have three
millions."""
ENDS = "\n\r\f\v\x85\u2028\u2029\ufffe"
"""What ends a line, as the layout has it."""
ATTRIBUTES, TAG = 1000, 1 << 25
"""Of a tag of OCR, and its letters. The richest of ALTO have thirty, and a script may look like one
with more; the picture of a page, where it is written into one, has ten million letters."""
FARTHEST, NEAREST = 1e7, 1e-6
"""Of places on a page, in whatever unit, and of distances: the longest sheet of a newspaper has
50,000 pixels."""
PIXELS = 80_000_000
"""Of a scan: a page of 30 by 40 cm at 600 dots to the inch has 67 millions."""
PDF_SECONDS, PDF_MEMORY = 60, 3 << 30
"""Of the processor that one page of a PDF may take, and bytes that its reading may take beside its
own. A page with a map of the world takes some seconds, a book of 2,000 pages half a gigabyte."""
DRAW_SECONDS, DRAW_MEMORY = 30, 2 << 30
"""The same of the picture of a page at the desk, where a reader waits for it. A scan of as many
pixels as one may have takes a quarter."""
NESTED, DEEP = 8, 100
"""Brackets that mean nothing, quotations and lists within each other, in Markdown: for each such
bracket pandoc takes twice the time, and for thousands of the others minutes."""
BRACKET = re.compile(r"\\.|(?P<open>\[)|(?P<close>\])(?P<said>[{(])?|\n[ \t\r]*\n", re.S)
WITHIN = re.compile(rf"^[ \t]*(?:(?:>|[-+*]|\d{{1,9}}[.)])[ \t]*){{{DEEP}}}", re.M)
DIVIDE = "divide it into several books, and build each by itself"


def demand(count: int, most: int, unit: str, where: str = "") -> None:
    """Demand that a source has no more of something than one may have.

    Raises:
        RecensionError: it has.
    """
    if count > most:
        raise RecensionError(f"it has more than {most:,} {unit}", where, DIVIDE)


def demand_text(text: str, where: str) -> None:
    """Demand that a text, its lines and its pages are no more and no longer than a book's may be.

    Raises:
        RecensionError: they are.
    """
    demand(len(text), LETTERS, "characters", where)
    demand(text.count("\f") + 1, PAGES, "pages", where)
    if sum(map(text.count, ENDS)) > LINES:
        remedy = "take out its blank lines, or divide it into several books"
        raise RecensionError(f"it has more than {LINES:,} lines", where, remedy)
    for start in _long_lines(text):
        line = sum(text.count(end, 0, start) for end in ENDS) + 1
        raise RecensionError(
            f"a line has more than {LINE:,} characters",
            f"{where}:{line}",
            "have it extracted anew, with its lines, or cut into lines (`fold -s -w 80`)",
        )


def _long_lines(text: str) -> Iterator[int]:
    """Give where lines begin that are too long; most of a text need not be looked at."""
    start = 0
    while len(text) - start > LINE:
        last = max(text.rfind(end, start, start + LINE + 1) for end in ENDS)
        if last < 0:
            yield start
            last = start + LINE
        start = last + 1


def demand_shallow(text: str, where: str) -> None:
    """Demand of Markdown that brackets, quotations and lists are not nested beyond all reason.

    Raises:
        RecensionError: they are.
    """
    deepest = 0
    heights: list[int] = []
    for match in BRACKET.finditer(text):
        if match["open"]:
            heights.append(0)
        elif match["close"] and heights:
            height = heights.pop() + (match["said"] is None)
            deepest = max(deepest, height)
            if heights:
                heights[-1] = max(heights[-1], height)
        elif match[0].startswith("\n"):  # none is closed in another paragraph
            heights.clear()
    if deepest > NESTED or WITHIN.search(text):
        what = "brackets, quotations or lists in it are nested too deeply"
        raise RecensionError(what, where, "take some of them apart")
