"""What is set, in order: the book's blocks and, where the design has them, sections of notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from random import Random
from typing import Literal, NamedTuple

from scripts.handbook.record import REFERENCE
from scripts.handbook.tree import Piece
from scripts.variants.book import Block, Book, plain, worded
from scripts.variants.design import Design

Kind = Literal[
    "chapter",
    "heading",
    "paragraph",
    "quote",
    "attribution",
    "verse",
    "item",
    "break",
    "notes-heading",
    "notes-chapter",
    "endnote",
]
NOTES_HEADING = {"de": "Anmerkungen", "ru": "Примечания"}
CONTENTS_HEADING = {"de": "Inhalt", "fr": "Table", "ru": "Оглавление"}
BREAK_AFTER = 0.02
"""The share of paragraphs after which a thought break stands, where the design has any."""
OWN_LABEL = re.compile(r"\W*(\d+|[a-z]|[ivx]+)[).:]")
FIXED = ("head", "folio", "title-page", "contents", "break", "bullet", "notes-heading")
Line = tuple[Piece, ...]


class Sheet(NamedTuple):
    """A thing set: its printed lines, and whose its letters are.

    An owner is a block ("block:12"), a note ("note:n7"), its marker or label ("marker:n7",
    "label:n7"), or one of FIXED, of which the truth has no text.
    """

    kind: Kind
    owner: str
    lines: tuple[Line, ...]
    level: int = 0
    label: str = ""
    """What is printed before an item or before a note at the end."""


class Script(NamedTuple):
    """All that an engine needs. `texts` are the owners' texts as the truth has them."""

    book: Book
    design: Design
    sheets: tuple[Sheet, ...]
    texts: dict[str, str]
    labels: dict[str, str]
    """Each note's label, keyed by note; empty where the engine counts them page by page."""
    inks: dict[str, int]
    """The number of each owner's ink."""

    def note_inks(self, note: str) -> tuple[int, int, int]:
        """Give the inks of a note, of its marker and of its label."""
        return self.inks[f"note:{note}"], self.inks[f"marker:{note}"], self.inks[f"label:{note}"]


def script(book: Book, design: Design, lot: Random) -> Script:
    """Lay out a book in a design; `lot` chooses where thought breaks fall."""
    labels = _labels(book, design)
    sheets = tuple(_sheets(book, design, labels, lot))
    texts = {sheet.owner: _text(sheet) for sheet in sheets if sheet.owner.startswith("block:")}
    texts |= {f"note:{key}": text for key, text in book.notes.items()}
    marks = [f"{what}:{key}" for key in book.notes for what in ("marker", "label")]
    inks = {name: n for n, name in enumerate([*FIXED, *texts, *marks], 1)}
    return Script(book, design, sheets, texts, labels, inks)


def pieces(text: str) -> Line:
    """Part a text from its note references; the text of a reference's piece is the note's key.

    >>> [piece.text for piece in pieces("so⟦n2⟧.")]
    ['so', 'n2', '.']
    """
    parts = re.split(f"({REFERENCE.pattern})", text)
    return tuple(
        Piece(part[1:-1], "note") if part.startswith("⟦") else Piece(part) for part in parts if part
    )


def references(text: str) -> list[str]:
    """Give the keys of the notes to which a text refers, in order."""
    return [found[1:-1] for found in REFERENCE.findall(text)]


def shortened(title: str, most: int) -> str:
    """Cut a title for a running head at a word's end.

    >>> shortened("Of the several parishes", 14)
    'Of the several'
    """
    if len(title) <= most:
        return title
    return title[: most + 1].rsplit(" ", 1)[0].rstrip(" ,;:—–-")


def title_of(sheet: Sheet) -> str:
    """Give a heading's words on one line, without note references."""
    return " ".join("".join(p.text for p in line if p.style != "note") for line in sheet.lines)


