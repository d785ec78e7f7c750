"""Raised letters among scanned ones: small, and well above their line's foot."""

from __future__ import annotations

from pipeline.read.scan import Box, Word
from pipeline.read.typesize import Measure

FEW = 4
"""Letters of a word that may be a marker as a whole."""
SIGNS = "†‡§¶"
"""Signs that are markers, and reach down to their line's foot where they are not raised: quotation
marks and stars never do."""
RISE = 0.18
"""Share of the size from which on a letter that begins above the baseline is a raised one."""
SMALL = 0.58
"""Share of the size that it is no higher than: capitals and figures are two thirds."""


def levels(word: Word, line: Measure) -> list[int]:
    """Tell of each character of a word whether it is raised (1), lowered (-1), or neither.

    The box of a whole word shows only a word that is raised as a whole; those of its characters
    show each.
    """
    if word.level or not line.size:
        return [word.level] * len(word.text)
    if word.letters:
        return [
            int(_may_be(letter) and _is_raised(box, line))
            for letter, box in zip(word.text, word.letters, strict=True)
        ]
    bare = word.text.strip(".,;:()[]")
    whole = 0 < len(bare) <= FEW and all(map(_may_be, bare)) and _is_raised(word.box, line)
    return [int(whole)] * len(word.text)


def _may_be(letter: str) -> bool:
    return letter.isalnum() or letter in SIGNS


def _is_raised(box: Box, line: Measure) -> bool:
    small = 0 < box.height <= SMALL * line.size
    return small and line.base - box.bottom >= RISE * line.size
