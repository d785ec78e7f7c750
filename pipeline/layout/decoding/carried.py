"""Headings whose lines were wrapped: which lines go on with the heading's line above them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from pipeline.layout.clues import Clues, Place
from pipeline.layout.facts import Facts
from pipeline.layout.setting.casts import Cast

SHORTEST = 3
"""Letters of a line that may be called one in capitals, and not a number."""


def carry_on(
    clues: Clues,
    found: Sequence[Place],
    carried: bytearray,
    opening: Sequence[int],
    titled: Sequence[int],
    span: range,
) -> None:
    """Tell in `carried` which lines of a span follow a heading's that was wrapped.

    One that is in the run of short lines at its page's head, `opening`, may carry on the next.
    `titled` are the places of the headings' lines.
    """
    carried[span.start : span.stop] = bytes(len(span))
    near = titled[bisect_left(titled, span.start - 1) : bisect_left(titled, span.stop - 1)]
    below = [k + 1 for k in near]
    if span.start and carried[span.start - 1] and opening[span.start - 1]:
        below = [span.start, *below]
    for k in below:
        while k < span.stop and _goes_on(clues, found, k):
            carried[k] = True
            if not opening[k]:
                break
            k += 1


def _goes_on(clues: Clues, found: Sequence[Place], k: int) -> bool:
    """Does a line go on with the heading's line just above it, which was wrapped?"""
    if found[k].gap:
        return False
    above = clues.facts[found[k - 1].line]
    wrapped = not above.ended and 0.45 < above.width < 0.87
    wrapped = wrapped or _of_one_heading(above.cast, clues.facts[found[k].line].cast)
    upper, text = (clues.paging.lines[p.line].text for p in (found[k - 1], found[k]))
    # No text begins in a small letter, and none is in capitals throughout.
    wrapped = wrapped or (not above.ended and text[0].islower())
    wrapped = wrapped or (upper.isupper() and text.isupper() and len(text) > SHORTEST)
    return wrapped or (above.width >= 0.87 and _is_rest(clues, found, k, above))


def _is_rest(clues: Clues, found: Sequence[Place], k: int, above: Facts) -> bool:
    """Is a line the short rest of a heading's filled one, above what begins with a capital?"""
    facts = clues.facts[found[k].line]
    below = clues.paging.lines[found[k + 1].line].text if k + 1 < len(found) else ""
    return not above.ended and facts.width < 0.7 and not facts.ended and below[:1].isupper()


def _of_one_heading(above: Cast | None, here: Cast | None) -> bool:
    """Are two lines of one size, larger than the text's?"""
    if above is None or here is None:
        return False
    return above.scale > 1 and above.scale == here.scale
