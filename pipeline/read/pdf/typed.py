"""The letters of a row as text, with what their type says of them.

Blanks are taken from the file where it has them, and from the gaps where it has none. Letters that
were spaced out (T H E  H O U S E) become words again.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from pipeline.read.pdf.pdfium import GUESSED
from pipeline.read.pdf.rows import INITIAL, Piece, Row
from pipeline.read.typeset import Span, TypedLine

GAP = 0.17
"""Share of the size from which a gap is a blank: blanks are a quarter, squeezed ones a fifth."""
BETWEEN = 0.12
"""The same between two text objects, whose letters are not kerned against each other."""
LIKELY = 0.05
"""The same where pdfium has found a blank: an italic f may reach over most of it."""
AFTER_INITIAL = 0.5
"""The same after an initial set into the lines, which stands a little off its word."""
MANY = 6
"""Gaps between letters from which their middle one tells how far the letters are spaced."""
SPACED = 4
"""Single letters in a row that are a word spaced out; where the whole line is such, one less."""
EVEN = 1.35
"""How much wider than its narrowest a gap inside such a word may be."""


class Glyph(NamedTuple):
    """A letter in its place."""

    letter: str
    left: float
    right: float
    piece: Piece
    level: int


def typed_line(row: Row) -> TypedLine:
    """Give a row as a line of text."""
    glyphs = [
        Glyph(
            letter, piece.lefts[k], piece.rights[k], piece, 1 if k in piece.raised else piece.level
        )
        for piece in row.pieces
        for k, letter in enumerate(piece.letters)
    ]
    solid, blanks, spaced = _gaps(glyphs, row.size)
    _close_words(solid, blanks, spaced)
    parts = [f"{' ' * blank}{glyph.letter}" for glyph, blank in zip(solid, blanks, strict=True)]
    spans = _spans(solid, list(map(len, parts)), blanks, row.size)
    return TypedLine("".join(parts), spans, row.left, row.right, row.base, row.size)


def _gaps(glyphs: Sequence[Glyph], size: float) -> tuple[list[Glyph], list[bool], list[float]]:
    """Give the letters without blanks, whether a blank stands before each, and the gap there."""
    solid: list[Glyph] = []
    given: list[bool] = []
    least: list[float] = []
    gaps: list[float] = []
    blank, guessed, end = False, False, 0.0
    for glyph in glyphs:
        if glyph.letter in " \t\r\n":
            blank, guessed = blank or glyph.letter != GUESSED, True
            continue
        inside = bool(solid) and solid[-1].piece is glyph.piece
        given.append(blank and bool(solid))
        after_initial = bool(solid) and solid[-1].piece.size >= INITIAL * size
        share = (
            AFTER_INITIAL if after_initial else LIKELY if guessed else GAP if inside else BETWEEN
        )
        least.append(share * size)
        gaps.append(glyph.left - end if solid else -size)
        solid.append(glyph)
        end = max(end, glyph.right)
        blank = guessed = False
    close = sorted(gap for gap, had in zip(gaps[1:], given[1:], strict=True) if not had)
    tracking = max(0.0, close[len(close) // 2]) if len(close) >= MANY else 0.0
    no_break = [glyph.letter == "\u00a0" for glyph in solid]
    blanks = [
        had or (gaps[k] > least[k] + tracking and not (no_break[k] or no_break[k - 1]))
        for k, had in enumerate(given)
    ]
    return solid, blanks, gaps


def _close_words(solid: Sequence[Glyph], blanks: list[bool], gaps: Sequence[float]) -> None:
    """Take the blanks out of words that were spaced out letter by letter."""
    starts = [0, *(k for k, blank in enumerate(blanks) if blank), len(solid)]
    single = [b - a == 1 and solid[a].letter.isalpha() for a, b in pairwise(starts)]
    least = SPACED - all(single)
    for alone, group in groupby(range(len(single)), key=lambda k: single[k]):
        tokens = list(group)
        if not alone or len(tokens) < least:
            continue
        narrow = min(gaps[starts[k]] for k in tokens[1:])
        words = [[tokens[0]]]
        for k in tokens[1:]:
            if gaps[starts[k]] > EVEN * narrow:
                words.append([])
            words[-1].append(k)
        if max(map(len, words)) >= least:
            for word in words:
                for k in word[1:]:
                    blanks[starts[k]] = False


def _spans(
    solid: Sequence[Glyph], lengths: Sequence[int], blanks: Sequence[bool], size: float
) -> tuple[Span, ...]:
    """Gather letters of one style; blanks between them belong to the span."""
    spans: list[Span] = []
    end = 0
    rows = zip(solid, lengths, blanks, strict=True)
    for (_, level), group in groupby(rows, key=lambda each: (id(each[0].piece), each[0].level)):
        members = list(group)
        piece, blank = members[0][0].piece, members[0][2]
        start, end = end + blank, end + sum(length for _, length, _ in members)
        ratio = round(piece.size / size, 2)
        last = spans[-1] if spans else None
        if last and (last.face, last.level, last.ratio) == (piece.face, level, ratio):
            height = last.height if last.height[0] else piece.height
            spans[-1] = last._replace(end=end, height=height)
        else:
            spans.append(Span(start, end, piece.face, level, ratio, piece.height))
    return tuple(spans)
