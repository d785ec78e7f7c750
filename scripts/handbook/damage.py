"""The dose of damage, and the choice of its places: seeded, and the same wherever it is made.

The kinds are those of real extractions. Which letters, notes and pages they befall is left to the
seed; `damage.json` lists every one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from itertools import pairwise
from typing import NamedTuple

from scripts.handbook.align import Alignment, Line

SEED = "handbook 29"
CONTEXT = 16
"""Letters on either side by which a place is known to the seed, so that others may be edited."""
APART = 2
"""Two notes that are both damaged have at least this distance in number."""
LIGATURES = {"ffi": "ﬃ", "ffl": "ﬄ", "ff": "ﬀ", "fi": "ﬁ", "fl": "ﬂ"}
ADDRESS = re.compile(r"https?://\S+[\w/]")
STROKED = "łŁøØđĐ"


class Damage(NamedTuple):
    """Replace extraction[start:end] with `new`; `note` is the number of the note concerned."""

    kind: str
    start: int
    end: int
    new: str
    note: str = ""


class Extraction(NamedTuple):
    """The extracted text with all that is known of it."""

    text: str
    alignment: Alignment


Candidates = Callable[[Extraction], Iterator[Damage]]


def choose(extraction: Extraction, spared: Sequence[int]) -> list[Damage]:
    """Choose the damage, in the order of its places; no line suffers twice.

    `spared` are offsets whose lines are to be left alone.
    """
    taken = {_line_number(extraction, offset) for offset in spared}
    notes: list[int] = []
    chosen: list[Damage] = []
    for kind, (many, candidates) in DOSE.items():
        found = sorted(candidates(extraction), key=lambda each: _lot(extraction, each))
        left = many
        for each in found:
            lines = {_line_number(extraction, at) for at in range(each.start, each.end + 1)}
            number = int(each.note or -APART)
            if left and not lines & taken and all(abs(number - n) >= APART for n in notes):
                chosen.append(each)
                taken |= lines
                notes += [number] if each.note else []
                left -= 1
        if left:
            raise ValueError(f"{left} places too few for {kind}")
    return sorted(chosen, key=lambda each: each.start)


def _lot(extraction: Extraction, damage: Damage) -> str:
    around = extraction.text[max(0, damage.start - CONTEXT) : damage.end + CONTEXT]
    return sha256(f"{SEED} {damage.kind} {around}".encode()).hexdigest()


def _line_number(extraction: Extraction, offset: int) -> int:
    return extraction.text.count("\n", 0, offset)


def _markers(extraction: Extraction) -> Iterator[tuple[int, int, str]]:
    """Give start, end and number of each marker in the text."""
    text, letters = extraction.text, extraction.alignment.letters
    for at, letter in letters.items():
        before = letters.get(at - 1)
        if letter.owner[0] == "b" and letter.mark.isdigit() and before and not before.mark:
            yield at, at + len(letter.mark), text[at : at + len(letter.mark)]


def _bodies(extraction: Extraction) -> Iterator[tuple[str, list[Line]]]:
    """Give number and lines of each note that stands on one page in lines that follow closely."""
    bodies: dict[str, list[Line]] = {}
    for line in extraction.alignment.lines:
        if line.role == "note":
            bodies.setdefault(extraction.alignment.letters[line.start].owner, []).append(line)
    for owner, lines in bodies.items():
        between = (extraction.text[a.end : b.start] for a, b in pairwise(lines))
        if all(gap.strip(" ") == "\n" for gap in between):
            yield owner[1:], lines


def absent_note(extraction: Extraction) -> Iterator[Damage]:
    """A note's whole body, of up to four lines."""
    for number, lines in _bodies(extraction):
        if len(lines) <= 4:
            start = extraction.text.rindex("\n", 0, lines[0].start) + 1
            yield Damage("absent-note", start, lines[-1].end + 1, "", number)


