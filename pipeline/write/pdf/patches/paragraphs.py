"""WeasyPrint's lines, ended where `breaking` says: the paragraph is seen as a whole.

WeasyPrint (version 70) fills line after line. Here each line of a justified paragraph is given just
the width that holds what it should, and is then justified to the measure, its spaces made wider or
narrower. What is laid out is not changed. A paragraph that holds more than text, or whose lines do
not come out as planned, is left as WeasyPrint breaks it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import inf
from typing import Any, NamedTuple

from weasyprint.formatting_structure.boxes import Box, InlineBox, LineBox, TextBox
from weasyprint.layout import LayoutContext, inline
from weasyprint.text import line_break

from pipeline.write.pdf.breaking import Point, line_ends
from pipeline.write.pdf.patches.widths import Styles

UNDIVIDED = 0.8
"""Where no line is looser than this, no word is divided."""
SLACK = 4.0
"""In pixels: so much more than it should hold a line is given at most; no syllable is so short."""
ASTRAY = 1.5
"""In pixels: a line that differs so much from what was planned is another one."""

Piece = tuple[str, Any]
"""A piece of text in a paragraph, with its style."""


class _End(NamedTuple):
    """Where in a paragraph's text a line may end."""

    piece: int
    letters: int
    """The number of letters before it in that piece."""


class _Line(NamedTuple):
    """A line as it is planned."""

    width: float
    """Its width by nature."""
    given: float
    """The width that it is given."""
    rest: str
    """Of the piece of text in which it ends, what no line before it holds."""
    letters: int
    """So many letters of that it holds."""
    hyphen: bool


@dataclass(slots=True)
class _Plan:
    """The lines of a paragraph."""

    lines: list[_Line]
    numbers: dict[str, int]
    """The number of the line that begins at a place in the paragraph."""


def _points(
    pieces: Sequence[Piece], breaks: Sequence[Any], styles: Styles, hyphens: bool
) -> tuple[list[Point], list[_End]]:
    """Give the places where the lines of a paragraph may end; Pango's `breaks` must agree."""
    points: list[Point] = []
    ends: list[_End] = []
    at, spaces = 0.0, 0
    for number, (text, style) in enumerate(pieces):
        widths, read = styles(style), 0
        space, may_break = widths.space, breaks[number]
        for k, word in enumerate(text.split(" ")):
            if k:
                if may_break[read + 1].is_line_break:
                    points.append(Point(at, at + space, spaces, spaces + 1, False))
                    ends.append(_End(number, read))
                at, spaces, read = at + space, spaces + 1, read + 1
            if not word:
                continue
            width, dashes = widths[word]
            for letters, part in dashes:
                if may_break[read + letters].is_line_break:
                    points.append(Point(at + part, at + part, spaces, spaces, False))
                    ends.append(_End(number, read + letters))
            if hyphens and not dashes:
                for letters, part in widths.syllables(word):
                    before = at + part
                    points.append(Point(before, before - widths.hyphen, spaces, spaces, True))
                    ends.append(_End(number, read + letters))
            at, read = at + width, read + len(word)
    last = _End(len(pieces) - 1, len(pieces[-1][0]) if pieces else 0)
    return [*points, Point(at, at, spaces, spaces, False)], [*ends, last]


def _planned(linebox: LineBox, skip: Any, measure: float, styles: Styles) -> _Plan | None:
    """Plan the lines of a paragraph from a place in it; None if that is not for us."""
    style = linebox.style
    if style["text_align_all"] != "justify" or style["white_space"] != "normal":
        return None
    found = list(_pieces(linebox, skip))
    pieces = [piece for piece in found if piece is not None]
    if len(pieces) < len(found) or any("\n" in text for text, _ in pieces):
        return None
    if pieces and skip is not None:
        pieces[0] = (pieces[0][0].lstrip(" "), pieces[0][1])
    breaks = [line_break.get_log_attrs(text, style["lang"]) for text, style in pieces]
    space = styles(style).space
    first = measure - linebox.text_indent
    for tolerance in (UNDIVIDED, inf):
        points, places = _points(pieces, breaks, styles, hyphens=tolerance == inf)
        if points[-1].before < first:
            return None
        if ends := line_ends(points, first, measure, space, tolerance):
            return _Plan(list(_lines(points, places, ends, pieces)), {repr(skip): 0})
    return None


def _lines(
    points: Sequence[Point], places: Sequence[_End], ends: list[int], pieces: Sequence[Piece]
) -> Iterator[_Line]:
    begin, piece, read = 0.0, 0, 0
    for k in ends:
        end, place = points[k], places[k]
        after = min((p.before for p in points[k + 1 : k + 4]), default=end.before + SLACK)
        slack = min(SLACK, max(0.4 * (after - end.before), 0.5))
        width = end.before - begin
        text = pieces[place.piece][0] if pieces else ""
        start = read if place.piece == piece else 0
        yield _Line(width, width + slack, text[start:], place.letters - start, end.hyphen)
        begin, piece = end.after, place.piece
        read = place.letters + (text[place.letters :][:1] == " ")


def _pieces(box: Box, skip: Any) -> Iterator[Piece | None]:
    """Give the pieces of text in a line, with their styles; None for all else that has a width."""
    start, within = next(iter(skip.items())) if skip else (0, None)
    for k, child in enumerate(box.children[start:]):
        inner = within if k == 0 else None
        if isinstance(child, TextBox):
            offset = next(iter(inner)) if inner else 0
            yield child.text.encode()[offset:].decode(), child.style
        elif isinstance(child, InlineBox) and not child.is_leader:
            yield from _pieces(child, inner)
        else:
            yield None


