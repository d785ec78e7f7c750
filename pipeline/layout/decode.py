"""What each line is, decided for the whole book at once.

A first-order model over the filled lines: what speaks for each line (`evidence`) and what may
follow what, decoded by the Viterbi algorithm (A. J. Viterbi, IEEE Trans. Inf. Theory 13, 1967).
Two passes, since some evidence needs a first answer: which line of text comes before the first one
of a page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.layout.evidence import VERSE_BEGINS, Clues, Kind, Place, Reading, Weights, weigh
from pipeline.layout.facts import NEVER
from pipeline.layout.habits import MARKER_END

KINDS: tuple[Kind, ...] = ("furniture", "title", "text", "verse", "note", "note-on")
FLOW = ("text", "title", "verse")
_X = KINDS.index("text")

Steps = tuple[float, float, float, float, float, float]

# What may follow what: for each kind (furniture, title, text, verse, note, note-on) what it costs
# to come to it from each kind, in the same order. On one page a note's end is dear: below notes
# there is only furniture. Verse is dear to begin and cheap to go on with: a short line alone is a
# paragraph's.
SAME_PAGE: tuple[Steps, ...] = (
    (0.0, -3.0, 0.0, 0.0, 0.0, 0.0),
    (0.0, -0.5, 0.0, -2.0, -7.0, -7.0),
    (0.0, 0.0, 0.0, -1.0, -7.0, -7.0),
    (-4.0, -6.0, -VERSE_BEGINS, 0.0, -14.0, -14.0),
    (-2.0, -6.0, 0.0, 0.0, 0.0, 0.0),
    (-5.0, -9.0, -5.0, -5.0, 0.0, 0.0),
)
NEW_PAGE: tuple[Steps, ...] = (
    (0.0, 0.0, 0.0, 0.0, 0.0, 0.0),
    (0.0, -1.0, 0.0, -1.0, 0.0, 0.0),
    (0.0, 0.0, 0.0, -1.0, 0.0, 0.0),
    (-6.0, -6.0, -VERSE_BEGINS, 0.0, -7.0, -7.0),
    (-3.0, -3.0, -2.0, -2.0, -2.0, -2.0),
    (-5.0, -9.0, -6.0, -6.0, -6.0, -6.0),
)
FORGIVEN = 5.0
"""How much less dear the end of a note in mid-page is where a page break may have been lost."""
OVERLONG = 1.3
"""How many times the usual lines a page holds that is more than one."""


def decode(clues: Clues, found: Sequence[Place]) -> list[Kind]:
    """Give the kind of each filled line."""
    first = _viterbi(clues, found, weigh(clues, found, reread(clues, found, ["text"] * len(found))))
    return _viterbi(clues, found, weigh(clues, found, reread(clues, found, first)))


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


def _viterbi(clues: Clues, found: Sequence[Place], weights: Sequence[Weights]) -> list[Kind]:
    lines = clues.paging.lines
    forgiving = _forgiving(SAME_PAGE)
    overlong = _overlong(clues, found)
    best = [0.0, 0.0, 0.0, 0.0, NEVER, NEVER]
    back: list[list[int]] = []
    page, facts = -1, clues.facts[found[0].line]
    for place, weight in zip(found, weights, strict=True):
        turned = lines[place.line].page != page and page >= 0
        page = lines[place.line].page
        flows = not place.gap and facts.unfinished and lines[place.line].text[0].islower()
        same = forgiving if page in overlong and not flows else SAME_PAGE
        facts = clues.facts[place.line]
        f, t, x, v, n, o = best
        best, pointers = [], []
        for here, (to_f, to_t, to_x, to_v, to_n, to_o) in zip(
            weight, NEW_PAGE if turned else same, strict=True
        ):
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


def _path(best: list[float], back: list[list[int]]) -> list[Kind]:
    if not back:
        return []
    at = max(range(len(KINDS)), key=best.__getitem__)
    path = []
    for pointers in reversed(back):
        path.append(KINDS[at])
        at = pointers[at]
    return path[::-1]
