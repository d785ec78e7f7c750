"""The kinds of errors that concern notes and pages, by places of the raw text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from pipeline.model.finding import Span
from scripts.planted.clean import Clean
from scripts.planted.fault import Candidates, Fault

NEAR = 300
"""Letters on either side of a page that is missing within which a finding points to the gap."""


def lost_marker(clean: Clean) -> Iterator[Fault]:
    """A note's marker that is gone."""
    bodies = dict(_bodies(clean))
    for mark in clean.book.references():
        start, end = mark.origin
        if mark.data in bodies and start < end:
            yield Fault(start, end, "", (bodies[mark.data],))


def cut_note(clean: Clean) -> Iterator[Fault]:
    """A note of which the last words are gone."""
    for _, (start, end) in _bodies(clean):
        body = clean.raw[start:end]
        cuts = [match.start() for match in re.finditer(r"(?<=[a-zа-я]) (?=[a-zа-я])", body)]
        middle = next((cut for cut in cuts if cut > len(body) // 2), 0)
        if middle and "\n\n" not in body and "\f" not in body:
            yield Fault(start + middle, end, "", ((start, start + middle),))


def _bodies(clean: Clean) -> Iterator[tuple[str, Span]]:
    """Give the notes that stand in one stretch of the raw text."""
    for note in clean.book.notes():
        runs = [run for text in note.texts() for run in text.runs]
        if note.state == "linked" and runs:
            start = runs[0].start
            yield note.id, (start, start + len(clean.raw[start : runs[-1].end].rstrip()))


def left_furniture(clean: Clean) -> Iterator[Fault]:
    """A running head in the midst of a page."""
    lines = [(each.text.runs[0].start, str(each.text).strip()) for each in clean.book.furniture]
    heads = sorted(line for line in lines if re.search(r"[^\W\d_]{3}", line[1]))
    for match in re.finditer(r"(?<=[a-zа-я,]\n)(?=[a-zа-я])", clean.raw):
        k = bisect_right(heads, (match.start(), "")) - 1
        if k >= 0:
            yield Fault(match.start(), match.start(), heads[k][1] + "\n")


def lost_page(clean: Clean) -> Iterator[Fault]:
    """A page that is missing."""
    starts = [page.start for page in clean.book.pages]
    for start, end in pairwise(starts[1:]):
        yield Fault(start, end, "", ((start - NEAR, start + NEAR),))


PARTS: tuple[Candidates, ...] = (lost_marker, cut_note, left_furniture, lost_page)
