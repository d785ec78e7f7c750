"""The printed contents against the headings of the text: what the one has and the other lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from rapidfuzz import fuzz

from pipeline.checks.proof import Proof, Query, proof_of
from pipeline.checks.structure.contents import ALIKE, Wording, entries_of, headings_of

KNOWN = 0.6
"""Share of the entries that have their headings, from which the contents is believed."""
WHOLE = 0.8
"""Share of the headings of a level that are listed, where the contents lists that level."""


class _Pairs(NamedTuple):
    """The entries and the headings, and which of them belong together."""

    entries: list[Wording]
    headings: list[Wording]
    of_entry: dict[int, int]


def unfound_entry(proof: Proof) -> Iterator[Query]:
    """An entry of the printed contents that has no heading in the text.

    >>> [*map(str, unfound_entry(_example("The Mill", "The Flood", "The Fire")))]
    ['the contents lists "The Wheel" (page 2), but no heading has these words']
    """
    pairs = _paired(proof)
    if pairs is not None:
        for k, entry in enumerate(pairs.entries):
            if k not in pairs.of_entry and entry.words:
                page = f" (page {entry.page})" if entry.page else ""
                message = f'the contents lists "{entry.text}"{page}, but no heading has these words'
                yield Query(entry.where, message, certainty=0.7)


def unlisted_heading(proof: Proof) -> Iterator[Query]:
    """A heading that the printed contents does not list, though it lists others of its rank.

    >>> found = unlisted_heading(_example(*(f"The {name}" for name in MILL), "The Storm"))
    >>> [*map(str, found)]
    ['the contents does not list "The Storm": is it a heading?']
    """
    pairs = _paired(proof)
    if pairs is None:
        return
    matched = set(pairs.of_entry.values())
    levels = Counter(heading.level for heading in pairs.headings)
    listed = Counter(pairs.headings[k].level for k in matched)
    for k, heading in enumerate(pairs.headings):
        full = listed[heading.level] >= WHOLE * levels[heading.level]
        if k not in matched and heading.words and full and k > min(matched):
            message = f'the contents does not list "{heading.text}": is it a heading?'
            yield Query(heading.where, message, certainty=0.6)


def contents_page(proof: Proof) -> Iterator[Query]:
    """An entry of the printed contents whose page is not that of its heading, as most others' are.

    >>> pages = {"The Mill": "1", "The Wheel": "2", "The Flood": "9", "The Fire": "4"}
    >>> [*map(str, contents_page(_example(*(f"The {name}" for name in MILL), pages=pages)))]
    ['the contents has "The Flood" on page 9, it is on page 3']
    """
    pairs = _paired(proof)
    starts = {page.label for page in proof.book.pages if page.printed}
    if pairs is None or not starts:
        return
    wrong, right = [], 0
    for k, j in sorted(pairs.of_entry.items()):
        entry, heading = pairs.entries[k], pairs.headings[j]
        page = proof.page(heading.where[0]).removeprefix(" on page ")
        right += entry.page == page
        if entry.page and page in starts and entry.page != page:
            wrong.append((entry, page))
    for entry, page in wrong if right >= 2 * len(wrong) else ():
        message = f'the contents has "{entry.text}" on page {entry.page}, it is on page {page}'
        yield Query(entry.where, message, certainty=0.7)


def _paired(proof: Proof) -> _Pairs | None:
    """Pair each entry with the first heading behind the last one's that is worded alike."""
    entries, headings = [*entries_of(proof.book)], [*headings_of(proof.book)]
    found: dict[int, int] = {}
    first = 0
    for k, entry in enumerate(entries):
        for j in range(first, len(headings)):
            if _alike(entry.words, headings[j].words):
                found[k], first = j, j + 1
                break
    enough = len(entries) > 2 and len(found) >= KNOWN * len(entries)
    return _Pairs(entries, headings, found) if enough else None


def _alike(entry: str, heading: str) -> bool:
    """Is an entry that of a heading? One may have words that the other lacks."""
    if not entry or not heading:
        return entry == heading
    if f" {entry} " in f" {heading} " or f" {heading} " in f" {entry} ":
        return True
    return fuzz.ratio(entry, heading) >= ALIKE


MILL = ("Mill", "Wheel", "Flood", "Fire")


def _example(*headings: str, pages: dict[str, str] | None = None) -> Proof:
    from pipeline.model.book import Block, Book, Chapter, Furniture, Page
    from pipeline.model.text import Text

    listed = pages or {f"The {name}": str(k) for k, name in enumerate(MILL, 1)}
    lines = [f"{name} . . . . . {page}" for name, page in listed.items()]
    furniture, chapters, places, at = [], [], [], 0
    for line in lines:
        furniture.append(Furniture("contents", Text.raw(line, at), 0))
        at += len(line)
    for k, heading in enumerate(headings, 1):
        places.append(Page(str(k), True, at))
        chapters.append(
            Chapter("c", "chapter", (Block("heading", Text.raw(heading, at), level=1),))
        )
        at += len(heading)
    return proof_of(Book("t", "en", tuple(chapters), tuple(furniture), tuple(places)))
