"""Scanned pages turned upright: lines of a page that lies askew rise or fall, and wander sideways.

How much a page is turned is read from its longer lines, whose words stand on their baselines.
"""

from __future__ import annotations

from itertools import accumulate
from statistics import median

from pipeline.model.book import Skew
from pipeline.read.ocr.letterforms import form_of
from pipeline.read.ocr.scan import Box, ScanLine, ScanPage

LEAST = 6
"""Words on the baseline from which a line tells how its page is turned."""
FEW = 3
"""Such lines from which a page is known to be turned."""
INK = 0.5
"""Share of its width by which a turned word's box is higher: not all of its letters reach to the
box's corners."""


def upright(page: ScanPage) -> ScanPage:
    """Turn a page by small angles, about the middle of its text, so that its lines are level."""
    slopes = sorted(slope for line in page.lines if not line.turned for slope in _slope(line))
    if len(slopes) < FEW:
        return page
    slope = _middle(slopes)
    boxes = [word.box for word in page.words()]
    x, y = median(box.left for box in boxes), median(box.top for box in boxes)

    def turned(box: Box) -> Box:
        across, down = (box.left + box.right) / 2 - x, (box.top + box.bottom) / 2 - y
        thick = min(INK * abs(slope) * (box.right - box.left), box.height / 4)
        return Box(
            box.left + slope * down,
            box.top - slope * across + thick / 2,
            box.right + slope * down,
            box.bottom - slope * across - thick / 2,
        )

    return page.moved(turned)._replace(skew=Skew(slope, x, y))


def _slope(line: ScanLine) -> list[tuple[float, float]]:
    """Give how much a line falls to the right, and how long it is; nothing where it is short."""
    feet = [
        ((word.box.left + word.box.right) / 2, word.box.bottom)
        for word in line.words
        if (form := form_of(word.text)) is not None and not form.deep
    ]
    if len(feet) < LEAST:
        return []
    third = len(feet) // 3
    (x, y), (x_end, y_end) = (
        (median(x for x, _ in part), median(y for _, y in part))
        for part in (feet[:third], feet[-third:])
    )
    return [((y_end - y) / (x_end - x), x_end - x)] if x_end > x else []


def _middle(slopes: list[tuple[float, float]]) -> float:
    """Give the slope in the middle of all lines' length."""
    lengths = list(accumulate(length for _, length in slopes))
    at = next(k for k, length in enumerate(lengths) if length >= lengths[-1] / 2)
    return slopes[at][0]
