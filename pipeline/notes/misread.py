"""Markers that the reader of the pages misread, matched with the notes by order and by page.

Where they stood is left a quotation mark too many, an asterisk, a ring, or nothing. Bodies and odd
places (`pipeline.layout.misread.oddmarks`, and what the input shows as raised) are two sequences in
one order, so they are matched as a whole: by the alignment that weighs most, in which a body takes
a place on its page or on one beside it, or has lost its marker. A pair weighs more, the worse the
place reads as punctuation, the oftener the book's markers are raised as it is, and the likelier the
body's label is read as what stands there (`pipeline.layout.misread.confusion`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import exp, log
from operator import itemgetter
from typing import NamedTuple

from pipeline.layout.misread.books import CLEAR
from pipeline.layout.misread.oddmarks import odd_marks
from pipeline.model.text import Text
from pipeline.notes.align import Alignment
from pipeline.notes.bodies import Body
from pipeline.notes.channel import LOST, Channel, Group, at_rate, learned_channel
from pipeline.notes.markers import Candidate

PAIR = -0.5
"""What a pair weighs besides what its place and its label say."""
ODD = 0.75
"""How much of a place's oddness counts: that of a few places is the author's, or a misreading."""
USUAL, MOST = 8, 2.5
"""Pages without notes, or places that are no markers, which say as much as none; what the frequency
of a place may add at most."""
LEARNED = 20
"""Notes of the book that say as much of how many markers are lost as is known beforehand."""
AWAY = {0: 0.0, 1: -2.5, -1: -3.0}
"""What a pair weighs whose body stands so many pages after its place."""
RARE = 0.05
"""Share of the places that are no markers which seem raised, before anything is known of a book."""
EVEN = 0.5
"""What a pair weighs that is as likely wrong as right."""


class _Place(NamedTuple):
    """An odd place of a paragraph, or one that the input shows as raised."""

    paragraph: int
    start: int
    end: int
    page: int
    weight: float
    seen: str
    raised: bool


class _Path(NamedTuple):
    """A way through the bodies so far; of two that weigh alike the one that ends sooner is kept."""

    end: tuple[int, int]
    """Where the last place that is taken ends."""
    score: float
    pairs: _Pairs | None


class _Pairs(NamedTuple):
    """The pairs of a path, the last one first."""

    body: int
    place: int
    weight: float
    before: _Pairs | None


def match_misread(
    bodies: Sequence[Body], texts: Sequence[Text], first_pages: Sequence[int]
) -> tuple[list[Candidate], Alignment]:
    """Match the bodies with the places that their markers may have left in the paragraphs."""
    places = _trusted(list(_places(texts, first_pages)), bodies)
    channel = learned_channel(_page_groups(bodies, places))
    first = _align(bodies, places, channel)
    lost = (len(bodies) - len(first) + LOST * LEARNED) / (len(bodies) + LEARNED)
    places = _by_height(places, first)
    channel = at_rate(learned_channel(_page_groups(bodies, places)), lost)
    pairs = _align(bodies, places, channel)
    found = [_candidate(bodies[pair.body], places[pair.place], texts) for pair in pairs]
    sure = _certainties(bodies, places, pairs, channel)
    links = {pair.body: j for j, pair in enumerate(pairs)}
    return found, Alignment(links, dict(zip(links, sure, strict=True)), [], {})


def _candidate(body: Body, place: _Place, texts: Sequence[Text]) -> Candidate:
    k, start, end, page, weight = place[:5]
    return Candidate(k, start, end, body.label, page, weight, "glued", texts[k].origin(start))


def _places(texts: Sequence[Text], first_pages: Sequence[int]) -> Iterator[_Place]:
    for k, text in enumerate(texts):
        string = str(text)
        turns = [mark.start for mark in text.marks if mark.kind == "page" and mark.start]
        raised = [(mark.start, mark.end) for mark in text.marks if mark.kind == "raised"]
        odd = {(start, end): weight for start, end, weight in odd_marks(string)[0]}
        for start, end in sorted({*odd, *raised}):
            page = first_pages[k] + bisect_right(turns, start)
            weight, high = odd.get((start, end), 0.0), _within(start, end, raised)
            yield _Place(k, start, end, page, weight, string[start:end], high)


def _within(start: int, end: int, stretches: Sequence[tuple[int, int]]) -> bool:
    """Does a place lie in one of some stretches, which are in order?"""
    k = bisect_right(stretches, start, key=itemgetter(0)) - 1
    return k >= 0 and end <= stretches[k][1]


def _trusted(places: Sequence[_Place], bodies: Sequence[Body]) -> list[_Place]:
    """Add to the places' weights how much more frequent their like are where there are notes.

    What stands as often on pages without notes is the author's, or a misreading of something else.
    """
    noted = {body.page for body in bodies}
    pages = 1 + max((place.page for place in places), default=0)
    extra = {}
    for clear in (False, True):
        alike = {(p.page, p.paragraph, p.end) for p in places if (p.weight >= CLEAR) == clear}
        inside = sum(page in noted for page, _, _ in alike)
        usual = (len(alike) - inside + 1) / (max(0, pages - len(noted)) + USUAL)
        extra[clear] = min(MOST, max(0.0, log(max(inside, 1) / max(len(noted), 1) / usual)))
    return [p._replace(weight=ODD * p.weight + extra[p.weight >= CLEAR]) for p in places]


def _by_height(places: Sequence[_Place], pairs: Sequence[_Pairs]) -> list[_Place]:
    """Add to the places' weights how much oftener the markers of this book are raised than others.

    In some typefaces all are seen to be, in others half, in some none: the pairs found so far tell.
    The weight is the log of how many times likelier a marker is raised, or is not, than another.
    """
    if not any(place.raised for place in places):
        return list(places)
    taken = [places[pair.place] for pair in pairs]
    letters = {(p.paragraph, at) for p in taken for at in range(p.start, p.end)}
    others = {
        (p.paragraph, p.end): p.raised
        for p in places
        if letters.isdisjoint((p.paragraph, at) for at in range(p.start, p.end))
    }
    marker = (sum(place.raised for place in taken) + 1) / (len(taken) + 2)
    other = (sum(others.values()) + RARE * USUAL) / (len(others) + USUAL)
    weights = {True: log(marker / other), False: log((1 - marker) / (1 - other))}
    return [place._replace(weight=place.weight + weights[place.raised]) for place in places]


def _page_groups(bodies: Sequence[Body], places: Sequence[_Place]) -> list[Group]:
    """Give each page's labels, where they are signs, with the best place of each group of marks."""
    labels: dict[int, list[str]] = defaultdict(list)
    for body in bodies:
        labels[body.page].append(body.label)
    best: dict[int, list[_Place]] = defaultdict(list)
    for place in places:
        mine = best[place.page]
        if not mine or not _overlap(mine[-1], place):
            mine.append(place)
        elif place.weight > mine[-1].weight:
            mine[-1] = place
    return [
        (own, [(place.seen, place.weight) for place in best[page]])
        for page, own in labels.items()
        if not any(map(str.isdigit, own))
    ]


