"""Quoting a place of the source, white space folded, so that it is found again elsewhere."""

from __future__ import annotations

import re

from pipeline.model.decision import Quote
from pipeline.model.finding import Span

BLANKS = re.compile(r"\s+")
NO_CHARACTERS = re.compile("[\ud800-\udfff]")
BESIDE = 32
"""Characters quoted on each side of a place."""
LOOKED_AT = 128
"""Characters of the source in which so many are sought: indents and blank lines fold to one."""


def fold(text: str) -> str:
    """Fold white space; a byte that was no character (a lone surrogate) becomes U+FFFD.

    >>> fold("of the\\n  mill")
    'of the mill'
    """
    folded = BLANKS.sub(" ", text)
    return folded if folded.isascii() else NO_CHARACTERS.sub("\ufffd", folded)


def quote(raw: str, at: Span) -> Quote:
    """Quote a stretch of the source with what stands beside it.

    >>> quote("of the\\nold  mill", (7, 10))
    Quote(prefix='of the ', exact='old', suffix=' mill')
    """
    start, end = at
    return Quote(
        fold(raw[max(0, start - LOOKED_AT) : start])[-BESIDE:],
        fold(raw[start:end]),
        fold(raw[end : end + LOOKED_AT])[:BESIDE],
    )


def fits(raw: str, at: Span, quoted: Quote) -> bool:
    """Does a stretch of the source read as it was quoted, and what stands beside it?"""
    start, end = at
    return (
        end <= len(raw)
        and fold(raw[start:end]) == quoted.exact
        and fold(raw[max(0, start - LOOKED_AT) : start]).endswith(quoted.prefix)
        and fold(raw[end : end + LOOKED_AT]).startswith(quoted.suffix)
    )
