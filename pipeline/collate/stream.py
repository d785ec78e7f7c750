"""A book as the words and signs that a collation compares, each with its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pipeline.checks.proof import Proof
from pipeline.conventions.mojibake import LOST
from pipeline.model.book import Book

TOKEN = re.compile(
    rf"(?:[^\W_]|[\u0300-\u036f{LOST}])+(?:[-'’‐‑\u00ad](?:[^\W_]|[\u0300-\u036f{LOST}])+)*"
    r"|(?:\.\s?){2,}\.|…|[-–—−]+|[^\s\u00ad]"
)
"""A word with the hyphens and apostrophes within it, a row of stops, a dash, or another sign."""
FORMS = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛`´ʼ′", "'"),
        **dict.fromkeys("‹›", "'"),
        "″": '"',
        **dict.fromkeys("‐‑‒–—−", "-"),
        "\u00ad": None,
        "ſ": "s",
    }
)
"""What differs in form only, and may be set either way. Double quotation marks are kept: in both
copies they have the house's form, and whether one opens or closes is no matter of form."""
ROW = re.compile(r"(?:\.\s?){2,}\.|…")


def folded(text: str) -> str:
    """Give a word or a sign as it is compared: without what is a matter of its form.

    >>> [*map(folded, ("ﬁnd", "—", ". . .", "it’s"))]
    ['find', '-', '...', "it's"]
    """
    plain = unicodedata.normalize("NFKC", ROW.sub("...", text).translate(FORMS))
    return "-" if plain and not plain.strip("-") else plain


@dataclass(frozen=True)
class Stream:
    """The tokens of a book: those of its text, and behind them those of its notes."""

    proof: Proof
    keys: list[str]
    """As they are compared."""
    spans: list[tuple[int, int]]
    """Where they stand in the proof's string."""
    pieces: list[int]
    """The number of the piece that each stands in."""
    noted: int
    """How many of them are of the text; the others are of notes."""

    def string(self, start: int, end: int) -> str:
        """Give what stands in the book from one token to before another."""
        if start >= end:
            return ""
        return self.proof.string[self.spans[start][0] : self.spans[end - 1][1]]

    def words(self, start: int, end: int) -> int:
        """Count the words between two tokens."""
        return sum(map(is_word, self.keys[start:end]))

    def whole(self, start: int, end: int) -> bool:
        """Whether what lies between two tokens is within one text."""
        return start < end and self.pieces[start] == self.pieces[end - 1]

    @cached_property
    def furniture(self) -> dict[str, list[tuple[str, ...]]]:
        """What is left out of the book as furniture of its pages, by the first word of each line.

        Numbers are left out of it: those of the pages differ from line to line.
        """
        found: dict[str, set[tuple[str, ...]]] = {}
        for line in self.proof.book.furniture:
            if words := bare(map(folded, TOKEN.findall(str(line.text)))):
                found.setdefault(words[0], set()).add(words)
        return {first: sorted(lines, key=len, reverse=True) for first, lines in found.items()}


def is_word(key: str) -> bool:
    """Whether a token is a word or a number and no sign.

    >>> [*map(is_word, ("mill", "12", "\ufffd", "..."))]
    [True, True, True, False]
    """
    return key[0].isalnum() or LOST in key


def bare(keys: Iterator[str] | list[str]) -> tuple[str, ...]:
    """Give the words among tokens, in lower case; no numbers and no signs."""
    return tuple(key.lower() for key in keys if key[0].isalpha())


def stream_of(proof: Proof) -> Stream:
    """Take a book apart into its tokens."""
    order = sorted(range(len(proof.pieces)), key=dict(enumerate(_in_notes(proof.book))).__getitem__)
    keys: list[str] = []
    spans: list[tuple[int, int]] = []
    pieces: list[int] = []
    texts = sum(not noted for noted in _in_notes(proof.book))
    noted = 0
    for place, k in enumerate(order):
        if place == texts:
            noted = len(keys)
        start = proof.starts[k]
        for match in TOKEN.finditer(str(proof.pieces[k].text)):
            keys.append(folded(match[0]))
            spans.append((start + match.start(), start + match.end()))
            pieces.append(k)
    if texts == len(order):
        noted = len(keys)
    return Stream(proof, keys, spans, pieces, noted)


def _in_notes(book: Book) -> Iterator[bool]:
    """Say of each piece of a book whether it stands in a note."""
    for chapter in book.chapters:
        yield from (False for _ in chapter.texts())
        yield from (True for note in chapter.notes for _ in note.texts())
