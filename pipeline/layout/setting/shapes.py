"""Shapes of lines turned into what the line model knows: indents, blank lines, widths.

A plain text shows indents as blanks and gaps as blank lines; an input with shapes shows both, and
the width of each line, exactly. Here the one is expressed by the other, so that what was learned
on plain text holds for both. What type says beyond that is in `casts`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from pipeline.layout.setting.edges import Shaped, text_edges
from pipeline.model.book import Line, Shape

BLANK = 0.4
"""Ems of indent that count for one blank, so that the least first-line indent counts two."""
GAP = 0.25
"""Lines of extra distance from which on a gap is one."""
MOST_BLANK = 8
LEAST, LEAST_LETTERS = 3, 400
"""Lines of the text's size that a page has, unless it holds so many letters of another."""
FAR = 4.0
"""Ems; what is set in farther is no paragraph's first line."""
HANGING = 0.3
"""Ems by which a sign may hang beyond the text's edge."""
ALIGNED = 0.12
"""Ems by which the ends of two filled lines may differ."""
CLOSE = 0.03
"""Share by which two sizes may differ that are one, where the input is exact."""


class Setting(NamedTuple):
    """How the book's text is set, in points."""

    size: float
    """The size of most letters."""
    sizes: dict[int, float]
    """The size of each page's text, which is another only where a section is set in another."""
    close: float
    """Share by which sizes that are the same may differ, as the input measures them."""
    leading: dict[float, float]
    """The distance from line to line, by size."""
    justified: bool
    """Filled lines of the text end at one place."""
    edges: dict[int, tuple[float, float]]
    """The left and right edge of the text that each line stands in, by where the line starts."""

    def lead(self, size: float) -> float:
        """Give the usual distance between lines of a size."""
        near = min(self.leading, key=lambda known: abs(known - size), default=self.size)
        return self.leading.get(near, 1.2 * near) * size / near

    def is_text(self, line: Line, shape: Shape) -> bool:
        """Is a line of its page's text's own size?"""
        return self.scale(line, shape) == 1

    def scale(self, line: Line, shape: Shape) -> float:
        """Give a line's size as a share of its page's text; 1 where they are the same."""
        scale = shape.size / self.sizes.get(line.page, self.size)
        return 1.0 if abs(scale - 1) <= self.close else scale


