"""Lines as they are set: typefaces, stretches of one style, and where a line stands.

What every input that shows type (PDF, hOCR, ALTO …) is turned into, whatever it knows.
"""

from __future__ import annotations

import re
from typing import NamedTuple

BOLD = re.compile(r"bold|black|heavy|demi|(?:^|[-_ ])(?:bd|blk)(?:$|[-_ ])|^cmb|OB$|OBI$|OZ$", re.I)
ITALIC = re.compile(r"ital|obliq|slant|kursiv|(?:^|[-_ ])(?:it|sl)(?:$|[-_ ])|^cm(?:ti|sl)", re.I)
CAPITALS = re.compile(r"(?:^|[-_])(?:sc|smcp)(?:$|[-_\d])|small[-_ ]?cap|^cmcsc", re.I)


class Face(NamedTuple):
    """A typeface, as far as it matters."""

    name: str = ""
    italic: bool = False
    bold: bool = False
    capitals: bool = False
    """Its small letters are small capitals."""
    weight: int = 400
    """The weight of its stems: comparable within a book, not beyond."""

    @classmethod
    def named(cls, name: str) -> Face:
        """Tell a typeface's style by its name.

        >>> Face.named("Garamond-BoldItalic")[1:4]
        (True, True, False)
        """
        return cls(
            name,
            ITALIC.search(name) is not None,
            BOLD.search(name) is not None,
            CAPITALS.search(name) is not None,
        )


class Span(NamedTuple):
    """Letters of one style in a line's text: text[start:end]."""

    start: int
    end: int
    face: Face
    level: int
    """1: raised, -1: lowered, 0: neither, 2: raised, but read as signs that no one would raise."""
    ratio: float
    """Their size as a share of the line's."""
    height: tuple[str, float]
    """A tall letter among them and how high it rises, as a share of the size; none: ("", 0)."""


class Doubt(NamedTuple):
    """A word that the OCR engine read with little confidence: text[start:end]."""

    start: int
    end: int
    confidence: int
    """From 0 to 100."""


class TypedLine(NamedTuple):
    """A line of a page: its text, how its letters are set, and where it stands."""

    text: str
    spans: tuple[Span, ...]
    left: float
    right: float
    base: float
    size: float
    doubts: tuple[Doubt, ...] = ()
    bulleted: bool = False
    """Its first sign is a list's bullet, whatever it was read as."""
