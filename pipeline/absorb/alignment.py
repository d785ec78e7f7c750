"""Which words of two editions are the same, and which of their texts belong together.

The words are aligned first, without regard to where texts end. By the words that they share, texts
then belong together: one and one, one that was cut into several, several that were joined. What is
left is compared as a whole: it was moved, or rewritten, or stands only on one side.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from rapidfuzz import fuzz, process

from pipeline.absorb.stream import BREAK, Stream
from pipeline.collate.align import Match, Region, matches, without_scatter

WEAK = 0.3
"""Two texts of which less than this share of the shorter one's letters is alike do not belong
together, where one of them belongs to another text more."""
SIMILAR = 70
"""So alike, of 100, are two texts of which one is the other, moved or rewritten."""
SAME = 90
"""So alike are two that changed places, where as many texts came as went: such were rewritten."""
Link = tuple[int, int]
"""Numbers of two texts that belong together."""


class Alignment(NamedTuple):
    """What is alike."""

    alike: tuple[Match, ...]
    """Runs of tokens within texts that belong together."""
    spans: list[tuple[range, range]]
    """The texts that belong together, in order; one side of a span may be empty."""
    moved: Mapping[int, int]
    """The texts that were moved: the old ones by the new ones."""


def align(old: Stream, new: Stream) -> Alignment:
    """Align two streams."""
    a, b = ([token.key for token in stream.tokens] for stream in (old, new))
    region = Region(0, len(a), 0, len(b))
    found = matches(a, b, region)
    whole = {match for match in _cut(found, old, new) if _is_whole(match, old, new)}
    kept = without_scatter(found, region, a, b)
    alike = sorted({*whole, *_cut(kept, old, new)})
    links = _links(alike, old, new)
    alike = [match for match in alike if _link(match, old, new) in links]
    moved: dict[int, int] = {}
    for left, right in _similar(links, old, new):
        if all((left < one) == (right < other) for one, other in links):
            links.add((left, right))
        else:
            moved[right] = left
    return Alignment(tuple(alike), list(_spans(sorted(links), moved, old, new)), moved)


def _cut(found: Sequence[Match], old: Stream, new: Stream) -> Iterator[Match]:
    """Cut runs where a text ends on either side."""
    for match in found:
        start = 0
        for k in range(1, match.size + 1):
            ends = k == match.size or _ends(old, match.a + k) or _ends(new, match.b + k)
            if ends:
                yield Match(match.a + start, match.b + start, k - start)
                start = k


def _ends(stream: Stream, k: int) -> bool:
    return stream.tokens[k - 1].leaf != stream.tokens[k].leaf


def _link(match: Match, old: Stream, new: Stream) -> tuple[int, int]:
    return old.tokens[match.a].leaf, new.tokens[match.b].leaf


def _links(alike: Sequence[Match], old: Stream, new: Stream) -> set[tuple[int, int]]:
    """Tell which texts belong together, by the letters that are alike in them."""
    shared: Counter[tuple[int, int]] = Counter()
    for match in alike:
        tokens = old.tokens[match.a : match.a_end]
        shared[_link(match, old, new)] += sum(len(token.key) for token in tokens)
    most: Counter[tuple[str, int]] = Counter()
    for (left, right), letters in shared.items():
        for side in (("old", left), ("new", right)):
            most[side] = max(most[side], letters)

    def strong(left: int, right: int, letters: int) -> bool:
        size = min(len(old.leaves[left].text), len(new.leaves[right].text))
        second = letters < max(most["old", left], most["new", right])
        return not second or letters >= WEAK * size

    return {link for link, letters in shared.items() if strong(*link, letters)}


def _is_whole(match: Match, old: Stream, new: Stream) -> bool:
    """Is it all of a text, on either side?"""
    ends = (
        (old.tokens, match.a, match.a_end),
        (new.tokens, match.b, match.b_end),
    )
    return all(
        (start == 0 or tokens[start - 1].leaf != tokens[start].leaf)
        and (end == len(tokens) or tokens[end].leaf != tokens[end - 1].leaf)
        for tokens, start, end in ends
    )


def _similar(links: set[Link], old: Stream, new: Stream) -> list[Link]:
    """Pair the texts that belong to none, by how alike they are, the most alike first.

    Those that stand where they stood come before those that were moved, but for the same texts.
    """
    lefts, rights = ({link[side] for link in links} for side in (0, 1))
    gone = [k for k, leaf in enumerate(old.leaves) if leaf.text and k not in lefts]
    come = [k for k, leaf in enumerate(new.leaves) if leaf.text and k not in rights]
    if not (gone and come):
        return []
    texts = [new.leaves[k].text for k in come]
    slots = _Slots(links, gone, come)
    pairs = []
    for k in gone:
        found = process.extract(
            old.leaves[k].text, texts, scorer=fuzz.ratio, score_cutoff=SIMILAR, limit=None
        )
        for _, score, at in found:
            away = score < SAME and not slots.same(k, come[at])
            if not away or slots.may_move(k, come[at]):
                pairs.append((away, -score, abs(come[at] - k), k, come[at]))
    chosen: list[Link] = []
    for *_, left, right in sorted(pairs):
        if left not in {one for one, _ in chosen} and right not in {one for _, one in chosen}:
            chosen.append((left, right))
    return chosen


@dataclass(frozen=True)
class _Slots:
    """The stretches between texts that belong together, and what belongs to none there."""

    links: Collection[Link]
    gone: Sequence[int]
    come: Sequence[int]

    @cached_property
    def linked(self) -> tuple[list[int], list[int]]:
        """The texts that belong together, old and new."""
        return sorted(left for left, _ in self.links), sorted(right for _, right in self.links)

    @cached_property
    def more(self) -> Counter[int]:
        """How many more texts went from a slot than came."""
        counts = Counter(self.slot(0, k) for k in self.gone)
        counts.subtract(self.slot(1, k) for k in self.come)
        return counts

    def slot(self, side: int, k: int) -> int:
        """Give the slot that a text, old or new, stands in."""
        return bisect_left(self.linked[side], k)

    def same(self, left: int, right: int) -> bool:
        """Do two texts stand in one slot?"""
        return self.slot(0, left) == self.slot(1, right)

    def may_move(self, left: int, right: int) -> bool:
        """May a text have gone from its slot to the other's? One of them has then more texts."""
        return self.more[self.slot(0, left)] > 0 or self.more[self.slot(1, right)] < 0


