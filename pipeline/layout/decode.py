"""What each line is, decided for the whole book at once.

A first-order model over the filled lines: what speaks for each line (`evidence`) and what may
follow what, decoded by the Viterbi algorithm (A. J. Viterbi, IEEE Trans. Inf. Theory 13, 1967).
Two passes, since some evidence needs a first answer: which line of text comes before the first one
of a page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.layout.clues import FLOW, Clues, Kind, Place
from pipeline.layout.entries import UNKNOWN, Entry, entries, open_notes
from pipeline.layout.evidence import Weights, weigh
from pipeline.layout.facts import NEVER
from pipeline.layout.reading import reread
from pipeline.layout.verse import VERSE_BEGINS

KINDS: tuple[Kind, ...] = ("furniture", "title", "text", "verse", "note", "note-on")
_X = KINDS.index("text")

Steps = tuple[float, float, float, float, float, float]

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
FORGIVEN = 9.0
"""How much less dear the end of a note in mid-page is where a page break may have been lost."""
PASSES = 4
"""A heading of four lines needs as many to be known by its first; few books need them all."""
FILLED = 0.93
"""Share of the notes' measure from which a line was filled."""
OVERLONG = 1.3
"""How many times the usual lines a page holds that is more than one."""


def decode(clues: Clues, found: Sequence[Place]) -> list[Kind]:
    """Give the kind of each filled line.

    Each pass reads the neighbours from the answer before, until the answer stays as it is.
    """
    kinds: list[Kind] = ["text"] * len(found)
    openings: list[Entry | None] = [UNKNOWN] * len(found)
    for _ in range(PASSES):
        reading = reread(clues, found, kinds)
        answer = _viterbi(clues, found, weigh(clues, found, reading), openings)
        if answer == kinds:
            break
        kinds = answer
        openings = entries(clues, found, open_notes(clues, found, kinds))
    return kinds


def _viterbi(
    clues: Clues,
    found: Sequence[Place],
    weights: Sequence[Weights],
    openings: Sequence[Entry | None],
) -> list[Kind]:
    lines = clues.paging.lines
    forgiving = _forgiving(SAME_PAGE)
    overlong = _overlong(clues, found)
    best = [0.0, 0.0, 0.0, 0.0, NEVER, NEVER]
    back: list[list[int]] = []
    page, facts = -1, clues.facts[found[0].line]
    full = FILLED * clues.habits.note_measure / max(1.0, clues.habits.measure)
    for place, weight, entry in zip(found, weights, openings, strict=True):
        turned = lines[place.line].page != page and page >= 0
        page = lines[place.line].page
        # A sentence that goes on in a small letter, or after a filled line, goes on in the note.
        flows = not place.gap and facts.unfinished
        flows = flows and (lines[place.line].text[0].islower() or facts.width > full)
        lost = page in overlong or clues.facts[place.line].numbered  # a chapter begins a page
        same = forgiving if lost and not flows else SAME_PAGE
        steps = NEW_PAGE if turned else same
        if entry is not None:
            steps = _entering(steps, entry, turned=turned)
        facts = clues.facts[place.line]
        f, t, x, v, n, o = best
        best, pointers = [], []
        for here, (to_f, to_t, to_x, to_v, to_n, to_o) in zip(weight, steps, strict=True):
            if here <= NEVER:
                best.append(NEVER)
                pointers.append(_X)
                continue
            values = (f + to_f, t + to_t, x + to_x, v + to_v, n + to_n, o + to_o)
            top = max(values)
            best.append(top + here)
            pointers.append(values.index(top))
        # Only differences count; without this the sums would sink below NEVER in a long book.
        top = max(best)
        best = [value - top for value in best]
        back.append(pointers)
    return _path(best, back)


def _overlong(clues: Clues, found: Sequence[Place]) -> set[int]:
    """Give the pages that must hold more than one page of the book: a break was lost in them."""
    counts = Counter(clues.paging.lines[place.line].page for place in found)
    if len(counts) == 1:
        return set(counts)
    middle = sorted(counts.values())[len(counts) // 2]
    return {page for page, count in counts.items() if count > OVERLONG * middle}


def _forgiving(steps: tuple[Steps, ...]) -> tuple[Steps, ...]:
    """Let notes end in mid-page more easily: an unknown page break may stand there."""
    changed = list(steps)
    for kind in map(KINDS.index, FLOW):
        f, t, x, v, n, o = steps[kind]
        changed[kind] = (f, t, x, v, n + FORGIVEN, o + FORGIVEN)
    return tuple(changed)


def _entering(steps: tuple[Steps, ...], entry: Entry, *, turned: bool) -> tuple[Steps, ...]:
    """Add what speaks for a page's notes beginning here to the steps that come from the text.

    At a page's head (`turned`) the steps from the notes of the page before begin notes too.
    """
    (f, t, x, v, n, o), (f_on, t_on, x_on, v_on, n_on, o_on) = steps[-2:]
    a, b = entry
    c, d = entry if turned else (0.0, 0.0)
    note = (f + a, t + a, x + a, v + a, n + c, o + c)
    return (*steps[:-2], note, (f_on + b, t_on + b, x_on + b, v_on + b, n_on + d, o_on + d))


def _path(best: list[float], back: list[list[int]]) -> list[Kind]:
    if not back:
        return []
    at = max(range(len(KINDS)), key=best.__getitem__)
    path = []
    for pointers in reversed(back):
        path.append(KINDS[at])
        at = pointers[at]
    return path[::-1]
