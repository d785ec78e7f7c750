"""What a person has edited: the texts of two editions held against each other, word for word.

It is told first which texts belong together (`alignment`). Within these the differences are given,
in places of the edition as it was built.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from pipeline.absorb.alignment import align
from pipeline.absorb.stream import END, Stream, Token
from pipeline.collate.align import Match


class Edit(NamedTuple):
    """A stretch of one text of the edition, and what stands there now; `at` and `to` in `string`s.

    Where it stands now is told by the stretch `there`.
    """

    at: int
    to: int
    new: str
    there: tuple[int, int]


class Beginning(NamedTuple):
    """Where in the string of the edition an edited text begins."""

    leaf: int
    """Its number."""
    at: int
    cut: bool = False
    """In the edition no text begins there."""


@dataclass(frozen=True, slots=True)
class Group:
    """Texts that belong together: their numbers in the edition, and in the edited one."""

    old: range
    new: range
    edits: tuple[Edit, ...] = ()
    begins: tuple[Beginning, ...] = ()
    joined: tuple[int, ...] = ()
    """The texts of the edition that go on with the one before."""


@dataclass(frozen=True)
class Comparison:
    """What is alike in two streams, and what is not."""

    old: Stream
    new: Stream
    alike: tuple[Match, ...]
    """Runs of tokens."""
    groups: tuple[Group, ...]
    moved: Mapping[int, int]
    """The texts that were moved: those of the edition by the edited ones."""

    @cached_property
    def partners(self) -> dict[int, int]:
        """The tokens of the edition by the edited ones that are the same."""
        return {m.b + k: m.a + k for m in self.alike for k in range(m.size)}

    def before(self, at: int) -> set[int]:
        """Give the places of the edition that a place of the edited one was; none if it is new."""
        return set(_beside(at, self.new.tokens, self.old.tokens, self.partners))

    def after(self, at: int) -> set[int]:
        """Give the places where a place of the edition is now; none if it is gone."""
        partners = {one: other for other, one in self.partners.items()}
        return set(_beside(at, self.old.tokens, self.new.tokens, partners))


def _beside(
    at: int, here: Sequence[Token], there: Sequence[Token], partners: Mapping[int, int]
) -> Iterator[int]:
    behind = bisect_right(here, at, key=lambda token: token.start)
    for k in range(max(0, behind - 2), behind):
        if here[k].start <= at <= here[k].end and k in partners:
            yield there[partners[k]].start + at - here[k].start


def compare(old: Stream, new: Stream) -> Comparison:
    """Hold the texts of two streams against each other."""
    aligned = align(old, new)
    groups = tuple(_group(span, aligned.alike, old, new) for span in aligned.spans)
    return Comparison(old, new, aligned.alike, groups, aligned.moved)


def _group(span: tuple[range, range], alike: Sequence[Match], old: Stream, new: Stream) -> Group:
    left, right = span
    if not (left and right):
        return Group(left, right)
    inside = [match for match in alike if old.tokens[match.a].leaf in left]
    edits: list[Edit] = []
    begins = [Beginning(right[0], old.starts[left[0]])]
    joined: list[int] = []
    for was, now in _cut_at_markers(_gaps(inside, left, right, old, new), old, new):
        lost, come = _pieces(old.string, was), _pieces(new.string, now)
        for k in range(1, min(len(lost), len(come))):
            begins.append(Beginning(new.leaf_at(come[k].start), lost[k].start))
        for there, here in _paired(lost, come):
            if len(here) > 1:
                edits += _cut_apart(there[0], here)
                begins.append(Beginning(new.leaf_at(here[-1].start), there[0].end, cut=True))
            elif len(there) > 1:
                edits += _run_together(there, here[0])
                joined += (old.leaf_at(piece.start) for piece in there[1:])
            else:
                edits += _edits(there[0], here[0])
    return Group(left, right, tuple(edits), tuple(begins), tuple(joined))


Gap = tuple[tuple[int, int], tuple[int, int]]
"""A stretch of each string."""


def _gaps(
    inside: Sequence[Match], left: range, right: range, old: Stream, new: Stream
) -> Iterator[Gap]:
    """Give what lies between like words, as stretches of both strings, white space included."""
    starts = [(old.starts[left[0]], new.starts[right[0]])]
    ends = []
    for match in inside:
        for k in range(match.size):
            one, other = old.tokens[match.a + k], new.tokens[match.b + k]
            ends.append((one.start, other.start))
            starts.append((one.end, other.end))
    ends.append((old.span(left[-1])[1], new.span(right[-1])[1]))
    for (start, first), (end, last) in zip(starts, ends, strict=True):
        if old.string[start:end] != new.string[first:last]:
            yield (start, end), (first, last)


def _cut_at_markers(gaps: Iterator[Gap], old: Stream, new: Stream) -> Iterator[Gap]:
    """Cut gaps where the marker of a note stands on both sides.

    Were the letters before it and those behind it replaced as one, it had no place between them.
    """
    for (start, end), (first, last) in gaps:
        here = new.markers(first, last)
        for marker in old.markers(start, end):
            for k, other in enumerate(here):
                ends = old.ends(start, marker.at), new.ends(first, other.at)
                if other.data == marker.data and len({*ends}) == 1:
                    yield (start, marker.at), (first, other.at)
                    start, first, here = marker.at, other.at, here[k + 1 :]
                    break
        yield (start, end), (first, last)


class _Piece(NamedTuple):
    """A piece of a gap that lies within one text."""

    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def _pieces(string: str, gap: tuple[int, int]) -> list[_Piece]:
    texts = string[slice(*gap)].split(END)
    starts = accumulate((len(text) + 1 for text in texts[:-1]), initial=gap[0])
    return [_Piece(text, start) for text, start in zip(texts, starts, strict=True)]


def _paired(was: list[_Piece], now: list[_Piece]) -> Iterator[tuple[list[_Piece], list[_Piece]]]:
    """Pair the pieces; those that one side has more of stand against the other's last."""
    last = min(len(was), len(now)) - 1
    for k in range(last):
        yield [was[k]], [now[k]]
    yield was[last:], now[last:]


