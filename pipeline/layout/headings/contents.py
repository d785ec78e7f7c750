"""The printed table of contents: where it stands, and which lines of the text it lists.

It is what the book itself says of its headings, so each line that it lists is one. Its entries are
read as one run of letters, for extractors break them anywhere, part them from their page numbers
and lose these; a heading is found again where its lines, put together, begin where a line of the
contents begins. All are found at once, as the longest series in which both go the same way.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.book import Line
from pipeline.furniture import listing
from pipeline.language import all_words
from pipeline.layout.facts import Facts

WORDS = all_words("contents")
LEADER = r"[.·…‥_•]\s*"
ENTRY_END = re.compile(
    rf"(?:(?P<lead>(?:{LEADER}){{3,}}|(?:^|\s+)(?:{LEADER})+)|\s+|^)"
    r"(?P<number>\d{1,4}|[ivxl]{1,6})?$"
)
LETTER, NO_LETTERS = re.compile(r"[^\W_]"), re.compile(r"[\W_]+")
LEADERS_ALONE = re.compile(rf"(?:{LEADER}){{6,}}")
PENDING, APART = 4, 12
"""Lines of an entry above the one that ends it, and above leaders that were set apart from it."""
MOST_LINES = 8
"""Lines of a heading."""
FEWEST = 2
"""Entries of a contents."""
LONG = 5
"""Letters from which an entry is no other's by chance."""
FULL = 60
"""Letters from which more say no more."""


class Entry(NamedTuple):
    """A line of the contents at which an entry may begin."""

    at: int
    """Where it begins among the letters of all."""
    page: str
    """The page number that follows; empty: none does."""


class Contents(NamedTuple):
    """The printed contents, and what it lists."""

    lines: frozenset[int]
    listed: dict[int, bool]
    """The lines of the text that it lists, and whether an entry begins with each."""


EMPTY = Contents(frozenset(), {})


def find_contents(
    lines: Sequence[Line],
    facts: Mapping[int, Facts],
    heads: Counter[str],
    folios: Container[int],
    labels: Sequence[str],
) -> Contents:
    """Find the contents and what it lists; `labels` are the pages' numbers."""
    for head in _headings(lines, facts, folios):
        region = _region(lines, facts, head, folios)
        if len(region) > FEWEST:
            inside = frozenset(region)
            listed = _listed(lines, facts, heads, inside, region[1:], labels, folios)
            texts = [lines[i].text for i in region]
            if listing(texts, [lines[i].text for i in listed]):
                return Contents(inside, listed)
    return EMPTY


def _headings(
    lines: Sequence[Line], facts: Mapping[int, Facts], folios: Container[int]
) -> Iterator[int]:
    """Give the lines that say that a contents follows, as running heads may say again."""
    for i in facts:
        if lines[i].text.lower().strip(" .:") in WORDS and i not in folios:
            yield i


def _region(
    lines: Sequence[Line], facts: Mapping[int, Facts], head: int, folios: Container[int]
) -> list[int]:
    """Give the lines of a contents from its heading to its last entry.

    An entry ends in leaders or a page number, which do not fall. Where an extractor sets titles
    and numbers apart, a page has all its titles first, or the leaders follow in a column.
    """
    order = list(facts)
    region, pending = [head], [head]
    last, leaders = 0, False
    begin = bisect_left(order, head) + 1
    for k, i in enumerate(order[begin:], begin):
        text = lines[i].text
        if i in folios:
            continue
        if text.lower().strip(" .:") in WORDS:
            pending.append(i)
            continue
        match = ENTRY_END.search(text)
        number = match["number"] if match else None
        value = _value(number) if number else last
        lead = match is not None and match["lead"] is not None
        ends = match is not None and (lead or (bool(number) and last <= value <= last + 200))
        leaders = leaders or lead
        apart = not leaders and lines[i].page == lines[head].page and not last
        apart = apart or (leaders and _before_leaders(lines, order[k + 1 : k + APART]))
        if ends:
            region += [*(k for k in pending if k != head), i]
            pending = []
            last = max(last, value) if number and number.isdigit() else last
        elif len(pending) < PENDING or apart:
            pending.append(i)
        else:
            break
    return region


def _before_leaders(lines: Sequence[Line], below: Sequence[int]) -> bool:
    """Does one of the lines below hold leaders only, as no text does?"""
    return any(LEADERS_ALONE.fullmatch(lines[i].text) for i in below)


def _value(number: str) -> int:
    return int(number) if number.isdigit() else 0


