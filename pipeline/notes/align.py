"""The notes' bodies and their markers, matched over the whole book.

`pipeline.layout.labels.series` finds the pairs, `pipeline.notes.leftover` sorts what is left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import exp, log
from typing import NamedTuple

from pipeline.layout.gathered.ordered import Wanted, pair
from pipeline.layout.labels.series import PAIR, Head, Link, Point, align, series_of
from pipeline.layout.labels.steps import RISE
from pipeline.notes.bodies import Body
from pipeline.notes.leftover import lost_bodies, second_references
from pipeline.notes.markers import Candidate, overlap

BODY = 3.0
"""What speaks for a body that layout has found."""
GATHERED = "gathered"
"""The series of the notes that stand at the end of their chapter or of the book."""
UNUSUAL = -3.0
"""The most that is taken from a marker's weight for its form, however rare that is."""
EVEN = 2.0
"""What a pair weighs that is as likely wrong as right."""


class Alignment(NamedTuple):
    """Which marker belongs to which body."""

    links: dict[int, int]
    """Candidate's index by body's index."""
    certainty: dict[int, float]
    """How sure each link is, by the body's index."""
    absent: list[int]
    """Candidates that mark a note whose body is gone."""
    repeated: dict[int, int]
    """Body's index by the index of a candidate that refers to it once more."""


def match(bodies: Sequence[Body], found: Sequence[Candidate]) -> Alignment:
    """Align bodies and candidates, both in the order of the source, each series by itself."""
    whole = Alignment({}, {}, [], {})
    for kind in (f"{GATHERED} 1", f"{GATHERED} *", "1", "*", "a"):
        owners = [k for k, body in enumerate(bodies) if body.label and _series(body) == kind]
        if not owners:
            continue
        series = series_of(bodies[owners[0]].label)
        places = _free(found, series, {*whole.links.values(), *whole.absent, *whole.repeated})
        part = _match([bodies[k] for k in owners], [found[j] for j in places])
        whole.links.update((owners[k], places[j]) for k, j in part.links.items())
        whole.certainty.update((owners[k], sure) for k, sure in part.certainty.items())
        whole.absent.extend(places[j] for j in part.absent)
        whole.repeated.update((places[j], owners[k]) for j, k in part.repeated.items())
    return whole


def _free(found: Sequence[Candidate], series: str, taken: set[int]) -> list[int]:
    """Give the candidates of a series of which no letter belongs to one that is taken."""
    letters = {letter for j in taken for letter in _letters(found[j])}
    return [
        j
        for j, each in enumerate(found)
        if series_of(each.label) == series and letters.isdisjoint(_letters(each))
    ]


def _letters(candidate: Candidate) -> list[tuple[int, int]]:
    """Give the letters of a candidate, each by its paragraph and its place there."""
    return [(candidate.paragraph, at) for at in range(candidate.start, candidate.end)]


def _aside(found: Sequence[Candidate], more: Sequence[int], taken: Iterable[int]) -> list[int]:
    """Keep those of some more candidates that share no letter with one taken, nor with another.

    Digits that run together give several: of "[*]" and "121" more than one may be read as a marker.
    """
    letters = {letter for j in taken for letter in _letters(found[j])}
    kept = []
    for j in more:
        own = _letters(found[j])
        if letters.isdisjoint(own):
            kept.append(j)
            letters.update(own)
    return kept


def _series(body: Body) -> str:
    series = series_of(body.label)
    return f"{GATHERED} {series}" if body.window else series


