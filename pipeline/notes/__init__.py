"""Notes: bodies gathered, markers found, both aligned over the whole book and linked."""

from __future__ import annotations

from pipeline.notes.bodies import Body, gather, misread_label, note_label
from pipeline.notes.link import Linked, link, marker_spacing, misread_marker, note_marker
from pipeline.rules import marker, misread, rule, spacing

RULES = (
    rule(note_label, marker),
    rule(note_marker, marker),
    rule(misread_label, misread),
    rule(misread_marker, misread),
    rule(marker_spacing, spacing),
)

__all__ = ["RULES", "Body", "Linked", "gather", "link"]
