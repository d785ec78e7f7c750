"""Labels that the extractor left alone on their lines, apart from their notes.

Some extractors set a raised sign on a line of its own, before its note, after it, or with others
at the page's end; the notes then begin without a label. On each page the k-th label, in the order
of the markers, belongs to the k-th note; where the notes begin is weighed by what stands before
each line and by how the book's other notes begin.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from pipeline.conventions.titles import ends_sentence
from pipeline.layout.flow import flows
from pipeline.layout.labels.series import Point, series_of
from pipeline.layout.labels.steps import RISE, Last, label_step
from pipeline.model.book import Line

ABOVE = 12
"""Lines above a page's first lone label among which the first note may begin."""
MOST = 10
"""Lines that are weighed for a page's beginnings besides those that follow a label."""
SHORT = 0.85
"""Share of the page's usual width below which a line was ended early."""
HABIT = 0.6
"""Share of the lone labels that belong to notes from which the book sets them so, and a page is
believed whose markers are not plain."""
FULL = 1.5
"""What a line's end before the measure says for the next line's being a beginning."""
LEAST = -2.0
"""What the beginnings of a page's notes must weigh together to be believed."""


class Loose(NamedTuple):
    """A note's first line, and the line that bears its label."""

    line: int
    head: int
    label: str


class _Page(NamedTuple):
    lines: list[int]
    """The page's filled lines, folio and running head aside."""
    heads: list[int]
    """The lines of its lone labels, in the order of their markers."""
    marked: int
    """The last line that plainly bears a marker of theirs; 0: none does. Its notes stand below."""
    following: str
    """What the next page's text begins with."""
    width: float
    """How wide its lines usually are."""


def loose_labels(
    lines: Sequence[Line],
    widths: Sequence[float],
    gaps: Sequence[int],
    alone: Mapping[int, str],
    points: Sequence[Point],
    openers: Sequence[int],
    folios: Container[int],
) -> list[Loose]:
    """Give the notes whose labels stand alone on their lines.

    `alone` are the labels by those lines, `points` the places that may be markers, `openers` each
    page's first line of text, `folios` the lines that bear page numbers.
    """
    pages = list(_pages(lines, widths, alone, points, openers, folios))
    if sum(len(page.heads) for page in pages) < max(5, HABIT * len(alone)):
        pages = [page for page in pages if page.marked]
    follow = [_followers(page) for page in pages]
    begins = Counter(_class(lines[i].text) for lines_ in follow for i in lines_)
    usual = begins.most_common(1)[0][0] if begins else ""
    found = []
    for page, forced in zip(pages, follow, strict=True):
        starts = _starts(page, forced, lines, widths, gaps, usual)
        found += [
            Loose(line, head, alone[head])
            for line, head in zip(starts, page.heads, strict=False)
            if len(starts) == len(page.heads)
        ]
    return found


def _class(text: str) -> str:
    """Give what kind of letter a text begins with: a capital, a small one, a figure or a sign."""
    first = text[:1]
    return "A" if first.isupper() else "a" if first.islower() else "1" if first.isdigit() else first


def _pages(
    lines: Sequence[Line],
    widths: Sequence[float],
    alone: Mapping[int, str],
    points: Sequence[Point],
    openers: Sequence[int],
    folios: Container[int],
) -> Iterator[_Page]:
    """Give the pages that bear lone labels of which each has a marker, here or a page before."""
    marked: dict[tuple[int, str], int] = {}
    for k, point in enumerate(points):
        rival = marked.setdefault((point.page, point.label), k)
        if point.weight >= max(1.0, points[rival].weight):
            marked[point.page, point.label] = k
    by_page: dict[int, list[int]] = defaultdict(list)
    for i in alone:
        if i > openers[lines[i].page]:  # at a page's head it is a chapter's number
            by_page[lines[i].page].append(i)
    for page, heads in sorted(by_page.items()):
        places = {
            i: marked.get((page, alone[i]), marked.get((page - 1, alone[i]), -1)) for i in heads
        }
        start, order = openers[page], _order(alone, places)
        if start < 0 or not order:
            continue
        inside = []
        for i in range(start, len(lines)):
            if lines[i].page != page:
                break
            if lines[i].text and i not in folios:
                inside.append(i)
        wide = sorted(widths[i] for i in inside)
        later = (openers[k] for k in range(page + 1, len(openers)))
        following = next((lines[i].text for i in later if i >= 0), "")
        last = max((points[k].at for k in places.values() if points[k].weight >= 1), default=0)
        yield _Page(inside, order, last, following, wide[len(wide) * 3 // 4])


def _order(alone: Mapping[int, str], places: Mapping[int, int]) -> list[int]:
    """Give a page's lone labels in their order: as they rise, or in the order of their markers.

    `places` are the markers by the labels' lines; -1: none. Empty: nothing shows an order.
    """
    heads = list(places)
    rising = len({series_of(alone[i]) for i in heads}) == 1 and all(
        label_step(Last(alone[a], 0), alone[b], 0, 0.0) >= RISE for a, b in pairwise(heads)
    )
    if rising and max(places.values()) >= 0:
        return heads
    return sorted(heads, key=places.__getitem__) if min(places.values()) >= 0 else []


def _followers(page: _Page) -> list[int]:
    """Give the lines that follow a label: there a note begins."""
    heads = frozenset(page.heads)
    return [b for a, b in pairwise(page.lines) if a in heads and b not in heads]


def _starts(
    page: _Page,
    forced: Sequence[int],
    lines: Sequence[Line],
    widths: Sequence[float],
    gaps: Sequence[int],
    usual: str,
) -> list[int]:
    """Choose as many beginnings as the page has labels: the set of lines that weighs most."""
    start = min(page.heads)
    first = page.lines.index(start)
    wanted = len(page.heads) - len(forced)
    heads, known = frozenset(page.heads), frozenset(forced)
    body = [i for i in page.lines if i not in heads]
    before = dict(zip(body[1:], body, strict=False))
    below = [i for i in body if i > start]
    measure = max([widths[i] for i in below], default=page.width)
    scores = {}
    for i in before:
        last = before[i]
        scores[i] = _begins(lines[i].text, usual) + (gaps[i] > 0)
        scores[i] += 0.5 * ends_sentence(lines[last].text)
        if last > start:
            scores[i] += FULL * max(-1.0, min(1.0, (0.97 - widths[last] / measure) / 0.07))
        else:
            scores[i] += FULL if widths[last] < SHORT * page.width else -FULL
    top = max(page.marked + 1, page.lines[max(0, first - ABOVE)])
    free = [i for i in body if i >= top and i in scores and i not in known]
    best: tuple[float, list[int]] = (LEAST if wanted > 0 else -99.0, [])
    likely = sorted(free, key=lambda i: -scores[i])[:MOST]
    for chosen in combinations(sorted(likely), max(0, wanted)):
        begin = min([*chosen, *forced], default=0)
        weight = sum(scores[i] for i in chosen)
        weight -= sum(max(0.0, scores[i]) for i in free if i > begin and i not in chosen)
        above = lines[before[begin]].text if begin in before else ""
        weight += flows(above, page.following) - flows(above, lines[begin].text)
        if begin in chosen:  # the text above it ends anywhere
            weight += FULL if widths[before[begin]] >= SHORT * page.width else -FULL
        if weight > best[0]:
            best = (weight, sorted([*chosen, *forced]))
    return best[1]


def _begins(first: str, usual: str) -> float:
    """Weigh whether a note begins with a line's first letter, as most notes of the book do."""
    kind = _class(first)
    return 1.5 if kind == usual else -2.0 if kind == "a" or not usual.isalnum() else -1.0
