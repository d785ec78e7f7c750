"""Notes that a transcriber wrote out in brackets: [Footnote 12: …], in place or gathered.

The brackets say outright what is a note, under which label, and where it ends, so nothing is
weighed here. A note that runs on is `*[Footnote: …]`; a note without a label that stands inside a
line is referred to from where it stands.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from pipeline.conventions.notebrackets import OPENING, opening
from pipeline.model.text import Edit
from pipeline.transcription.brackets import closings, line_end, line_start

LINE_END = re.compile(r"\][ \t]*\r?$", re.M)
BLANK = re.compile(r"\n[ \t\r]*\n")
REST = re.compile(r"[ \t\r*]*$", re.M)


class WrittenNote(NamedTuple):
    """A note as it stands in the transcription; offsets in the string."""

    start: int
    """Where what is taken out of the text begins."""
    end: int
    label: str
    head: tuple[int, int]
    """The bracket and label before its words."""
    tail: tuple[int, int]
    """The bracket behind them."""
    goes_on: bool = False
    """It continues the note before it."""
    inline: bool = False
    """It stands inside a line, at the place it belongs to."""


def note_bracket(_text: str, spans: Iterable[tuple[int, int]]) -> Iterator[Edit]:
    """The bracket and the label that a transcriber wrote around a note: the edition sets its own.

    >>> [edit[:3] for edit in note_bracket("[Footnote 1: Ibid.]", [(0, 13), (18, 19)])]
    [(0, 13, ''), (18, 19, '')]
    """
    for start, end in spans:
        if start < end:
            yield Edit(start, end, "")


def is_note_bracket(before: str, after: str) -> bool:
    """What stands around a note's words: a bracket that says it is a note, or a label.

    >>> is_note_bracket("[Footnote 12: ", ""), is_note_bracket("]", ""), is_note_bracket("a]", "")
    (True, True, False)
    """
    text = before.strip()
    opened = opening(before)
    whole = opened is not None and opened.end() == len(before.lstrip())
    return not after and (text in ("]", "]*", "") or whole)


def bracketed_notes(string: str) -> list[WrittenNote]:
    """Find the notes in brackets.

    >>> [note.label for note in bracketed_notes("A word.[1]\\n\\n[Footnote 1: Ibid.]\\n")]
    ['1']
    """
    found: list[WrittenNote] = []
    done, ends = 0, _Ends(string)
    for match in _openings(string):
        if match.start() < done or (match["sure"] is None and not match["label"]):
            continue
        end = ends.of(match.start() + len(match["on"]))
        if not end:
            continue
        note = _note(string, match, end)
        found.append(note)
        done = note.end
    return found


def _openings(string: str) -> Iterator[re.Match[str]]:
    """Match what opens notes, at brackets only: the search stops at each letter, and is slow."""
    at = string.find("[")
    while at >= 0:
        match = OPENING.match(string, at - (string[at - 1 : at] == "*"))
        if match is not None:
            yield match
        at = string.find("[", at + 1 if match is None else match.end())


class _Ends:
    """Where the notes of a string end. It is gone through once, however many open."""

    def __init__(self, string: str) -> None:
        self._string = string

    @cached_property
    def _closed(self) -> dict[int, int]:
        return closings(self._string)

    @cached_property
    def _blanks(self) -> list[int]:
        """Where paragraphs end."""
        ends = (match.start() for match in BLANK.finditer(self._string))
        return [*ends, len(self._string)]

    @cached_property
    def _last(self) -> list[int]:
        """The offsets behind brackets that close at the ends of lines."""
        return [match.start() + 1 for match in LINE_END.finditer(self._string)]

    def of(self, start: int) -> int:
        """Give the end of a note, 0 if it has none.

        One whose bracket is not balanced ends with the line that closes.
        """
        end = self._closed.get(start, 0)
        paragraph = self._blanks[bisect_left(self._blanks, start)]
        if end and (end <= paragraph or REST.match(self._string, end)):
            return end
        k = bisect_right(self._last, paragraph)
        return self._last[k - 1] if k and self._last[k - 1] > start else end


def _note(string: str, match: re.Match[str], end: int) -> WrittenNote:
    tail = end - 1
    end += string.startswith("*", end)
    start, line = line_start(string, match.start()), line_end(string, end)
    label, head = match["label"] or "", (match.start(), match.end())
    if start is None or line is None:
        return WrittenNote(match.start(), end, label, head, (tail, end), inline=start is None)
    return WrittenNote(start, line, label, head, (tail, end), goes_on=bool(match["on"]))
