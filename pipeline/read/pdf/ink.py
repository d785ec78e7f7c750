"""What only the ink of letters shows: raised digits, and small capitals."""

from __future__ import annotations

import ctypes
from typing import Any

from pypdfium2 import raw as api

TALL = "bdfhkl"
RAISED = 0.2
"""Share of the size from which on a letter that begins above the baseline is a raised one."""
FEW = 4
"""Letters of a stretch that may be a marker as a whole."""


def _extent(text: Any, at: int) -> tuple[float, float]:
    """Give how far a letter's ink begins and ends above its baseline."""
    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    api.FPDFText_GetCharBox(text, at, left, right, bottom, top)
    api.FPDFText_GetCharOrigin(text, at, x, y)
    return bottom.value - y.value, top.value - y.value


def raised_among(text: Any, chosen: list[int], letters: list[str], size: float) -> frozenset[int]:
    """Find superscripts among the digits, and in short stretches among all letters.

    Many typefaces have superscript digits of their own, which are raised at an unchanged size and
    baseline; only their ink shows it.
    """
    few = len(letters) <= FEW
    return frozenset(
        k
        for k, letter in enumerate(letters)
        if (letter.isdecimal() or (few and letter.isalpha()))
        and _extent(text, chosen[k])[0] > RAISED * size
    )


def first_tall(text: Any, chosen: list[int], letters: list[str], size: float) -> tuple[str, float]:
    """Measure the first tall letter: in small capitals it is no taller than the others."""
    for k, letter in enumerate(letters):
        if letter in TALL:
            return letter, _extent(text, chosen[k])[1] / size
    return "", 0.0
