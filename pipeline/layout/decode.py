"""What each line is, decided for the whole book at once.

A first-order model over the filled lines: what speaks for each line (`evidence`) and what may
follow what, decoded by the Viterbi algorithm (A. J. Viterbi, IEEE Trans. Inf. Theory 13, 1967).
Several passes, since some evidence needs a first answer: which line of text comes before the first
one of a page, how the book sets its headings. The first two go over the whole book; the others look
again at the pages around what the pass before has changed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from typing import NamedTuple, cast

from pipeline.layout.clues import FLOW, Clues, Kind, Place
from pipeline.layout.entries import UNKNOWN, Entry, entries, open_notes
from pipeline.layout.evidence import Weights
from pipeline.layout.facts import NEVER
from pipeline.layout.intervals import OVERLONG
from pipeline.layout.reading import BLANK, reread
from pipeline.layout.verse import VERSE_BEGINS
from pipeline.layout.weighing import plain_weights, weigh

KINDS: tuple[Kind, ...] = ("furniture", "title", "text", "verse", "note", "note-on")
_X, _ON = KINDS.index("text"), KINDS.index("note-on")

Steps = tuple[float, float, float, float, float, float]
Pointers = Sequence[int]

# What may follow what: for each kind (furniture, title, text, verse, note, note-on) what it costs
# to come to it from each kind, in the same order. On one page a note's end is dear: below notes
# there is only furniture. Verse is dear to begin and cheap to go on with: a short line alone is a
# paragraph's.
SAME_PAGE: tuple[Steps, ...] = (
    (0.0, -3.0, 0.0, 0.0, 0.0, 0.0),
    (0.0, -0.5, 0.0, -2.0, -10.0, -10.0),
    (0.0, 0.0, 0.0, -1.0, -10.0, -10.0),
    (-4.0, -6.0, -VERSE_BEGINS, 0.0, -17.0, -17.0),
    (-2.0, -6.0, 0.0, 0.0, 0.0, 0.0),
    (-9.0, -13.0, -9.0, -9.0, 0.0, 0.0),
)
NEW_PAGE: tuple[Steps, ...] = (
    (0.0, 0.0, 0.0, 0.0, 0.0, 0.0),
    (0.0, -1.0, 0.0, -1.0, 0.0, 0.0),
    (0.0, 0.0, 0.0, -1.0, 0.0, 0.0),
    (-6.0, -6.0, -VERSE_BEGINS, 0.0, -7.0, -7.0),
    (-3.0, -3.0, -2.0, -2.0, -2.0, -2.0),
    (-9.0, -13.0, -10.0, -10.0, -10.0, -10.0),
)
# Gathered notes run on over pages; below the last of them, once it has ended, a chapter begins.
FREE: tuple[Steps, ...] = ((0.0,) * 6,) * 6
BELOW: tuple[Steps, ...] = (
    (0.0, 0.0, 0.0, 0.0, 0.0, 0.0),
    (-1.0, -0.5, 0.0, -2.0, -1.0, -1.0),
    (-4.0, 0.0, 0.0, -1.0, -4.0, -4.0),
    (-6.0, -6.0, -VERSE_BEGINS, 0.0, -9.0, -9.0),
    (-20.0, -20.0, -20.0, -20.0, -20.0, -20.0),
    (0.0, -20.0, -20.0, -20.0, 0.0, 0.0),
)
OPEN = 5.0
"""How much dearer it is to leave the last of them in mid-sentence, and after a filled line."""
FORGIVEN = 9.0
"""How much less dear the end of a note in mid-page is where a page break may have been lost."""
PASSES = 4
"""A heading of four lines needs as many to be known by its first; few books need them all."""
START: Steps = (0.0, 0.0, 0.0, 0.0, NEVER, NEVER)
"""What speaks for each kind above the book's first line."""
FILLED = 0.93
"""Share of the notes' measure from which a line was filled."""
SHORT = 0.85
"""Share of that below which it was ended early."""
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
    costs = list(_costs(clues, found))
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
    costs: Sequence[_Costs],
    steps: list[tuple[Steps, ...]],
) -> None:
    """Set the steps to the lines of spans anew, with what speaks for a page's notes beginning."""
    for span in spans:
        steps[span.start : span.stop] = [costs[k].steps for k in span]
    for k, entry in entries(clues, found, waiting, spans):
        steps[k] = _entering(costs[k], entry)


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