def solid(text: str) -> str:
    """Reduce a text to its letters and figures, run together, as headings and entries are compared.

    >>> solid("II. The Mill-\\u00adstone")
    'iithemillstone'
    """
    return NO_LETTERS.sub("", text.lower())


def _entries(
    lines: Sequence[Line], region: Sequence[int]
) -> tuple[str, list[Entry], dict[int, bool]]:
    """Give the letters of the contents, the lines at which entries may begin, and all lines' ends,
    each with whether a page's number follows.
    """
    run = ""
    found: list[Entry] = []
    ends: dict[int, bool] = {}
    waiting: list[int] = []
    for i in region:
        text = lines[i].text
        match = ENTRY_END.search(text)
        bare = text[: match.start()] if match and (match["lead"] or match["number"]) else text
        if key := solid(bare):
            waiting.append(len(found))
            found.append(Entry(len(run), ""))
            run += key
        ends[len(run)] = match is not None and bool(match["number"])
        if match and match["number"]:
            for k in waiting:
                found[k] = found[k]._replace(page=match["number"])
            waiting = []
    return run, found, ends


def _listed(
    lines: Sequence[Line],
    facts: Mapping[int, Facts],
    heads: Counter[str],
    inside: Container[int],
    region: Sequence[int],
    labels: Sequence[str],
    folios: Container[int],
) -> dict[int, bool]:
    """Give the lines that the contents lists, each with whether an entry begins with it."""
    run, found, ends = _entries(lines, region)
    order = [i for i in facts if i not in inside and i not in folios]
    first: dict[str, int] = {}
    for i in order:
        first.setdefault(facts[i].key.lower(), i)
    best: dict[int, tuple[float, int]] = {}
    steps: list[tuple[int, list[int], bool]] = []
    for entry, group, end in _found_again(lines, order, run, found):
        if end not in ends:
            continue
        i = group[0]
        weight = min(end - entry.at, FULL) / LONG + 0.3 * facts[i].title * (facts[i].title > -9)
        weight += 4.0 * (entry.page == labels[lines[i].page])
        # What comes first is the heading, and the others are heads, perhaps in capitals.
        weight -= (2.0 + 2.0 * (heads[facts[i].key] > 1)) * (first[facts[i].key.lower()] < i)
        before = max(
            ((score, step) for at, (score, step) in best.items() if at < entry.at),
            default=(0.0, -1),
        )
        if weight > 0 and weight + before[0] > best.get(end - 1, (0.0, -1))[0]:
            best[end - 1] = (weight + before[0], len(steps))
            steps.append((before[1], group, ends[end]))
    return _begun(steps, max(best.values(), default=(0.0, -1))[1], dict(pairwise(order)))


def _begun(
    steps: Sequence[tuple[int, list[int], bool]], last: int, following: Mapping[int, int]
) -> dict[int, bool]:
    """Give the lines of a series, from its last step back, with whether an entry begins with each.

    A step is the one before it, its lines, and whether a page's number ends its entry. What follows
    on the lines of an entry that has none goes on with that entry.
    """
    listed: dict[int, bool] = {}
    numbered = any(step[2] for step in steps)
    while last >= 0:
        before, group, _ = steps[last]
        above = steps[before] if before >= 0 else None
        goes_on = numbered and above is not None and not above[2]
        goes_on = goes_on and above is not None and following.get(above[1][-1]) == group[0]
        listed.update({line: line == group[0] and not goes_on for line in group})
        last = before
    return listed


def _found_again(
    lines: Sequence[Line], order: Sequence[int], run: str, found: Sequence[Entry]
) -> Iterator[tuple[Entry, list[int], int]]:
    """Give the lines with which entries go on from their beginnings, and where they end there."""
    starts: dict[str, list[Entry]] = defaultdict(list)
    for entry in found:
        starts[run[entry.at : entry.at + 1]].append(entry)
    for k, i in enumerate(order):
        begin = LETTER.search(lines[i].text)
        entries = starts.get(begin[0].lower()[:1]) if begin else None
        key = solid(lines[i].text) if entries else ""
        if key and len(key) <= 3 * FULL:
            for entry in entries or ():
                if run.startswith(key, entry.at):
                    yield entry, *_extent(lines, order, k, run, entry.at)


def _extent(
    lines: Sequence[Line], order: Sequence[int], k: int, run: str, at: int
) -> tuple[list[int], int]:
    """Give the lines from the k-th on that go on as the contents does, and where they end there."""
    group: list[int] = []
    for i in order[k : k + MOST_LINES]:
        key = solid(lines[i].text)
        if not key or not run.startswith(key, at):
            break
        group.append(i)
        at += len(key)
    return group, at
