"""Where in the source notes stand."""

from __future__ import annotations

from pipeline.model.book import Note
from pipeline.model.finding import Span


def body_span(note: Note) -> Span:
    """Give the stretch of the source that a note's body is made from; of none, its beginning."""
    runs = [run for text in note.texts() for run in text.runs]
    return (runs[0].start, runs[-1].end) if runs else (0, 0)