class _Costs(NamedTuple):
    """What it costs to come to each kind of a line from each."""

    steps: tuple[Steps, ...]
    open: bool
    """A page's notes may begin here."""
    turned: bool
    """It is the first of its page."""
    unknown: tuple[Steps, ...] = ()
    """The steps while nothing is known of notes."""


def _costs(clues: Clues, found: Sequence[Place]) -> Iterator[_Costs]:
    """Give for each line what it costs to come to each kind from each, the answers aside."""
    lines, overlong = clues.paging.lines, _overlong(clues, found)
    same, new, free = (_shared(steps) for steps in (SAME_PAGE, NEW_PAGE, FREE))
    forgiving = _shared(_easier(SAME_PAGE, FORGIVEN))
    below, going_on = _shared(BELOW), _shared(_easier(BELOW, -OPEN))
    above, page = found[0].line if found else -1, -1
    full = FILLED * clues.habits.note_measure / max(1.0, clues.habits.measure)
    for place in found:
        turned = lines[place.line].page != page and page >= 0
        page = lines[place.line].page
        role = clues.roles.get(place.line)
        if role is not None:
            facts = clues.facts[above]
            ended = facts.ended or facts.width < SHORT * full
            inside = free if role != "tail" else below if ended else going_on
            yield inside[turned]._replace(open=False)
        elif turned or above in clues.roles:
            yield new[turned]
        elif page in overlong or clues.facts[place.line].numbered:  # a chapter begins a page
            yield (same if _flows(clues, above, place, full) else forgiving)[turned]
        else:
            yield same[turned]
        above = place.line


def _shared(steps: tuple[Steps, ...]) -> tuple[_Costs, _Costs]:
    """Give the costs of lines that do not begin a page, and of those that do."""
    made = [_Costs(steps, True, turned) for turned in (False, True)]
    inner, first = (each._replace(unknown=_entering(each, UNKNOWN)) for each in made)
    return inner, first


def _flows(clues: Clues, above: int, place: Place, full: float) -> bool:
    """Does a sentence go on, in a small letter or after a filled line? So does the note then."""
    facts = clues.facts[above]
    if place.gap or not facts.unfinished:
        return False
    return clues.paging.lines[place.line].text[0].islower() or facts.width > full


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
    """Do the same for lines below one another that can only be text or a note's rest, as the line
    above them can; the pointers go to `back`.
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


def _overlong(clues: Clues, found: Sequence[Place]) -> set[int]:
    """Give the pages that must hold more than one page of the book: a break was lost in them."""
    counts = Counter(clues.paging.lines[place.line].page for place in found)
    if len(counts) == 1:
        return set(counts)
    middle = sorted(counts.values())[len(counts) // 2]
    return {page for page, count in counts.items() if count > OVERLONG * middle}


def _easier(steps: tuple[Steps, ...], by: float) -> tuple[Steps, ...]:
    """Let notes end so much more easily."""
    changed = list(steps)
    for kind in map(KINDS.index, FLOW):
        f, t, x, v, n, o = steps[kind]
        changed[kind] = (f, t, x, v, n + by, o + by)
    return tuple(changed)


def _entering(costs: _Costs, entry: Entry) -> tuple[Steps, ...]:
    """Add what speaks for a page's notes beginning here to the steps that come from the text.

    At a page's head the steps from the notes of the page before begin notes too.
    """
    steps, opens, turned, _ = costs
    if not opens:
        return steps
    (f, t, x, v, n, o), (f_on, t_on, x_on, v_on, n_on, o_on) = steps[-2:]
    a, b = entry
    c, d = entry if turned else (0.0, 0.0)
    note = (f + a, t + a, x + a, v + a, n + c, o + c)
    return (*steps[:-2], note, (f_on + b, t_on + b, x_on + b, v_on + b, n_on + d, o_on + d))


def _path(best: Steps, back: list[Pointers]) -> list[Kind]:
    if not back:
        return []
    at = max(range(len(KINDS)), key=best.__getitem__)
    path = []
    for pointers in reversed(back):
        path.append(KINDS[at])
        at = pointers[at]
    return path[::-1]
