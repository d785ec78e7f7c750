"""Lines that say that notes stand below them, and which chapter's.

They leave the reading, so the account checks again what they may be.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.conventions.aside import is_notes_heading
from pipeline.conventions.furniture import letters
from pipeline.conventions.titles import division, numbered, title_likeness
from pipeline.language import all_words

NOTES = all_words("notes")
SECTIONS = all_words("sections")
MOST_WORDS = 5
"""Words of a heading of notes."""
MOST_BLANKS = 8
"""Blanks in it: between its words, and the pages or the chapter's number beside them."""
CHAPTER_WORDS = 3
"""Words of a chapter's number: "Book the Second"."""


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
