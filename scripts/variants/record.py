"""The truth of a variant, and the truth of each of its lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipeline.bench.score.book import TrueBlock, Truth
from scripts.handbook.record import REFERENCE
from scripts.handbook.truth import FIRST_WORDS
from scripts.variants.book import plain
from scripts.variants.damage import Change
from scripts.variants.design import traits
from scripts.variants.place import Letter, Tag, Told
from scripts.variants.sheets import Script

FURNITURE = ("head", "folio")
WHOLE = 0.97
"""The share of a note's letters that must be in the raw text, or the note counts as lost."""
LINE = re.compile(r"[^\n\f]*")
KINDS = {
    "chapter": "heading",
    "paragraph": "text",
    "endnote": "note",
    "attribution": "quote",
    "notes-chapter": "notes-heading",
}


class Known(Truth):
    """The truth of a variant, with what it was made by."""

    language: str
    extractor: str
    engine: str
    title: str
    author: str
    traits: list[str]
    pages: list[dict[str, str]]


class RawLine(NamedTuple):
    """A line of the raw text, and the owners of its letters: how many letters each has."""

    start: int
    end: int
    owners: Counter[str]
    first: Tag | None
    """The tag of its first letter that has one."""


def raw_lines(told: Told, inks: dict[str, int]) -> list[RawLine]:
    """Part a text into lines, at line feeds and form feeds; a form feed alone ends no line."""
    names = {ink: name for name, ink in inks.items()}
    lines = []
    start = 0
    for part in re.split("(\n\f?|\f)", told.text):
        if not part.startswith(("\n", "\f")):
            tags = [tag for tag in told.tags[start : start + len(part)] if tag]
            owners = Counter(names.get(tag.ink, "") for tag in tags)
            end = start + len(part.rstrip("\r"))
            lines.append(RawLine(start, end, owners, tags[0] if tags else None))
        start += len(part)
    return lines


def truth(
    script: Script,
    told: Told,
    changes: Iterable[Change],
    pages: Sequence[Sequence[Letter]],
    lines: Sequence[RawLine],
) -> Known:
    """Draw up the truth: the book's text, with what its source lost."""
    book, inks = script.book, script.inks
    there = {tag.ink for tag in told.tags if tag}
    found = Counter(tag.ink for tag in {tag for tag in told.tags if tag and tag.at >= 0})
    unmarked = {key for key in book.notes if inks[f"marker:{key}"] not in there}
    lost = {
        key
        for key, text in book.notes.items()
        if found[inks[f"note:{key}"]] < WHOLE * len("".join(text.split()))
    }
    texts = _changed(script, changes)
    printed = _printed(script, pages)
    kept = [key for key in book.notes if key not in unmarked & lost]
    return {
        "id": book.name,
        "language": book.language,
        "extractor": script.design.taking.tool,
        "engine": script.design.engine,
        "title": book.title,
        "author": book.author,
        "traits": traits(script.design),
        "blocks": [*_blocks(script, texts, unmarked)],
        "notes": {
            key: {"label": printed.get(key, ""), "text": texts[f"note:{key}"]} for key in kept
        },
        "lost_notes": [key for key in kept if key in lost],
        "unmarked_notes": [key for key in kept if key in unmarked],
        "furniture": [*_furniture(told, lines, inks)],
        "pages": [*_pages(script, pages)],
    }


def _changed(script: Script, changes: Iterable[Change]) -> dict[str, str]:
    names = {ink: name for name, ink in script.inks.items()}
    texts = dict(script.texts)
    for ink, start, end, new in sorted(changes, reverse=True):
        text = texts[names[ink]]
        texts[names[ink]] = text[:start] + new + text[end:]
    return texts


def _blocks(script: Script, texts: dict[str, str], unmarked: set[str]) -> Iterator[TrueBlock]:
    def kept(found: re.Match[str]) -> str:
        return "" if found[0][1:-1] in unmarked else found[0]

    for number, block in enumerate(script.book.blocks):
        text = REFERENCE.sub(kept, texts[f"block:{number}"])
        if block.type == "heading":
            yield {"type": block.type, "level": block.level, "text": text}
        else:
            yield {"type": block.type, "text": text}


def _printed(script: Script, pages: Iterable[Iterable[Letter]]) -> dict[str, str]:
    """Give the notes' labels as printed, without what is set around them."""
    names = {ink: name for name, ink in script.inks.items()}
    told: dict[str, str] = {}
    for page in pages:
        for letter in page:
            name = names.get(letter.tag.ink, "")
            if name.startswith("label:"):
                told[name[6:]] = told.get(name[6:], "") + letter.char
    return {key: label.strip("[().]") for key, label in told.items()}


def _furniture(told: Told, lines: Iterable[RawLine], inks: dict[str, int]) -> Iterator[str]:
    """Give running heads and folios as they stand in the raw text: lines, or parts of lines."""
    wanted = {inks[name] for name in FURNITURE}
    for line in lines:
        if not any(line.owners[name] for name in FURNITURE):
            continue
        tags = told.tags[line.start : line.end]
        signs = "".join(
            char if tag is None or tag.ink in wanted else "\n"
            for char, tag in zip(told.text[line.start : line.end], tags, strict=True)
        )
        yield from filter(None, (part.strip() for part in signs.split("\n")))


def _pages(script: Script, pages: Iterable[Iterable[Letter]]) -> Iterator[dict[str, str]]:
    names = {ink: name for name, ink in script.inks.items()}
    for page in pages:
        folio, first = "", None
        for letter in page:
            name = names.get(letter.tag.ink, "")
            folio += letter.char if name == "folio" else ""
            if first is None and name.startswith("block:") and letter.tag.at >= 0:
                first = plain(script.texts[name][letter.tag.at :])
        if first is not None:
            words = first.split()[:FIRST_WORDS]
            yield {"label": folio.strip("[–]-"), "first_words": " ".join(words)}


def line_truth(told: Told, script: Script, lines: Iterable[RawLine]) -> list[dict[str, object]]:
    """Say of each line what it is, and of which block or note; of several, of which most.

    `first` says that the block or note begins with the line. `also` lists what else is in it.
    """
    kinds = {sheet.owner: KINDS.get(sheet.kind, sheet.kind) for sheet in script.sheets}
    return [_line(line, kinds, script) for line in lines]


def _line(line: RawLine, kinds: dict[str, str], script: Script) -> dict[str, object]:
    at = {"at": [line.start, line.end]}
    owners = Counter({_whose(name): 0 for name in line.owners})
    for name, count in line.owners.items():
        owners[_whose(name)] += count
    if not owners:
        return {**at, "kind": "blank"}
    (owner, _), *others = owners.most_common()
    told: dict[str, object] = {**at, "kind": _kind(owner, kinds)}
    if ":" in owner:
        told["of"] = owner.replace(":", " ")
        begins = line.first is not None and line.first.at == 0
        if begins or any(name.startswith("label:") for name in line.owners):
            told["first"] = True
    also = [name for name, _ in others if not name.startswith("marker:")]
    return {**told, "also": also} if also else told


def _whose(name: str) -> str:
    return name.replace("label:", "note:")


def _kind(owner: str, kinds: dict[str, str]) -> str:
    part = owner.partition(":")[0]
    if owner in FURNITURE:
        return "furniture"
    return {"note": "note", "marker": "text"}.get(part, kinds.get(owner, owner))
