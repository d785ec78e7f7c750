"""All notes that a transcription gives, in order, with the headings above them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.conventions.aside import is_notes_heading
from pipeline.transcription.labelled import labelled_notes
from pipeline.transcription.lines import TextLine, outside, text_lines
from pipeline.transcription.notes import WrittenNote, bracketed_notes
from pipeline.transcription.taking import Item


def find_notes(string: str, *, trusted: bool) -> tuple[list[WrittenNote], list[Item]]:
    """Find the notes, and the lines that only say that notes stand below.

    `trusted`: signs of a transcription were found. Notes without brackets are looked for only
    then: elsewhere a paragraph under a number may be the foot of a page.
    """
    notes = bracketed_notes(string)
    if not trusted:
        return notes, []
    lines = text_lines(string)
    free = outside(lines, [(note.start, note.end) for note in notes])
    labelled = labelled_notes(string, free, trusted=trusted)
    numbers = sum(note.label.isdigit() for note in notes)
    if numbers > sum(note.label.isdigit() for note in labelled):
        # A book numbers its notes in one way; a paragraph under another number is its own.
        labelled = [note for note in labelled if not note.label.isdigit()]
    notes = _apart(sorted([*notes, *labelled]))
    return notes, list(_headings(lines, notes))


def _apart(notes: Sequence[WrittenNote]) -> list[WrittenNote]:
    """Let each note end where the next one begins at the latest."""
    ends = [min(note.end, after.start) for note, after in pairwise(notes)]
    return [
        *(note._replace(end=end) for note, end in zip(notes, ends, strict=False)),
        *notes[-1:],
    ]


def _headings(lines: Sequence[TextLine], notes: Sequence[WrittenNote]) -> Iterator[Item]:
    starts = {note.start for note in notes}
    apart = {line.start for line in outside(lines, [(note.start, note.end) for note in notes])}
    for line, below in pairwise(lines):
        if below.start in starts and line.start in apart and is_notes_heading(line.text):
            yield Item(line.start, line.end, kind="notes-heading")
