"""Checks of notes."""

from __future__ import annotations

from pipeline.checks.check import Check
from pipeline.checks.notes import bodies, citations, markers, sequence, states

CHECKS = (
    Check(states.absent_note, "error"),
    Check(states.cut_note, "error"),
    Check(states.hanging_note, "advice"),
    Check(states.lost_marker, "error"),
    Check(states.doubtful_link, "query"),
    Check(sequence.note_sequence, "query"),
    Check(markers.misplaced_marker, "query"),
    Check(markers.unlinked_marker, "query"),
    Check(markers.repeated_marker, "advice"),
    Check(bodies.empty_note, "query"),
    Check(bodies.long_note, "advice"),
    Check(bodies.unstopped_note, "advice"),
    Check(citations.ibid_astray, "advice"),
    Check(citations.work_unnamed, "advice"),
)
