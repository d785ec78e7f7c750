"""Notes that name their page, or the words that they explain, and have no markers in the text.

"12 the ferry: a raft of poles" stands for a marker behind "the ferry" on page 12, "the ferry] a
raft" for one wherever the text next has these words, and "p. 12, n. 3" for the third note of that
page. A section is believed to hold such notes where a heading says so and most of its words are
found where they should be.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.language import all_words
from pipeline.model.book import Line

PAGE, NOTE = ("|".join(sorted(all_words(field))) for field in ("pages", "note_labels"))
ENTRY = re.compile(
    rf"(?:(?:{PAGE})\.?\s*)?(?P<page>\d{{1,4}})[,.:]?\s+"
    rf"(?:(?:{NOTE}|n|no)\.?\s*(?P<note>\d{{1,3}})[.:,]?\s|[“\"«„]?(?P<phrase>\S.{{1,60}}?)"
    r"[”\"»“]?\s?(?:\]|:|…|\.\.\.|—))"
    r"|(?P<lemma>[^\W\d_].{1,60}?)\]\s",
    re.I,
)
FEWEST = 3
"""Notes that make a section."""
FOUND = 0.6
"""Share of the notes' words that must be found."""


class Key(NamedTuple):
    """A note's first line, and where its reference belongs."""

    line: int
    phrase: str
    """The words behind which it stands; empty where the page has a marker."""
    note: str
    """The label of that marker."""
    window: tuple[int, int]
    """The lines in which it stands."""


class Keyed(NamedTuple):
    """A section of such notes."""

    heading: int
    keys: tuple[Key, ...]
    found: bool
    """Its words are in the text; otherwise it stays what it is, and is asked about."""


def keyed_notes(
    lines: Sequence[Line], starts: Sequence[int], labels: Sequence[str], headings: Sequence[int]
) -> list[Keyed]:
    """Find the section below one of `headings`, the first that has one, to the book's end.

    `starts` are the pages' first lines, `labels` theirs. Further such lines are running heads.
    """
    for heading in headings:
        keys = _keys(lines, starts, labels, heading)
        if len(keys) >= FEWEST:
            told = [key for key in keys if key.phrase]
            found = sum(_places(lines, told, heading)) >= FOUND * len(told)
            return [Keyed(heading, tuple(keys), found)]
    return []


def _keys(
    lines: Sequence[Line], starts: Sequence[int], labels: Sequence[str], heading: int
) -> list[Key]:
    """Read the entries below a heading; their pages must not go back."""
    pages = {label: page for page, label in enumerate(labels)}
    keys: list[Key] = []
    last = 0
    for i in range(heading + 1, len(lines)):
        match = ENTRY.match(lines[i].text)
        if match is None:
            if not keys and lines[i].text:
                return []  # something else stands there
            continue
        page = pages.get(match["page"] or "", -1)
        if match["page"] is None:
            window = (0, heading)
        elif last <= page < lines[heading].page:
            last, end = page, starts[min(page + 2, len(starts) - 1)]
            window = (starts[page], min(end, heading))
        else:
            continue
        phrase = match["phrase"] or match["lemma"] or ""
        keys.append(Key(i, phrase.strip(), match["note"] or "", window))
    return keys


def _places(lines: Sequence[Line], keys: Sequence[Key], heading: int) -> list[bool]:
    """Tell which phrases stand in their lines."""
    texts, offsets, at = [], [], 0
    for line in lines[:heading]:
        text = f"{line.text} ".lower()
        text = text[:-2] if text.endswith(("- ", "‐ ", "\u00ad ")) else text
        offsets.append(at)
        texts.append(text)
        at += len(text)
    whole, last = "".join(texts), 0
    found = []
    for key in keys:
        start, stop = (offsets[i] if i < len(offsets) else at for i in key.window)
        start = max(start, last) if key.window[0] == 0 else start
        place = whole.find(" ".join(key.phrase.lower().split()), start, stop)
        last = place if place >= 0 else last
        found.append(place >= 0)
    return found
