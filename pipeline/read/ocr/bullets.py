"""The bullets of lists among scanned words: round, small, at half an x's height, and set off.

OCR engines read them as whatever sign is at hand, each time another.
"""

from __future__ import annotations

from pipeline.read.ocr.scan import ScanLine
from pipeline.read.ocr.typesize import Measure

SIZE = (0.15, 0.45)
"""Ems across: of the bullets of common typefaces and of the least and largest that are drawn."""
FOOT, TOP = 0.05, 0.5
"""Ems above the baseline between which it stands: letters and stops reach down to the line, stars,
rings and quotation marks stand higher."""
ROUND = 0.2
"""Share by which its height and its width may differ."""
OFF = 0.4
"""Ems to the next word at least: after a French guillemet there is less."""


def is_bulleted(line: ScanLine, own: Measure) -> bool:
    """Does a line begin with a bullet, whatever it was read as?"""
    if not own.size or len(line.words) < 2 or len(line.words[0].text) != 1:
        return False
    box = line.words[0].box
    height, width = box.height / own.size, (box.right - box.left) / own.size
    foot, top = (own.base - box.bottom) / own.size, (own.base - box.top) / own.size
    return (
        SIZE[0] <= height <= SIZE[1]
        and abs(height - width) <= ROUND * height
        and FOOT <= foot < top <= TOP
        and line.words[1].box.left - box.right >= OFF * own.size
    )
