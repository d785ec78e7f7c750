"""How the labels of notes are written: what a text may begin with that is one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.conventions.markers import ORDINALS, PLAIN, SIGNS, SUPERSCRIPTS

LABEL = re.compile(
    rf"(?P<open>[\[(])?"
    rf"(?P<label>\d{{1,3}}(?!\d)|([{SIGNS}])\3{{0,3}}|[{SUPERSCRIPTS}]{{1,3}}"
    rf"|(?:[a-z]|[ivx]{{2,5}})(?=[.)\]])|[a-z](?=\s+(?:[^\W\d_a-zà-ÿа-яё]|[“\"«„‘\[(])))"
    r"(?P<close>[\])]\.?|\.\)?)?(?P<gap>\s*)"
)
# What the input shows as raised at a line's head.
LIFTED = re.compile(
    rf"[\[(]?(?P<label>\d{{1,3}}|([{SIGNS}])\2{{0,3}}|[{SUPERSCRIPTS}]{{1,3}}|[a-z]|[ivx]{{2,5}})"
    r"(?P<close>[\])]?\.?)\s*"
)
# Letters or signs that make the number before them a quantity, an ordinal, a range or a clock time.
QUANTITY = re.compile(rf"[\d%‰°€$£½¼¾/:–—-]|(?:{ORDINALS})\b|[.,]\d")
# No number is written so: a label must be glued to its front.
ONTO_NUMBER = re.compile(r"[1-9]\d{3,5}(?=,\d{3}(?!\d))|[1-9]\d{4,6}(?![\d,.])")
# The signs of a thought break.
SPACED = re.compile(r"[*∗](?:\s+[*∗])+")
UNUSUAL = -1.0
"""What speaks for a label that is one only where the book's labels are written so."""


class Reading(NamedTuple):
    """A label as it is read at the head of a text."""

    label: str
    style: str
    """What encloses it: "1.", "[1]", "1 " or, when glued to the text, "1"; raised, "^1"; of a
    letter with nothing around it "a "."""
    length: int
    """Where the text begins after it."""
    weight: float
    """What its look speaks for its being a note's."""


def read_label(text: str, raised: int = 0) -> list[Reading]:
    """Give the labels that a text may begin with, the likeliest first.

    `raised` is where what the input shows as raised at its head ends; 0: nothing is.

    >>> [r[:3] for text in ("12. See above.", "*Ibid.", "[3] See") for r in read_label(text)]
    [('12', '1. ', 4), ('*', '1', 1), ('3', '[1] ', 4)]
    >>> [r[:2] for r in read_label("a See above.")], read_label("a small one")
    ([('a', 'a ')], [])
    >>> [read_label(text) for text in ("3rd of May", "5 %", "14–18")]
    [[], [], []]
    >>> [reading.label for reading in read_label("221,136 tons", raised=1)]
    ['2']
    >>> [reading.label for reading in read_label("5321,136 tons")]
    ['53', '5', '532']
    """
    if raised and (lifted := LIFTED.fullmatch(text, 0, raised)) is not None:
        start = raised + len(text[raised:]) - len(text[raised:].lstrip())
        label = lifted["label"].translate(PLAIN)
        return [Reading(label, "^1" + lifted["close"], start, _look(text, start, label, "^"))]
    if not may_begin(text):
        return []
    match = LABEL.match(text)
    if match is None or SPACED.fullmatch(text):
        return list(_onto_number(text))
    opened, closed = match["open"] or "", match["close"] or ""
    if (opened == "[") != (closed[:1] == "]") or (opened == "(" and closed[:1] != ")"):
        return []
    label = match["label"].translate(PLAIN)
    if label.isdigit() and not opened:
        after = match.end("label") if not match["gap"] else match.end()
        if QUANTITY.match(text, after) and not closed:
            return list(_onto_number(text))
    if label.isalpha() and not (opened or closed):
        return [Reading(label, "a ", match.end(), UNUSUAL)]
    style = f"{opened}1{closed}{' ' if match['gap'] else ''}"
    return [Reading(label, style, match.end(), _look(text, match.end(), label, closed))]


def may_begin(text: str) -> bool:
    """May a line begin with a label, as few do? A letter is one only before what is none.

    >>> [may_begin(text) for text in ("The storm", "a storm", "vi. The storm", "")]
    [False, True, True, False]
    """
    return text != "" and (text[0] in "ivx" or not text[:2].isalpha())


def _look(text: str, start: int, label: str, closed: str) -> float:
    """Weigh what follows a label: notes begin with a capital, a quotation, a bracket."""
    first = text[start : start + 1]
    if not first:
        return -3.0  # a number alone is rather the end of a reference
    if label in ("¶", "§", "#") and first.isdigit():
        return -4.0
    if first in ",;:)–-":
        return -3.0
    return -0.5 if first.islower() else 0.5 if closed or not first.isdigit() else -1.0


def _onto_number(text: str) -> Iterator[Reading]:
    """Read a label that is glued to the number with which its note begins, "53" of "5321,136"."""
    match = ONTO_NUMBER.match(text)
    if match is None:
        return
    for size in (2, 1, 3):
        if size < len(match[0]) <= size + 4 and text[size] != "0":
            yield Reading(text[:size], "1", size, UNUSUAL)
