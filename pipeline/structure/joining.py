"""The lines of a paragraph joined to one text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate

from pipeline.model.text import Edit, Mark, Text
from pipeline.structure.division import HYPHENS, doubt
from pipeline.structure.lineends import Words, divided_at, end_edits


def join_lines(lines: Iterable[Text], words: Words) -> Text:
    """Join the lines of one paragraph to one text, as `joined` does."""
    parts = list(lines)
    return joined(Text.join(parts), [*accumulate(map(len, parts[:-1]))], words)


def joined(whole: Text, breaks: Sequence[int], words: Words) -> Text:
    """Join the lines of a paragraph; `breaks` are the offsets where the second and later begin.

    White space at its two ends goes too. A hyphen that was kept without being sure of it gets a
    mark ("divided") with the probability that it is the typesetter's.
    """
    decided = list(end_edits(str(whole), breaks, words))
    doubts = [
        mark
        for edit, name in decided
        if (name == "closed-dash" or (name == "divided-word" and edit.new))
        and (mark := _doubt(whole, edit, words)) is not None
    ]
    return (whole.mark(*doubts) if doubts else whole).apply_signed(decided)


def _doubt(text: Text, edit: Edit, words: Words) -> Mark | None:
    """Give the mark of the hyphen that an edit keeps, if it may be the typesetter's."""
    string = str(text)
    start = edit.start + (string[edit.start] in HYPHENS)
    word = divided_at(string, start, edit.end, words)
    return None if word is None else doubt(text, (start - 1, edit.end), word)
