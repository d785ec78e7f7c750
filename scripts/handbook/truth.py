"""The structure that a recovery of the damaged text should find, as a scorer reads it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scripts.handbook.align import Line, owner_texts, reference
from scripts.handbook.damage import Damage, Extraction
from scripts.handbook.press import FIRST_PAGE
from scripts.handbook.record import REFERENCE
from scripts.handbook.tree import Work

TRAITS = [
    "notes-continuous",
    "notes-over-pages",
    "hyphenated",
    "justified",
    "par-indent",
    "head-center",
    "folio-head",
    "formfeeds-part",
    "two-line-heading",
    "damaged",
]
FIRST_WORDS = 6
TYPES = {"figure": "paragraph"}
"""What a scorer calls a block where not by its kind: it knows no figures, only their captions."""


def truth(work: Work, extraction: Extraction, damage: Sequence[Damage]) -> dict[str, object]:
    """Draw up the truth: the clean text, with what the source itself lost or moved."""
    texts = damaged_texts(work, extraction, damage)
    blocks = [block for chapter in work.chapters for block in chapter.blocks]
    lines = extraction.alignment.lines
    return {
        "id": "handbook",
        "language": "en",
        "extractor": "pdftotext -layout",
        "engine": "typst",
        "traits": TRAITS,
        "blocks": [
            {"type": TYPES.get(block.kind, block.kind), "text": texts[f"b{n}"]}
            | ({"level": block.level} if block.level else {})
            for n, block in enumerate(blocks)
            if block.kind != "break"
        ],
        "notes": {
            f"n{number}": {"label": number, "text": texts[f"n{number}"]}
            for number in work.notes
            if f"n{number}" in texts
        },
        "lost_notes": _numbers(damage, "cut-note", "absent-note"),
        "unmarked_notes": _numbers(damage, "lost-marker"),
        "furniture": [
            extraction.text[line.start : line.end]
            for line in lines
            if line.role in ("head", "folio")
        ],
        "pages": list(_pages(work, extraction, lines)),
    }


def damaged_texts(work: Work, extraction: Extraction, damage: Sequence[Damage]) -> dict[str, str]:
    """Give the texts of blocks and notes, keyed by owner, as the damage left them.

    Damage that a recovery undoes without loss (a ligature, a blank too many) does not show.
    """
    texts = owner_texts(work)
    letters = extraction.alignment.letters
    for each in reversed(damage):
        at = letters.get(each.start)
        if each.kind == "absent-note":
            del texts[f"n{each.note}"]
        elif each.kind == "cut-note":
            end = letters.get(each.start - 1) or letters[each.start - 2]
            texts[end.owner] = texts[end.owner][: end.at + 1]
        elif each.kind == "lost-letter" and at:
            texts[at.owner] = _replaced(texts[at.owner], at.at, 1, each.new)
        elif each.kind == "tab" and at:
            texts[at.owner] = _replaced(texts[at.owner], at.at, 0, each.new)
        elif each.kind == "lost-marker" and at:
            texts[at.owner] = _replaced(texts[at.owner], at.at, len(reference(each.note)), "")
        elif each.kind == "early-marker":
            before = letters[each.start - 1]
            text = texts[before.owner].replace(reference(each.note), "")
            texts[before.owner] = _replaced(text, before.at + 1, 0, reference(each.note))
    return texts


def _replaced(text: str, at: int, length: int, new: str) -> str:
    return text[:at] + new + text[at + length :]


def _numbers(damage: Sequence[Damage], *kinds: str) -> list[str]:
    return [f"n{each.note}" for each in damage if each.kind in kinds]


def _pages(work: Work, extraction: Extraction, lines: Sequence[Line]) -> Iterator[dict[str, str]]:
    texts = owner_texts(work)
    seen = set()
    for line in lines:
        if line.role == "text" and line.page not in seen:
            seen.add(line.page)
            first = extraction.alignment.letters[line.start]
            words = REFERENCE.sub("", texts[first.owner][first.at :]).split()
            yield {
                "label": str(FIRST_PAGE + line.page),
                "first_words": " ".join(words[:FIRST_WORDS]),
            }
