"""Lines that say that notes stand below them, and which chapter's.

They leave the reading, so the account checks again what they may be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.aside import is_notes_heading
from pipeline.book import Line
from pipeline.furniture import letters
from pipeline.language import all_words
from pipeline.layout.headings.titles import division, ends_sentence, numbered, title_likeness
from pipeline.layout.heads import OFTEN

SHORT = 80
"""Characters of a heading's line."""
MOST = 4
"""Lines of a heading."""
EVERYWHERE = 0.2
"""Share of all pages at whose head the book's title stands at least."""


NOTES = all_words("notes")
SECTIONS = all_words("sections")
MOST_WORDS = 5
"""Words of a heading of notes."""
MOST_BLANKS = 8
"""Blanks in it: between its words, and the pages or the chapter's number beside them."""
CHAPTER_WORDS = 3
"""Words of a chapter's number: "Book the Second"."""


class Names(NamedTuple):
    """What may be a chapter's name in this book."""

    lines: Sequence[Line]
    first: dict[str, int]
    """Where the short lines with these letters, alone or up to four together, stand first."""
    tops: Counter[str]
    """On how many pages a line with these letters stands at the head."""


def says_notes(text: str) -> bool:
    """Tell whether a line reads as a heading of notes: a word for them comes first or last.

    >>> [says_notes(text) for text in ("NOTES.", "Notes to Chapter IV", "Editor’s Notes")]
    [True, True, True]
    >>> says_notes("He took notes."), says_notes("Notes of a voyage to the north")
    (False, False)
    """
    if text.count(" ") > MOST_BLANKS:
        return False  # most lines, and a line's letters are dear to come by
    if is_notes_heading(text):
        return True
    words = letters(text).split()
    named = 0 < len(words) <= MOST_WORDS and not NOTES.isdisjoint((words[0], words[-1]))
    return named and title_likeness(text) >= 0


def _is_chapter(text: str) -> bool:
    """Tell whether a line is a chapter's word with its number, or that of a section without one."""
    short = len(text.split()) <= CHAPTER_WORDS
    return text.lower().strip(" .:") in SECTIONS or (short and numbered(text))


class Headings(NamedTuple):
    """The book's headings, to be asked for many lines."""

    letters: str
    """Theirs, each in a line."""
    divisions: frozenset[tuple[str, int]]
    """The chapter's words and numbers that they begin with."""

    @classmethod
    def of(cls, headings: Sequence[str]) -> Headings:
        """Gather them."""
        counted = frozenset(number for each in headings if (number := division(each)) is not None)
        return cls("\n".join(map(letters, headings)), counted)


def names_chapter(text: str, headings: Headings) -> bool:
    """Tell whether a line among notes names a chapter: by number, or as its heading does.

    >>> names_chapter("Book I", Headings.of([]))
    True
    >>> known = Headings.of(["X. Of Miracles"])
    >>> names_chapter("Of Miracles", known), names_chapter("See above", known)
    (True, False)
    """
    key, number = letters(text), division(text)
    named = number in headings.divisions or (bool(key) and key in headings.letters)
    return named or _is_chapter(text)


def names_of(lines: Sequence[Line], tops: Counter[str]) -> Names:
    """Gather what may be a chapter's name."""
    first: dict[str, int] = {}
    filled = [i for i, line in enumerate(lines) if line.text]
    keys = {i: letters(lines[i].text) for i in filled if len(lines[i].text) <= SHORT}
    for k, i in enumerate(filled):
        joined = ""
        for j in filled[k : k + MOST]:
            if j not in keys:
                break
            joined = f"{joined} {keys[j]}".strip()
            if joined:
                first.setdefault(_key(joined, lines[j].text), i)
    return Names(lines, first, tops)


def _key(joined: str, last: str) -> str:
    """Tell a name with a full stop from one without: a book sets its names in one way."""
    return joined + "." * last.endswith(".")


def naming(names: Names, above: Sequence[int], start: int, *, again: bool) -> tuple[int, ...]:
    """Give those of the lines just above a note that name its chapter: the last ones, or none.

    `start` is where the section begins, above which the chapter stands; `again`: the numbers begin
    again at the note.
    """
    for count in range(min(MOST, len(above)), 0, -1):
        chosen = above[len(above) - count :]
        lines = [names.lines[i] for i in chosen]
        if any(len(line.text) > SHORT for line in lines) or not _worded(lines[0].text):
            continue
        if not again and not _parted(names, above, count):
            continue
        if not again and _is_head(names, chosen[0]):
            continue
        text = " ".join(line.text for line in lines)
        known = names.first.get(_key(letters(text), text), start) < start or _counted(text)
        if (known and title_likeness(text) >= 0) or (
            again and (numbered(text) or says_notes(text))
        ):
            return tuple(chosen)
    return ()


def _worded(text: str) -> bool:
    """May a name begin with a line? "138." ends the note above."""
    return bool(letters(text)) or numbered(text)


def _counted(text: str) -> bool:
    """Does it begin with a chapter's word and number, and end without a stop?"""
    return division(text) is not None and not ends_sentence(text)


def _is_head(names: Names, line: int) -> bool:
    """Is a line a running head: at the top of its page a chapter's, anywhere the book's?"""
    lines = names.lines
    count, page = names.tops[lines[line].key], lines[line].page
    below = any(above.text and above.page == page for above in lines[max(0, line - 3) : line])
    return count >= (EVERYWHERE * (lines[-1].page + 1) if below else OFTEN)


def _parted(names: Names, above: Sequence[int], count: int) -> bool:
    """Has the note before ended above the last `count` of the lines between?"""
    return count == len(above) or ends_sentence(names.lines[above[-count - 1]].text)
