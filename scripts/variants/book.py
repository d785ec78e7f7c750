"""A known book, read from a case, and its headings worded as a design has them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import NamedTuple

from scripts.handbook.record import REFERENCE
from scripts.variants.design import Headings

ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
NUMBERED = re.compile(
    r"(?P<word>chapter|section|book|part|letter|chapitre|livre|kapitel|buch|teil|capítulo"
    r"|capitolo|rozdział|глава|часть|книга) (?P<number>[IVXLC]+|\d+)(?P<stop>[.:]?)(?= |$)",
    re.IGNORECASE,
)


class Block(NamedTuple):
    """A block as the truth has it: the text with its note references."""

    type: str
    text: str
    level: int = 0


class Book(NamedTuple):
    """The text of a book; `notes` are keyed as the references are, in their order."""

    name: str
    title: str
    author: str
    language: str
    blocks: tuple[Block, ...]
    notes: dict[str, str]


def read_book(case: Path) -> Book:
    """Read a case's truth, without the notes of which the source lost marker or body."""
    truth = json.loads((case / "truth.json").read_text(encoding="utf-8"))
    damaged = {*truth.get("lost_notes", []), *truth.get("unmarked_notes", [])}
    text = " ".join(block["text"] for block in truth["blocks"])
    keys = dict.fromkeys(found[1:-1] for found in REFERENCE.findall(text))
    notes = {key: truth["notes"][key]["text"] for key in keys if key not in damaged}

    def clean(text: str) -> str:
        return REFERENCE.sub(lambda found: found[0] if found[0][1:-1] in notes else "", text)

    blocks = (Block(b["type"], clean(b["text"]), b.get("level", 0)) for b in truth["blocks"])
    title, author = truth.get("title", truth["id"]), truth.get("author", "")
    return Book(case.name, title, author, truth["language"], tuple(blocks), notes)


def plain(text: str) -> str:
    """Give a text without its note references."""
    return REFERENCE.sub("", text)


def worded(heading: str, design: Headings, language: str) -> list[str]:
    """Give the printed lines of a heading.

    >>> form = Headings("words", "\\n", False, "center", "page", 1.5, False)
    >>> worded("Chapter IV Of the Parish", form, "en")
    ['Chapter Four', 'Of the Parish']
    >>> worded("Chapter IV", form._replace(number="arabic"), "en")
    ['4']
    >>> worded("The Parish⟦n3⟧", form._replace(caps=True), "en")
    ['THE PARISH⟦n3⟧']
    """
    found = NUMBERED.match(heading)
    if found:
        title = heading[found.end() :].strip()
        number = _number(found["word"], found["number"], design, language)
        stop = found["stop"] if design.number == "as-is" else ""
        heading = number + (stop or design.joint.rstrip(" ")) * bool(title)
        joined = design.joint == "\n"
        heading = f"{number}{stop}\n{title}" if joined else f"{heading} {title}"
    return (_upper(heading) if design.caps else heading).strip().split("\n")


def _number(word: str, number: str, design: Headings, language: str) -> str:
    value = int(number) if number.isdigit() else _roman(number)
    spelled = _in_words(value) if language.startswith("en") and value < 100 else str(value)
    forms = {
        "as-is": f"{word} {number}",
        "numeral": number,
        "arabic": str(value),
        "word-arabic": f"{word} {value}",
        "words": f"{word} {spelled.upper() if word.isupper() else spelled}",
    }
    return forms[design.number]


def _roman(number: str) -> int:
    values = [DIGITS[sign] for sign in number]
    following = [*values[1:], 0]
    return sum(-v if v < after else v for v, after in zip(values, following, strict=True))


def _in_words(value: int) -> str:
    """Spell a number from 1 to 99.

    >>> _in_words(12), _in_words(40), _in_words(21)
    ('Twelve', 'Forty', 'Twenty-one')
    """
    if value < 20:
        return ONES[value - 1].capitalize()
    tens, ones = divmod(value, 10)
    return TENS[tens - 2].capitalize() + (f"-{ONES[ones - 1]}" if ones else "")


def _upper(text: str) -> str:
    parts = re.split(f"({REFERENCE.pattern})", text)
    return "".join(part if part.startswith("⟦") else part.upper() for part in parts)
