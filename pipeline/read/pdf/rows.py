"""The stretches of a page put together to rows: what stands on one baseline, raised letters too.

A PDF draws words in any order and place; what belongs to one line is found from where it stands. A
marker that was raised and made smaller belongs to the line that it touches, and a large initial to
the first of the lines that it stands beside.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from pipeline.read.pdf.ink import FEW
from pipeline.read.pdf.pdfium import Stretch
from pipeline.read.typeset import Face

SAME = 0.12
"""Share of the size by which two baselines of one row may differ."""
JUMP = 1.2
"""Share of the size; a wider gap inside a text object is a jump to another place."""
LEAST_RISE, MOST_RISE, MOST_FALL = 0.1, 0.75, 0.35
"""By how much of the row's size a raised or lowered letter's baseline may differ."""
TOUCH = 0.6
"""Share of the row's size that may lie between a raised letter and its row."""
INITIAL = 1.8
"""How many times the page's usual size a letter has that is set down into the lines."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters without a jump between them; `level` is 1 of raised ones, -1 of lowered ones."""

    letters: Sequence[str]
    lefts: Sequence[float]
    rights: Sequence[float]
    base: float
    size: float
    face: Face
    raised: frozenset[int]
    height: tuple[str, float]
    level: int = 0

    left: float = 0.0
    right: float = 0.0
    """Where its first letter begins and its last one ends, blanks aside."""


@dataclass(slots=True)
class Row:
    """The pieces on one baseline. `edge` is set where an initial stands left of it."""

    base: float
    size: float
    pieces: list[Piece] = field(default_factory=list)
    edge: float | None = None

    @property
    def left(self) -> float:
        """Where it begins, an initial beside it included."""
        first = min(piece.left for piece in self.pieces)
        return first if self.edge is None else min(first, self.edge)

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(piece.right for piece in self.pieces)


def rows_of(stretches: Iterable[Stretch]) -> list[Row]:
    """Give the rows of a page from top to bottom; a row may still reach over several columns."""
    pieces = _once([piece for stretch in stretches for piece in _pieces(stretch)])
    if not pieces:
        return []
    usual = usual_size(pieces)
    initials = [piece for piece in pieces if _is_initial(piece, usual)]
    rows = _on_baselines([piece for piece in pieces if not _is_initial(piece, usual)])
    rows = _with_raised(rows)
    for initial in initials:
        _set_in(rows, initial)
    for row in rows:
        row.pieces.sort(key=lambda piece: piece.left)
    return sorted(rows, key=lambda row: (row.base, row.left))


def usual_size(pieces: Iterable[Piece]) -> float:
    """Give the size of most letters."""
    counts: dict[float, int] = {}
    for piece in pieces:
        size = round(piece.size, 1)
        counts[size] = counts.get(size, 0) + len(piece.letters)
    return max(counts, key=lambda size: (counts[size], size))


def _pieces(stretch: Stretch) -> Iterable[Piece]:
    """Cut a stretch where it jumps; blanks stay at the ends of what is cut."""
    letters, lefts, rights = stretch.letters, stretch.lefts, stretch.rights
    solid = [k for k, letter in enumerate(letters) if letter.strip(" \t\r\n")]
    firsts = solid[:1]
    firsts += [
        k
        for last, k in pairwise(solid)
        if not -stretch.size < lefts[k] - rights[last] <= JUMP * stretch.size
    ]
    for first, following in pairwise([*firsts, len(letters)]):
        begin = first if first != solid[0] else 0
        inside = [k for k in solid if first <= k < following]
        yield Piece(
            letters[begin:following],
            lefts[begin:following],
            rights[begin:following],
            stretch.base,
            stretch.size,
            stretch.face,
            frozenset(k - begin for k in stretch.raised if begin <= k < following),
            stretch.height,
            left=lefts[first],
            right=max(rights[k] for k in inside),
        )


def _once(pieces: list[Piece]) -> list[Piece]:
    """Drop what was drawn a second time at almost the same place, which makes it look bold."""
    seen: dict[str, list[int]] = {}
    kept: list[Piece] = []
    for piece in pieces:
        key = _word(piece)
        for k in seen.get(key, ()):
            other = kept[k]
            near = 0.2 * piece.size
            if abs(other.left - piece.left) < near and abs(other.base - piece.base) < near:
                kept[k] = replace(other, face=other.face._replace(bold=True))
                break
        else:
            seen.setdefault(key, []).append(len(kept))
            kept.append(piece)
    return kept


def _word(piece: Piece) -> str:
    return "".join(piece.letters).strip()


def _is_initial(piece: Piece, usual: float) -> bool:
    few = len(_word(piece)) <= 2 and _word(piece).isalpha()
    return few and piece.size >= INITIAL * usual


def _on_baselines(pieces: list[Piece]) -> list[Row]:
    rows: list[Row] = []
    for piece in sorted(pieces, key=lambda piece: piece.base):
        for row in rows[-1:-4:-1]:
            if abs(row.base - piece.base) <= SAME * max(row.size, piece.size):
                row.pieces.append(piece)
                if piece.size > row.size:
                    row.base, row.size = piece.base, piece.size
                break
        else:
            rows.append(Row(piece.base, piece.size, [piece]))
    for row in rows:
        row.size = usual_size(row.pieces)
    return sorted(rows, key=lambda row: row.base)


def _with_raised(rows: list[Row]) -> list[Row]:
    """Give raised and lowered pieces to the rows that they touch, or touch by way of others."""
    bases = [row.base for row in rows]
    most = max(row.size for row in rows)
    for row in rows:
        waiting, before = row.pieces, 0
        while waiting and len(waiting) != before:
            before, kept = len(waiting), []
            for piece in waiting:
                first = bisect_left(bases, piece.base - MOST_FALL * most)
                last = bisect_right(bases, piece.base + MOST_RISE * most)
                near = [other for other in rows[first:last] if other is not row]
                hosts = [other for other in near if _hosts(other, piece)]
                if hosts:
                    host = min(hosts, key=lambda host: abs(host.base - piece.base))
                    level = 1 if piece.base < host.base else -1
                    host.pieces.append(replace(piece, level=level))
                else:
                    kept.append(piece)
            waiting = kept
        row.pieces = waiting
    return [row for row in rows if row.pieces]


def _hosts(row: Row, piece: Piece) -> bool:
    """May a piece be a raised or lowered part of the row?"""
    rise = (row.base - piece.base) / row.size
    if not (LEAST_RISE <= rise <= MOST_RISE or LEAST_RISE <= -rise <= MOST_FALL):
        return False
    few = len(_word(piece)) <= FEW
    if piece.size > 0.87 * row.size:
        more = sum(len(other.letters) for other in row.pieces) > len(piece.letters)
        if not (few and more and abs(rise) < 0.5 and not piece.raised):
            return False
    return any(
        -0.5 * row.size <= max(piece.left - other.right, other.left - piece.right)
        and max(piece.left - other.right, other.left - piece.right) <= TOUCH * row.size
        for other in row.pieces
    )


def _set_in(rows: list[Row], initial: Piece) -> None:
    """Give an initial to the first of the rows beside it, or make it a row of its own."""
    beside = [
        row
        for row in rows
        if initial.base - 0.8 * initial.size <= row.base <= initial.base + SAME * initial.size
        and -0.3 * row.size <= row.left - initial.right <= 1.5 * row.size
    ]
    if not beside:
        rows.append(Row(initial.base, initial.size, [initial]))
        return
    first = min(beside, key=lambda row: row.base)
    first.pieces.append(initial)
    for row in beside:
        row.edge = initial.left
