"""Does the text run on from one line to another? What their last and first words say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Sequence

from pipeline.conventions.titles import ends_sentence, stops_short
from pipeline.model.book import Line

HYPHENS = "-\u00ad\u2010\ufffe"
# Perhaps an abbreviation, whose point ends no sentence.
SHORTENED = re.compile(r"\b[^\W\d_]{1,3}\.$")
OPENS, CLOSES = re.compile(r"[(\[][^()\[\]]*$"), re.compile(r"[^()\[\]]*[)\]]")
OPENERS = "“\"«„‘'([—–-"


def flows(last: str, first: str) -> float:
    """Weigh whether a sentence runs on from a line's end to a line's beginning; 0 is undecided.

    >>> [flows("he saw the", each) for each in ("river rise", "The river rose")]
    [2.0, -1.0]
    >>> [flows("he saw nothing.", each) for each in ("river rise", "The river rose")]
    [-3.0, 0.5]
    """
    small = first.lstrip(OPENERS)[:1].islower()
    if last[-1:] in HYPHENS:
        return 3.0 if small else -2.0
    if ends_sentence(last):
        return 0.5 if not small else 1.0 if SHORTENED.search(last) else -3.0
    if small:
        return 2.0
    return -1.5 if stops_short(last) else -1.0


def in_brackets(last: str, first: str) -> bool:
    """Does a line close the bracket that the line above it opened?

    >>> in_brackets("as was said (see May", "2 and 9), that it")
    True
    >>> in_brackets("as was said (May 2)", "9) that it")
    False
    """
    return OPENS.search(last) is not None and CLOSES.match(first) is not None


def first_texts(
    lines: Sequence[Line], starts: Sequence[int], folios: Container[int], tops: Counter[str]
) -> list[int]:
    """Give the first line of each page that is neither folio nor running head; -1: none.

    `tops` counts on how many pages a line with these letters stands at the head.
    """
    found = []
    for page, start in enumerate(starts):
        stop = starts[page + 1] if page + 1 < len(starts) else len(lines)
        filled = (i for i in range(start, stop) if lines[i].text and i not in folios)
        found.append(next((i for i in filled if tops[lines[i].key] < 2), -1))
    return found
