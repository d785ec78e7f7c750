"""What each line is, decided for the whole book at once.

A first-order model over the filled lines: what speaks for each line (`evidence`) and what may
follow what (`following`), decoded by the Viterbi algorithm (A. J. Viterbi, IEEE Trans. Inf. Theory
13, 1967).
Several passes, since some evidence needs a first answer: which line of text comes before the first
one of a page, how the book sets its headings. The first two go over the whole book; the others look
again at the pages around what the pass before has changed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import groupby, islice
from typing import cast

from pipeline.layout.clues import Clues, Kind, Place
from pipeline.layout.decoding.entries import entries, open_notes
from pipeline.layout.decoding.evidence import Weights
from pipeline.layout.decoding.following import KINDS, Costs, Steps, costs_of, entering
from pipeline.layout.decoding.reading import BLANK, reread
from pipeline.layout.decoding.weighing import plain_weights, weigh
from pipeline.layout.facts import NEVER

Pointers = Sequence[int]

_X, _ON = KINDS.index("text"), KINDS.index("note-on")
PASSES = 4
"""A heading of four lines needs as many to be known by its first; few books need them all."""
START: Steps = (0.0, 0.0, 0.0, 0.0, NEVER, NEVER)
"""What speaks for each kind above the book's first line."""
NARROW: tuple[tuple[Pointers, Pointers], ...] = tuple(
    ((_X, _X, x, _X, _X, _ON), (_X, _X, x, _X, _X, _X)) for x in (_ON, _X)
)
"""The pointers of text and of a note's rest, by whether each comes from text."""


def decode(clues: Clues, found: Sequence[Place], known: Sequence[Kind] = ()) -> list[Kind]:
    """Give the kind of each filled line.

    Each pass reads the neighbours from the answer before, until the answer stays as it is. `known`
    is an answer to begin with.
    """
    kinds: list[Kind] = [*known] or ["text"] * len(found)
    plain, ends = plain_weights(clues, found), _page_ends(clues, found)
    costs = list(costs_of(clues, found))
    spans, reading = [range(len(found))], BLANK
    steps = [each.unknown for each in costs]
    if known:
        _enter(clues, found, open_notes(clues, found, kinds, ends), spans, costs, steps)
    for turn in range(PASSES):
        reading = reread(clues, found, kinds, reading, spans)
        answer: list[Kind] = [*kinds]
        for span in spans:
            weights = weigh(clues, found, plain, reading, span)
            above = kinds[span.start - 1] if span.start else None
            answer[span.start : span.stop] = _viterbi(weights, steps[span.start : span.stop], above)
        changed = [k for k, (a, b) in enumerate(zip(answer, kinds, strict=True)) if a != b]
        kinds = answer
        if not changed or turn == PASSES - 1:
            break
        if turn or known:  # the first pass knew no neighbours
            spans = _around(changed, ends)
        _enter(clues, found, open_notes(clues, found, kinds, ends), spans, costs, steps)
    return kinds


def _enter(
    clues: Clues,
    found: Sequence[Place],
    waiting: Sequence[int],
    spans: Sequence[range],
    costs: Sequence[Costs],
    steps: list[tuple[Steps, ...]],
) -> None:
    """Set the steps to the lines of spans anew, with what speaks for a page's notes beginning."""
    for span in spans:
        steps[span.start : span.stop] = [costs[k].steps for k in span]
    for k, entry in entries(clues, found, waiting, spans):
        steps[k] = entering(costs[k], entry)


def _page_ends(clues: Clues, found: Sequence[Place]) -> list[int]:
    """Give where pages begin and end in the list of filled lines."""
    pages = [clues.paging.lines[place.line].page for place in found]
    return [0, *(k for k in range(1, len(pages)) if pages[k] != pages[k - 1]), len(pages)]


def _around(changed: Sequence[int], ends: Sequence[int]) -> list[range]:
    """Give the spans of the pages with changed lines, each with the page before and after it.

    >>> _around([4, 9], [0, 3, 6, 9, 12, 15, 18])
    [range(0, 15)]
    >>> _around([1, 16], [0, 3, 6, 9, 12, 15, 18])
    [range(0, 6), range(12, 18)]
    """
    spans: list[range] = []
    for k in changed:
        page = bisect_right(ends, k)
        start, stop = ends[max(0, page - 2)], ends[min(page + 1, len(ends) - 1)]
        if spans and start <= spans[-1].stop:
            spans[-1] = range(spans[-1].start, stop)
        else:
            spans.append(range(start, stop))
    return spans


def _viterbi(
    weights: Sequence[Weights], steps: Iterable[tuple[Steps, ...]], above: Kind | None
) -> list[Kind]:
    """Decode lines in a row; `above` is the kind of the line above them, if there is one."""
    best, back = START, list[Pointers]()
    if above is not None:
        best = cast("Steps", tuple(0.0 if kind == above else NEVER for kind in KINDS))
    for narrow, lines in groupby(zip(weights, steps, strict=True), _is_narrow):
        for line in islice(lines, 1) if narrow else lines:
            best, pointers = _step(best, *line)
            back.append(pointers)
        if narrow:
            best = _narrow_steps(best, lines, back)
    return _path(best, back)


def _is_narrow(line: tuple[Weights, tuple[Steps, ...]]) -> bool:
    """Can a line only be text or a note's rest, as most lines of a book?"""
    furniture, title, _, verse, note, _ = line[0]
    return furniture == title == verse == note == NEVER


def _step(best: Steps, weight: Weights, steps: tuple[Steps, ...]) -> tuple[Steps, Pointers]:
    """Come to a line from the line before: the best for each kind, and where it comes from."""
    f, t, x, v, n, o = best
    reached: list[float] = []
    pointers: list[int] = []
    for here, (to_f, to_t, to_x, to_v, to_n, to_o) in zip(weight, steps, strict=True):
        if here <= NEVER:
            reached.append(NEVER)
            pointers.append(_X)
            continue
        values = (f + to_f, t + to_t, x + to_x, v + to_v, n + to_n, o + to_o)
        top = max(values)
        reached.append(top + here)
        pointers.append(values.index(top))
    # Only differences count; without this the sums would sink below NEVER in a long book.
    top = max(reached)
    f, t, x, v, n, o = reached
    return (f - top, t - top, x - top, v - top, n - top, o - top), pointers


def _narrow_steps(
    best: Steps, lines: Iterable[tuple[Weights, tuple[Steps, ...]]], back: list[Pointers]
) -> Steps:
    """Do the same for lines below one another that can only be text or a note's rest.

    So can the line above them; the pointers go to `back`.
    """
    x, o = best[_X], best[_ON]
    for (_, _, text, _, _, note_on), (_, _, to_x, _, _, to_on) in lines:
        x_to_x, o_to_x = x + to_x[_X], o + to_x[_ON]
        x_to_o, o_to_o = x + to_on[_X], o + to_on[_ON]
        back.append(NARROW[x_to_x >= o_to_x][x_to_o >= o_to_o])
        x, o = max(x_to_x, o_to_x) + text, max(x_to_o, o_to_o) + note_on
        top = max(x, o)
        x, o = x - top, o - top
    return (NEVER, NEVER, x, NEVER, NEVER, o)


def _path(best: Steps, back: list[Pointers]) -> list[Kind]:
    if not back:
        return []
    at = max(range(len(KINDS)), key=best.__getitem__)
    path = []
    for pointers in reversed(back):
        path.append(KINDS[at])
        at = pointers[at]
    return path[::-1]
