"""How wide words are in a style of type, and where within them a line may end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pyphen
from weasyprint.text import line_break

WORD = re.compile(r"[^\W\d_]{6,}")
BESIDE = re.compile(r"\S (?=(\S))")
DASH = re.compile(r"(?<=\w)[-–—](?=\w)|\u200b")


class Place(NamedTuple):
    """A place in a word where a line may end."""

    letters: int
    """The number of letters before it."""
    width: float
    """Their width, with that of the hyphen if one is set there."""


class Word(NamedTuple):
    """A word as it is without being divided."""

    width: float
    dashes: tuple[Place, ...]


class Widths(dict[str, Word]):
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
        self._syllables: dict[str, tuple[Place, ...]] = {}
        self._kerned: dict[str, float] = {}

    def __missing__(self, word: str) -> Word:
        ends = [match.end() for match in DASH.finditer(word)]
        dashes = tuple(Place(end, self.of(word[:end])) for end in ends)
        made = self[word] = Word(self.of(word), dashes)
        return made

    def syllables(self, word: str) -> tuple[Place, ...]:
        """Give the places where a word without dashes may be divided."""
        if word not in self._syllables:
            self._syllables[word] = tuple(self._divided(word))
        return self._syllables[word]

    def _divided(self, word: str) -> Iterator[Place]:
        if self.dictionary is None:
            return
        for match in WORD.finditer(word):
            if len(match[0]) >= self.total:
                for place in self.dictionary.positions(match[0]):
                    end = match.start() + place
                    yield Place(end, self.of(word[:end] + self.style["hyphenate_character"]))

    def kerned(self, text: str) -> float:
        """Tell by how much the spaces of a text are wider for the letters beside them."""
        found = 0.0
        for match in BESIDE.finditer(text):
            beside = match[0] + match[1]
            if beside not in self._kerned:
                alone = self.of(beside[0]) + self.space + self.of(beside[2])
                self._kerned[beside] = self.of(beside) - alone
            found += self._kerned[beside]
        return found

    def of(self, text: str) -> float:
        """Measure a text."""
        self.layout.set_text(text)
        line, _ = self.layout.get_first_line()
        width: float = line_break.line_size(line, self.style)[0]
        return width


class Styles:
    """The widths of words, by their style of type."""

    def __init__(self) -> None:
        self._known: dict[str, Widths] = {}
        self._of: dict[int, tuple[Any, Widths]] = {}

    def __call__(self, style: Any) -> Widths:
        """Give the widths in a style. It is kept, so that its id stays its own."""
        if id(style) not in self._of:
            others = (style[name] for name in ("letter_spacing", "font_kerning", "hyphens"))
            key = line_break._font_style_cache_key(style, include_size=True) + str([*others])
            if key not in self._known:
                self._known[key] = Widths(style)
            self._of[id(style)] = (style, self._known[key])
        return self._of[id(style)][1]
