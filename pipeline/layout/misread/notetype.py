"""Is a line set in the notes' type? Smaller letters, of which the measure holds more."""

from __future__ import annotations

from collections.abc import Sequence
from math import log

from pipeline.conventions.widths import natural_width
from pipeline.layout.habits import measure_of
from pipeline.model.book import Line

WIDER = 1.06
"""How many times the text's measure the notes' must be, in ems of their own, to tell them by it."""
FEW = 10
"""Lines of the notes' type from which it is known."""
SPREAD = 0.03
"""How far filled lines of one type vary, as a share."""
MOST = 3.0
"""What one line's type may weigh at most, for or against."""
WORDS = 12.0
"""Ems from which a line's letters tell its size."""


def note_odds(lines: Sequence[Line], widths: Sequence[float]) -> tuple[list[float], float]:
    """Give the log-odds of each line's being set in the notes' type, and the notes' measure.

    All are 0 where the notes' type is the text's, or cannot be learned.
    """
    sizes = _sizes(lines)
    if sizes:
        text = _middle([sizes[i] for i in sorted(sizes)])
        shares = {i: text / size for i, size in sizes.items()}
        small = [share for share in shares.values() if share > WIDER]
        if len(small) < FEW:
            return [0.0] * len(lines), measure_of(widths)
        note = _middle(small)
        odds = [_odds(shares[i], 1.0, note) if i in shares else 0.0 for i in range(len(lines))]
        return odds, measure_of(widths)
    measure = measure_of([width for width in widths if width])
    wide = [width for width in widths if width > WIDER * measure]
    note = measure_of(wide) if len(wide) >= FEW else measure
    if note < WIDER * measure:
        return [0.0] * len(lines), measure
    return [_filled_odds(width, measure, note) for width in widths], note


def _sizes(lines: Sequence[Line]) -> dict[int, float]:
    """Give the size of each line's letters by how far they reach, where the input shows that."""
    sizes = {}
    for i, line in enumerate(lines):
        if line.shape is not None and (width := natural_width(line.text)) > WORDS:
            sizes[i] = (line.shape.right - line.shape.left) / width
    return sizes


def _middle(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2]


def _odds(share: float, text: float, note: float) -> float:
    """Give the log-odds of a size: that of two normal distributions."""
    off = [(share / each - 1) / (1.5 * SPREAD) for each in (text, note)]
    return max(-MOST, min(MOST, (off[0] ** 2 - off[1] ** 2) / 2))


def _filled_odds(width: float, text: float, note: float) -> float:
    """Give the log-odds of a width: lines are filled to their measure, or end anywhere before."""
    likely = []
    for measure in (text, note):
        off = (width / measure - 1) / SPREAD
        filled = 0.85 * 2.718 ** (-min(40.0, off * off / 2)) / (SPREAD * measure * 2.5)
        likely.append(filled + (0.15 if off < 2 else 0.002) / measure)
    return max(-MOST, min(MOST, log(likely[1] / likely[0])))
