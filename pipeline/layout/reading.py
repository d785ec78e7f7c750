"""What a first answer tells of each line's neighbours, for the second."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.layout.clues import FLOW, Clues, Kind, Place
from pipeline.layout.habits import MARKER_END


class Reading(NamedTuple):
    """What a first answer tells of each filled line; before that, what its neighbours tell."""

    before: list[int]
    """The line of text or title that it would go on from; -1: none."""
    following: list[int]
    """The filled line below it; -1: none."""
    rank: list[int]
    """Lines of text or title above it on its page."""
    opening: list[bool]
    """It is one of the short lines that open a page above a filled one."""
    echoes: list[bool]
    """It repeats a heading of an earlier page, or the beginning of one."""
    named: list[bool]
    """It follows a heading that is only a number, whose words it should be."""
    carried: list[bool]
    """It follows a heading's line that was wrapped: short, and without an end."""
    stopped: bool
    """Most headings of this book end with a full stop."""
    open: list[bool]
    """A note of the page before stopped in mid-sentence, and none has begun on this page yet."""


def reread(clues: Clues, found: Sequence[Place], kinds: Sequence[Kind]) -> Reading:
    """Gather what an answer tells of each line's neighbours."""
    lines = clues.paging.lines
    before, rank, echoes, named, carried = [], [], [], [], []
    last, above, page = -1, 0, -1
    wrapped = False
    numeral = False
    current: set[str] = set()
    titles: list[str] = []
    for place, kind in zip(found, kinds, strict=True):
        line = lines[place.line]
        if line.page != page:
            page, above = line.page, 0
            # A page with many headings is a table of contents, which no head repeats.
            current = _beginnings(titles) if 0 < len(titles) < 5 else current
            titles = []
        facts = clues.facts[place.line]
        key = facts.key.lower()
        before.append(last)
        rank.append(above)
        echoes.append(place.top <= 2 and len(key) > 5 and key in current)
        named.append(numeral and last >= 0 and lines[last].page == line.page)
        carried.append(wrapped and not place.gap)
        numeral = kind == "title" and facts.numbered
        wrapped = kind == "title" and not facts.ended and 0.45 < facts.width < 0.87
        if kind == "title":
            titles.append(key)
        if kind in FLOW:
            last, above = place.line, above + 1
    following = [place.line for place in found[1:]] + [-1]
    waiting = _open_notes(clues, found, kinds)
    stops = [
        clues.facts[place.line].ended
        for place, kind, name in zip(found, kinds, named, strict=True)
        if (kind == "title" or name) and not clues.facts[place.line].numbered
    ]
    stopped = len(stops) > 3 and sum(stops) > 0.5 * len(stops)
    reading = Reading(before, following, rank, [], echoes, named, carried, stopped, waiting)
    return reading._replace(opening=_openings(clues, found, reading, kinds))


def _open_notes(clues: Clues, found: Sequence[Place], kinds: Sequence[Kind]) -> list[bool]:
    """Tell on which lines a note of the page before still waits for its end."""
    waiting: list[bool] = []
    page, last_note, began = -1, -1, False
    for place, kind in zip(found, kinds, strict=True):
        here = clues.paging.lines[place.line].page
        if here != page:
            page, began = here, False
        began = began or kind == "note"
        before = last_note >= 0 and clues.paging.lines[last_note].page == here - 1
        waiting.append(before and not began and not clues.facts[last_note].ended)
        if kind in ("note", "note-on") and (began or before):
            last_note = place.line
    return waiting


def _beginnings(titles: Sequence[str]) -> set[str]:
    """Give the headings of a page and all their beginnings, as running heads shorten them.

    A head may leave out the chapter's number, so a beginning counts from any of the lines.
    """
    joined = {*titles, *(" ".join(titles[k:]) for k in range(len(titles)))}
    return {key[:end] for key in joined for end in range(len(key) + 1) if key[end : end + 1] in " "}


def _openings(
    clues: Clues, found: Sequence[Place], reading: Reading, kinds: Sequence[Kind]
) -> list[bool]:
    """Tell which lines are in the run of short lines, up to five, that opens a page."""
    opening = [False] * len(found)
    lines, facts = clues.paging.lines, clues.facts
    for k, place in enumerate(found):
        if reading.rank[k] or kinds[k] == "furniture" or reading.echoes[k]:
            continue
        last = reading.before[k]
        goes_on = last >= 0 and facts[last].width > 0.85 and facts[last].unfinished
        if goes_on or lines[place.line].text[:1].islower():
            continue
        run = k
        while run < len(found) and run - k < 6 and _opens(clues, found[run].line):
            run += 1
        full = run < len(found) and run - k < 6 and found[run].top > place.top
        for each in range(k, run if full else k):
            opening[each] = True
    return opening


def _opens(clues: Clues, line: int) -> bool:
    """May a line be one of a heading's? Not if it is short because it was broken at a marker."""
    broken = clues.habits.broken_at_markers and MARKER_END.search(clues.paging.lines[line].text)
    return clues.facts[line].width < 0.87 and not broken