def _run_together(lost: list[_Piece], come: _Piece) -> Iterator[Edit]:
    """What was in several texts is in one; a space between them comes of itself."""
    first, *rest = lost
    yield from _edits(first, come._replace(text=come.text.rstrip()))
    for piece in rest:
        yield from _edits(piece, _Piece("", come.end))


def _cut_apart(lost: _Piece, come: list[_Piece]) -> Iterator[Edit]:
    """What was in one text is in several; what stood between them goes of itself."""
    first, *_, last = come
    bare = lost._replace(text=lost.text.rstrip())
    yield from _edits(bare, first._replace(text=first.text.rstrip()))
    if last.text.strip():
        yield Edit(lost.end, lost.end, last.text, (last.start, last.end))


def _edits(was: _Piece, now: _Piece) -> Iterator[Edit]:
    """Say what was changed: each word by itself, where they are as many as before."""
    old, new = (re.split(r"(\s+)", piece.text) for piece in (was, now))
    blanks = zip(old[1::2], new[1::2], strict=False)
    if len(old) != len(new) or any(not _same_space(a, b) for a, b in blanks):
        start, end = _trim(old, new)
        old, new = (_middle_joined(pieces, start, end) for pieces in (old, new))
    at, there = was.start, now.start
    for one, other in zip(old, new, strict=True):
        if not _same_space(one, other):
            yield Edit(at, at + len(one), other, (there, there + len(other)))
        at, there = at + len(one), there + len(other)


def _middle_joined(pieces: list[str], start: int, end: int) -> list[str]:
    stop = len(pieces) - end
    return ["".join(part) for part in (pieces[:start], pieces[start:stop], pieces[stop:])]


def _trim(old: list[str], new: list[str]) -> tuple[int, int]:
    """Count the pieces that are alike at the beginning and at the end."""
    most = min(len(old), len(new))
    start = next((k for k in range(most) if not _same_space(old[k], new[k])), most)
    most -= start
    end = next((k for k in range(most) if not _same_space(old[-1 - k], new[-1 - k])), most)
    return start, end


def _same_space(was: str, now: str) -> bool:
    """Tell what is alike. An editor may have written a plain space for one of another kind."""
    return was == now or (now == " " and was.isspace())
