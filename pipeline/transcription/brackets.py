"""Brackets that nest: where the one that opens is closed."""

from __future__ import annotations

import re

BRACKET = re.compile(r"[\[\]]")
FARTHEST = 60_000
"""Characters in a pair of brackets; what is not closed within them was never closed."""


def closing(string: str, start: int, farthest: int = FARTHEST) -> int:
    """Give the offset behind the bracket that closes the one at `start`; 0 if none does.

    >>> closing("[a [b] c] d", 0), closing("[a [b] c", 0)
    (9, 0)
    """
    depth = 0
    for match in BRACKET.finditer(string, start, start + farthest):
        depth += 1 if match[0] == "[" else -1
        if not depth:
            return match.end()
    return 0
