"""Notes: bodies gathered, markers found, both aligned over the whole book and linked."""

from __future__ import annotations

from pipeline.model import rules
from pipeline.model.rules import rule
from pipeline.notes.bodies import Body, gather, misread_label, note_label
from pipeline.notes.link import Linked, link, marker_spacing, misread_marker, note_marker

RULES = (
    rule(note_label, rules.marker),
    rule(note_marker, rules.marker),
    rule(misread_label, rules.misread),
    rule(misread_marker, rules.misread),
    rule(marker_spacing, rules.spacing),
)

__all__ = ["RULES", "Body", "Linked", "gather", "link"]
