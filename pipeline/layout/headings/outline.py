"""The outline that the whole book shows: its contents, its numbers, and what its heads repeat.

A line is a heading not only by its looks. The printed contents lists it, the number of one chapter
follows the number of the one before, and a running head begins on the pages after the heading that
it repeats. All is found here for the book at once, before any line is judged.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from pipeline.conventions.titles import SECTION_WORDS
from pipeline.layout.facts import NEVER, Facts
from pipeline.layout.headings.contents import EMPTY, Contents, find_contents, solid
from pipeline.layout.headings.counts import count_weights
from pipeline.layout.headings.wrapped import WRAPPED, wrapped_titles
from pipeline.layout.paging.pages import Paging, page_labels
from pipeline.model.book import Line

IN_CONTENTS = 14.0
"""What it says for a line's being a heading that the printed contents lists it."""
NAMED = 4.0
"""What a running head says for the line that it repeats."""
RECURRING, OFTEN = -6.0, 5
"""What it says against a line that it recurs, and how many times make it a running head."""
SHORTEST = 5
"""Letters of a running head from which it names a heading."""
MOST_LINES = 5
"""Lines of a heading that a running head repeats."""


class Outline(NamedTuple):
    """What the book as a whole says of its headings."""

    weights: Mapping[int, float]
    """What it says for lines' being headings; of others it says nothing."""
    contents: Contents
    """The printed table of contents, and the lines that it lists."""


def outline_of(
    paging: Paging,
    facts: Mapping[int, Facts],
    edges: tuple[Counter[str], Counter[str]],
    others: frozenset[int],
    *,
    transcribed: bool,
) -> Outline:
    """Find the book's outline.

    `edges` counts the pages at whose head and foot a line with these letters stands, `others` are
    lines known to be folios or to begin notes; `transcribed`: nothing was printed but the text.
    """
    lines = paging.lines
    contents = EMPTY
    if not transcribed:
        labels = [label for label, _ in page_labels(paging)]
        folios = frozenset(folio.line for folio in paging.folios.values())
        contents = find_contents(lines, facts, edges[0], folios, labels)
    heads = edges[0] + edges[1]
    named = _named_by_heads(lines, facts, heads, paging.starts)
    wrapped = frozenset(_wrapped(lines, facts, heads, named))
    weights = count_weights(lines, facts, heads, others | contents.lines, wrapped)
    for i in chain.from_iterable(named.values()):
        weights[i] = weights.get(i, 0.0) + NAMED
    for i in wrapped:
        weights[i] = weights.get(i, 0.0) + WRAPPED
    for i in _recurring(facts, contents.lines):
        weights[i] = weights.get(i, 0.0) + RECURRING
    for i in contents.listed:
        weights[i] = weights.get(i, 0.0) + IN_CONTENTS
    return Outline(weights, contents)


def _wrapped(
    lines: Sequence[Line],
    facts: Mapping[int, Facts],
    heads: Counter[str],
    named: Mapping[str, Sequence[int]],
) -> Iterator[int]:
    """Give the lines of headings that fill their first line; a running head may be as full."""
    seen: set[str] = set()
    for heading in wrapped_titles(lines, facts):
        text, key = lines[heading[0]].text, facts[heading[0]].key
        if heads[key] < 2 or not (text in seen or named.get(key)):
            yield from heading
        seen.add(text)


def _recurring(facts: Mapping[int, Facts], others: Container[int]) -> Iterator[int]:
    """Give the lines that say again what many have said: heads, wherever on their pages they stand.

    Numbers and headings of one word ("Notes") do recur.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for i, fact in facts.items():
        known = fact.title <= NEVER or fact.numbered or i in others
        if not known and len(fact.key) >= SHORTEST and fact.key.lower() not in SECTION_WORDS:
            places[fact.key].append(i)
    for same in places.values():
        if len(same) >= OFTEN:
            yield from same[1:]


def _named_by_heads(
    lines: Sequence[Line],
    facts: Mapping[int, Facts],
    heads: Counter[str],
    starts: Sequence[int],
) -> dict[str, list[int]]:
    """Give for each running head the lines that it repeats, on its first page or just before."""
    following = dict(pairwise(facts))
    first_page: dict[str, int] = {}
    places: set[int] = set()
    for page, start in enumerate(starts):
        stop = starts[page + 1] if page + 1 < len(starts) else len(lines)
        filled = [i for i in range(start, stop) if lines[i].text]
        for i in {*filled[:2], *filled[-2:]}:
            key = facts[i].key
            if heads[key] > 1 and len(solid(key)) >= SHORTEST:
                first_page.setdefault(key, page)
                places.add(i)
    return {
        key: _repeated(solid(key), page, lines, facts, starts, following, places)
        for key, page in first_page.items()
    }


def _repeated(
    head: str,
    page: int,
    lines: Sequence[Line],
    facts: Mapping[int, Facts],
    starts: Sequence[int],
    following: Mapping[int, int],
    places: Container[int],
) -> list[int]:
    """Find the lines that a head repeats, where it first stands or up to two pages before."""
    stop = starts[page + 1] if page + 1 < len(starts) else len(lines)
    found: list[int] = []
    i = next((k for k in range(starts[max(0, page - 2)], stop) if lines[k].text), stop)
    while i < stop:
        if facts[i].title > NEVER and (i not in places or lines[i].page < page):
            at, run = i, ""
            group: list[int] = []
            while at < stop and len(group) < MOST_LINES:
                run += solid(lines[at].text)
                group.append(at)
                if len(run) >= len(head) or not head.startswith(run):
                    break
                at = following.get(at, stop)
            if run and run.startswith(head):
                found = group
        i = following.get(i, stop)
    return found
