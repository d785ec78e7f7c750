"""Drafts for what texts are: headings, paragraphs, quotations; where they begin, and breaks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from pipeline.absorb.compare import Comparison, Group
from pipeline.absorb.draft import Draft, Place, Refusal, Wish
from pipeline.absorb.letters import place_of
from pipeline.absorb.moves import move, moves
from pipeline.absorb.origin import Origin
from pipeline.absorb.reading import Leaf
from pipeline.absorb.stream import BREAK
from pipeline.model.finding import Action

ACTIONS: dict[str, Action] = {
    "heading": "heading",
    "paragraph": "paragraph",
    "quote": "quote",
    "line": "verse",
    "item": "item",
    "cell": "table",
    "caption": "figure",
}
"""What is decided of a text of a kind."""
TOGETHER = ("quote", "line", "cell", "caption")
"""Kinds of which neighbours are made one block."""


class _Extent(NamedTuple):
    """An edited text, and the stretch of the edition's string that it is made of."""

    leaf: int
    start: int
    end: int
    cut: bool


def structure_drafts(comparison: Comparison, origin: Origin) -> Iterator[Wish]:
    """Give the drafts for all that was cut, joined or made another kind of text in a stream."""
    moved = moves(comparison)
    for group in comparison.groups:
        if group in moved.values():
            continue
        if group in moved:
            yield move(group, moved[group], moved, comparison, origin)
        elif not group.new:
            yield from _gone(group, comparison, origin)
        elif not group.old:
            yield _come(group, comparison, origin)
        else:
            yield from _changed(group, comparison, origin)


def _gone(group: Group, comparison: Comparison, origin: Origin) -> Iterator[Wish]:
    """A text that is no longer there: its letters are deleted, and a break's sign is furniture."""
    old, (k,) = comparison.old, group.old
    near = Place(_neighbour(group, comparison))
    if old.leaves[k].kind != BREAK:
        start, end = old.span(k)
        if start < end:
            raw, _ = origin.proof.raw(*origin.span(start, end))
            yield Draft("delete", raw, "", near, old.leaves[k].text)
        return
    at = origin.break_at(sum(leaf.kind == BREAK for leaf in old.leaves[:k]))
    if at is None:
        yield Refusal("a break cannot be taken out where the source prints no sign for it", near)
    else:
        yield Draft("furniture", at, "", near)


def _come(group: Group, comparison: Comparison, origin: Origin) -> Wish:
    """A text that was not there."""
    new, (k,) = comparison.new, group.new
    place = Place(new.leaves[k], 0, len(new.leaves[k].text))
    behind = group.old.start
    if new.leaves[k].kind == BREAK and behind < len(comparison.old.leaves):
        point = origin.beginning(comparison.old.starts[behind])
        return Draft("break", (point, point), "", place)
    if not new.leaves[k].text:
        return Refusal("nothing of the source stands here", place)
    return Refusal("a text that the source does not have", place, come=new.leaves[k].text)


def _neighbour(group: Group, comparison: Comparison) -> Leaf:
    leaves = comparison.new.leaves
    return leaves[min(group.new.start, len(leaves) - 1)]


def _changed(group: Group, comparison: Comparison, origin: Origin) -> Iterator[Wish]:
    leaves = comparison.new.leaves

    def other(extent: _Extent) -> str:
        """Give the kind that the text was made, or "" if it is of the same kind as before."""
        kind = leaves[extent.leaf].kind
        return kind if {kind} != {*_kinds(extent, comparison)} else ""

    extents = list(_extents(group, comparison))
    for kind, run in groupby(extents, other):
        parts = list(run)
        if kind.split()[0:1] and kind.split()[0] in TOGETHER:
            parts = [parts[0]._replace(end=parts[-1].end)]
        for part in parts:
            place = Place(leaves[part.leaf], 0, len(leaves[part.leaf].text))
            yield from _made(part, kind, place, origin)
    whole = [e for e in extents if other(e).split()[0:1] in (["heading"], ["paragraph"])]
    for k in group.joined:
        at = comparison.old.starts[k]
        if not any(extent.start < at < extent.end for extent in whole):
            point = origin.beginning(at)
            here = min(comparison.after(at), default=comparison.new.starts[group.new[0]])
            yield Draft("join", (point, point), "", place_of((here, here), comparison))


def _extents(group: Group, comparison: Comparison) -> Iterator[_Extent]:
    begins = sorted(group.begins, key=lambda each: each.at)
    ends = [*(each.at for each in begins[1:]), comparison.old.span(group.old[-1])[1]]
    for begin, end in zip(begins, ends, strict=True):
        yield _Extent(begin.leaf, begin.at, end, begin.cut)


def _kinds(extent: _Extent, comparison: Comparison) -> Iterator[str]:
    old = comparison.old
    first, last = old.leaf_at(extent.start), old.leaf_at(max(extent.start, extent.end - 1))
    return (leaf.kind for leaf in old.leaves[first : last + 1])


def _made(extent: _Extent, kind: str, place: Place, origin: Origin) -> Iterator[Wish]:
    """Give the draft for a text that begins anew, or is of another kind than before."""
    if not kind:
        if extent.cut:
            point = origin.beginning(extent.start)
            yield Draft("split", (point, point), "", place)
        return
    name, _, level = kind.partition(" ")
    raw = origin.stretch(extent.start, extent.end)
    if name in ACTIONS and raw is not None:
        yield Draft(ACTIONS[name], raw, level, place)
    else:
        yield Refusal(f"this cannot be made a {name}", place)
