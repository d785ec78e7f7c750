"""The type size and the baseline of scanned lines, from the boxes of their words.

What OCR engines give as a line's size changes with the letters that happen to be in it. Here each
word is held against the words of its form in the whole book, and a line has the size of its middle
word. Ink that is fat on one page and thin on another makes letters higher, but hardly makes words
wider, so the words' widths tell how fat it is. Sizes that are nearly the same become one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from statistics import median
from typing import NamedTuple

from pipeline.read.letterforms import Form, form_of
from pipeline.read.scan import ScanLine, ScanPage
from pipeline.widths import natural_width

HEIGHTS = (0.45, 0.62, 0.68)
DEPTH = 0.22
"""How high words of each form are, in ems, and how deep, where the book has too few to tell."""
ENOUGH = 20
"""Words of a form from which the book itself tells how high they are."""
ROUNDS = 3
"""The sizes of lines and the heights of words depend on each other; they settle soon."""
LONG = 5
"""Words from which a line's size is exact; lines from which a page's ink is known."""
STEP = 0.01
SAME, ALIKE = 0.07, 0.1
"""Share by which the sizes of long lines, and of short ones, may seem to differ that are one."""
FREQUENT = 4
"""Lines from which a size is one of the book's."""


class Measure(NamedTuple):
    """A line's measures, in the unit of its page; `size` is 0 where no word has letters."""

    size: float
    base: float


Forms = list[tuple[Form, float]]
"""The form and the height of the words of a line."""


def measures(pages: Sequence[ScanPage]) -> list[list[Measure]]:
    """Give the measures of all lines of all pages, which are upright and of one scale."""
    forms = [[_forms(line) for line in page.lines] for page in pages]
    heights = {form: HEIGHTS[form.top] + DEPTH * form.deep for form in _all_forms()}
    sizes = [[_size(line, heights) for line in page] for page in forms]
    for _ in range(ROUNDS):
        heights |= _heights(forms, sizes)
        sizes = [[_size(line, heights) for line in page] for page in forms]
    evened = _evened(pages, sizes)
    usual = _usual(pages, evened)
    return [
        [
            Measure(_nearest(even, line, usual), _base(line, size, heights))
            for line, size, even in zip(page.lines, own, page_evened, strict=True)
        ]
        for page, own, page_evened in zip(pages, sizes, evened, strict=True)
    ]


def _all_forms() -> list[Form]:
    sides = (False, True)
    return [Form(top, deep, figures) for top in range(3) for deep in sides for figures in sides]


def _forms(line: ScanLine) -> Forms:
    return [
        (form, word.box.height)
        for word in line.words
        if (form := form_of(word.text)) is not None and word.box.height > 0
    ]


def _size(line: Forms, heights: dict[Form, float]) -> float:
    return median(height / heights[form] for form, height in line) if line else 0.0


def _heights(
    forms: Sequence[Sequence[Forms]], sizes: Sequence[Sequence[float]]
) -> dict[Form, float]:
    """Learn how high words of each form are, in ems of their lines."""
    known: dict[Form, list[float]] = defaultdict(list)
    for page, own in zip(forms, sizes, strict=True):
        for line, size in zip(page, own, strict=True):
            for form, height in line:
                known[form].append(height / size)
    return {form: median(values) for form, values in known.items() if len(values) >= ENOUGH}


def _evened(pages: Sequence[ScanPage], sizes: Sequence[Sequence[float]]) -> list[list[float]]:
    """Take out of the sizes what the ink of each page adds to them or takes from them."""
    inks: dict[int, float] = {}
    for k, (page, own) in enumerate(zip(pages, sizes, strict=True)):
        shares = [
            size / width
            for line, size in zip(page.lines, own, strict=True)
            if len(line.words) >= LONG and size and (width := _width(line))
        ]
        if len(shares) >= LONG:
            inks[k] = median(shares)
    middle = median(inks.values()) if inks else 1.0
    return [[size * middle / inks.get(k, middle) for size in own] for k, own in enumerate(sizes)]


def _width(line: ScanLine) -> float:
    """Give a line's size as its words' widths have it, which is right but for the typeface's."""
    widths = [
        (word.box.right - word.box.left) / natural_width(word.text)
        for word in line.words
        if len(word.text) > 2
    ]
    return median(widths) if widths else 0.0


def _usual(pages: Sequence[ScanPage], sizes: Sequence[Sequence[float]]) -> list[float]:
    """Give the sizes that are frequent in the book, those of most letters first."""
    letters: Counter[int] = Counter()
    lines: Counter[int] = Counter()
    shown = [
        (line, size)
        for page, own in zip(pages, sizes, strict=True)
        for line, size in zip(page.lines, own, strict=True)
        if size
    ]
    unit = STEP * median(size for _, size in shown) if shown else 1.0
    for line, size in shown:
        letters[round(size / unit)] += sum(len(word.text) for word in line.words)
        lines[round(size / unit)] += 1
    found: list[float] = []
    while letters:
        peak = max(letters, key=lambda at: (_around(letters, at, 1), at))
        reach = max(1, round(SAME * peak))
        if _around(lines, peak, reach) >= FREQUENT:
            found.append(_mean(letters, peak, reach) * unit)
        for at in range(peak - reach, peak + reach + 1):
            letters.pop(at, None)
            lines.pop(at, None)
    return found


def _around(counts: Counter[int], at: int, reach: int) -> int:
    return sum(counts[k] for k in range(at - reach, at + reach + 1))


def _mean(counts: Counter[int], at: int, reach: int) -> float:
    near = range(at - reach, at + reach + 1)
    return sum(k * counts[k] for k in near) / sum(counts[k] for k in near)


def _nearest(size: float, line: ScanLine, usual: Iterable[float]) -> float:
    """Give the book's own size that a line's is, or its own."""
    reach = (SAME if len(line.words) >= LONG else ALIKE) * size
    near = [each for each in usual if abs(each - size) <= reach]
    return min(near, key=lambda each: abs(each - size)) if near else size


def _base(line: ScanLine, size: float, heights: dict[Form, float]) -> float:
    """Give the baseline on which most words of a line stand."""
    depth = heights[Form(2, True, False)] - heights[Form(2, False, False)]
    feet = [
        word.box.bottom - depth * size * form.deep
        for word in line.words
        if (form := form_of(word.text)) is not None
    ]
    return median(feet) if feet else max(word.box.bottom for word in line.words)
