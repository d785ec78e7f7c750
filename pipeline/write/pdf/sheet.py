"""The sheet that a book is printed on: its trim size, its margins, the typefaces used."""

from __future__ import annotations

import re

from pipeline.errors import RecensionError
from pipeline.write.theme import Theme

TRIMS = {"A4": (210, 297), "A5": (148, 210), "A6": (105, 148), "B5": (176, 250), "B6": (125, 176)}
"""Sizes of the page in millimetres (ISO 216), by name."""
TRIM = re.compile(r"(\d+(?:\.\d+)?)\s*[x×]\s*(\d+(?:\.\d+)?)\s*(mm|in)")
LEAST, MOST = 70, 600
"""The bounds of a page's sides in millimetres: no book is set on less or more."""
MARGIN = 0.12
"""The mean of the inner and the outer margin, as a part of the page's width."""


def trim_size(trim: str) -> tuple[float, float]:
    """Give the width and height of the page, in millimetres.

    >>> trim_size("a5"), trim_size("5 x 8 in"), trim_size("140x216mm")
    ((148, 210), (127.0, 203.2), (140.0, 216.0))

    Raises:
        RecensionError: `trim` is neither a known name nor a size.
    """
    if trim.strip().upper() in TRIMS:
        return TRIMS[trim.strip().upper()]
    match = TRIM.fullmatch(trim.strip())
    unit = 25.4 if match and match[3] == "in" else 1.0
    size = tuple(round(float(side) * unit, 2) for side in match.groups()[:2]) if match else ()
    if not size or not all(LEAST <= side <= MOST for side in size):
        names = ", ".join(TRIMS)
        raise RecensionError(
            f"not a trim size: {trim!r}",
            "book.toml: style.trim",
            f"give a name ({names}) or a size (140 x 216 mm, 5.5 x 8.5 in)",
        )
    return size[0], size[1]


def page_rule(width: float, height: float) -> str:
    """Declare the page: the foot deeper than the head, the outer margins wider than the inner."""
    inner, outer = width * (MARGIN - 0.005), width * (MARGIN + 0.005)
    top, bottom = height * 0.105, height * 0.115
    return (
        f"@page {{ size: {width}mm {height}mm; margin: {top:.2f}mm {outer:.2f}mm {bottom:.2f}mm; }}"
        f"@page :left {{ margin-right: {inner:.2f}mm; }}"
        f"@page :right {{ margin-left: {inner:.2f}mm; }}"
    )


def face_rules(theme: Theme) -> str:
    """Declare a theme's typefaces by their files."""
    return "\n".join(
        f'@font-face {{ font-family: {face.family}; src: url("{face.path.as_uri()}");'
        f" font-style: {face.style}; font-weight: {face.weight}; }}"
        for face in theme.faces
    )