def _match(bodies: Sequence[Body], found: Sequence[Candidate]) -> Alignment:
    heads = [Head(body.at, body.page, body.label, BODY) for body in bodies]
    numbers = [head.label for head in heads if head.label.isdigit()]
    again = 1.0 if numbers.count("1") > 0.15 * len(numbers) else 0.0
    gathered = bodies[0].window is not None
    chain = _in_order(bodies, found) if gathered else _chain(heads, found, again)
    looks, found = [c.weight for c in found], _by_habit(chain, found)
    chain = _in_order(bodies, found) if gathered else _chain(heads, found, again)
    spans = _spans(chain, len(found))
    linked = [link.place for link in chain]
    one_sign = {head.label for head in heads} == {"*"}
    lost = [
        j
        for k, span in enumerate(spans)
        for j in lost_bodies(heads, found, looks, chain, k, span, one_sign=one_sign)
    ]
    absent = _aside(found, lost, linked)
    again_at = dict(second_references(heads, found, chain, {*absent}, gathered=gathered))
    repeated = _aside(found, list(again_at), [*linked, *absent])
    rivals = [
        _inside(bodies[link.head], found, around)
        for link, around in zip(chain, _around(chain, len(found)), strict=True)
    ]
    return Alignment(
        {link.head: link.place for link in chain},
        {k.head: _certainty(k, found, near) for k, near in zip(chain, rivals, strict=True)},
        absent,
        {j: again_at[j] for j in repeated},
    )


def _chain(heads: Sequence[Head], found: Sequence[Candidate], again: float) -> list[Link]:
    points = [Point(c.at, c.page, c.label, c.weight) for c in found]
    return _apart([link for link in align(heads, points, again) if link.point is not None], found)


def _in_order(bodies: Sequence[Body], found: Sequence[Candidate]) -> list[Link]:
    """Link notes that stand gathered, whose markers may be any number of pages before them."""
    wanted = [Wanted(body.label, *(body.window or (0, 0))) for body in bodies]
    points = [Point(c.at, c.page, c.label, c.weight) for c in found]
    links = [Link(k, j, PAIR + BODY + found[j].weight, RISE) for k, j in pair(wanted, points)]
    return _apart(links, found)


def _by_habit(chain: Sequence[Link], found: Sequence[Candidate]) -> list[Candidate]:
    """Take from each candidate's weight the more, the fewer markers of the book stand as it does.

    What is taken is the log of the share of the other linked markers that have its form. A form may
    be the extractor's, which broke a line before a marker, so that not too much is taken.
    """
    forms = Counter(found[link.place].form for link in chain)
    shares = {c.form: (max(forms[c.form] - 1, 0) + 0.5) / max(1, len(chain)) for c in found}
    habit = {form: max(UNUSUAL, log(share)) for form, share in shares.items()}
    return [c._replace(weight=c.weight + habit[c.form]) for c in found]


def _apart(chain: Sequence[Link], found: Sequence[Candidate]) -> list[Link]:
    """Of two pairs that claim the same digits keep the one that looks more like a marker."""
    kept: list[Link] = []
    for link in chain:
        while kept and overlap(found[kept[-1].place], found[link.place]):
            if kept[-1].weight >= link.weight:
                break
            kept.pop()
        else:
            kept.append(link)
    return kept


def _spans(chain: Sequence[Link], size: int) -> list[range]:
    """Give the candidates before the first link, between each two, and after the last."""
    ends = [-1, *(link.place for link in chain), size]
    return [range(a + 1, b) for a, b in pairwise(ends)]


def _around(chain: Sequence[Link], size: int) -> list[range]:
    """Give for each link the candidates that it might have had instead."""
    ends = [-1, *(link.place for link in chain), size]
    return [range(a + 1, b) for a, b in zip(ends, ends[2:], strict=False)]


def _inside(body: Body, found: Sequence[Candidate], around: range) -> Sequence[int]:
    """Give those of some candidates that stand where the marker of a body must stand."""
    if body.window is None:
        return around
    return [j for j in around if body.window[0] <= found[j].at < body.window[1]]


def _certainty(link: Link, found: Sequence[Candidate], around: Sequence[int]) -> float:
    """Give how sure a link is: by its own weight, and by that of the next best place for it."""
    chosen = found[link.place]
    sure = link.weight + link.step - EVEN
    rivals = [
        found[j].weight
        for j in around
        if found[j].label == chosen.label and j != link.point and not overlap(found[j], chosen)
    ]
    if rivals:
        sure = min(sure, 1.0 + 1.5 * (chosen.weight - max(rivals)))
    return certainty(sure)


def certainty(odds: float) -> float:
    """Give the certainty that log-odds stand for.

    >>> certainty(0.0), certainty(2.5)
    (0.5, 0.92)
    """
    return round(1 / (1 + exp(-odds)), 2)
