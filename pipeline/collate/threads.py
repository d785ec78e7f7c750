"""Two books aligned as wholes: text with text, notes with notes, and what stands elsewhere.

The order of both is compared first. What finds nothing beside it there (a note that was left in the
text, notes that changed places, a passage that another order of columns put elsewhere) is then
looked for in all that is left of the other book.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.collate.align import Match, Region, gaps, matches, without_scatter
from pipeline.collate.stream import Stream
from pipeline.errors import RecensionError

RUN = 5
"""Tokens in a row by which a passage is known again in another place."""
LEAST = 8
"""Tokens that such a passage has at the least."""
SHARE = 0.2
"""Share of the shorter book's tokens in both, below which the two are hardly the same work."""
Stretch = tuple[int, int]


class Alignment(NamedTuple):
    """What is not alike in two books, and what is but stands elsewhere."""

    apart: list[Region]
    """Stretches of tokens that differ; on one side there may be none."""
    moved: list[Region]
    """Stretches that are alike, but for what is listed in `apart`, in different places."""
    alike: list[Match]
    """All runs of tokens that are the same."""


def align(ours: Stream, theirs: Stream) -> Alignment:
    """Align two books.

    Raises:
        RecensionError: they have too little in common to be the same work.
    """
    a, b = ours.keys, theirs.keys
    texts = Region(0, ours.noted, 0, theirs.noted)
    notes = Region(ours.noted, len(a), theirs.noted, len(b))
    placed = [(region, _alike(a, b, region)) for region in (texts, notes)]
    alone = [gap for region, found in placed for gap in gaps(found, region)]
    moved = [(region, _alike(a, b, region)) for region in _moved(a, b, alone)]
    rest = [piece for gap in alone for piece in _without(gap, [region for region, _ in moved])]
    inner = [gap for region, found in moved for gap in gaps(found, region)]
    alike = [match for _, found in (*placed, *moved) for match in found]
    same = sum(match.size for match in alike)
    if same < SHARE * min(len(a), len(b)):
        raise RecensionError(
            f"only {same:,} of {min(len(a), len(b)):,} words and signs stand in both",
            f"{ours.proof.source.name}, {theirs.proof.source.name}",
            "give two copies of one work",
        )
    return Alignment(sorted([*rest, *inner]), sorted(region for region, _ in moved), alike)


def _alike(a: Sequence[str], b: Sequence[str], region: Region) -> list[Match]:
    return without_scatter(matches(a, b, region), region, a, b)


def _moved(a: Sequence[str], b: Sequence[str], alone: Sequence[Region]) -> list[Region]:
    """Find again, wherever it stands, what has nothing beside it.

    The two stretches that share most are taken first, and what is left of them is looked at anew.
    """
    ours = [(gap.a, gap.a_end) for gap in alone if gap.a_end - gap.a >= LEAST]
    theirs = [(gap.b, gap.b_end) for gap in alone if gap.b_end - gap.b >= LEAST]
    found: list[Region] = []
    while pairs := _shared(a, b, ours, theirs):
        before = len(found)
        used: set[Stretch] = set()
        for one, other in pairs:
            if one in used or other in used:
                continue
            alike = _alike(a, b, Region(*one, *other))
            if sum(match.size for match in alike) >= LEAST:
                region = Region(alike[0].a, alike[-1].a_end, alike[0].b, alike[-1].b_end)
                found.append(region)
                used |= {one, other}
                ours = _parted(ours, one, (region.a, region.a_end))
                theirs = _parted(theirs, other, (region.b, region.b_end))
        if len(found) == before:
            break
    return found


def _shared(
    a: Sequence[str], b: Sequence[str], ours: Sequence[Stretch], theirs: Sequence[Stretch]
) -> list[tuple[Stretch, Stretch]]:
    """Give the pairs of stretches that have runs of tokens in common, first those with most."""
    homes: dict[tuple[str, ...], Stretch] = {}
    for stretch in theirs:
        for run in _runs(b, stretch):
            homes.setdefault(run, stretch)
    counts: Counter[tuple[Stretch, Stretch]] = Counter()
    for stretch in ours:
        counts.update((stretch, homes[run]) for run in _runs(a, stretch) if run in homes)
    return [pair for pair, _ in counts.most_common()]


def _runs(tokens: Sequence[str], stretch: Stretch) -> Iterator[tuple[str, ...]]:
    start, end = stretch
    for at in range(start, end - RUN + 1):
        yield tuple(tokens[at : at + RUN])


def _parted(stretches: Sequence[Stretch], one: Stretch, taken: Stretch) -> list[Stretch]:
    rest = [(one[0], taken[0]), (taken[1], one[1])]
    left = [each for each in rest if each[1] - each[0] >= LEAST]
    return [*(each for each in stretches if each != one), *left]


def _without(gap: Region, moved: Sequence[Region]) -> list[Region]:
    """Take out of a gap what was found in another place, on either side."""
    ours = _left((gap.a, gap.a_end), [(each.a, each.a_end) for each in moved])
    theirs = _left((gap.b, gap.b_end), [(each.b, each.b_end) for each in moved])
    if len(ours) == len(theirs) == 1:
        return [Region(*ours[0], *theirs[0])]
    return [
        *(Region(*each, gap.b, gap.b) for each in ours),
        *(Region(gap.a, gap.a, *each) for each in theirs),
    ]


def _left(stretch: Stretch, taken: Sequence[Stretch]) -> list[Stretch]:
    left, at = [], stretch[0]
    for start, end in sorted(each for each in taken if stretch[0] <= each[0] < stretch[1]):
        left.append((at, start))
        at = end
    return [each for each in (*left, (at, stretch[1])) if each[0] < each[1]]
