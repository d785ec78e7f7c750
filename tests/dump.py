"""A book as plain lines, for expected results that a person can read and argue with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.catalogue import CHECKS
from pipeline.checks.check import run
from pipeline.checks.proof import Proof
from pipeline.model.book import Block, Book, Source
from pipeline.model.finding import Finding
from pipeline.model.text import Text
from pipeline.recover import recover


def source_of(raw: str) -> Source:
    """Make a source of a text as `read` would; form feeds begin pages."""
    end = len(raw.rstrip())
    starts = tuple(i for i, char in enumerate(raw) if char == "\f" and 0 < i < end)
    return Source("case", raw, "0" * 64, starts)


def recovered(raw: str, language: str = "en") -> Book:
    return recover(source_of(raw), language)


def asked(book: Book, check: str, source: Source | None = None) -> list[Finding]:
    """Give what one check asks about a book."""
    (found,) = (each for each in CHECKS if each.name == check)
    return list(run(found, Proof(source or source_of(""), book)))


def dump(book: Book) -> str:
    """Give `#` headings, `>` quotations, `|` verse, `*` items, `=` rows, then the rest."""
    lines: list[str] = []
    for chapter in book.chapters:
        if chapter.kind != "chapter":
            lines.append(f"({chapter.kind})")
        for block in chapter.blocks:
            lines += _block(block, "")
    for note in book.notes():
        body = " / ".join(string for text in note.texts() if (string := _text(text)))
        lines.append(f"[{note.label}] {note.state}: {body}".rstrip())
    lines += [f"({line.kind}) {str(line.text).strip()}" for line in book.furniture]
    return "\n".join(lines) + "\n"


def _block(block: Block, prefix: str) -> Iterator[str]:
    if block.kind == "heading":
        yield f"{'#' * block.level} {_text(block.text)}"
    elif block.kind == "paragraph":
        yield prefix + _text(block.text)
    elif block.kind in ("caption", "sidenote"):
        yield f"({block.kind}) {_text(block.text)}"
    elif block.kind == "row":
        yield "= " + " | ".join(_text(cell.text) for cell in block.blocks)
    elif block.kind == "break":
        yield "---"
    elif block.kind == "line":
        yield "| " + "  " * block.level + _text(block.text)
    else:
        inner = {"quote": "> ", "list": "* "}.get(block.kind, prefix)
        for k, child in enumerate(block.blocks):
            if block.kind == "verse" and k:
                yield "|"
            yield from _block(child, inner)


NUMBERED = r"^n(?=\d)"
SIGNS = {
    "emphasis": "i",
    "strong": "b",
    "small-capitals": "sc",
    "superscript": "^",
    "subscript": "_",
}


def _text(text: Text) -> str:
    """Give the letters with a note's label, in ⟦ ⟧, where it is referred to, and other marks."""
    string, inserts = str(text), []
    for order, mark in enumerate(text.marks):
        if mark.kind == "noteref":
            inserts.append((mark.start, 1, order, f"⟦{re.sub(NUMBERED, '', mark.data)}⟧"))
        elif mark.kind in SIGNS or mark.kind == "language":
            name = SIGNS.get(mark.kind, mark.data)
            inserts += [(mark.start, 2, order, f"<{name}>"), (mark.end, 0, -order, f"</{name}>")]
    parts, at = [], 0
    for place, _, _, sign in sorted(inserts):
        parts += [string[at:place], sign]
        at = place
    return re.sub(r"</(\w+)><\1>", "", "".join(parts) + string[at:])
