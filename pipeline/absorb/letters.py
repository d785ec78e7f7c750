"""Drafts for letters that were edited: replaced, inserted, deleted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.absorb.compare import Comparison, Edit
from pipeline.absorb.draft import Draft, Place
from pipeline.absorb.origin import Origin


@dataclass(slots=True)
class _Change:
    """Edits of which none can be made without the others.

    What a rule has written as a whole is replaced as a whole.
    """

    left: int
    right: int
    """The stretch of the proof's string that is replaced."""
    parts: list[tuple[int, int, str]] = field(default_factory=list)
    """The stretches of it that were edited, with what stands there now."""
    edits: list[Edit] = field(default_factory=list)


def letter_drafts(comparison: Comparison, origin: Origin) -> Iterator[Draft]:
    """Give the drafts for all edits of letters in a stream."""
    edits = [
        _beside_marker(edit, comparison) for group in comparison.groups for edit in group.edits
    ]
    for change in _changes(edits, origin):
        first, last = change.edits[0], change.edits[-1]
        place = place_of((first.there[0], last.there[1]), comparison)
        new = _written(change, origin)
        if change.left == change.right:
            point = _point(first, comparison, origin)
            yield Draft("insert", (point, point), new, place)
        else:
            raw, _ = origin.proof.raw(change.left, change.right)
            gone = origin.proof.string[change.left : change.right]
            yield Draft("replace" if new else "delete", raw, new, place, gone)


def _point(edit: Edit, comparison: Comparison, origin: Origin) -> int:
    """Give the place of the source for an insertion: behind a marker that stands before it."""
    point = origin.point(edit.at)
    before = {(p.kind, p.data) for p in comparison.new.points if p.at == edit.there[0]}
    here = [p for p in comparison.old.points if p.at == edit.at and (p.kind, p.data) in before]
    return max([point, *(origin.marker_end(p.data, edit.at) for p in here if p.kind == "note")])


def place_of(there: tuple[int, int], comparison: Comparison) -> Place:
    """Say where a stretch of the edited stream's string is."""
    new = comparison.new
    k = new.leaf_at(there[0])
    start = new.starts[k]
    return Place(new.leaves[k], there[0] - start, there[1] - start)


def _beside_marker(edit: Edit, comparison: Comparison) -> Edit:
    """Put in before a blank what was put in behind it, where a marker tells the two apart."""
    old, new = comparison.old, comparison.new
    at, (start, end) = edit.at, edit.there
    blank = edit.to == at and edit.new.endswith(" ") and old.string[at - 1 : at] == " "
    if not blank or not any(point.at == at - 1 for point in old.points):
        return edit
    if any(point.at == end - 1 for point in new.points):
        return Edit(at - 1, at - 1, f" {edit.new[:-1]}", (start - 1, end - 1))
    return edit


def _changes(edits: Sequence[Edit], origin: Origin) -> Iterator[_Change]:
    """Widen each edit to whole changes; those that then reach into each other are one."""
    last: _Change | None = None
    for edit in edits:
        change = _widened(edit, origin)
        if last is not None and (change.left < last.right or change.left == last.left):
            last.right = max(last.right, change.right)
            last.parts += change.parts
            last.edits += change.edits
            continue
        if last is not None:
            yield last
        last = change
    if last is not None:
        yield last


def _widened(edit: Edit, origin: Origin) -> _Change:
    if edit.at < edit.to:
        start, end = origin.span(edit.at, edit.to)
        _, (left, right) = origin.proof.raw(start, end)
        return _Change(min(left, start), max(right, end), [(start, end, edit.new)], [edit])
    place = origin.insertion(edit.at)
    left, right = origin.whole(place)
    return _Change(left, right, [(place, place, edit.new)], [edit])


def _written(change: _Change, origin: Origin) -> str:
    string, at, pieces = origin.proof.string, change.left, []
    for start, end, new in change.parts:
        pieces += [string[at:start], new]
        at = end
    return "".join([*pieces, string[at : change.right]])