def cut_note(extraction: Extraction) -> Iterator[Damage]:
    """Two or more lines of a note, from a line's end within a sentence to the last."""
    for number, lines in _bodies(extraction):
        for line in lines[1:-2]:
            if extraction.text[line.end - 1].isalpha():
                yield Damage("cut-note", line.end, lines[-1].end, "", number)


def lost_marker(extraction: Extraction) -> Iterator[Damage]:
    """A marker."""
    for start, end, number in _markers(extraction):
        yield Damage("lost-marker", start, end, "", number)


def early_marker(extraction: Extraction) -> Iterator[Damage]:
    """A marker that stands one word too early."""
    for start, end, number in _markers(extraction):
        word = re.search(r"(?<= [a-z]{3}) [a-z]+\S*$", extraction.text[max(0, start - 30) : start])
        if word:
            yield Damage("early-marker", start - len(word[0]), end, number + word[0], number)


def glued_marker(extraction: Extraction) -> Iterator[Damage]:
    """The blank behind a marker."""
    for _, end, number in _markers(extraction):
        if re.match(r" \w", extraction.text[end : end + 2]):
            yield Damage("glued-marker", end, end + 1, "", number)


def lost_form_feed(extraction: Extraction) -> Iterator[Damage]:
    """A form feed between two pages."""
    for match in re.finditer("\f(?=.)", extraction.text, re.DOTALL):
        yield Damage("lost-form-feed", match.start(), match.end(), "")


def broken_address(extraction: Extraction) -> Iterator[Damage]:
    """An address with a blank after its first full stop and after its last stroke but one."""
    for match in ADDRESS.finditer(extraction.text):
        stop, stroke = match[0].find(".") + 1, match[0].rstrip("/").rfind("/") + 1
        if 0 < stop < stroke:
            new = f"{match[0][:stop]} {match[0][stop:stroke]} {match[0][stroke:]}"
            yield Damage("broken-address", match.start(), match.end(), new)


def lost_letter(extraction: Extraction) -> Iterator[Damage]:
    """A Latin letter with a diacritic."""
    for at in extraction.alignment.letters:
        char = extraction.text[at]
        latin = "LATIN" in unicodedata.name(char, "")
        if latin and (char in STROKED or unicodedata.decomposition(char)):
            yield Damage("lost-letter", at, at + 1, "\ufffd")


def ligature_glyph(extraction: Extraction) -> Iterator[Damage]:
    """Letters that a ligature's glyph stands for."""
    for match in re.finditer("|".join(LIGATURES), extraction.text):
        yield Damage("ligature-glyph", *match.span(), LIGATURES[match[0]])


def doubled_space(extraction: Extraction) -> Iterator[Damage]:
    """A blank between two words."""
    for match in re.finditer(r"(?<=[a-z,]) (?=[a-z])", extraction.text):
        yield Damage("doubled-space", *match.span(), "  ")


def _in_long_words(kind: str, char: str) -> Candidates:
    def candidates(extraction: Extraction) -> Iterator[Damage]:
        for match in re.finditer(r"\b[a-z]{4}(?=[a-z]{4,}\b)", extraction.text):
            yield Damage(kind, match.end(), match.end(), char)

    return candidates


DOSE: dict[str, tuple[int, Candidates]] = {
    "absent-note": (1, absent_note),
    "cut-note": (1, cut_note),
    "lost-marker": (3, lost_marker),
    "early-marker": (1, early_marker),
    "glued-marker": (4, glued_marker),
    "lost-form-feed": (4, lost_form_feed),
    "broken-address": (1, broken_address),
    "lost-letter": (7, lost_letter),
    "tab": (1, _in_long_words("tab", "\t")),
    "soft-hyphen": (1, _in_long_words("soft-hyphen", "\u00ad")),
    "zero-width-character": (1, _in_long_words("zero-width-character", "\u200b")),
    "ligature-glyph": (5, ligature_glyph),
    "doubled-space": (5, doubled_space),
}
"""How much of each kind, and where it may fall."""
