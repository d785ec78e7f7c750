"""Brackets that nest: where the one that opens is closed, and whether a line holds them alone."""

from __future__ import annotations

import re

BRACKET = re.compile(r"[\[\]]")
FARTHEST = 60_000
"""Characters in a pair of brackets; what is not closed within them was never closed."""


def closings(string: str, farthest: int = FARTHEST) -> dict[int, int]:
    """Give, for each bracket that is closed, the offset behind the one that closes it.

    >>> closings("[a [b] c] d] ["), closings("[a [b] c")
    ({3: 6, 0: 9}, {3: 6})
    """
    found: dict[int, int] = {}
    opened: list[int] = []
    for match in BRACKET.finditer(string):
        if match[0] == "[":
            opened.append(match.start())
        elif opened and match.end() - (start := opened.pop()) <= farthest:
            found[start] = match.end()
    return found


def closing(string: str, start: int) -> int:
    """Give the offset behind the bracket that closes the one at `start`; 0 if none does.

    >>> closing("[a [b] c] d", 0), closing("[a [b] c", 0)
    (9, 0)
    """
    depth = 0
    for match in BRACKET.finditer(string, start, start + FARTHEST):
        depth += 1 if match[0] == "[" else -1
        if not depth:
            return match.end()
    return 0


def line_start(string: str, at: int) -> int | None:
    """Give where a line begins that has nothing but white space before an offset; None: it has.

    Only the white space is looked at: lines may be long, and what is looked for frequent.

    >>> line_start("a\\n  [b]", 4), line_start("a [b]", 2)
    (2, None)
    """
    while at and string[at - 1] != "\n" and string[at - 1].isspace():
        at -= 1
    return at if not at or string[at - 1] == "\n" else None


def line_end(string: str, at: int) -> int | None:
    """Give where the line ends, its line end included, if only white space follows an offset.

    >>> line_end("[b]  \\na", 3), line_end("[b] a", 3)
    (6, None)
    """
    while at < len(string) and string[at] != "\n" and string[at].isspace():
        at += 1
    return min(at + 1, len(string)) if at >= len(string) or string[at] == "\n" else None
