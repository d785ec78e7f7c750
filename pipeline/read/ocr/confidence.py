"""What an OCR engine's confidence is worth: from which on a word is in doubt."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median

SHARE = 0.67
"""Share of the middle word's confidence under which a word is in doubt. Of the words that Tesseract
read with less than that, a quarter to a half were misread in books whose words were known; of the
others, one or two in a hundred."""
MOST = 0.02
"""Share of the words that are in doubt at most: more would not be looked at."""


def threshold(confidences: Iterable[float]) -> float:
    """Give the confidence under which words are in doubt; engines differ in how sure they are.

    >>> threshold([96.0] * 90 + [80.0] * 9 + [12.0]), threshold([])
    (64.32000000000001, 0.0)
    >>> threshold([50.0] * 50 + [20.0] * 50)
    20.0
    """
    known = sorted(confidences)
    if not known:
        return 0.0
    return min(SHARE * median(known), known[int(MOST * len(known))])
