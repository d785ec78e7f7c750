"""Places in the paragraphs that may be a note's marker, with their pages."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.conventions.markers import Form, spots, unraised
from pipeline.model.text import Text


class Candidate(NamedTuple):
    """A place that may be a marker: text[start:end] of paragraph `paragraph`."""

    paragraph: int
    start: int
    end: int
    label: str
    page: int
    weight: float
    form: Form
    at: int
    """Where it stands in the raw source."""


def candidates(texts: Sequence[Text], first_pages: Sequence[int]) -> list[Candidate]:
    """Give all candidates of the paragraphs in reading order; a number may give several.

    `first_pages` are the pages on which the paragraphs begin; page marks in them count on.
    """
    raised = [[(m.start, m.end) for m in text.marks if m.kind == "superscript"] for text in texts]
    given = zip(map(str, texts), raised, strict=True)
    flat = unraised(given) if any(raised) else 0.0
    found = []
    for k, text in enumerate(texts):
        places = spots(str(text), raised[k], flat)
        # A paragraph's first page mark, at its very beginning, is the page it begins on.
        turns = [m.start for m in text.marks if m.kind == "page" and m.start] if places else []
        origins = text.origins(spot.start for spot in places) if places else []
        for (start, end, label, weight, form), at in zip(places, origins, strict=True):
            page = first_pages[k] + bisect_right(turns, start)
            found.append(Candidate(k, start, end, label, page, weight, form, at))
    return found


def overlap(a: Candidate, b: Candidate) -> bool:
    """Do two candidates claim the same letters?"""
    return a.paragraph == b.paragraph and a.start < b.end and b.start < a.end
