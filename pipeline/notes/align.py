"""Markers and bodies matched over the whole book.

Both are sequences, and both keep their order, so the question is which chain of pairs (body,
marker) with like labels, each pair close in pages, weighs most: a weighted longest increasing
subsequence, found in O(k log n) with a tree of prefix maxima (P. M. Fenwick, Software: Practice
and Experience 24, 1994). A stray number can take no body from its marker unless it also fits the
order of all the others.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.notes.bodies import Body
from pipeline.notes.markers import Candidate

EARLIER = 4
"""Pages that a body may stand after its marker."""
MOST = 100
"""Places that are weighed for one body."""
PAIR = 3.0
"""What any pair weighs, so that more pairs beat better-looking ones."""
AWAY = 1.0
"""What each page between marker and body costs."""
STRONG = 1.0
"""Weight from which a place looks like a marker by itself."""


class Alignment(NamedTuple):
    """Which marker belongs to which body."""

    links: dict[int, int]
    """Candidate's index by body's index."""
    absent: list[int]
    """Candidates that mark a note whose body is gone."""


def align(bodies: Sequence[Body], found: Sequence[Candidate]) -> Alignment:
    """Align bodies and candidates, both in the order of the source."""
    links = _apart(_heaviest(_pairs(bodies, found), len(found)), found)
    return Alignment(links, _absent(bodies, found, links))


def _pairs(bodies: Sequence[Body], found: Sequence[Candidate]) -> list[list[tuple[int, float]]]:
    """Give for each body the candidates that it may belong to, with the pair's weight."""
    by_label: dict[str, list[int]] = defaultdict(list)
    for j, candidate in enumerate(found):
        by_label[candidate.label].append(j)
    pages = {label: [found[j].page for j in places] for label, places in by_label.items()}
    seen: Counter[tuple[str, int]] = Counter()
    pairs = []
    for body in bodies:
        places = by_label.get(body.label, [])
        start = bisect_left(pages.get(body.label, []), body.page - EARLIER)
        stop = bisect_right(pages.get(body.label, []), body.page + 1)
        # Where one sign marks everything, the bodies of a page come in the order of its markers.
        start = max(start, min(stop - MOST, start + seen[body.label, body.page] - MOST // 2))
        seen[body.label, body.page] += 1
        near = []
        for j in places[start : min(stop, start + MOST)]:
            away = body.page - found[j].page
            near.append((j, PAIR + found[j].weight - AWAY * abs(away) - 2.0 * (away < 0)))
        pairs.append([(j, weight) for j, weight in near if weight > 0])
    return pairs


def _heaviest(pairs: Sequence[Sequence[tuple[int, float]]], size: int) -> dict[int, int]:
    tree: list[tuple[float, int]] = [(0.0, -1)] * (size + 1)
    nodes: list[tuple[int, int, int]] = []  # body, candidate, the node before
    top = (0.0, -1)
    for body, choices in enumerate(pairs):
        reached = []
        for j, weight in choices:
            score, past = _best_before(tree, j)
            nodes.append((body, j, past))
            reached.append((j, (score + weight, len(nodes) - 1)))
        for j, node in reached:
            _raise(tree, j, node)
            top = max(top, node)
    links = {}
    at = top[1]
    while at >= 0:
        body, j, at = nodes[at]
        links[body] = j
    return links


def _overlap(a: Candidate, b: Candidate) -> bool:
    return a.paragraph == b.paragraph and a.start < b.end and b.start < a.end


def _apart(links: dict[int, int], found: Sequence[Candidate]) -> dict[int, int]:
    """Of two pairs that claim the same digits keep the one that looks more like a marker."""
    kept: dict[int, int] = {}
    last = -1
    for body, j in sorted(links.items()):
        if last in kept and _overlap(found[kept[last]], found[j]):
            if found[kept[last]].weight >= found[j].weight:
                continue
            del kept[last]
        kept[body] = j
        last = body
    return kept


def _best_before(tree: list[tuple[float, int]], j: int) -> tuple[float, int]:
    best = (0.0, -1)
    while j > 0:
        best = max(best, tree[j])
        j -= j & -j
    return best


def _raise(tree: list[tuple[float, int]], j: int, node: tuple[float, int]) -> None:
    j += 1
    while j < len(tree):
        tree[j] = max(tree[j], node)
        j += j & -j


def _absent(bodies: Sequence[Body], found: Sequence[Candidate], links: dict[int, int]) -> list[int]:
    """Find the markers of the notes whose bodies the source has lost.

    Only a number that is missing between two bodies of one series is looked for, and only between
    the markers of the two; among several places the one that looks most like a marker is taken.
    """
    taken = set(links.values())
    absent: list[int] = []
    for left, right in zip(range(len(bodies)), range(1, len(bodies)), strict=False):
        a, b = bodies[left].label, bodies[right].label
        if not (a.isdigit() and b.isdigit()) or left not in links or right not in links:
            continue
        at = links[left]
        for number in range(int(a) + 1, int(b)):
            places = [
                j
                for j in range(at + 1, links[right])
                if found[j].label == str(number)
                and found[j].weight >= STRONG
                and not any(_overlap(found[j], found[k]) for k in (at, links[right]))
                and j not in taken
            ]
            if places:
                at = max(places, key=lambda j: (found[j].weight, -j))
                absent.append(at)
    return absent
