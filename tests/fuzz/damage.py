"""What befalls a raw text. Letters suffer what `scripts/variants` and `scripts/planted` do to them.

A damage is a kind and a place, a number from 0 to 999 of how far through the text: that shrinks to
the first place where the kind can fall, and to no damage at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import NamedTuple

from hypothesis import strategies as st

from scripts.planted.kinds import (
    digit_in_word,
    doubled_word,
    dropped_letter,
    false_stop,
    inner_capital,
    joined_words,
    lost_bracket,
    lost_letter,
    lost_space,
    mixed_script,
    space_before_mark,
    split_word,
    swapped_letters,
)
from scripts.variants.damage import LETTERS
from scripts.variants.place import Told
from tests.fuzz.rawbooks import RawBook, rawbooks
from tests.fuzz.words import RAW_ODD

PLACES = 1000
Change = tuple[int, int, str]
"""Replace text[start:end]."""


class Damage(NamedTuple):
    """A kind of damage, and how far through the text it falls."""

    kind: str
    place: int


class _Letters(NamedTuple):
    """Stands for the clean text of `scripts.planted`, of which these kinds ask for places alone."""

    raw: str

    def places(self, pattern: str) -> Iterable[re.Match[str]]:
        return re.finditer(pattern, self.raw)


def _planted(
    kind: Callable[..., Iterable[tuple[int, int, str, object]]],
) -> Callable[[str], list[Change]]:
    return lambda raw: [(start, end, new) for start, end, new, _ in kind(_Letters(raw))]


def _extracted(kind: str) -> Callable[[str], list[Change]]:
    _, candidates = LETTERS[kind]
    return lambda raw: [
        (each.start, each.end, each.new) for each in candidates(Told(raw, (None,) * len(raw)))
    ]


def _found(pattern: str, new: str) -> Callable[[str], list[Change]]:
    return lambda raw: [
        (*match.span(), match.expand(new)) for match in re.finditer(pattern, raw, re.M)
    ]


def _units(end: str, change: Callable[[str, str], str]) -> Callable[[str], list[Change]]:
    """Change two neighbours of the units that end with a sign: lines, pages."""

    def candidates(raw: str) -> list[Change]:
        starts = [0, *(match.end() for match in re.finditer(end, raw)), len(raw)]
        spans = list(pairwise(starts))
        return [
            (one[0], other[1], change(raw[slice(*one)], raw[slice(*other)]))
            for one, other in pairwise(spans)
        ]

    return candidates


DAMAGES: dict[str, Callable[[str], list[Change]]] = {
    **{kind: _extracted(kind) for kind in LETTERS},
    **{
        kind.__name__: _planted(kind)
        for kind in (
            digit_in_word, doubled_word, dropped_letter, false_stop, inner_capital, joined_words,
            lost_bracket, lost_letter, lost_space, mixed_script, space_before_mark, split_word,
            swapped_letters,
        )
    },
    "marker lost": _found(r"(?<=[^\W\d])[.,]?\d{1,3}(?= |$)", ""),
    "marker misread": _found(r"(?<=[^\W\d][.,])\d{1,3}(?= |$)", "!"),
    "marker glued": _found(r"(?<=[.,]\d) (?=\w)", ""),
    "label lost": _found(r"^\s*[\[(]?\d{1,3}[\])]?\.? +", ""),
    "label misread": _found(r"^\d{1,3}(?= )", "l"),
    "end cut": _found(r"(?<=\w) (?=\w)(?s:.*)\Z", ""),
    "line cut": _found(r"(?<=\w) .*$", ""),
    "line joined": _found(r"\n+", " "),
    "line broken": _found(r"(?<=\w) (?=\w)", "\n"),
    "blank line": _found(r"\n", "\n\n"),
    "page begun": _found(r"\n", "\n\f"),
    "lines swapped": _units("\n", lambda one, other: other + one),
    "line lost": _units("\n", lambda one, _: one),
    "line doubled": _units("\n", lambda one, other: one + one + other),
    "pages swapped": _units("\f", lambda one, other: other + one),
    "page lost": _units("\f", lambda one, _: one),
    "page doubled": _units("\f", lambda one, other: one + one + other),
    **{
        f"odd {sign!a}": _found(r"\b", sign.replace("\\", r"\\")) for sign in RAW_ODD
    },
    "byte order mark": lambda _: [(0, 0, "\ufeff")],
    "blanks tripled": _found(" ", "   "),
    "capitals": lambda raw: [(*match.span(), match[0].upper()) for match in re.finditer(".+", raw)],
}  # fmt: skip
"""Every kind, with the changes that it may make of a text."""


def damaged(raw: str, damage: Damage) -> str:
    """Damage a text, where the kind can fall on it."""
    changes = DAMAGES[damage.kind](raw)
    if not changes:
        return raw
    start, end, new = changes[damage.place * len(changes) // PLACES]
    return raw[:start] + new + raw[end:]


damages = st.builds(Damage, st.sampled_from(sorted(DAMAGES)), st.integers(0, PLACES - 1))


@st.composite
def damaged_books(draw: st.DrawFn) -> RawBook:
    """Draw a raw book, and what befalls it."""
    book = draw(rawbooks())
    for each in draw(st.lists(damages, max_size=4)):
        book = book._replace(raw=damaged(book.raw, each))
    return book
