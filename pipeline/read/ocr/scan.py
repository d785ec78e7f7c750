"""What an OCR engine says of a page: its lines, and each word with its box and its confidence.

hOCR, ALTO and `_djvu.xml` are parsed to this. Distances are as the file has them, in pixels or
another unit, from the page's left edge and its top.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from pipeline.model.book import Skew
from pipeline.read.typeset import Face


class Box(NamedTuple):
    """The rectangle around ink."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """How high it is."""
        return self.bottom - self.top

    def times(self, scale: float) -> Box:
        """Give it in another unit."""
        return Box(*(scale * place for place in self))


class Word(NamedTuple):
    """A word as read. It has no blank in it, unless the file tells no words apart."""

    text: str
    box: Box
    confidence: float | None = None
    """How sure the engine is of it, from 0 to 100; None: it does not say."""
    face: Face = Face()
    level: int = 0
    """1: the file calls it raised, -1: lowered."""
    letters: tuple[Box, ...] = ()
    """The box of each of its characters; empty where the file has none."""
    apart: bool = True
    """A blank stands before it."""


class ScanLine(NamedTuple):
    """A line: its words in their order."""

    words: tuple[Word, ...]
    turned: bool = False
    """It is set sideways."""


class ScanPage(NamedTuple):
    """A page: its lines in the reading order that the file gives."""

    label: str
    lines: tuple[ScanLine, ...]
    scale: float = 0.0
    """Points to the file's unit; 0: it does not say."""
    sides: tuple[float, float] = (0.0, 0.0)
    """How wide and how high the page is; 0: it does not say."""
    image: str = ""
    """The name of the image that it was read from; empty: it does not say."""
    skew: Skew = Skew()
    """How it lay before it was turned upright."""

    def times(self, scale: float) -> ScanPage:
        """Give it in another unit."""
        slope, x, y = self.skew
        return self.moved(lambda box: box.times(scale))._replace(
            sides=(scale * self.sides[0], scale * self.sides[1]),
            skew=Skew(slope, scale * x, scale * y),
        )

    def moved(self, move: Callable[[Box], Box]) -> ScanPage:
        """Give it with the boxes of its upright lines moved."""

        def line(old: ScanLine) -> ScanLine:
            words = (
                word._replace(box=move(word.box), letters=tuple(map(move, word.letters)))
                for word in old.words
            )
            return old if old.turned else ScanLine(tuple(words))

        return self._replace(lines=tuple(map(line, self.lines)))

    def words(self) -> Iterator[Word]:
        """Give all words of its upright lines."""
        for line in self.lines:
            if not line.turned:
                yield from line.words


class Scan(NamedTuple):
    """What was read of one file."""

    pages: tuple[ScanPage, ...]
    fault: str = ""
    """What is wrong with the file, where it could be read in part only."""


def by_height(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Part the words of a block that has no lines where one stands below the one before."""
    line: list[Word] = []
    for word in words:
        if line and word.box.top >= line[-1].box.bottom > line[-1].box.top:
            yield line
            line = []
        line.append(word)
    yield line
