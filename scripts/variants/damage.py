"""The dose of damage. A recovery can undo it, or else the truth has it too."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from random import Random
from typing import NamedTuple

import ftfy.bad_codecs  # noqa: F401 (registers the code page by which text is garbled)

from scripts.handbook.align import Alignment
from scripts.handbook.damage import Damage, Extraction, doubled_space, ligature_glyph
from scripts.variants.place import Tag, Told

CONFUSIONS = {"rn": "m", "cl": "d", "h": "b", "e": "c", "l": "1", "m": "rn", "u": "n"}
CONFUSED = re.compile(f"(?<=[a-z])(?:{'|'.join(CONFUSIONS)})(?=[a-z])")
NOTES = {"lost-bodies": ("note", "label"), "lost-markers": ("marker",)}
NOTES_LOST = 0.03
"""The share of the notes that lose their bodies, and of the others that lose their markers."""


class Change(NamedTuple):
    """In the text of an ink's owner, text[start:end] is now `new`, and cannot be known."""

    ink: int
    start: int
    end: int
    new: str


def damaged(
    told: Told, kinds: Iterable[str], inks: dict[str, int], lot: Random
) -> tuple[Told, list[Change]]:
    """Damage a text; gives with it what the truth has to share of it."""
    changes: list[Change] = []
    left = [name.split(":", 1)[1] for name in inks if name.startswith("note:")]
    for kind in kinds:
        if kind in NOTES:
            chosen = [key for key in left if lot.random() < NOTES_LOST]
            left = [key for key in left if key not in chosen]
            lost = {inks[f"{part}:{key}"] for part in NOTES[kind] for key in chosen}
            told = edited(told, _removed(told, lost))
            continue
        share, candidates = LETTERS[kind]
        edits = [each for each in candidates(told) if lot.random() < share]
        if kind in IN_TRUTH:
            edits = [each for each in edits if _change(told, each)]
            changes += [change for each in edits if (change := _change(told, each))]
        told = edited(told, edits)
    return told, changes


def edited(told: Told, edits: Iterable[Damage]) -> Told:
    """Apply edits, in order; what is put for tagged letters keeps the first one's tag."""
    parts: list[str] = []
    tags: list[Tag | None] = []
    at = 0
    for each in edits:
        tag = told.tags[each.start] if each.start < each.end else None
        parts += [told.text[at : each.start], each.new]
        tags += [*told.tags[at : each.start], *[tag] * len(each.new)]
        at = each.end
    return Told("".join([*parts, told.text[at:]]), (*tags, *told.tags[at:]))


def _change(told: Told, damage: Damage) -> Change | None:
    """Give the change of the truth, if the damaged letters are neighbours in one of its texts."""
    tags = told.tags[damage.start : damage.end]
    first = tags[0]
    if first is None or first.at < 0:
        return None
    if any(tag != (first.ink, first.at + n) for n, tag in enumerate(tags)):
        return None
    return Change(first.ink, first.at, first.at + len(tags), damage.new)


def _removed(told: Told, inks: set[int]) -> Iterator[Damage]:
    """Take out all that is in some inks, with the ends of lines that hold nothing else."""
    for line in re.finditer(r"[^\n\f]*(?:\n|\f|\Z)", told.text):
        tags = told.tags[line.start() : line.end()]
        places = [n for n, tag in enumerate(tags) if tag and tag.ink in inks]
        if not places:
            continue
        rest = set(range(len(tags))).difference(places)
        if line[0].endswith("\n") and all(line[0][n].isspace() for n in rest):
            yield Damage("removed", line.start(), line.end(), "")
        else:
            yield from _runs(line.start(), places)


def _runs(start: int, places: list[int]) -> Iterator[Damage]:
    """Take out the letters at some places of a line, and the blanks between them."""
    first = last = places[0]
    for place in places[1:]:
        if place > last + 2:
            yield Damage("removed", start + first, start + last + 1, "")
            first = place
        last = place
    yield Damage("removed", start + first, start + last + 1, "")


def _anywhere(told: Told) -> Extraction:
    return Extraction(told.text, Alignment((), {}))


def _confused(told: Told) -> Iterator[Damage]:
    for found in CONFUSED.finditer(told.text):
        yield Damage("ocr-confusion", *found.span(), CONFUSIONS[found[0]])


def _lost_letters(told: Told) -> Iterator[Damage]:
    """Letters that are not Latin, and accented ones, of which a typeface had no map."""
    for found in re.finditer(r"[^\W\d_a-zA-Z]", told.text):
        if unicodedata.name(found[0], "").startswith("GREEK") or found[0] in "łŁőŐșțčřěů":
            yield Damage("lost-letter", *found.span(), "\ufffd")


def _form_feeds(told: Told) -> Iterator[Damage]:
    for found in re.finditer("\f", told.text):
        glued = found.start() and told.text[found.start() - 1] != "\n"
        yield Damage("lost-form-feed", *found.span(), "\n" if glued else "")


def _garbled(told: Told) -> Iterator[Damage]:
    for found in re.finditer(r"[^\x00-\x7f]", told.text):
        try:
            new = found[0].encode("utf-8").decode("sloppy-windows-1252")
        except UnicodeError:
            continue
        yield Damage("mojibake", *found.span(), new)


LETTERS: dict[str, tuple[float, Callable[[Told], Iterator[Damage]]]] = {
    "ocr-confusions": (1 / 300, _confused),
    "lost-letters": (1.0, _lost_letters),
    "ligatures": (0.5, lambda told: ligature_glyph(_anywhere(told))),
    "doubled-spaces": (0.01, lambda told: doubled_space(_anywhere(told))),
    "lost-form-feeds": (0.2, _form_feeds),
    "mojibake": (1.0, _garbled),
}
"""The share of the places where a kind of damage may fall on which it does, and those places."""
IN_TRUTH = ("ocr-confusions", "lost-letters")
