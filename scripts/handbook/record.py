"""The damaged text and the manifest of what was done to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, NotRequired, TypedDict

from scripts.handbook.align import Line
from scripts.handbook.damage import SEED, Damage, Extraction
from scripts.handbook.press import SOFT_HYPHEN

HYPHEN = "-"
REFERENCE = re.compile("⟦[^⟧]*⟧")


class Met(NamedTuple):
    """What the extraction itself did at extraction[start:end]; `was` is the clean text there."""

    kind: str
    start: int
    end: int
    was: str
    note: str = ""


Entry = TypedDict(
    "Entry",
    {
        "kind": str,
        "at": list[int],
        "line": int,
        "was": str,
        "is": str,
        "note": NotRequired[str],
    },
)
"""What was done at a place of the damaged text; of a note also which."""


class Manifest(TypedDict):
    """What was done to the text, and by what."""

    seed: str
    tools: dict[str, str]
    planted: list[Entry]
    met: list[Entry]


def met(extraction: Extraction, owners: Mapping[str, str]) -> list[Met]:
    """Give what typesetting and extraction did to the text before any damage was added."""
    return sorted(
        (
            *_on_numbers(extraction),
            *_at_line_ends(extraction, owners),
            *_over_pages(extraction.alignment.lines, extraction, owners),
        ),
        key=lambda each: each.start,
    )


def damaged(text: str, damage: Sequence[Damage]) -> str:
    """Apply the damage; hyphens at line ends, which Typst writes as soft ones, become plain."""
    parts, at = [], 0
    for each in damage:
        parts += [_plain(text[at : each.start]), each.new]
        at = each.end
    return "".join(parts) + _plain(text[at:])


def manifest(
    extraction: Extraction, damage: Sequence[Damage], found: Iterable[Met], tools: dict[str, str]
) -> Manifest:
    """List the damage and what was met; every place is a pair of offsets in the damaged text."""
    raw = damaged(extraction.text, damage)

    def entry(kind: str, start: int, end: int, was: str, note: str) -> Entry:
        place = [start, end]
        line = raw.count("\n", 0, start) + 1
        it: Entry = {"kind": kind, "at": place, "line": line, "was": was, "is": raw[start:end]}
        return {**it, "note": f"n{note}"} if note else it

    planted = []
    for each in damage:
        start = _moved(each.start, damage)
        was = _plain(extraction.text[each.start : each.end])
        planted.append(entry(each.kind, start, start + len(each.new), was, each.note))
    return {
        "seed": SEED,
        "tools": tools,
        "planted": planted,
        "met": [
            entry(m.kind, _moved(m.start, damage), _moved(m.end, damage), m.was, m.note)
            for m in found
        ],
    }


def undone(raw: str, manifest: Manifest) -> str:
    """Take back all that the manifest lists: gives the extraction as it was before the damage."""
    text = raw
    for each in manifest["met"]:
        if each["kind"] == "divided-word":
            end = each["at"][1]
            text = text[: end - 1] + SOFT_HYPHEN + text[end:]
    for each in reversed(manifest["planted"]):
        start, end = each["at"]
        text = text[:start] + each["was"] + text[end:]
    return text


def _plain(text: str) -> str:
    return text.replace(SOFT_HYPHEN, HYPHEN)


def _moved(offset: int, damage: Iterable[Damage]) -> int:
    """Give the place in the damaged text of an offset in the extraction."""
    return offset + sum(
        len(each.new) - (each.end - each.start)
        for each in damage
        if each.end <= offset and each.start < offset
    )


def _on_numbers(extraction: Extraction) -> Iterator[Met]:
    text, letters = extraction.text, extraction.alignment.letters
    for at, letter in letters.items():
        before = letters.get(at - 1)
        if letter.mark.isdigit() and letter.owner[0] == "b" and before and not before.mark:
            number = re.search(r"\d+%?$", text[max(0, at - 12) : at])
            if number:
                start = at - len(number[0])
                yield Met("marker-on-number", start, at + len(letter.mark), number[0], letter.mark)


def _at_line_ends(extraction: Extraction, owners: Mapping[str, str]) -> Iterator[Met]:
    text, letters = extraction.text, extraction.alignment.letters
    for line in extraction.alignment.lines:
        last = line.end - 1
        soft = text[last] == SOFT_HYPHEN
        letter = letters.get(last - 1 if soft else last)
        if line.role not in ("text", "note") or letter is None or letter.mark:
            continue
        owner = owners[letter.owner]
        if letter.at + 1 >= len(owner) or owner[letter.at + 1].isspace():
            continue
        word = owner[: letter.at + 1].split()[-1]
        rest = owner[letter.at + 1 :].split()[0]
        whole = REFERENCE.sub("", word + rest)
        kind = "divided-address" if "://" in whole else "hyphen-at-line-end"
        start = last + 1 - len(word) - soft
        yield Met("divided-word" if soft else kind, start, last + 1, whole)


def _over_pages(
    lines: Iterable[Line], extraction: Extraction, owners: Mapping[str, str]
) -> Iterator[Met]:
    """Give the lines with which notes go on at the foot of a later page."""
    pages: dict[str, int] = {}
    for line in lines:
        letter = extraction.alignment.letters.get(line.start)
        if line.role != "note" or letter is None:
            continue
        if pages.setdefault(letter.owner, line.page) != line.page:
            pages[letter.owner] = line.page
            text = extraction.text[line.start : line.end]
            yield Met("note-over-pages", line.start, line.end, _plain(text), letter.owner[1:])
