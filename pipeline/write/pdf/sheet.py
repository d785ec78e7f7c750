"""The sheet that a book is printed on: its trim size, and where on it the text stands, how large.

All sizes of a page follow from its trim, the theme and the thickness of the book. The text is a
block of whole lines, so that lines back up each other; what a line holds is kept within what the
eye can follow, however wide the page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from pipeline.errors import RecensionError
from pipeline.write.theme import Theme

TRIMS = {
    "A4": (210.0, 297.0),
    "A5": (148.0, 210.0),
    "A6": (105.0, 148.0),
    "B5": (176.0, 250.0),
    "B6": (125.0, 176.0),
    "A-format": (111.0, 178.0),
    "B-format": (129.0, 198.0),
    "demy": (138.0, 216.0),
    "royal": (156.0, 234.0),
    "digest": (139.7, 215.9),
    "US trade": (152.4, 228.6),
}
"""Sizes of the page in millimetres, by name: ISO 216, British and American book trade."""
TRIM = re.compile(r"(\d+(?:\.\d+)?)\s*[x×]\s*(\d+(?:\.\d+)?)\s*(mm|in)")
LEAST, MOST = 70, 600
"""The bounds of a page's sides in millimetres: no book is set on less or more."""
MILLIMETRE = 72 / 25.4
"""In points."""
PIXEL = 0.75
"""A pixel of CSS, in points."""
A5_WIDTH = TRIMS["A5"][0]
"""The width of the page for which themes give their size of type."""
GROWTH = 0.4
"""By this power of its width the type grows with the page: half as wide again, a sixth larger."""
SMALLEST, LARGEST = 0.86, 1.15
"""The bounds of that, as parts of the theme's size."""
WIDTH, HEIGHT = 0.745, 0.775
"""The text's share of the page."""
LONGEST = 70
"""Letters in a line at most: 66 are held to be ideal, 75 too many (Bringhurst, 2.1.2)."""
INSIDE = 0.41
"""The inner margin's share of both: two pages lie side by side, and their inner margins meet."""
ABOVE = 0.44
"""The upper margin's share of upper and lower."""
THUMB = 9.5
"""The least outer margin in millimetres: readers and trimming knives need it."""
GUTTERS = ((150, 9.6), (300, 12.7), (500, 15.9), (700, 19.1), (10_000, 22.3))
"""Numbers of pages, and the least inner margin in millimetres of a glued book that has no more: in
a thick one it goes into the spine. From "Set Trim Size, Bleed, and Margins" of
Kindle Direct Publishing: 3/8 inch, then 1/8 more with every step, whatever the trim."""
STEP = 1.7
"""By so much, in millimetres, a step widens the inner margin at the cost of the outer one."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page and the block of text on it. Lengths are in points."""

    width: float
    height: float
    size: float
    """The size of the type."""
    line: float
    """The distance of lines."""
    measure: float
    """The length of a line."""
    lines: int
    """The lines of a page."""
    letters: float
    """How many letters a line holds, in the mean."""
    inner: float
    """The inner margin."""

    @property
    def outer(self) -> float:
        """The outer margin."""
        return self.width - self.measure - self.inner

    @property
    def top(self) -> float:
        """The upper margin."""
        return (self.height - self.lines * self.line) * ABOVE

    @property
    def values(self) -> Mapping[str, str]:
        """What the styles ask for by name."""
        return {
            "--page-width": f"{self.width:.2f}pt",
            "--page-height": f"{self.height:.2f}pt",
            "--margin-top": f"{self.top:.2f}pt",
            # A hair less than is left, lest rounding take the last line off the page.
            "--margin-bottom": f"{self.height - self.top - self.lines * self.line - 0.1:.2f}pt",
            "--margin-inner": f"{self.inner:.2f}pt",
            "--margin-outer": f"{self.outer:.2f}pt",
            "--text-size": f"{self.size}pt",
            "--line": f"{self.line}pt",
            "--page-lines": str(self.lines),
        }

    def of_pages(self, pages: int) -> Sheet:
        """Give the sheet for a book of so many pages: in a thick one the text moves outwards."""
        last = len(GUTTERS) - 1
        step = next(k for k, (most, _) in enumerate(GUTTERS) if pages <= most or k == last)
        both = self.width - self.measure
        inner = max(both * INSIDE / MILLIMETRE + step * STEP, GUTTERS[step][1])
        return replace(self, inner=min(inner, both / MILLIMETRE - THUMB) * MILLIMETRE)


def trim_size(trim: str) -> tuple[float, float]:
    """Give the width and height of the page, in millimetres.

    >>> trim_size("a5"), trim_size("5 x 8 in"), trim_size("140x216mm"), trim_size("us trade")
    ((148.0, 210.0), (127.0, 203.2), (140.0, 216.0), (152.4, 228.6))

    Raises:
        RecensionError: `trim` is neither a known name nor a size.
    """
    named = {name.casefold(): size for name, size in TRIMS.items()}
    if trim.strip().casefold() in named:
        return named[trim.strip().casefold()]
    match = TRIM.fullmatch(trim.strip())
    unit = 25.4 if match and match[3] == "in" else 1.0
    size = tuple(round(float(side) * unit, 2) for side in match.groups()[:2]) if match else ()
    if not size or not all(LEAST <= side <= MOST for side in size):
        raise RecensionError(
            f"not a trim size: {trim!r}",
            "book.toml: style.trim",
            f"give a name ({', '.join(TRIMS)}) or a size (140 x 216 mm, 5.5 x 8.5 in)",
        )
    return size[0], size[1]


def sheet_of(trim: str, theme: Theme) -> Sheet:
    """Work out the sheet of a trim size, for a thin book.

    Raises:
        RecensionError: `trim` is not understood, or the theme lacks a size.
    """
    width, height = (side * MILLIMETRE for side in trim_size(trim))
    growth = (width / MILLIMETRE / A5_WIDTH) ** GROWTH
    given = theme.points("--text-size")
    size = _quarter(given * min(max(growth, SMALLEST), LARGEST))
    line = _quarter(size * theme.points("--line") / given)
    letter = size * theme.points("--letter-width")
    measure = min(width * WIDTH, LONGEST * letter)
    lines = int(height * HEIGHT / line)
    sheet = Sheet(width, height, size, line, measure, lines, measure / letter, 0)
    return sheet.of_pages(1)


def _quarter(points: float) -> float:
    return round(points * 4) / 4


def face_rules(theme: Theme) -> str:
    """Declare a theme's typefaces by their files."""
    return "\n".join(
        f'@font-face {{ font-family: {face.family}; src: url("{face.path.as_uri()}");'
        f" font-style: {face.style}; font-weight: {face.weight}; }}"
        for face in theme.faces
    )
