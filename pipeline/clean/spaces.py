"""White space inside lines. What stands before a line's first letter is layout, and left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model.text import Edit

# ZWJ and ZWNJ (200c, 200d) shape letters in some scripts and are left alone, direction marks too.
ZERO_WIDTH = re.compile("[\u200b\u2060\ufeff]+")
# They begin with what is looked for, which the search finds ten times faster than what is before.
# What follows a tab is no part of it: where nothing does, each tab of a row would be tried anew.
TAB = re.compile(r"\t[ \t\u00a0]*")
DOUBLED = re.compile(r"  (?<=\S  ) *(?=\S)")


def zero_width_character(text: str) -> Iterator[Edit]:
    """A zero-width space or joiner in mid-text.

    >>> [edit[:3] for edit in zero_width_character("a\\u200bb")]
    [(1, 2, '')]
    """
    if not any(char in text for char in "\u200b\u2060\ufeff"):
        return
    for match in ZERO_WIDTH.finditer(text):
        yield Edit(*match.span(), "")


def tab(text: str) -> Iterator[Edit]:
    """A tab between words, which becomes a blank; at a line's start it is an indent, and stays.

    A tab in the middle of a word cannot be told from one between words without knowing the word,
    so it too becomes a blank, and words split by a blank are asked about.

    >>> [edit[:3] for edit in tab("one\\ttwo\\n\\tthree")]
    [(3, 4, ' ')]
    """
    if "\t" not in text:
        return
    for match in TAB.finditer(text):
        start = match.start()
        while start and text[start - 1] in " \u00a0":
            start -= 1
        follows = text[match.end() : match.end() + 1]
        if start and not text[start - 1].isspace() and follows and not follows.isspace():
            yield Edit(start, match.end(), " ")


def doubled_space(text: str) -> Iterator[Edit]:
    """More blanks than one between two words of a line (set by the extractor to mirror the page).

    >>> [edit[:3] for edit in doubled_space("  one  two")]
    [(5, 7, ' ')]
    """
    for match in DOUBLED.finditer(text):
        yield Edit(*match.span(), " ")
