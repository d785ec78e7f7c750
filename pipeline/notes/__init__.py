"""Notes: bodies gathered, markers found, both aligned over the whole book and linked."""

from __future__ import annotations

from pipeline.notes.bodies import Body, gather, note_label
from pipeline.notes.link import Linked, link, marker_spacing, note_marker
from pipeline.rules import marker, rule, spacing

RULES = (
    rule(note_label, marker),
    rule(note_marker, marker),
    rule(marker_spacing, spacing),
)

__all__ = ["RULES", "Body", "Linked", "gather", "link"]
