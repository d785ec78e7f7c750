"""Type written as signs: _italics_, =bold=, ~spaced~, +small capitals+, <i>, <sc>, 1^{st}, H_{2}O.

Distributed Proofreaders' rounds write tags, Project Gutenberg's plain text writes signs, and which
sign means what differs, so the transcriber's own note is asked first. Each sign is read as such
only when it is used so throughout: pairs that open before a word and close behind one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.model.text import Edit, Mark, MarkKind

SIGNS: dict[str, MarkKind] = {
    "_": "emphasis",
    "=": "strong",
    "~": "emphasis",
    "#": "strong",
    "+": "small-capitals",
}
TAGS: dict[str, MarkKind] = {
    "i": "emphasis",
    "em": "emphasis",
    "u": "emphasis",
    "g": "emphasis",
    "f": "emphasis",
    "b": "strong",
    "strong": "strong",
    "sc": "small-capitals",
    "sup": "superscript",
    "sub": "subscript",
}
TAG = re.compile(rf"<(/?)({'|'.join(TAGS)})>", re.I)
PAGE_MARKUP = re.compile(r"<(?:p|div|span|body|a)\b", re.I)
BRACED = re.compile(r"(?P<sign>[\^_]\{)(?P<text>[^{}\r\n]{1,20})\}")
RAISED = re.compile(r"\^(?<=[A-Za-z]\^)(?=(?P<text>[A-Za-z0-9])(?!\w))")
DECLARED = re.compile(
    r"(?P<emphasis>\bital|kursiv|gesperrt|spaced|antiqua|cursi|corsiv)|(?P<strong>bold|fett|gras\b)"
    r"|(?P<small>small.?cap|kapitälchen|petites.cap)|(?<!\w)(?P<sign>[_=~#+])(?!\1)",
    re.I,
)
LONGEST = {"_": 8000}
"""Characters between a sign and its pair; italics may run over paragraphs, the others do not."""
SHORT = 400
LEAST = 3
"""Pairs that show a sign's use where nobody has said what it means."""
MOST_WORDS = 8
"""Words that signs may join, as in _two_words_."""
STRAY = 0.2
"""Share of signs without a pair that a convention may have."""


class Stretch(NamedTuple):
    """Letters between two signs, string[start:end] with the signs."""

    start: int
    end: int
    opening: int
    """Length of the sign before the letters."""
    closing: int
    """Length of the sign behind them."""
    kind: MarkKind

    def mark(self) -> Mark:
        """Give the mark that the signs stood for."""
        return Mark(self.kind, self.start + self.opening, self.end - self.closing)


class TypeSigns(NamedTuple):
    """What stands between signs, and the signs that have no pair."""

    stretches: tuple[Stretch, ...]
    blanks: tuple[int, ...] = ()
    """Signs that stand for the blanks within, as in _two_words_."""
    strays: tuple[int, ...] = ()


class _Pairing(NamedTuple):
    pairs: list[Stretch]
    blanks: list[int]
    strays: list[int]


def type_sign(_string: str, signs: TypeSigns) -> Iterator[Edit]:
    """A sign that stands for italics, bold or other type: the edition sets the type itself.

    >>> [edit[:3] for edit in type_sign("a _word_", find_type("a _word_", trusted=True))]
    [(2, 3, ''), (7, 8, '')]
    """
    for at in signs.blanks:
        yield Edit(at, at + 1, " ")
    for stretch in signs.stretches:
        yield Edit(stretch.start, stretch.start + stretch.opening, "")
        if stretch.closing:
            yield Edit(stretch.end - stretch.closing, stretch.end, "")