def contents_heading(book: Book) -> str:
    """Give what is printed above the contents."""
    return CONTENTS_HEADING.get(book.language[:2], "Contents")


def _text(sheet: Sheet) -> str:
    lines = (
        "".join(f"⟦{p.text}⟧" if p.style == "note" else p.text for p in line)
        for line in sheet.lines
    )
    label = f"{sheet.label} " if any(map(str.isdigit, sheet.label)) else ""
    return label + ("\n" if sheet.kind == "verse" else " ").join(lines)


def _labels(book: Book, design: Design) -> dict[str, str]:
    """Give the notes' labels, where they do not begin anew on each page."""
    if design.notes.scheme == "page":
        return {}
    labels, number = {}, 0
    for block in book.blocks:
        if design.notes.scheme == "chapter" and _opens(block):
            number = 0
        for key in references(block.text):
            number += 1
            labels[key] = _sign(number, design)
    return labels


def _sign(number: int, design: Design) -> str:
    if design.notes.signs == "a":
        letter = chr(ord("a") + (number - 1) % 26)
        return letter * (1 + (number - 1) // 26)
    return str(number)


def _opens(block: Block) -> bool:
    return block.type == "heading" and block.level == 1


def _sheets(book: Book, design: Design, labels: dict[str, str], lot: Random) -> Iterator[Sheet]:
    chapters: list[tuple[str, list[str]]] = [("", [])]
    item = 0
    for n, block in enumerate(book.blocks):
        if _opens(block):
            if design.notes.place == "chapter":
                yield from _chapter_notes(book, chapters[-1:], labels)
            chapters.append((plain(block.text), []))
        chapters[-1][1].extend(references(block.text))
        item = item + 1 if block.type == "item" else 0
        yield _sheet(block, f"block:{n}", design, book.language, item)
        after = book.blocks[n + 1 : n + 2]
        between = block.type == "paragraph" and after and after[0].type == "paragraph"
        if between and design.type.thought_break and lot.random() < BREAK_AFTER:
            sign = design.type.thought_break.replace("blank", "")
            yield Sheet("break", "break", ((Piece(sign),),))
    if design.notes.place == "chapter":
        yield from _chapter_notes(book, chapters[-1:], labels)
    elif design.notes.place == "book":
        yield from _chapter_notes(book, chapters, labels)


def _sheet(block: Block, owner: str, design: Design, language: str, item: int) -> Sheet:
    if block.type == "heading":
        lines = tuple(pieces(line) for line in worded(block.text, design.headings, language))
        return Sheet("chapter" if _opens(block) else "heading", owner, lines, block.level)
    if block.type == "verse":
        return Sheet("verse", owner, tuple(pieces(line) for line in block.text.split("\n")))
    lines = (pieces(block.text),)
    if block.type == "item":
        label = design.passages.item_label.replace("1", str(item))
        return Sheet("item", owner, lines, 0, "" if OWN_LABEL.match(block.text) else label)
    if block.type == "quote":
        dash = block.text.startswith("—")
        return Sheet("attribution" if dash else "quote", owner, lines)
    return Sheet("paragraph", owner, lines)


def _chapter_notes(
    book: Book, chapters: Sequence[tuple[str, list[str]]], labels: dict[str, str]
) -> Iterator[Sheet]:
    """A section of notes: of one chapter, or of all with a heading for each."""
    if not any(keys for _, keys in chapters):
        return
    heading = NOTES_HEADING.get(book.language[:2], "Notes")
    level = 1 if len(chapters) > 1 else 2
    yield Sheet("notes-heading", "notes-heading", ((Piece(heading),),), level)
    for title, keys in chapters:
        if keys and title and len(chapters) > 1:
            yield Sheet("notes-chapter", "notes-heading", ((Piece(title),),), 2)
        for key in keys:
            note = (Piece(book.notes[key]),)
            yield Sheet("endnote", f"note:{key}", (note,), 0, labels[key])
