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
from itertools import groupby, islice
from operator import itemgetter
from typing import NamedTuple

from pipeline.conventions.entries import ENTRY_END, LEADER
from pipeline.conventions.furniture import listing
from pipeline.language import all_words
from pipeline.layout.facts import Facts
from pipeline.layout.labels.maxima import best_before, raise_at
from pipeline.model.book import Line

WORDS = all_words("contents")
FIRST_LETTERS, NO_LETTERS = re.compile(r"[^\W_]+"), re.compile(r"[\W_]+")
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
    order, text = list(facts), None
    for head in _headings(lines, facts, folios):
        region = _region(lines, order, head, folios)
        if len(region) > FEWEST:
            text = text or _Text.of(lines, facts, heads, folios, labels)
            inside = frozenset(region)
            listed = _listed(text, inside, region[1:])
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
    lines: Sequence[Line], order: Sequence[int], head: int, folios: Container[int]
) -> list[int]:
    """Give the lines of a contents from its heading to its last entry; `order` are the filled ones.

    An entry ends in leaders or a page number, which do not fall. Where an extractor sets titles
    and numbers apart, a page has all its titles first, or the leaders follow in a column.
    """
    region, pending = [head], [head]
    last, leaders = 0, False
    for k in range(bisect_left(order, head) + 1, len(order)):
        i = order[k]
        text = lines[i].text
        if i in folios:
            continue
        if text.lower().strip(" .:") in WORDS:
            pending.append(i)
            continue
        match = ENTRY_END.search(text)
        number = match["number"] if match else None
        value = last if not number else int(number) if number.isdecimal() else 0
        lead = match is not None and match["lead"] is not None
        ends = match is not None and (lead or (bool(number) and last <= value <= last + 200))
        leaders = leaders or lead
        apart = not leaders and lines[i].page == lines[head].page and not last
        apart = apart or (leaders and _before_leaders(lines, order[k + 1 : k + APART]))
        if ends:
            region += [*(each for each in pending if each != head), i]
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


def solid(text: str) -> str:
    """Reduce a text to its letters and figures, run together, as headings and entries are compared.

    >>> solid("II. The Mill-\\u00adstone")
    'iithemillstone'
    """
    return NO_LETTERS.sub("", text.lower())


def _entries(
    lines: Sequence[Line], region: Sequence[int]
) -> tuple[str, list[Entry], dict[int, bool]]:
    """Give the letters of the contents, the lines at which entries may begin, and all lines' ends.

    Each end is given with whether a page's number follows.
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


class _Text(NamedTuple):
    """The filled lines that bear no folio, among which entries are found again."""

    lines: Sequence[Line]
    facts: Mapping[int, Facts]
    heads: Counter[str]
    labels: Sequence[str]
    order: list[int]
    same: Mapping[str, list[int]]
    """The lines whose letters are the same but for capitals."""

    @classmethod
    def of(
        cls,
        lines: Sequence[Line],
        facts: Mapping[int, Facts],
        heads: Counter[str],
        folios: Container[int],
        labels: Sequence[str],
    ) -> _Text:
        """Gather them once for all that may be a contents."""
        order = [i for i in facts if i not in folios]
        same: dict[str, list[int]] = defaultdict(list)
        for i in order:
            same[facts[i].key.lower()].append(i)
        return cls(lines, facts, heads, labels, order, same)

    def begins(self, pairs: Container[str]) -> dict[str, list[int]]:
        """Give lines' places by their first letters, unless the first two are none of `pairs`."""
        found: dict[str, list[int]] = defaultdict(list)
        for k, i in enumerate(self.order):
            pair = self.lines[i].text[:2].lower()
            if pair in pairs or len(pair) < 2 or not pair.isalnum():
                begin = FIRST_LETTERS.search(self.lines[i].text)
                found[begin[0].lower() if begin else ""].append(k)
        return found

    def says_again(self, line: int, inside: Container[int]) -> bool:
        """Does another line, above it and not of the contents, have its letters?"""
        own = self.same[self.facts[line].key.lower()]
        return next(i for i in own if i not in inside) < line

    def below(self, line: int, inside: Container[int]) -> int:
        """Give the line below one, the contents' aside; -1: none."""
        places = range(bisect_left(self.order, line) + 1, len(self.order))
        return next((self.order[k] for k in places if self.order[k] not in inside), -1)


def _listed(text: _Text, inside: Container[int], region: Sequence[int]) -> dict[int, bool]:
    """Give the lines that the contents lists, each with whether an entry begins with it.

    `inside` are the contents' lines, `region` those below its heading.
    """
    run, found, ends = _entries(text.lines, region)
    best: list[tuple[float, int]] = [(0.0, -1)] * (len(run) + 1)
    tree = [*best]
    steps: list[tuple[int, list[int], bool]] = []
    for entry, group, end in _found_again(text, inside, run, found):
        if end not in ends:
            continue
        i = group[0]
        facts = text.facts[i]
        weight = min(end - entry.at, FULL) / LONG + 0.3 * facts.title * (facts.title > -9)
        weight += 4.0 * (entry.page == text.labels[text.lines[i].page])
        # What comes first is the heading, and the others are heads, perhaps in capitals.
        weight -= (2.0 + 2.0 * (text.heads[facts.key] > 1)) * text.says_again(i, inside)
        before = best_before(tree, entry.at)
        if weight > 0 and weight + before[0] > best[end][0]:
            best[end] = (weight + before[0], len(steps))
            raise_at(tree, end, best[end])
            steps.append((before[1], group, ends[end]))
    return _begun(text, inside, steps, max(best)[1])


def _begun(
    text: _Text, inside: Container[int], steps: Sequence[tuple[int, list[int], bool]], last: int
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
        goes_on = goes_on and above is not None and text.below(above[1][-1], inside) == group[0]
        listed.update({line: line == group[0] and not goes_on for line in group})
        last = before
    return listed


def _found_again(
    text: _Text, inside: Container[int], run: str, found: Sequence[Entry]
) -> Iterator[tuple[Entry, list[int], int]]:
    """Give the lines with which entries go on from their beginnings, and where they end there."""
    begins = text.begins({run[entry.at : entry.at + 2] for entry in found})
    longest = min(max(map(len, begins), default=0), 3 * FULL)
    places = [
        (k, e)
        for e, entry in enumerate(found)
        for size in range(1, longest + 1)
        for k in begins.get(run[entry.at : entry.at + size], ())
        if entry.at + size <= len(run)
    ]
    for k, group in groupby(sorted(places), key=itemgetter(0)):
        key = solid(text.lines[text.order[k]].text)
        if text.order[k] not in inside and len(key) <= 3 * FULL:
            for entry in (found[e] for _, e in group if run.startswith(key, found[e].at)):
                yield entry, *_extent(text, inside, k, run, entry.at)


def _extent(
    text: _Text, inside: Container[int], k: int, run: str, at: int
) -> tuple[list[int], int]:
    """Give the lines from the k-th on that go on as the contents does, and where they end there."""
    group: list[int] = []
    following = (text.order[each] for each in range(k, len(text.order)))
    for i in islice((i for i in following if i not in inside), MOST_LINES):
        key = solid(text.lines[i].text)
        if not key or not run.startswith(key, at):
            break
        group.append(i)
        at += len(key)
    return group, at