def _align(bodies: Sequence[Body], places: Sequence[_Place], channel: Channel) -> list[_Pairs]:
    """Give the pairs that weigh most together, in order; no two of them overlap or cross."""
    pages = [place.page for place in places]
    paths = [_Path((-1, 0), 0.0, None)]
    for k, body in enumerate(bodies):
        made = list(paths)
        ends = [path.end for path in paths]
        for j in range(bisect_left(pages, body.page - 1), bisect_right(pages, body.page + 1)):
            place, weight = places[j], _pair(body, places[j], channel)
            at = bisect_right(ends, (place.paragraph, place.start)) - 1
            if weight > 0 and at >= 0:
                score, pairs = paths[at].score + weight, paths[at].pairs
                end = (place.paragraph, place.end + 1)  # two notes at one place are rare
                made.append(_Path(end, score, _Pairs(k, j, weight, pairs)))
        paths = []
        for path in sorted(made, key=lambda each: (each.end, -each.score)):
            if not paths or path.score > paths[-1].score:
                paths.append(path)
    found: list[_Pairs] = []
    pairs = paths[-1].pairs
    while pairs is not None:
        found.append(pairs)
        pairs = pairs.before
    return found[::-1]


def _pair(body: Body, place: _Place, channel: Channel) -> float:
    """Weigh a body with a place, by itself."""
    likely = channel(place.seen, body.label)
    return PAIR + place.weight + likely + AWAY[body.page - place.page]


def _certainties(
    bodies: Sequence[Body], places: Sequence[_Place], pairs: Sequence[_Pairs], channel: Channel
) -> Iterator[float]:
    """Give how sure each pair is: by its weight and that of the next best place for its body."""
    pages = [place.page for place in places]
    ends = [-1, *(pair.place for pair in pairs), len(places)]
    for pair, before, after in zip(pairs, ends, ends[2:], strict=False):
        body, own = bodies[pair.body], places[pair.place]
        window = range(
            max(before + 1, bisect_left(pages, body.page - 1)),
            min(after, bisect_right(pages, body.page + 1)),
        )
        rivals = [_pair(body, places[j], channel) for j in window if not _overlap(places[j], own)]
        sure = min([pair.weight, *(1.5 * (pair.weight - rival) for rival in rivals)])
        yield round(1 / (1 + exp(EVEN - sure)), 2)


def _overlap(a: _Place, b: _Place) -> bool:
    return a.paragraph == b.paragraph and a.start < b.end and b.start < a.end