def _undrawn(
    text: str, _style: Any, _context: Any, max_width: None, justification_spacing: float
) -> line_break.Layout:
    """Make the layout of a line that is justified: it is set when it is drawn, and not before."""
    layout = line_break.Layout.__new__(line_break.Layout)
    layout.text, layout.max_width = text, max_width
    layout.justification_spacing = justification_spacing
    layout.layout = layout.language = layout.style = None
    layout.first_line_direction = 0
    return layout


PATCHED = (
    "get_next_linebox",
    "avoid_collisions",
    "text_align",
    "justify_line",
    "split_first_line",
    "create_layout",
)


class _Lines:
    """WeasyPrint's own way to make a line, and ours around it."""

    def __init__(self) -> None:
        self.styles = Styles()
        self.own = {name: getattr(inline, name) for name in PATCHED}
        self.line: _Line | None = None
        """The line that is being made, as planned."""
        self.given: float | None = None
        """The width that it is given."""
        self.planned = 0.0
        """The width that it should come out with."""
        self.astray = False

    def get_next_linebox(
        self, context: LayoutContext, linebox: LineBox, y: float, bottom: float, skip: Any,
        containing_block: Box, *rest: Any,
    ) -> Any:  # fmt: skip
        """Make a line as planned; where it does not come out so, as WeasyPrint would."""
        make = self.own["get_next_linebox"]
        plan: _Plan | None = getattr(linebox, "plan", None)
        if plan is None or repr(skip) not in plan.numbers:
            plan = linebox.plan = _planned(linebox, skip, containing_block.width, self.styles)
        about = (context, linebox, y, bottom, skip, containing_block, *rest)
        if plan is None or context.excluded_shapes:
            return make(*about)
        number = plan.numbers[repr(skip)]
        self.line = plan.lines[number]
        indent = linebox.text_indent if number == 0 else 0.0
        self.planned, self.given = self.line.width + indent, self.line.given + indent
        self.astray = False
        line, resume_at = make(*about)
        self.line = self.given = None
        if self.astray or (resume_at is None) != (number == len(plan.lines) - 1):
            return make(*about)
        if resume_at is not None:
            plan.numbers[repr(resume_at)] = number + 1
        return line, resume_at

    def avoid_collisions(self, *about: Any, **named: Any) -> tuple[float, float, float]:
        """Give a line the width that is planned for it."""
        x, y, width = self.own["avoid_collisions"](*about, **named)
        if self.given is not None:
            width, self.given = self.given, None
        return x, y, width

    def split_first_line(
        self, text: str, style: Any, context: LayoutContext, width: float, spacing: float,
        **how: Any,
    ) -> Any:  # fmt: skip
        """End the text of a line where it should, without trying how much the line can hold."""
        line = self.line
        if line is None or text != line.rest or not 0 < line.letters < len(text) - 1:
            return self._filled(text, style, context, width, spacing, **how)
        held = text[: line.letters]
        length = len(held.encode())
        hyphen = style["hyphenate_character"] if line.hyphen else ""
        layout = line_break.Layout(style, spacing, width)
        layout.set_text(held + hyphen)
        first, _ = layout.get_first_line()
        resume_at = length + (text[line.letters] == " ")
        about = (first, text, layout, None, True, style, line.hyphen, hyphen)
        layout, _, _, *size = line_break.first_line_metrics(*about)
        return layout, length, resume_at, *size

    def _filled(self, text: str, style: Any, context: LayoutContext, width: float,
        spacing: float, **how: Any,
    ) -> Any:  # fmt: skip
        """Put into a line what it can hold, as WeasyPrint would, and not the first word alone.

        Where all of a text fits but for the space at its end, WeasyPrint (version 70) takes the
        first word and no more. It asks for such a line where a text is followed by an element
        without any, as by the mark of a page, and the word behind that is on the next line.
        """
        fill = self.own["split_first_line"]
        first = fill(text, style, context, width, spacing, **how)
        layout, length, resume_at, *size = first
        if resume_at is None or text[-1] != " " or " " in text[:length].rstrip(" "):
            return first
        layout, length, resume_at, *size = fill(text[:-1], style, context, width, spacing, **how)
        if resume_at is not None or size[0] > width:
            return first
        return layout, length, len(text.encode()), *size

    def text_align(self, context: LayoutContext, line: LineBox, width: float, last: bool) -> float:
        """Justify a line to the measure, a fuller one too."""
        if self.line is not None:
            self.astray = abs(line.width - self.planned) > ASTRAY
            if line.width > width:
                inline.justify_line(context, line, width - line.width)
                return 0.0
        offset: float = self.own["text_align"](context, line, width, last)
        return offset

    def justify_line(self, context: LayoutContext, line: LineBox, extra: float) -> None:
        """Justify a line to the measure also in typefaces in which spaces are kerned.

        Pango kerns them in a text as it is, and not in one whose spaces are made wider.
        """
        texts = (box for box in line.descendants() if isinstance(box, TextBox))
        extra += sum(self.styles(box.style).kerned(box.text) for box in texts)
        self.own["justify_line"](context, line, extra)


@contextmanager
def whole_paragraphs() -> Iterator[None]:
    """Let WeasyPrint break paragraphs as a whole."""
    lines = _Lines()
    inline.get_next_linebox = lines.get_next_linebox
    inline.avoid_collisions = lines.avoid_collisions
    inline.text_align = lines.text_align
    inline.justify_line = lines.justify_line
    inline.split_first_line = lines.split_first_line
    inline.create_layout = _undrawn
    try:
        yield
    finally:
        for name, own in lines.own.items():
            setattr(inline, name, own)
