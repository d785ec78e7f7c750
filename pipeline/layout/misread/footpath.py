"""The notes' first lines and their labels, found together for the whole book.

No label can be trusted by itself, but the labels are a series: the next one is known. What was
printed is therefore the path through the book's lines that weighs most. A line is text, goes on
with a note, or begins one with the next label of the series; for each speaks how the line is set
(`footlines`), and how likely that label is read as what is seen (`confusion`). The path is found
line by line, and only the best of its beginnings are kept (a beam: B. T. Lowerre, The HARPY Speech
Recognition System, 1976), so that the whole is linear in the book's length.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from math import exp, inf, log
from typing import NamedTuple

from pipeline.layout.labels.steps import RISE, followers
from pipeline.layout.misread.confusion import misreading
from pipeline.layout.misread.footlines import FootLine
from pipeline.model.tuples import make

BEAM, DEEP = 16, 12.0
"""Paths that are kept from line to line, and how far one may lie behind the best."""
NEVER = -9.0
"""What a step weighs that no series explains."""
AHEAD = -6.0
"""The same for one to a higher number that is plainly seen."""
SKIPS = (-2.5, -3.5)
"""What a step weighs that leaves out one label, or two: their notes were not read at all."""
DOUBLED = 1.5
"""What is against a sign's being followed by itself doubled."""
BEGINS, OPENS = -2.0, -3.0
"""What speaks against a line's beginning a note, below a note or below text: few lines do."""
BACK = -9.0
"""What text below notes weighs on one page: the break between two pages was lost."""
RANKED = 0.7
"""What a beginning weighs more, or less, that has, or lacks, an odd place on its page."""
LEAST = -8.0
"""What a beginning must weigh to be tried."""
PRIOR = 4.0
"""Notes of a book that say as much of its signs as what is known beforehand."""
FIRSTS = ("1", "*", "a")
Channel = Callable[[str, str], float]
"""The log of how likely what is seen is what a label was read as."""


class Head(NamedTuple):
    """A note's first line, its label as it was printed, and how much of the line was read of it."""

    line: int
    label: str
    length: int
    seen: str


class Way(NamedTuple):
    """How the labels of a book may run."""

    kind: str
    """Numbers "1", signs "*" or letters "a"."""
    again: tuple[float, float, float]
    """What a new beginning weighs on the same page, on another, and after a chapter's opening."""
    bonus: float
    """What speaks for it beforehand: the stricter it is, the less it explains by chance."""


WAYS = (
    Way("1", (NEVER, NEVER, NEVER), 8.0),
    Way("1", (NEVER, NEVER, 0.0), 4.0),
    Way("1", (-1.0, 1.0, 1.0), 0.0),
    Way("*", (-0.5, 1.0, 1.0), 0.0),
    Way("a", (-3.0, 0.5, 0.5), -4.0),
)
"""Numbers through the book, by chapters, by pages; signs; letters."""


_State = tuple[bool, str, int, int]
"""What a path knows of its last line, in a plain tuple, for hundreds of thousands are made.

Whether the line is a note's; the last label, "" where there is none yet; whether that stands on
this page (0), on a page before (1), in a chapter before (2); how many notes have begun on the page.
"""
_Beam = list[tuple[_State, float, int]]
"""The paths that are kept: where each is, what it weighs, and the last of its notes."""
_Notes = list[tuple[int, Head | None]]
"""Notes' heads, each with the place of the one before it."""


def note_heads(lines: Sequence[FootLine], odd: Mapping[int, int]) -> list[Head]:
    """Give the notes' first lines. `odd` counts each page's places that a marker may have left.

    Signs are few, so what they are read as in this book is learned from a first answer.
    """
    found = [(way, *_decoded(lines, odd, way, misreading)) for way in WAYS]
    way, _, heads = max(found, key=lambda each: each[1])
    return heads if way.kind == "1" else _decoded(lines, odd, way, _learned(heads))[1]


def _learned(heads: Sequence[Head]) -> Channel:
    """Learn what a book's labels are read as; the channel of all books weighs as a few of them."""
    labels = Counter(head.label for head in heads)
    pairs = Counter((head.seen, head.label) for head in heads)

    def channel(seen: str, label: str) -> float:
        known = pairs[seen, label] + PRIOR * exp(misreading(seen, label))
        return log(known / (labels[label] + PRIOR))

    return channel


