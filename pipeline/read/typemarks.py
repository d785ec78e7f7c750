"""What a line's letters are marked with: emphasis, strong, small capitals, raised, in doubt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline.model.book import Shape
from pipeline.model.text import Mark, MarkKind
from pipeline.read.typeset import Face, Span, TypedLine

HEAVY = 600
"""Weight of the stems from which a typeface may be bold."""
HEAVIER = 1.3
"""How much heavier than the book's own typeface it then is: some of those are heavy themselves."""
LOW = 0.85
"""Share of a tall letter's height that its small capital stays under."""
LEVELS: dict[int, MarkKind] = {1: "superscript", -1: "subscript", 2: "raised"}
SMALLER = (0.6, 0.9)
"""Size of capitals that are set as small ones, as a share of the line's."""


class Types(NamedTuple):
    """What is usual in the book."""

    weight: int
    """The weight of the typeface that most letters have."""
    heights: dict[tuple[str, str], float]
    """How high each tall letter rises in each typeface, as a share of its size."""

    @classmethod
    def of(cls, lines: Iterable[TypedLine]) -> Types:
        """Learn it from all lines."""
        counts: Counter[Face] = Counter()
        heights: dict[tuple[str, str], float] = {}
        for line in lines:
            for span in line.spans:
                counts[span.face] += span.end - span.start
                letter, height = span.height
                key = (span.face.name, letter)
                heights[key] = max(height, heights.get(key, 0.0))
        plain = {face: count for face, count in counts.items() if not (face.bold or face.italic)}
        usual = max(plain or counts, key=counts.__getitem__)
        return cls(usual.weight, heights)

    def is_bold(self, face: Face) -> bool:
        """Is a typeface bold, by its name or by its stems?"""
        return face.bold or face.weight >= max(HEAVY, HEAVIER * self.weight)

    def is_small_capital(self, line: TypedLine, span: Span) -> bool:
        """Are the letters of a span small capitals?

        By the typeface's name, by tall letters that are not tall, or as capitals of a smaller size
        in a line that has small letters, or larger capitals, too.
        """
        letter, height = span.height
        if span.face.capitals or (letter and height < LOW * self.heights[span.face.name, letter]):
            return True
        text = line.text[span.start : span.end]
        small = SMALLER[0] <= span.ratio <= SMALLER[1] and not span.level
        return small and text.isupper() and sum(map(str.isalpha, text)) > 1


def shape_of(line: TypedLine, start: int, types: Types) -> Shape:
    """Give the shape of a line that begins at `start` in the text."""
    letters = max(1, sum(span.end - span.start for span in line.spans))
    bold = sum(span.end - span.start for span in line.spans if types.is_bold(span.face))
    italic = sum(span.end - span.start for span in line.spans if span.face.italic)
    edges = (round(line.left, 2), round(line.right, 2), round(line.base, 2), round(line.size, 2))
    return Shape(start, *edges, bold > letters / 2, italic > letters / 2)


def marks_of(line: TypedLine, start: int, types: Types, opens: int = 0) -> Iterator[Mark]:
    """Give the marks of a line that begins at `start` in the text.

    What holds for its last letter holds for the line's end too, and what holds for its first for
    the `opens` characters before it, so that words in italics run on from line to line.
    """
    for span in line.spans:
        kinds: list[MarkKind] = []
        if span.face.italic:
            kinds.append("emphasis")
        if types.is_bold(span.face):
            kinds.append("strong")
        if types.is_small_capital(line, span):
            kinds.append("small-capitals")
        begin = start + span.start - (opens if not span.start else 0)
        end = start + span.end + (span.end == len(line.text))
        for kind in kinds:
            yield Mark(kind, begin, end, origin=(begin, end))
        if span.level:
            begin, end = start + span.start, start + span.end
            yield Mark(LEVELS[span.level], begin, end, origin=(begin, end))
    for doubt in line.doubts:
        begin, end = start + doubt.start, start + doubt.end
        yield Mark("doubt", begin, end, str(doubt.confidence), (begin, end))
    if line.bulleted:
        yield Mark("bullet", start, start + 1, origin=(start, start + 1))
