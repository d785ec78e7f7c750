"""How high the letters of a word stand above its line, and whether some reach below it.

The box of a word tells its type's size only together with its letters: "seem" is half as high as
"fling" in the same type.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple

TALL = frozenset("bdfhklßþđłбфѣβδζθλξφψ")
MIDDLE = frozenset("ijtйёї")
DEEP = frozenset("gjpqyçşţµрруцщфβγζηξρςφχψJQ")
SIGNS_TALL = frozenset("\"'“”‘’„()[]{}/!?&*†‡§")
SIGNS_DEEP = frozenset(",;()[]{}/„§†‡|")


class Form(NamedTuple):
    """The form of a word, as far as its box shows it."""

    top: int
    """0: nothing stands higher than an x, 1: dots and accents do, 2: a capital, 3: an ascender."""
    deep: bool
    """Some of its letters or signs reach below the line."""
    figures: bool
    """There are figures in it, of which some typefaces have small and deep ones."""


@lru_cache(65536)
def form_of(text: str) -> Form | None:
    """Give the form of a word; None where there is neither letter nor figure in it.

    >>> form_of("seem"), form_of("fling,"), form_of("—")
    (Form(top=0, deep=False, figures=False), Form(top=3, deep=True, figures=False), None)
    """
    if not any(map(str.isalnum, text)):
        return None
    return Form(max(map(_top, text)), any(map(_deep, text)), any(map(str.isdigit, text)))


def _top(sign: str) -> int:
    if sign in TALL or sign in SIGNS_TALL:
        return 3
    if sign.isupper() or sign.isdigit():
        return 2
    accented = sign.isalpha() and len(unicodedata.normalize("NFD", sign)) > 1
    return 1 if accented or sign in MIDDLE else 0


def _deep(sign: str) -> bool:
    return sign in DEEP or sign in SIGNS_DEEP