def _decoded(
    lines: Sequence[FootLine], odd: Mapping[int, int], way: Way, channel: Channel
) -> tuple[float, list[Head]]:
    """Find the best path; give what it weighs and the notes' heads on it."""
    notes: _Notes = [(-1, None)]
    beam: _Beam = [((False, "", 1, 0), way.bonus, 0)]
    page = -1
    for line in lines:
        if line.page != page:
            page, before = line.page, 1 + line.opening
            beam = [((False, s[1], max(s[2], before), 0), score, at) for s, score, at in beam]
        beam = _onward(line, beam, odd.get(page, 0), way, channel, notes)
    score, at = max((score, at) for _, score, at in beam)
    return score, _heads(notes, at)


def _heads(notes: Sequence[tuple[int, Head | None]], at: int) -> list[Head]:
    heads = []
    while (head := notes[at][1]) is not None:
        heads.append(head)
        at = notes[at][0]
    return heads[::-1]


def _onward(
    line: FootLine, beam: _Beam, odd: int, way: Way, channel: Channel, notes: _Notes
) -> _Beam:
    """Go on from each path with a line, and keep the best; the notes that begin are added."""
    scores: dict[_State, float] = {}
    lasts: dict[_State, int] = {}
    least = -inf  # what is not above it is not kept
    opens, begins = line.odds + line.opens + OPENS, line.odds + line.begins + BEGINS
    most = RISE - min((usual for _, _, usual in line.seen), default=inf)
    hopeless = line.odds <= -1 and opens + RANKED + min(0.0, most) < LEAST
    if hopeless and not any(state[0] for state, _, _ in beam):
        return beam  # as most lines of text leave it
    for state, score, at in beam:
        noted, label, turned, rank = state
        moves = [(state, score + line.odds if noted else score)]
        if noted:
            moves.append(((False, label, turned, rank), score + BACK))
        elif line.odds > -1 and label and not rank:
            moves.append(((True, label, turned, rank), score + (line.odds + line.carries)))
        for following, total in moves:
            if following not in scores or total > scores[following]:
                scores[following], lasts[following] = total, at
                least = max(least, total - DEEP)
        base = (begins if noted else opens) + (RANKED if rank < odd else -RANKED)
        if base < LEAST or base + most <= max(LEAST, least - score):
            continue
        for following, weight, head in _begun(line, state, base, way, channel, least - score):
            total = score + weight
            if following not in scores or total > scores[following]:
                scores[following], lasts[following] = total, len(notes)
                notes.append((at, head))
                least = max(least, total - DEEP)
    kept = sorted(scores, key=scores.__getitem__, reverse=True)[:BEAM]
    return [(state, scores[state], lasts[state]) for state in kept if scores[state] > least]


def _begun(
    line: FootLine, state: _State, base: float, way: Way, channel: Channel, least: float
) -> list[tuple[_State, float, Head]]:
    """Give the notes that may begin with a line after a state, and what speaks for each.

    `base` is what speaks for its beginning any, and only what more than `least` speaks for counts.
    """
    _, last, turned, rank = state
    found, least = [], max(LEAST, least)
    for length, seen, usual in line.seen:
        for label, step in _labels(last, seen, way.kind, turned, way.again[turned]):
            most = base + step - usual  # what is seen is likely at most
            weight = most + channel(seen, label) if most > least else most
            if weight > least:
                begun = True, label, 0, min(rank + 1, 9)
                found.append((begun, weight, make(Head, (line.line, label, length, seen))))
    return found


def _step(last: str, label: str, turned: int, again: float) -> float:
    """Weigh a label after the last one; `again` is what a new beginning weighs."""
    if label in FIRSTS and label != last:
        return again if last else RISE
    if turned and again > 0:  # the labels begin again on each page
        return again if label == last and label in FIRSTS else SKIPS[0]
    if label.isdecimal():
        rise = int(label) - int(last or "0")
        return (
            RISE
            if rise == 1
            else SKIPS[rise - 2]
            if rise in (2, 3)
            else AHEAD
            if rise > 0
            else NEVER
        )
    if label == last:
        return again
    if not last or (turned and not label.isalpha()):
        return SKIPS[0]
    return RISE - DOUBLED * (len(label) > len(last))


@lru_cache(maxsize=1 << 14)
def _labels(last: str, seen: str, kind: str, turned: int, again: float) -> list[tuple[str, float]]:
    """Give the labels that may follow one, and the number that is plainly seen, each with its step.

    A book asks for the same again and again, path by path.
    """
    if not last or kind == "a":
        labels = {kind, chr(ord(last) + 1)} if last else {kind}
    elif kind == "*":
        labels = {*followers(last), "*"}
    else:
        labels = {str(int(last) + rise) for rise in (1, 2, 3)} | {"1"}
    if kind == "1" and seen.isdecimal() and len(seen) < 4 and seen[0] != "0":
        labels.add(seen)
    return [(label, _step(last, label, turned, again)) for label in sorted(labels)]
