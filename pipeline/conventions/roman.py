"""Roman numerals, as folios and headings have them."""

from __future__ import annotations

import re

ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def roman(text: str) -> int | None:
    """Give the value of a lower-case roman numeral written the usual way.

    >>> roman("xiv"), roman("ix"), roman("iiii"), roman("mild")
    (14, 9, None, None)
    """
    if not re.fullmatch(r"c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})", text) or not text:
        return None
    values = [ROMAN[char] for char in text]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
