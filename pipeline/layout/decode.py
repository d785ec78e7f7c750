"""What each line is, decided for the whole book at once.

A first-order model over the filled lines: what speaks for each line (`evidence`) and what may
follow what, decoded by the Viterbi algorithm (A. J. Viterbi, IEEE Trans. Inf. Theory 13, 1967).
Two passes, since some evidence needs a first answer: which line of text comes before the first one
of a page.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.layout.evidence import NEVER, Clues, Kind, Place, Reading, Weights, unfinished, weigh
from pipeline.layout.folios import head_key
from pipeline.layout.titles import numbered

KINDS: tuple[Kind, ...] = ("furniture", "title", "text", "note", "note-on")
_F, _T, _X, _N, _O = range(5)

# What may follow what on one page. A note's end on the page it began on is dear: below notes there
# is only furniture, unless the pages themselves were guessed.
SAME_PAGE = {
    _F: {_F: 0.0, _T: 0.0, _X: 0.0, _N: -2.0, _O: -3.0},
    _T: {_F: -3.0, _T: -0.5, _X: 0.0, _N: -2.0, _O: -9.0},
    _X: {_F: 0.0, _T: 0.0, _X: 0.0, _N: 0.0, _O: -5.0},
    _N: {_F: 0.0, _T: -9.0, _X: -7.0, _N: 0.0, _O: 0.0},
    _O: {_F: 0.0, _T: -9.0, _X: -7.0, _N: 0.0, _O: 0.0},
}
NEW_PAGE = {
    _F: {_F: 0.0, _T: 0.0, _X: 0.0, _N: -3.0, _O: -4.0},
    _T: {_F: 0.0, _T: -1.0, _X: 0.0, _N: -3.0, _O: -9.0},
    _X: {_F: 0.0, _T: 0.0, _X: 0.0, _N: -2.0, _O: -6.0},
    _N: {_F: 0.0, _T: 0.0, _X: 0.0, _N: -2.0, _O: -3.0},
    _O: {_F: 0.0, _T: 0.0, _X: 0.0, _N: -2.0, _O: -3.0},
}
FORGIVEN = 4.0
"""How much less dear the end of a note in mid-page is where no page break is known."""


def decode(clues: Clues, found: Sequence[Place]) -> list[Kind]:
    """Give the kind of each filled line."""
    first = _viterbi(clues, found, weigh(clues, found, reread(clues, found, ["text"] * len(found))))
    return _viterbi(clues, found, weigh(clues, found, reread(clues, found, first)))


def reread(clues: Clues, found: Sequence[Place], kinds: Sequence[Kind]) -> Reading:
    """Gather what an answer tells of each line's neighbours."""
    lines = clues.paging.lines
    before, rank, echoes, named = [], [], [], []
    last, above, page = -1, 0, -1
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
        key = head_key(line.text).lower()
        before.append(last)
        rank.append(above)
        echoes.append(place.top <= 2 and len(key) > 5 and key in current)
        named.append(numeral and last >= 0 and lines[last].page == line.page)
        numeral = kind == "title" and numbered(line.text)
        if kind == "title":
            titles.append(key)
        if kind in ("text", "title"):
            last, above = place.line, above + 1
    following = [place.line for place in found[1:]] + [-1]
    reading = Reading(before, following, rank, [], echoes, named)
    return reading._replace(opening=_openings(clues, found, reading, kinds))


def _beginnings(titles: Sequence[str]) -> set[str]:
    """Give the headings of a page and all their beginnings, as running heads shorten them."""
    joined = {*titles, " ".join(titles)}
    return {key[:end] for key in joined for end in range(len(key) + 1) if key[end : end + 1] in " "}


def _openings(
    clues: Clues, found: Sequence[Place], reading: Reading, kinds: Sequence[Kind]
) -> list[bool]:
    """Tell which lines are in the run of short lines, up to five, that opens a page."""
    opening = [False] * len(found)
    lines, widths, measure = clues.paging.lines, clues.widths, clues.habits.measure
    for k, place in enumerate(found):
        if reading.rank[k] or kinds[k] == "furniture" or reading.echoes[k]:
            continue
        last = reading.before[k]
        goes_on = last >= 0 and widths[last] > 0.85 * measure and unfinished(lines[last].text)
        if goes_on or lines[place.line].text[:1].islower():
            continue
        run = k
        while run < len(found) and run - k < 6 and widths[found[run].line] < 0.87 * measure:
            run += 1
        full = run < len(found) and run - k < 6 and found[run].top > place.top
        for each in range(k, run if full else k):
            opening[each] = True
    return opening


def _viterbi(clues: Clues, found: Sequence[Place], weights: Sequence[Weights]) -> list[Kind]:
    lines = clues.paging.lines
    forgiven = 0.0 if len(clues.paging.starts) > 1 else FORGIVEN
    best = [0.0, 0.0, 0.0, NEVER, NEVER]
    back: list[list[int]] = []
    for k, place in enumerate(found):
        new = k > 0 and lines[place.line].page != lines[found[k - 1].line].page
        steps = NEW_PAGE if new else SAME_PAGE
        scores, pointers = [], []
        for kind, weight in enumerate(weights[k]):
            values = [
                best[past]
                + steps[past][kind]
                + (forgiven if past >= _N and kind == _X and not new else 0.0)
                for past in range(5)
            ]
            top = max(range(5), key=values.__getitem__)
            scores.append(values[top] + weight)
            pointers.append(top)
        best = scores
        back.append(pointers)
    return _path(best, back)


def _path(best: list[float], back: list[list[int]]) -> list[Kind]:
    if not back:
        return []
    at = max(range(5), key=best.__getitem__)
    path = []
    for pointers in reversed(back):
        path.append(KINDS[at])
        at = pointers[at]
    return path[::-1]
