"""Notes under one sign that were pushed to a later page: which of two belongs to which marker?

A typesetter who finds no room for a note puts it on the next page, and a shorter one behind it may
then come before it. Where both have the same sign nothing on the page tells them apart, so what
the notes speak of is held against what the text speaks of around the markers; and the links of such
a pair are never beyond doubt.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import log

from pipeline.model.text import Text
from pipeline.notes.align import Alignment, certainty
from pipeline.notes.bodies import Body
from pipeline.notes.markers import Candidate

IN_ORDER = 1.2
"""Log-odds that two such notes stand in the order of their markers."""
BEFORE, AFTER = 150, 60
"""Words before a marker, and after it, that tell what the text speaks of."""
WORD = re.compile(r"[^\W\d_]{4,}")
STEM = 7
"""Letters by which words are compared, so that their endings do not matter."""
COMMON = 5.0
"""Of how many words one is like another, as a logarithm, before it says anything."""


def exchange(
    bodies: Sequence[Body],
    found: Sequence[Candidate],
    alignment: Alignment,
    texts: Sequence[Text],
) -> Alignment:
    """Exchange the links of pushed pairs whose words show it; say how sure those links are."""
    links, sure = dict(alignment.links), dict(alignment.certainty)
    pairs = [
        (a, b)
        for a, b in pairwise(sorted(links))
        if _may_be_exchanged(bodies[a], bodies[b], found[links[a]], found[links[b]])
    ]
    if not pairs:
        return alignment
    words = _Words(texts)
    notes = {k: _stems(_string(bodies[k])) for pair in pairs for k in pair}
    rarity = words.rarity(notes)
    for a, b in pairs:
        around = [words.around(found[links[k]]) for k in (a, b)]
        kept, turned = (
            sum(_likeness(notes[k], text, rarity) for k, text in zip(order, around, strict=True))
            for order in ((a, b), (b, a))
        )
        odds = IN_ORDER + kept - turned
        if odds < 0:
            links[a], links[b] = links[b], links[a]
        for k in (a, b):
            sure[k] = min(sure[k], certainty(abs(odds)))
    return alignment._replace(links=links, certainty=sure)


def _may_be_exchanged(first: Body, second: Body, marker: Candidate, other: Candidate) -> bool:
    """Was the first of two notes of one sign pushed to a page that the second may be on?"""
    pushed = first.page > marker.page and other.page <= first.page and not first.window
    return first.label == second.label and pushed


def _string(body: Body) -> str:
    return " ".join(str(line) for lines in body.paragraphs for line in lines)


def _stems(text: str) -> set[str]:
    return {word[:STEM] for word in WORD.findall(text.lower())}


class _Words:
    """The words of the text in order."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self.stems: list[str] = []
        self.places: list[tuple[int, int]] = []
        for k, text in enumerate(texts):
            for match in WORD.finditer(str(text).lower()):
                self.stems.append(match[0][:STEM])
                self.places.append((k, match.start()))

    def around(self, marker: Candidate) -> set[str]:
        """Give the words around a marker."""
        at = bisect_left(self.places, (marker.paragraph, marker.start))
        return {*self.stems[max(0, at - BEFORE) : at + AFTER]}

    def rarity(self, notes: Mapping[int, set[str]]) -> dict[str, float]:
        """Weigh each word of the notes: the rarer in the book, the more it says."""
        counts = Counter(self.stems)
        wanted = {stem for stems in notes.values() for stem in stems}
        total = max(1, len(self.stems))
        return {stem: max(0.0, log(total / (counts[stem] + 1)) - COMMON) for stem in wanted}


def _likeness(note: set[str], text: set[str], rarity: Mapping[str, float]) -> float:
    """Weigh the words that a note and a text share; a long note shares more by chance."""
    return sum(rarity[stem] for stem in note & text) / (1 + log(1 + len(note)))