def setting_of(lines: Sequence[Line]) -> Setting | None:
    """Learn how the text is set; None where the input shows no shapes, or none that have a size."""
    shaped = _shaped(lines)
    if not shaped:
        return None
    letters: Counter[float] = Counter()
    for line, shape in shaped:
        letters[round(shape.size, 1)] += len(line.text)
    size = max(letters, key=lambda key: (letters[key], key))
    if not size:
        return None
    off = sorted(abs(s.size / size - 1) for _, s in shaped if abs(s.size / size - 1) < 0.2)
    close = max(CLOSE, 3 * off[len(off) // 2])
    setting = Setting(size, {}, close, _leading(shaped), False, {})
    setting = setting._replace(edges=text_edges(shaped, setting.is_text))
    setting = setting._replace(justified=_justified(shaped, setting))
    setting = setting._replace(sizes=_sizes(shaped, setting))
    return setting._replace(edges=text_edges(shaped, setting.is_text)) if setting.sizes else setting


def set_out(lines: Sequence[Line], setting: Setting) -> list[Line]:
    """Give the lines with their indents in blanks, and blank lines where the page has gaps."""
    found: list[Line] = []
    above: Line | None = None
    for line in lines:
        shape = line.shape
        if shape is None:
            found.append(line)
            continue
        if above is not None and above.shape is not None and above.page == line.page:
            blank = Line(line.start, line.start, "", 0, line.page)
            found += [blank] * _blanks(above.shape, shape, setting)
        inset = (shape.left - setting.edges[line.start][0]) / (BLANK * setting.size)
        above = line._replace(indent=max(0, int(inset + 0.25)))
        found.append(above)
    return found


def shape_widths(lines: Sequence[Line], setting: Setting) -> dict[int, float]:
    """Give the width of each line that has a shape, in ems of the text's type.

    It is how far a line reaches, so that a first line is as wide as the others. A line that fills
    a block of its own, narrower or smaller than the text, counts as filled; one that is larger
    than the text, or stands in its middle or at its right, has its own length.
    """
    rights = block_rights(lines, setting)
    widths = {}
    for i, line in enumerate(lines):
        shape = line.shape
        if shape is None:
            continue
        left, right = setting.edges[line.start]
        inset = (shape.left - left) / setting.size
        if setting.scale(line, shape) > 1:
            widths[i] = (shape.right - shape.left) / shape.size
        elif line.start in rights:
            widths[i] = (right - left - rights[line.start] + shape.right) / setting.size
        elif inset > FAR or (inset > 1.5 and abs(shape.left - left + shape.right - right) < 3.0):
            widths[i] = (shape.right - shape.left) / setting.size
        else:
            widths[i] = (shape.right - left) / setting.size
    return widths


def _shaped(lines: Sequence[Line]) -> list[tuple[Line, Shape]]:
    return [(line, line.shape) for line in lines if line.shape is not None]


def _justified(shaped: Shaped, setting: Setting) -> bool:
    """Do most of the long lines of text end at its edge?"""
    rests = [
        (right - shape.right) / setting.size
        for line, shape in shaped
        for left, right in [setting.edges[line.start]]
        if setting.is_text(line, shape) and shape.right - left > 0.8 * (right - left)
    ]
    return sum(abs(rest) < HANGING for rest in rests) > 0.6 * len(rests)


def _sizes(shaped: Shaped, setting: Setting) -> dict[int, float]:
    """Find the pages whose text is set in another size, and that size.

    They have no line of the text's own, and theirs begin at the text's edge: what is set in is a
    long quotation, or verse.
    """
    sizes = {}
    for page, group in groupby(shaped, key=lambda each: each[0].page):
        members = list(group)
        letters: Counter[float] = Counter()
        for line, shape in members:
            letters[round(shape.size, 1)] += len(line.text)
        plain = sum(setting.is_text(line, shape) for line, shape in members)
        if plain < LEAST and sum(letters.values()) > LEAST_LETTERS:
            size = max(letters, key=lambda key: (letters[key], key))
            own = [(line, shape) for line, shape in members if abs(shape.size - size) < 0.1]
            inset = [shape.left - setting.edges[line.start][0] for line, shape in own]
            if sorted(inset)[len(inset) // 4] < 0.5 * size:
                sizes[page] = size
    return sizes


def _leading(shaped: Shaped) -> dict[float, float]:
    """Learn the distance between lines of each size that is frequent."""
    steps: dict[float, Counter[float]] = defaultdict(Counter)
    for (a, above), (b, below) in pairwise(shaped):
        if a.page == b.page and abs(above.size - below.size) < CLOSE * below.size:
            step = round(below.base - above.base, 1)
            if 0.8 * below.size < step < 2.5 * below.size:
                steps[round(below.size, 1)][step] += 1
    return {
        size: max(counts, key=lambda step: (counts[step], -step))
        for size, counts in steps.items()
        if sum(counts.values()) > 2
    }


def _blanks(above: Shape, below: Shape, setting: Setting) -> int:
    """Give the blank lines that a gap counts for: half a line counts for one, and so on."""
    usual = (setting.lead(above.size) + setting.lead(below.size)) / 2
    extra = (below.base - above.base - usual) / setting.lead(setting.size)
    return 0 if extra < GAP else min(MOST_BLANK, max(1, round(2 * extra)))


def block_rights(lines: Sequence[Line], setting: Setting) -> dict[int, float]:
    """Give the right edge of the lines that stand in a filled block narrower than the text.

    Where two lines below each other end at the same place, and about as far from the text's edge as
    they begin, they were filled. The edge holds for the lines of the same size around them that
    keep within it.
    """
    rights: dict[int, float] = {}
    shaped = _shaped(lines)
    aligned = ALIGNED * setting.size
    for k, ((a, above), (b, below)) in enumerate(pairwise(shaped)):
        left, right = setting.edges[b.start]
        ends = max(above.right, below.right)
        inset = min(above.left, below.left) - left
        if (
            a.page == b.page
            and abs(above.right - below.right) < aligned
            and right - inset - 1.5 * setting.size < ends < right - aligned
            and abs(above.size / below.size - 1) <= CLOSE
            and a.start not in rights
        ):
            for step, at in ((-1, k), (1, k + 1)):
                while 0 <= at < len(shaped) and shaped[at][0].page == a.page:
                    if not _within(shaped[at][1], below, ends + aligned):
                        break
                    rights[shaped[at][0].start] = ends
                    at += step
    return rights


def _within(shape: Shape, block: Shape, right: float) -> bool:
    same = abs(shape.size / block.size - 1) <= CLOSE
    return same and shape.left > block.left - 3 * block.size and shape.right < right
