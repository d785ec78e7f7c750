"""Does a note's body break off in the source?"""

from __future__ import annotations

import re

from pipeline.conventions.titles import ends_sentence
from pipeline.language import Language

# The end of an address, a citation's page or a name is no sentence, so a missing full stop says
# nothing. A word that was divided, a bracket just opened and an address announced were to go on.
BROKEN = re.compile(r"[^\W\d_][-\u00ad\u2010]$|(?:URL|DOI|URI)\s?:?$")
OPEN = re.compile(r"[(\[{][^)\]}]{0,24}$")
NOT_CLOSED = re.compile(r"[(\[{][^)\]}]{25,60}$")
LAST_WORD = re.compile(r"[^\W\d_]+$")
HANGING = re.compile(r"[,;:–—]$")
TAIL = 64
"""Characters at a note's end of which any of these may tell."""
CUT = 0.8
"""Certainty from which a note is said to be cut, and not only asked about."""


def breaks_off(text: str, language: Language) -> float:
    """Give how sure it is that a note stops before its end, from 0 to 1.

    A comma or a colon at a note's end is often the printer's, or a table's that the input has lost.

    >>> from pipeline.language import language
    >>> ends = ("See p. 7", "Matveeva, N. // [Electronic", "and in the", "see vol. i,")
    >>> [breaks_off(text, language("en")) for text in ends]
    [0.0, 0.9, 0.9, 0.4]
    """
    end = text.rstrip()
    if not end:
        return 0.9
    if ends_sentence(end):
        return 0.0
    end = end[-TAIL:]
    last = LAST_WORD.search(end)
    if BROKEN.search(end) or OPEN.search(end) or (last and last[0] in language.leading):
        return 0.9
    if HANGING.search(end) or NOT_CLOSED.search(end):
        return 0.4
    return 0.0
