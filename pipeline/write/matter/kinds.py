"""The kinds of new matter that have a name of their own."""

from __future__ import annotations

import re

KINDS = (
    "dedication",
    "epigraph",
    "foreword",
    "introduction",
    "preface",
    "acknowledgments",
    "afterword",
    "appendix",
    "bibliography",
    "about",
)
"""Each is a class in the styles; what EPUB and ARIA call them stands in `pipeline.write.parts`."""


def kind_of(stem: str, classes: list[str]) -> str:
    """Tell the kind of a file by a class of its heading, or else by its name; "" if by neither.

    >>> kind_of("01-introduction", []), kind_of("02-zur-ausgabe", ["preface"]), kind_of("notes", [])
    ('introduction', 'preface', '')
    """
    words = re.findall(r"[^\W\d_]+", stem.lower())
    return next((kind for kind in KINDS if kind in classes or kind in words), "")
