"""Pages found by their heads: lines that recur at a page's distance, or far from the known edges.

Where an extractor writes neither form feeds nor folios, or loses some, this is all that is left.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import islice, pairwise

from pipeline.layout.paging.folios import LEAST, MOST, NEAR, Folio
from pipeline.layout.paging.heads import (
    BLOCK,
    OFTEN,
    longest_head,
    next_lines,
    repeated_heads,
    short_key,
)
from pipeline.model.book import Line

REGULAR = 0.15
"""How far a head may be from where the page's usual length has it, as a share of that."""
FAITHFUL = 0.75
"""Share of a head's lines that must stand at pages' distances."""
OVERLONG = 1.3
"""How many times the usual lines a page holds that must be two."""
ROUNDS = 6
"""How often lines that do not keep to the distance are left out; two or three are usual."""
MID_SENTENCE = 0.25
"""Share of the pages that must begin in small letters; in prose it is two in three."""


def find_heads(lines: Sequence[Line]) -> list[int]:
    """Find the heads of pages that have no folios: they recur at a page's distance.

    Gives the first line of each. Words that recur otherwise, as speakers' names and refrains do,
    stand at no page's distance, or never in the midst of a sentence.
    """
    places = _recurring(lines)
    page = _usual_distance(places.values())
    found: list[int] = []
    blocks: list[list[int]] = []
    for _ in range(ROUNDS if page else 0):
        blocks = _blocks(lines, sorted(i for own in places.values() for i in own))
        page = _closer(blocks, page)
        found = _at_distances(blocks, page)
        chosen = set(found)
        inside = {i for block in blocks if block[0] in chosen for i in block}
        astray = [
            key
            for key, own in places.items()
            if sum(i in inside for i in own) < FAITHFUL * len(own)
        ]
        if not astray:
            break
        for key in astray:
            del places[key]
    divided = sum(_divides(lines, i, places) for i in found)
    if len(found) <= OFTEN or divided < MID_SENTENCE * len(found):
        return []
    # A chapter's last page may hold a few lines only; the first line of all is on the title page.
    short = (block[0] for block in blocks if block[0] > found[0])
    return sorted({*found, *short})


def _recurring(lines: Sequence[Line]) -> dict[str, list[int]]:
    """Give the lines that recur; of those that do so but once, one must stand in mid-sentence."""
    limit = longest_head(lines)
    places: dict[str, list[int]] = defaultdict(list)
    for i, line in enumerate(lines):
        key = short_key(line)
        narrow = len(line.text) < limit or key.isupper()
        if narrow and len(key) > 1 and not key[0].islower():
            places[key].append(i)
    return {
        key: own
        for key, own in places.items()
        if len(own) >= OFTEN or (len(own) > 1 and any(_divides(lines, i, {key}) for i in own))
    }


def _usual_distance(places: Iterable[Sequence[int]]) -> int:
    """Give the distance at which most of the lines recur, about: of one page, or of two."""
    distances = sorted(
        b - a for own in places for a, b in pairwise(own) if LEAST <= b - a <= 2 * MOST
    )
    best, usual = 0, 0
    for k, distance in enumerate(distances):
        near = bisect_right(distances, distance * (1 + 2 * REGULAR)) - k
        if near > best:
            best, usual = near, distances[k + near // 2]
    return usual if best >= OFTEN else 0


def _blocks(lines: Sequence[Line], found: Sequence[int]) -> list[list[int]]:
    """Gather the lines that only blank ones part: a wrapped head is one."""
    blocks: list[list[int]] = []
    for i in found:
        if blocks and not any(lines[k].text for k in range(blocks[-1][-1] + 1, i)):
            blocks[-1].append(i)
        else:
            blocks.append([i])
    return blocks


def _closer(blocks: Sequence[Sequence[int]], page: int) -> int:
    """Halve the distance if heads of two sides stand between those of one."""
    steps = [b[0] - a[0] for a, b in pairwise(blocks)]
    halves = sum(abs(step - page / 2) < REGULAR * page for step in steps)
    wholes = sum(abs(step - page) < REGULAR * page for step in steps)
    return page // 2 if halves > wholes else page


def _at_distances(blocks: Sequence[Sequence[int]], page: int) -> list[int]:
    """Give the first lines of the blocks in the longest chain with whole pages between them."""
    at = [block[0] for block in blocks]
    best, back = [1.0] * len(at), [-1] * len(at)
    for j, here in enumerate(at):
        for i in range(j - 1, -1, -1):
            pages = (here - at[i]) / page
            if pages > NEAR + 0.5:
                break
            off = abs(pages - max(1, round(pages)))
            # Notes in small type, headings and blanks make a page longer or shorter than others.
            score = best[i] + 1.0 - max(0.0, off - REGULAR) * 4 - 0.1 * (round(pages) - 1)
            if score > best[j]:
                best[j], back[j] = score, i
    k = max(range(len(at)), key=best.__getitem__, default=-1)
    path = []
    while k >= 0:
        path.append(at[k])
        k = back[k]
    return path[::-1]


def _divides(lines: Sequence[Line], head: int, known: Container[str]) -> bool:
    """Does the text below a head go on in small letters? Lines of `known` heads are passed over."""
    below = (i for i in next_lines(lines, head, 1) if short_key(lines[i]) not in known)
    return any(lines[i].text[0].islower() for i in islice(below, 1))


def lost_heads(
    lines: Sequence[Line], edges: Sequence[int], folios: Mapping[int, Folio]
) -> Iterator[tuple[int, bool]]:
    """Find the heads far from any edge, where the input lost a page break; is it a foot?

    `edges` are the first lines of the pages that are known, and the end.
    """
    tops, feet = repeated_heads(lines, edges[:-1], folios)
    bearing = {folio.line for folio in folios.values()}
    known = {key for key in (*tops, *feet) if max(tops[key], feet[key]) >= OFTEN}
    pages = (
        [[i for i in range(*each) if lines[i].text] for each in pairwise(edges)] if known else []
    )
    usual = sorted(map(len, pages))[len(pages) // 2] if pages else 0
    for filled in pages:
        long = len(filled) > OVERLONG * usual
        for i in filled[BLOCK + 1 : -BLOCK - 1]:
            key = short_key(lines[i])
            if key not in known or i in bearing:
                continue
            if (long and not key.isdigit()) or _divides(lines, i, known):
                yield i, feet[key] > tops[key]
