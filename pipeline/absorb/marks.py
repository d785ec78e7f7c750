"""Drafts for what lies on letters or between them: emphasis, languages, the markers of notes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from itertools import zip_longest
from typing import NamedTuple

from pipeline.absorb.compare import Comparison
from pipeline.absorb.draft import Draft, Place, Refusal, Wish
from pipeline.absorb.origin import Origin
from pipeline.absorb.reading import Form
from pipeline.absorb.stream import Stream
from pipeline.amend.apply import OFF
from pipeline.model.finding import Action

ACTIONS: dict[str, Action] = {
    "emphasis": "emphasis",
    "strong": "strong",
    "small-capitals": "small-capitals",
    "language": "language",
}
Letters = dict[str, set[int]]
"""Of each way of setting, the letters that are so set, by their places in the edition's string."""


def setting_drafts(comparison: Comparison, origin: Origin, form: Form) -> Iterator[Wish]:
    """Give the drafts for letters that are the same and were set otherwise."""
    before, after = _set_letters(comparison)
    shown = {kind for kind in (*before, *after) if kind.partition(":")[0] in form.settings}
    for kind in sorted(shown):
        for come in (True, False):
            left, right = (after, before) if come else (before, after)
            for start, end in _runs(left[kind] - right[kind], comparison.old):
                yield _set(kind, start, end, comparison, origin, come=come)


def _set_letters(comparison: Comparison) -> tuple[Letters, Letters]:
    before: Letters = defaultdict(set)
    after: Letters = defaultdict(set)
    old, new = comparison.old, comparison.new
    for match in comparison.alike:
        leaves = old.leaves[old.tokens[match.a].leaf], new.leaves[new.tokens[match.b].leaf]
        if not any(leaf.settings for leaf in leaves):
            continue
        for k in range(match.size):
            one, other = old.tokens[match.a + k], new.tokens[match.b + k]
            for kind, start, end in old.settings(one.start, one.end):
                before[kind].update(range(start, end))
            shift = one.start - other.start
            for kind, start, end in new.settings(other.start, other.end):
                after[kind].update(range(start + shift, end + shift))
    return before, after


def _runs(letters: set[int], stream: Stream) -> Iterator[tuple[int, int]]:
    """Give runs of letters of one text, white space between them included."""
    start = last = -1
    for at in sorted(letters):
        gap = stream.string[last + 1 : at]
        if start >= 0 and (gap.strip() or "\n" in gap):
            yield start, last + 1
            start = -1
        start, last = (at if start < 0 else start), at
    if start >= 0:
        yield start, last + 1


def _set(
    kind: str, start: int, end: int, comparison: Comparison, origin: Origin, *, come: bool
) -> Wish:
    name, _, tag = kind.partition(":")
    place = Place(comparison.old.leaves[comparison.old.leaf_at(start)])
    text = comparison.old.string[start:end]
    if name in ACTIONS:
        raw, _ = origin.proof.raw(*origin.span(start, end))
        return Draft(ACTIONS[name], raw, tag if come else OFF, place)
    what = "set as" if come else "taken out of"
    return Refusal(f'no decision says that "{text}" is {what} {name}', place)


class _Spot(NamedTuple):
    part: str
    at: int


def point_drafts(
    comparisons: Mapping[str, Comparison],
    origins: Mapping[str, Origin],
    notes: Container[str],
    form: Form,
) -> Iterator[Wish]:
    """Give the drafts for markers of notes that stand elsewhere now.

    `notes` has the ids of the book's notes; the pages of the source stay where they are.
    """
    before = _spots({id: each.old for id, each in comparisons.items()})
    after = _spots({id: each.new for id, each in comparisons.items()})
    for kind, data in {**before, **after}:
        if kind == "page" and not form.pages:
            continue
        spots = before[kind, data], after[kind, data]
        for was, now in zip_longest(*spots):
            if was and now and _stays(kind, was, now, comparisons):
                continue
            place = (
                _place(now, {id: each.new for id, each in comparisons.items()})
                if now
                else (_place(was, {id: each.old for id, each in comparisons.items()}))
            )
            if kind == "page":
                yield Refusal(f"page {data} of the source begins elsewhere", place)
            elif now is None:
                yield Refusal(f"a note cannot be without its marker: {data}", place)
            elif data not in notes:
                yield Refusal(f"the book has no such note: {data or 'one without a label'}", place)
            elif max(map(len, spots)) > 1:
                yield Refusal(f"a note with several markers: {data}", place)
            else:
                yield _moved(data, now, comparisons, origins, place)


def _spots(streams: Mapping[str, Stream]) -> dict[tuple[str, str], list[_Spot]]:
    found: dict[tuple[str, str], list[_Spot]] = defaultdict(list)
    for id, stream in streams.items():
        for kind, data, at in stream.points:
            found[kind, data].append(_Spot(id, at))
    return found


def _place(spot: _Spot, streams: Mapping[str, Stream]) -> Place:
    stream = streams[spot.part]
    k = stream.leaf_at(spot.at)
    return Place(stream.leaves[k], spot.at - stream.starts[k])


def _stays(kind: str, was: _Spot, now: _Spot, comparisons: Mapping[str, Comparison]) -> bool:
    """Is it still between the same letters? Of a page, blanks beside it do not count."""
    if was.part != now.part:
        return False
    comparison = comparisons[was.part]
    if any(
        edit.at <= was.at <= edit.to and edit.there[0] <= now.at <= edit.there[1]
        for group in comparison.groups
        for edit in group.edits
    ):
        return True
    old, new = comparison.old, comparison.new
    if not (old.leaves[old.leaf_at(was.at)].text or new.leaves[new.leaf_at(now.at)].text):
        return True  # a marker alone, between the same texts
    places = comparison.before(now.at)
    string = old.string
    return was.at in places or (
        kind == "page"
        and any(not string[min(was.at, at) : max(was.at, at)].strip() for at in places)
    )


def _moved(
    id: str,
    now: _Spot,
    comparisons: Mapping[str, Comparison],
    origins: Mapping[str, Origin],
    place: Place,
) -> Wish:
    places = comparisons[now.part].before(now.at)
    if not places:
        return Refusal(f"the marker of {id} stands in letters that could not be put in", place)
    point = origins[now.part].point(min(places))
    return Draft("note", (point, point), f"marker {id}", place)
