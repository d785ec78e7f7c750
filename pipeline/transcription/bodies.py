"""The notes of a transcription as notes of the book."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from pipeline.layout.openings import OPENERS
from pipeline.model.book import Block, Note
from pipeline.model.text import Text
from pipeline.structure.joining import join_lines
from pipeline.structure.lineends import Words
from pipeline.transcription.lines import Paragraph, paragraphs, text_lines
from pipeline.transcription.references import GivenNote

INSET = 2
"""Blanks by which verse is set in from the note's own lines."""
LEAST_VERSE = 2
"""Lines of verse in a row."""
LONGEST_VERSE = 62
"""Characters; a transcription's lines of prose are filled to some 70."""


def given_notes(
    notes: Sequence[GivenNote], texts: Sequence[Sequence[Text]], words: Words
) -> Iterator[Note]:
    """Make the notes: paragraphs between blank lines, and verse where lines are set in.

    What refers to a note may stand in lines that a person set aside.
    """
    all_texts = [*(text for each in texts for text in each), *(note.text for note in notes)]
    referred = {mark.data for text in all_texts for mark in text.marks if mark.kind == "noteref"}
    for note in notes:
        state = note.state if note.id in referred else "unmarked"
        yield Note(note.id, note.label, tuple(_blocks(note.text, words)), state)


def given_homes(notes: Sequence[GivenNote], texts: Sequence[Sequence[Text]]) -> list[int]:
    """Give the passage that each note belongs to: the one that refers to it, or that before it.

    `texts` are the texts of each passage.
    """
    referring: dict[str, int] = {}
    starts: list[int] = []
    for k, each in enumerate(texts):
        starts.append(next((text.runs[0].start for text in each if text.runs), 0))
        for text in each:
            for mark in text.marks:
                if mark.kind == "noteref":
                    referring.setdefault(mark.data, k)
    return [
        referring[note.id] if note.id in referring else max(0, bisect_right(starts, note.start) - 1)
        for note in notes
    ]


def _blocks(text: Text, words: Words) -> Iterator[Block]:
    lines = text_lines(str(text))
    if not lines:
        yield Block("paragraph", text)
        return
    base = min(line.indent for line in lines[1:]) if len(lines) > 1 else lines[0].indent
    groups = list(paragraphs(lines))
    cuts = [[line.start for line in group.lines] for group in groups]
    pieces = text.split([start for starts in cuts for start in starts][1:])
    at = 0
    for group in groups:
        own = pieces[at : at + len(group.lines)]
        at += len(group.lines)
        if _is_verse(group, base):
            made = [
                Block("line", join_lines([piece], words), level=(line.indent - base) // INSET - 1)
                for line, piece in zip(group.lines, own, strict=True)
            ]
            yield Block("verse", blocks=(Block("stanza", blocks=tuple(made)),))
        else:
            yield Block("paragraph", join_lines(own, words))


def _is_verse(group: Paragraph, base: int) -> bool:
    lines = group.lines
    set_in = all(line.indent >= base + INSET for line in lines)
    short = all(len(line.text) <= LONGEST_VERSE for line in lines)
    capital = sum(line.text.lstrip(OPENERS)[:1].isupper() for line in lines)
    return len(lines) >= LEAST_VERSE and set_in and short and capital > 0.6 * len(lines)