def _spans(
    links: Sequence[Link], moved: Mapping[int, int], old: Stream, new: Stream
) -> Iterator[tuple[range, range]]:
    """Give the texts that belong together, in order, and those between them that stand alone.

    Of those a text that was rewritten altogether stands where it stood.
    """
    at, there = 0, 0
    grown: list[list[int]] = []
    for left, right in links:
        if grown and (left < grown[-1][1] or right < grown[-1][3]):
            grown[-1][1] = max(grown[-1][1], left + 1)
            grown[-1][3] = max(grown[-1][3], right + 1)
        else:
            grown.append([left, left + 1, right, right + 1])
    gone = {*moved.values()}
    for start, end, first, last in [*grown, [len(old.leaves)] * 2 + [len(new.leaves)] * 2]:
        while at < start or there < first:
            left = at < start and (there == first or at in gone)
            right = there < first and (at == start or there in moved)
            if not (left or right):
                left = right = True
                if (old.leaves[at].kind == BREAK) != (new.leaves[there].kind == BREAK):
                    left = old.leaves[at].kind == BREAK
                    right = not left
            elif left and right:
                right = False
            yield range(at, at + left), range(there, there + right)
            at, there = at + left, there + right
        if start < end:
            yield range(start, end), range(first, last)
        at, there = end, last
