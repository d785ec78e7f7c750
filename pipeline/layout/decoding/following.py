"""What may follow what: the costs of coming from each kind of line to each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.layout.clues import FLOW, Clues, Kind, Place
from pipeline.layout.decoding.entries import UNKNOWN, Entry
from pipeline.layout.decoding.verse import VERSE_BEGINS
from pipeline.layout.paging.intervals import OVERLONG

KINDS: tuple[Kind, ...] = ("furniture", "title", "text", "verse", "note", "note-on")
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
FILLED = 0.93
"""Share of the notes' measure from which a line was filled."""
SHORT = 0.85
"""Share of that below which it was ended early."""


class Costs(NamedTuple):
    """What it costs to come to each kind of a line from each."""

    steps: tuple[Steps, ...]
    open: bool
    """A page's notes may begin here."""
    turned: bool
    """It is the first of its page."""
    unknown: tuple[Steps, ...] = ()
    """The steps while nothing is known of notes."""


def costs_of(clues: Clues, found: Sequence[Place]) -> Iterator[Costs]:
    """Give for each line what it costs to come to each kind from each, the answers aside."""
    lines, overlong = clues.paging.lines, _overlong(clues, found)
    alike = _titled if clues.habits.verse else tuple[Steps, ...]
    same, new, free = (_shared(alike(steps)) for steps in (SAME_PAGE, NEW_PAGE, FREE))
    forgiving = _shared(alike(_easier(SAME_PAGE, FORGIVEN)))
    below, going_on = (_shared(alike(steps)) for steps in (BELOW, _easier(BELOW, -OPEN)))
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


def _shared(steps: tuple[Steps, ...]) -> tuple[Costs, Costs]:
    """Give the costs of lines that do not begin a page, and of those that do."""
    made = [Costs(steps, True, turned) for turned in (False, True)]
    inner, first = (each._replace(unknown=entering(each, UNKNOWN)) for each in made)
    return inner, first


def _flows(clues: Clues, above: int, place: Place, full: float) -> bool:
    """Does a sentence go on, in a small letter or after a filled line? So does the note then."""
    facts = clues.facts[above]
    if place.gap or not facts.unfinished:
        return False
    return clues.paging.lines[place.line].text[0].islower() or facts.width > full


def _overlong(clues: Clues, found: Sequence[Place]) -> set[int]:
    """Give the pages that must hold more than one page of the book: a break was lost in them."""
    counts = Counter(clues.paging.lines[place.line].page for place in found)
    if len(counts) == 1:
        return set(counts)
    middle = sorted(counts.values())[len(counts) // 2]
    return {page for page, count in counts.items() if count > OVERLONG * middle}


def _titled(steps: tuple[Steps, ...]) -> tuple[Steps, ...]:
    """Let poems have titles, and begin below them, for nothing: so they do in a book of verse."""
    changed = list(steps)
    title, verse = KINDS.index("title"), KINDS.index("verse")
    f, _, x, v, n, o = steps[verse]
    changed[verse] = (f, 0.0, x, v, n, o)
    f, t, x, _, n, o = steps[title]
    changed[title] = (f, t, x, 0.0, n, o)
    return tuple(changed)


def _easier(steps: tuple[Steps, ...], by: float) -> tuple[Steps, ...]:
    """Let notes end so much more easily."""
    changed = list(steps)
    for kind in map(KINDS.index, FLOW):
        f, t, x, v, n, o = steps[kind]
        changed[kind] = (f, t, x, v, n + by, o + by)
    return tuple(changed)


def entering(costs: Costs, entry: Entry) -> tuple[Steps, ...]:
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
