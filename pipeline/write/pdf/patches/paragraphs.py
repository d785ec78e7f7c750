"""WeasyPrint's lines, ended where `breaking` says: the paragraph is seen as a whole.

WeasyPrint (version 70) fills line after line. Here each line of a justified paragraph is given just
the width that holds what it should, and is then justified to the measure, its spaces made wider or
narrower. What is laid out is not changed. A paragraph that holds more than text, or whose lines do
not come out as planned, is left as WeasyPrint breaks it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import inf
from typing import Any, NamedTuple

import pyphen
from weasyprint.formatting_structure.boxes import Box, InlineBox, LineBox, TextBox
from weasyprint.layout import LayoutContext, inline
from weasyprint.text import line_break

from pipeline.write.pdf.breaking import Point, line_ends

WORD = re.compile(r"[^\W\d_]{6,}")
DASH = re.compile(r"(?<=\w)[-–—](?=\w)|\u200b")
UNDIVIDED = 0.8
"""Where no line is looser than this, no word is divided."""
SLACK = 4.0
"""In pixels: so much more than it should hold a line is given at most; no syllable is so short."""
ASTRAY = 1.5
"""In pixels: a line that differs so much from what was planned is another one."""


@dataclass(slots=True)
class _Plan:
    """The lines of a paragraph: how wide each is by nature, and what it is given."""

    lines: list[tuple[float, float]]
    numbers: dict[str, int]
    """The number of the line that begins at a place in the paragraph."""


class _Measured(NamedTuple):
    """A word, and where in it a line may end: the widths before these places."""

    width: float
    dashes: tuple[float, ...]
    parts: tuple[float, ...]
    """With the hyphen."""


class _Widths(dict[str, _Measured]):
    """The widths of words in one style of type, measured when they are first asked for."""

    def __init__(self, style: Any) -> None:
        super().__init__()
        self.layout = line_break.Layout(style)
        self.style = style
        self.space = self.of("\u00a0")
        self.hyphen = self.of(style["hyphenate_character"])
        language = style["lang"] and pyphen.language_fallback(style["lang"])
        self.total, left, right = style["hyphenate_limit_chars"]
        self.dictionary = None
        if language and style["hyphens"] == "auto":
            self.dictionary = pyphen.Pyphen(lang=language, left=left, right=right)

    def __missing__(self, word: str) -> _Measured:
        dashes = tuple(self.of(word[: match.end()]) for match in DASH.finditer(word))
        parts = () if dashes else tuple(self._parts(word))
        made = self[word] = _Measured(self.of(word), dashes, parts)
        return made

    def _parts(self, word: str) -> Iterator[float]:
        if self.dictionary is None:
            return
        for match in WORD.finditer(word):
            if len(match[0]) >= self.total:
                for place in self.dictionary.positions(match[0]):
                    start = word[: match.start() + place]
                    yield self.of(start + self.style["hyphenate_character"])

    def of(self, text: str) -> float:
        """Measure a text."""
        self.layout.set_text(text)
        line, _ = self.layout.get_first_line()
        width: float = line_break.line_size(line, self.style)[0]
        return width


class _Styles:
    """The widths of words, by their style of type."""

    def __init__(self) -> None:
        self._known: dict[str, _Widths] = {}
        self._of: dict[int, tuple[Any, _Widths]] = {}

    def __call__(self, style: Any) -> _Widths:
        """Give the widths in a style. It is kept, so that its id stays its own."""
        if id(style) not in self._of:
            others = (style[name] for name in ("letter_spacing", "font_kerning", "hyphens"))
            key = line_break._font_style_cache_key(style, include_size=True) + str([*others])
            if key not in self._known:
                self._known[key] = _Widths(style)
            self._of[id(style)] = (style, self._known[key])
        return self._of[id(style)][1]


def _points(texts: list[tuple[str, Any]], styles: _Styles, hyphens: bool) -> list[Point]:
    """Give the places where the lines of a paragraph may end."""
    points: list[Point] = []
    at, spaces = 0.0, 0
    for text, style in texts:
        widths = styles(style)
        space = widths.space
        for k, word in enumerate(text.split(" ")):
            if k:
                points.append(Point(at, at + space, spaces, spaces + 1, False))
                at, spaces = at + space, spaces + 1
            if not word:
                continue
            width, dashes, parts = widths[word]
            for part in dashes:
                points.append(Point(at + part, at + part, spaces, spaces, False))
            if hyphens:
                for part in parts:
                    before = at + part
                    points.append(Point(before, before - widths.hyphen, spaces, spaces, True))
            at += width
    return [*points, Point(at, at, spaces, spaces, False)]


def _planned(linebox: LineBox, skip: Any, measure: float, styles: _Styles) -> _Plan | None:
    """Plan the lines of a paragraph from a place in it; None if that is not for us."""
    style = linebox.style
    if style["text_align_all"] != "justify" or style["white_space"] != "normal":
        return None
    found = list(_texts(linebox, skip))
    texts = [text for text in found if text is not None]
    if len(texts) < len(found) or any("\n" in text for text, _ in texts):
        return None
    if texts and skip is not None:
        texts[0] = (texts[0][0].lstrip(" "), texts[0][1])
    space = styles(style).space
    first = measure - linebox.text_indent
    for tolerance in (UNDIVIDED, inf):
        points = _points(texts, styles, hyphens=tolerance == inf)
        if points[-1].before < first:
            return None
        if ends := line_ends(points, first, measure, space, tolerance):
            return _Plan(list(_lines(points, ends)), {repr(skip): 0})
    return None


def _lines(points: list[Point], ends: list[int]) -> Iterator[tuple[float, float]]:
    begin = 0.0
    for k in ends:
        end = points[k]
        after = min((p.before for p in points[k + 1 : k + 4]), default=end.before + SLACK)
        slack = min(SLACK, max(0.4 * (after - end.before), 0.5))
        yield end.before - begin, end.before - begin + slack
        begin = end.after


def _texts(box: Box, skip: Any) -> Iterator[tuple[str, Any] | None]:
    """Give the pieces of text in a line, with their styles; None for all else that has a width."""
    start, within = next(iter(skip.items())) if skip else (0, None)
    for k, child in enumerate(box.children[start:]):
        inner = within if k == 0 else None
        if isinstance(child, TextBox):
            offset = next(iter(inner)) if inner else 0
            yield child.text.encode()[offset:].decode(), child.style
        elif isinstance(child, InlineBox) and not child.is_leader:
            yield from _texts(child, inner)
        else:
            yield None


class _Lines:
    """WeasyPrint's own way to make a line, and ours around it."""

    def __init__(self) -> None:
        self.styles = _Styles()
        self.own = (inline.get_next_linebox, inline.avoid_collisions, inline.text_align)
        self.get_next, self.avoid, self.align = self.own
        self.given: float | None = None
        """The width that the next line is given."""
        self.planned: float | None = None
        """The width that it should come out with."""
        self.astray = False

    def get_next_linebox(
        self, context: LayoutContext, linebox: LineBox, y: float, bottom: float, skip: Any,
        containing_block: Box, *rest: Any,
    ) -> Any:  # fmt: skip
        """Make a line as planned; where it does not come out so, as WeasyPrint would."""
        plan: _Plan | None = getattr(linebox, "plan", None)
        if plan is None or repr(skip) not in plan.numbers:
            plan = linebox.plan = _planned(linebox, skip, containing_block.width, self.styles)
        about = (context, linebox, y, bottom, skip, containing_block, *rest)
        if plan is None or context.excluded_shapes:
            return self.get_next(*about)
        number = plan.numbers[repr(skip)]
        indent = linebox.text_indent if number == 0 else 0.0
        self.planned, self.given = (width + indent for width in plan.lines[number])
        self.astray = False
        line, resume_at = self.get_next(*about)
        self.given = self.planned = None
        if self.astray or (resume_at is None) != (number == len(plan.lines) - 1):
            return self.get_next(*about)
        if resume_at is not None:
            plan.numbers[repr(resume_at)] = number + 1
        return line, resume_at

    def avoid_collisions(self, *about: Any, **named: Any) -> tuple[float, float, float]:
        """Give a line the width that is planned for it."""
        x, y, width = self.avoid(*about, **named)
        if self.given is not None:
            width, self.given = self.given, None
        return x, y, width

    def text_align(self, context: LayoutContext, line: LineBox, width: float, last: bool) -> float:
        """Justify a line to the measure, a fuller one too."""
        if self.planned is not None:
            self.astray = abs(line.width - self.planned) > ASTRAY
            if line.width > width:
                inline.justify_line(context, line, width - line.width)
                return 0.0
        offset: float = self.align(context, line, width, last)
        return offset


@contextmanager
def whole_paragraphs() -> Iterator[None]:
    """Let WeasyPrint break paragraphs as a whole."""
    lines = _Lines()
    inline.get_next_linebox = lines.get_next_linebox
    inline.avoid_collisions = lines.avoid_collisions
    inline.text_align = lines.text_align
    try:
        yield
    finally:
        inline.get_next_linebox, inline.avoid_collisions, inline.text_align = lines.own
