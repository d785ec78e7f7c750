"""Make a library to try a machine with: `python -m scripts.library --books 500 --out DIR`.

Each book is some chapters of the sample book in another order, set anew as pages with running heads
and notes at the foot, and damaged as extractions are. The seed decides all of it: the same numbers
give the same books. A text is `DIR/<number>/raw.txt`, since that is how libraries keep them.
"""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from random import Random
from textwrap import wrap
from typing import NamedTuple

import pyphen

from scripts.handbook.make import clean_work
from scripts.handbook.tree import Block, Chapter, Piece, Work, plain
from scripts.variants.damage import LETTERS, damaged
from scripts.variants.place import Tag, Told

FEWEST, MOST = 2, 8
"""Chapters of a book: of the handbook's, some 4,000 words."""
WIDTH, NOTE_WIDTH = 62, 76
LINES = 40
"""Of a page with its notes, about."""
INDENT = "    "
LOST = 0.03
"""The share of the notes that lose their marker, and of those that lose their body."""
HARM = 0.5
"""How likely a book is to have each kind of damage."""


class Word(NamedTuple):
    """A word as it is printed, with the notes whose markers are on it."""

    text: str
    notes: tuple[str, ...] = ()


class Line(NamedTuple):
    """A printed line, with the lines of the notes that must stand on its page."""

    text: str
    foot: tuple[str, ...] = ()


def main() -> None:
    """Write a library."""
    parser = ArgumentParser("python -m scripts.library", description=__doc__)
    parser.add_argument("--books", type=int, default=500, help="how many (default: 500)")
    parser.add_argument("--out", type=Path, required=True, help="the folder for them")
    parser.add_argument("--seed", default="1", help="other seeds give other books")
    given = parser.parse_args()
    write_library(given.out, given.books, given.seed)


def write_library(out: Path, books: int, seed: str) -> None:
    """Write so many books into a folder."""
    work = clean_work()
    for number in range(1, books + 1):
        folder = out / f"essays-{number:05}"
        folder.mkdir(parents=True, exist_ok=True)
        text = book_of(work, Random(f"{seed} {number}"))
        (folder / "raw.txt").write_bytes(text.encode("utf-8"))


def book_of(work: Work, lot: Random) -> str:
    """Give the text of a book as an extraction would have it."""
    chapters = lot.sample(work.chapters, lot.randint(FEWEST, MOST))
    text = "\f".join(_pages(work, chapters, lot))
    kinds = [kind for kind in LETTERS if lot.random() < HARM]
    told = Told(text, tuple(Tag(0, at) for at in range(len(text))))
    return damaged(told, kinds, {}, lot)[0].text


def _pages(work: Work, chapters: Sequence[Chapter], lot: Random) -> Iterator[str]:
    """Set the chapters as pages; notes and pages are numbered through the book."""
    title = f"{chapters[0].short} and Other Essays"
    numbers, folios = count(1), count(lot.randint(1, 9))
    for chapter in chapters:
        lines = [Line(chapter.title.center(WIDTH).rstrip()), Line("")]
        for block in chapter.blocks[1:]:
            lines += _lines(block, work, numbers, lot)
        for first, page in _broken(lines):
            folio = str(next(folios))
            head = (
                f"{folio:<6}{title}" if int(folio) % 2 == 0 else f"{chapter.short:>50}{folio:>12}"
            )
            foot = [line for each in page for line in each.foot]
            body = [each.text for each in page]
            end = ["", folio.center(WIDTH).rstrip()]
            parts = [*body, "", "", *foot, *end] if first else [head, "", *body, "", "", *foot]
            yield "\n".join(parts) + "\n"


def _broken(lines: Sequence[Line]) -> Iterator[tuple[bool, list[Line]]]:
    """Break a chapter into pages, and tell of each whether it is the first."""
    page: list[Line] = []
    first = True
    used = 0
    for line in lines:
        if page and used + 1 + len(line.foot) > LINES:
            yield first, page
            page, used, first = [], 0, False
        page.append(line)
        used += 1 + len(line.foot)
    yield first, page


def _lines(block: Block, work: Work, numbers: Iterator[int], lot: Random) -> Iterator[Line]:
    """Set a block in lines."""
    foot: dict[str, tuple[str, ...]] = {}
    words = [_words(line, work, numbers, foot, lot) for line in block.lines]
    if block.kind in ("heading", "verse", "break"):
        yield Line("")
        for line in words:
            text = " ".join(word.text for word in line)
            shown = INDENT + text if block.kind == "verse" else text.center(WIDTH).rstrip()
            yield Line(shown, _foot(line, foot))
        yield Line("")
        return
    indent = INDENT if block.kind == "quote" else ""
    label = f"{block.label} " if block.label else INDENT
    for n, row in enumerate(_filled(words[0], WIDTH - 2 * len(indent) - len(label))):
        start = indent + label if n == 0 else indent
        text = start + " ".join(word.text for word in row)
        yield Line(text, _foot(row, foot))


def _foot(row: Sequence[Word], foot: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(line for word in row for note in word.notes for line in foot[note])


def _words(
    line: Sequence[Piece],
    work: Work,
    numbers: Iterator[int],
    foot: dict[str, tuple[str, ...]],
    lot: Random,
) -> list[Word]:
    """Give the words of a line; a marker is glued to the word before it, if it is not lost."""
    words: list[Word] = []
    glued = False
    for piece in line:
        if piece.style == "note":
            number = str(next(numbers))
            marker = "" if lot.random() < LOST else number
            body = " ".join(plain(block.lines) for block in work.notes[piece.text])
            whole = lot.random() >= LOST
            foot[number] = tuple(wrap(f"{number} {body}", NOTE_WIDTH)) if whole else ()
            last = words.pop() if words else Word("")
            words.append(Word(last.text + marker, (*last.notes, number)))
            glued = True
            continue
        parts = piece.text.split()
        if parts and words and (glued or line[0] is not piece) and not piece.text[0].isspace():
            last = words.pop()
            words.append(Word(last.text + parts.pop(0), last.notes))
        words += map(Word, parts)
        glued = not piece.text[-1:].isspace()
    return words


def _filled(words: Sequence[Word], width: int) -> Iterator[list[Word]]:
    """Fill lines with words, the last of which may be divided."""
    hyphens = pyphen.Pyphen(lang="en_US")
    row: list[Word] = []
    for word in words:
        room = width - len(" ".join(each.text for each in row)) - 1
        if row and len(word.text) > room:
            parts = hyphens.wrap(word.text, room) if word.text.isalpha() else None
            if parts:
                row.append(Word(parts[0]))
                word = Word(parts[1], word.notes)
            yield row
            row = []
        row.append(word)
    yield row


if __name__ == "__main__":
    main()