def find_type(string: str, remarks: str = "", *, trusted: bool = False) -> TypeSigns:
    """Find the signs of type.

    `remarks` is what the transcriber says of the signs; `trusted`: other signs of a transcription
    were found, so that a single pair is believed.

    >>> find_type("the _Times_ and the _Globe_ of _May_").stretches[0]
    Stretch(start=4, end=11, opening=1, closing=1, kind='emphasis')
    >>> find_type("file_name and other_name").stretches
    ()
    """
    declared = _declared(remarks)
    found = _Pairing([*_braced(string, trusted=trusted), *_tagged(string)], [], [])
    for sign, kind in SIGNS.items():
        if sign not in string:
            continue
        pairing = _pairs(string, sign, declared.get(sign, kind))
        least = 1 if sign in declared or (trusted and sign == "_") else LEAST
        enough = len(pairing.pairs) >= least
        if enough and len(pairing.strays) <= max(1.0, STRAY * len(pairing.pairs)):
            found.pairs.extend(pairing.pairs)
            found.blanks.extend(pairing.blanks)
            found.strays.extend(pairing.strays)
    return TypeSigns(tuple(sorted(found.pairs)), tuple(found.blanks), tuple(sorted(found.strays)))


def _declared(remarks: str) -> dict[str, MarkKind]:
    """Read in the transcriber's note which sign stands for what.

    >>> _declared("Italics are marked _thus_ and bold type =thus=.")
    {'_': 'emphasis', '=': 'strong'}
    """
    kinds: dict[str, MarkKind] = {}
    kind: MarkKind | None = None
    for match in DECLARED.finditer(remarks):
        if match["sign"]:
            if kind is not None:
                kinds.setdefault(match["sign"], kind)
        elif match["small"]:
            kind = "small-capitals"
        else:
            kind = "strong" if match["strong"] else "emphasis"
    return kinds


def _pairs(string: str, sign: str, kind: MarkKind) -> _Pairing:
    """Pair the signs of one form; what finds no pair is given apart."""
    found = _Pairing([], [], [])
    reach = LONGEST.get(sign, SHORT)
    opened = -1
    places = _places(string, sign)
    for k, at in enumerate(places):
        before, after = string[at - 1 : at] or " ", string[at + 1 : at + 2] or " "
        inside = before.isalnum() and after.isalnum()
        if opened >= 0 and at - opened > reach:
            found.strays.append(opened)
            opened = -1
        if opened >= 0 and inside and _within(string, places, k):
            found.blanks.append(at)
        elif opened >= 0 and not before.isspace() and (inside or not after.isalnum()):
            found.pairs.append(Stretch(opened, at + 1, 1, 1, kind))
            opened = -1
        elif not after.isspace() and (not before.isalnum() or _within(string, places, k)):
            found.strays.extend([opened] if opened >= 0 else [])
            opened = at
        elif not inside:
            found.strays.append(at)
    found.strays.extend([opened] if opened >= 0 else [])
    return found


def _places(string: str, sign: str) -> list[int]:
    """Give the places where a sign stands alone."""
    places = []
    at = string.find(sign)
    while at >= 0:
        if string[at - 1 : at] != sign and string[at + 1 : at + 2] not in (sign, "{"):
            places.append(at)
        at = string.find(sign, at + 1)
    return places


def _within(string: str, places: Sequence[int], k: int) -> bool:
    """Does only a word part a sign inside a word from the closing one, as in "un_real_"?"""
    for at, end in pairwise(places[k : k + MOST_WORDS]):
        if not string[at + 1 : end].isalpha():
            return False
        if not string[end + 1 : end + 2].isalnum():
            return True
    return False


def _tagged(string: str) -> Iterator[Stretch]:
    """Pair the tags, unless the text is a web page."""
    if "</" not in string or PAGE_MARKUP.search(string):
        return
    opened: dict[str, re.Match[str]] = {}
    for match in TAG.finditer(string):
        name = match[2].lower()
        if not match[1]:
            opened[name] = match
        elif name in opened:
            first = opened.pop(name)
            lengths = len(first[0]), len(match[0])
            yield Stretch(first.start(), match.end(), *lengths, TAGS[name])


def _braced(string: str, *, trusted: bool) -> Iterator[Stretch]:
    """Give the raised and lowered letters."""
    if "^" not in string and "_{" not in string:
        return
    for match in BRACED.finditer(string):
        kind: MarkKind = "superscript" if match[0][0] == "^" else "subscript"
        yield Stretch(*match.span(), 2, 1, kind)
    if trusted:
        for match in RAISED.finditer(string):
            yield Stretch(match.start(), match.end("text"), 1, 0, "superscript")


def counts(stretches: Iterable[Stretch]) -> Counter[str]:
    """Count the stretches of each kind."""
    return Counter(stretch.kind for stretch in stretches)
