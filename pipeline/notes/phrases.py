"""Notes that name the words which they explain: these words found in the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from pipeline.model.text import Text
from pipeline.notes.bodies import Body
from pipeline.notes.markers import Candidate

SURE = 5.0
"""Weight of a place that the note itself names."""


def named_places(
    bodies: Sequence[Body], texts: Sequence[Text], first_pages: Sequence[int]
) -> tuple[list[Body], list[Candidate]]:
    """Find the places behind the words that notes name; each such note may stand only there.

    The words are looked for from the place of the note before on, then from their page's beginning.
    """
    placed, found = list(bodies), list[Candidate]()
    starts = [text.origin(0) if text.runs else 0 for text in texts]
    last = 0
    for k, body in enumerate(bodies):
        if not body.phrase or body.window is None:
            continue
        start, stop = body.window
        place = _find(body, texts, starts, (max(start, last), stop))
        place = place or _find(body, texts, starts, (start, stop))
        if place is None:
            continue
        paragraph, end, last = place
        page = first_pages[paragraph]
        found.append(Candidate(paragraph, end, end, body.label, page, SURE, "raised", last))
        placed[k] = replace(body, window=(last, last + 1))
    return placed, found


def _find(
    body: Body, texts: Sequence[Text], starts: Sequence[int], window: tuple[int, int]
) -> tuple[int, int, int] | None:
    """Give the paragraph, the end of the words in it, and that place in the raw source."""
    words = re.compile(r"\s+".join(map(re.escape, body.phrase.split())), re.I)
    for k in range(max(0, bisect_right(starts, window[0]) - 1), len(texts)):
        if starts[k] >= window[1]:
            break
        for match in words.finditer(str(texts[k])):
            at = texts[k].origin(match.end() - 1)
            if window[0] <= at < window[1]:
                return k, match.end(), at
    return None
