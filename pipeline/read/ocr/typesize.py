"""The type size and the baseline of scanned lines, from the boxes of their words.

What OCR engines give as a line's size changes with the letters that happen to be in it. Here each
word is held against the words of its form in the whole book, and a line has the size of its middle
word. Ink that is fat on one page and thin on another makes letters higher, but hardly makes words
wider, so the words' widths tell how fat it is. Sizes that are nearly the same become one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain
from math import log, sqrt
from statistics import median
from typing import NamedTuple

from pipeline.conventions.widths import natural_width
from pipeline.read.ocr.letterforms import Form, form_of
from pipeline.read.ocr.scan import ScanLine, ScanPage
from pipeline.read.ocr.usualsizes import Measured, Sizes

HEIGHTS = (0.45, 0.62, 0.66, 0.68)
ASCENDER = Form(3, deep=False, figures=False)
DEPTH = 0.22
"""How high words of each form are, in ems, and how deep, where the book has too few to tell."""
ENOUGH = 20
"""Words of a form from which the book itself tells how high they are."""
ROUNDS = 3
"""The sizes of lines and the heights of words depend on each other; they settle soon."""
LONG = 4
"""Words of a line, and such lines of a page, from which their middle one tells its ink."""
LETTERS = 30
"""Letters from which a line's size is exact."""
BESIDE, ROOM = 1.6, 1.05
"""Ems to the next line that a short one may belong to; and ems that any line needs."""
NEARLY, CROWDED = 0.12, 0.3
"""Share by which its size may then seem to differ; and where it would not have room."""
FAR, FARTHER = 1.2, 1.4
"""How many times one measure of a line may be the other for both to be right; and the height of a
short line its width for that to be right: engines give some words boxes of twice their height."""


class Measure(NamedTuple):
    """A line's measures, in the unit of its page; `size` is 0 where no word has letters."""

    size: float
    base: float
    tall: float
    """How high ascenders rise above the baseline on its page, in ems."""


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
    evened = [
        [_measured(*each) for each in zip(page.lines, own, strict=True)]
        for page, own in zip(pages, _evened(pages, sizes), strict=True)
    ]
    usual = Sizes.of([line for own in evened for line in own if line.size])
    found = []
    for page, own, others in zip(pages, sizes, evened, strict=True):
        bases = [_base(line, size, heights) for line, size in zip(page.lines, own, strict=True)]
        settled = _settled(others, bases, usual)
        tall = _ascenders(page, settled, bases, heights[ASCENDER])
        found.append([Measure(size, base, tall) for size, base in zip(settled, bases, strict=True)])
    return found


def _settled(lines: Sequence[Measured], bases: Sequence[float], usual: Sizes) -> list[float]:
    """Give the lines the book's own sizes, short ones also by what they stand close to.

    A short line has the size of a line next to it if that is nearly what it measures, unless it
    measures another of the book's; or if there is no room for what it measures.
    """
    found = [usual.nearest(line) if line.size else 0.0 for line in lines]
    for i, line in enumerate(lines):
        if line.letters >= LETTERS or not line.size:
            continue
        steps = {k: abs(bases[i] - bases[k]) for k in (i - 1, i + 1) if 0 <= k < len(lines)}
        beside = {
            found[k]: step for k, step in steps.items() if found[k] and step < BESIDE * found[k]
        }
        crowded = any(step < ROOM * found[i] for step in beside.values())
        may = CROWDED if crowded else NEARLY
        near = [size for size in beside if abs(log(line.size / size)) < may]
        if found[i] in usual.known and not crowded:
            near.append(found[i])
        found[i] = min(near, key=lambda size: abs(log(line.size / size)), default=found[i])
    return found


def _ascenders(
    page: ScanPage, sizes: Sequence[float], bases: Sequence[float], usual: float
) -> float:
    """Measure how high ascenders rise on a page, in ems: its ink may be fat or thin."""
    tops = [
        (base - word.box.top) / size
        for line, size, base in zip(page.lines, sizes, bases, strict=True)
        for word in line.words
        if size and word.text.isalpha() and form_of(word.text) == ASCENDER
    ]
    return median(tops) if len(tops) >= ENOUGH else usual


def _measured(line: ScanLine, size: float) -> Measured:
    return Measured(size, sum(len(word.text) for word in line.words), len(line.words) >= LONG)


def _all_forms() -> list[Form]:
    sides = (False, True)
    return [
        Form(top, deep, figures)
        for top in range(len(HEIGHTS))
        for deep in sides
        for figures in sides
    ]


def _forms(line: ScanLine) -> Forms:
    forms = [
        (form, word.box.height)
        for word in line.words
        if (form := form_of(word.text)) is not None and word.box.height > 0
    ]
    # Figures may be as small as an x, or not: they tell the size only where nothing else does.
    return [each for each in forms if not each[0].figures] or forms


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
    """Take out of the sizes what the ink of each page adds to them or takes from them.

    Of a long line the widths of its words are as good a measure as their heights; they do not count
    where letters are spaced out, nor heights where the boxes of two lines have run together.
    """
    widths = [[_widths(line) for line in page.lines] for page in pages]
    shares = [
        [
            size / median(each)
            for size, each in zip(own, others, strict=True)
            if size and len(each) >= LONG
        ]
        for own, others in zip(sizes, widths, strict=True)
    ]
    inks = {k: median(each) for k, each in enumerate(shares) if len(each) >= LONG}
    middle = median(inks.values()) if inks else median(chain([1.0], *shares))
    found = []
    for k, (own, others) in enumerate(zip(sizes, widths, strict=True)):
        ink = middle / inks.get(k, middle)
        found.append(
            [
                _agreed(ink * size, [middle * width for width in each])
                for size, each in zip(own, others, strict=True)
            ]
        )
    return found


def _agreed(by_height: float, widths: Sequence[float]) -> float:
    """Give a line's size from that by its words' heights, and those that their widths say."""
    by_width = median(widths) if widths else 0.0
    if len(widths) < LONG:
        return by_width if widths and by_height > FARTHER * by_width else by_height
    if by_width > FAR * by_height:
        return by_height
    return by_width if by_height > FAR * by_width else sqrt(by_height * by_width)


def _widths(line: ScanLine) -> list[float]:
    """Give the size that the width of each word says; what the typeface is shifts all alike."""
    return [
        (word.box.right - word.box.left) / natural_width(word.text)
        for word in line.words
        if len(word.text) > 2 and word.box.right > word.box.left
    ]


def _base(line: ScanLine, size: float, heights: dict[Form, float]) -> float:
    """Give the baseline on which most words of a line stand."""
    depth = heights[ASCENDER._replace(deep=True)] - heights[ASCENDER]
    feet = [
        word.box.bottom - depth * size * form.deep
        for word in line.words
        if (form := form_of(word.text)) is not None
    ]
    return median(feet) if feet else max(word.box.bottom for word in line.words)
