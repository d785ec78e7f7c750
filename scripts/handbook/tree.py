"""The clean text of the book as blocks, read from its Markdown."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Literal, NamedTuple

import pypandoc

from pipeline.write.pandoc import Json, Node

Kind = Literal["heading", "paragraph", "quote", "verse", "item", "figure", "break"]
Style = Literal["plain", "emphasis", "code", "address", "note"]
FORMAT = "markdown-smart-implicit_figures"
BREAK = "* * *"
NUMBER = re.compile(r"\[\^(\d+)\](?!:)")


class Piece(NamedTuple):
    """A stretch of a line in one style; of a note reference the text is the note's number."""

    text: str
    style: Style = "plain"


class Block(NamedTuple):
    """A block of the book. Only verse has more than one line; each stanza is a block.

    Of a figure the text is its caption: it is all that an extraction has of it.
    """

    kind: Kind
    lines: tuple[tuple[Piece, ...], ...]
    level: int = 0
    label: str = ""
    """What is printed before a list item: "1." or a bullet."""


class Chapter(NamedTuple):
    """A chapter: `short` is its title as the running head gives it."""

    title: str
    short: str
    blocks: tuple[Block, ...]


class Work(NamedTuple):
    """The whole book; `notes` are keyed by number, in the order of their references."""

    chapters: tuple[Chapter, ...]
    notes: dict[str, tuple[Block, ...]]


def read_work(files: Sequence[Path]) -> Work:
    """Read the chapters, one a file, in the given order.

    Raises:
        ValueError: the notes are not numbered through the book in the order of their references.
    """
    texts = [file.read_text(encoding="utf-8") for file in files]
    labels = [label for text in texts for label in NUMBER.findall(text)]
    if labels != [str(n + 1) for n in range(len(labels))]:
        raise ValueError(f"notes out of order: {labels}")
    numbers = count(1)
    notes: dict[str, tuple[Block, ...]] = {}
    chapters = tuple(_chapter(text, numbers, notes) for text in texts)
    return Work(chapters, notes)


def plain(lines: Iterable[Iterable[Piece]]) -> str:
    """Give the words of some lines, without the note references.

    >>> plain([[Piece("a "), Piece("b", "emphasis"), Piece("1", "note")], [Piece("c")]])
    'a b\\nc'
    """
    return "\n".join("".join(p.text for p in line if p.style != "note") for line in lines)


def _chapter(markdown: str, numbers: Iterator[int], notes: dict[str, tuple[Block, ...]]) -> Chapter:
    document = json.loads(pypandoc.convert_text(markdown, "json", format=FORMAT))
    head = document["blocks"][0]
    blocks = tuple(_blocks(document["blocks"], numbers, notes))
    title = plain(blocks[0].lines)
    return Chapter(title, dict(head["c"][1][2]).get("short", title), blocks)


def _blocks(
    nodes: Iterable[Node], numbers: Iterator[int], notes: dict[str, tuple[Block, ...]]
) -> Iterator[Block]:
    def line(inlines: Iterable[Node]) -> tuple[Piece, ...]:
        return tuple(_merged(_pieces(inlines, numbers, notes)))

    for node in nodes:
        kind: str = node["t"]
        content: Json = node.get("c")
        if kind in ("Para", "Plain") and [each["t"] for each in content] == ["Image"]:
            yield Block("figure", (line(content[0]["c"][1]),))
        elif kind in ("Para", "Plain"):
            yield Block("paragraph", (line(content),))
        elif kind == "Header":
            yield Block("heading", (line(content[2]),), level=content[0])
        elif kind == "BlockQuote":
            for block in _blocks(content, numbers, notes):
                yield block._replace(kind="quote")
        elif kind == "LineBlock":
            yield from _stanzas([line(each) for each in content])
        elif kind in ("BulletList", "OrderedList"):
            items = content if kind == "BulletList" else content[1]
            for n, (item,) in enumerate(items, 1):
                label = "•" if kind == "BulletList" else f"{n}."
                yield Block("item", (line(item["c"]),), label=label)
        elif kind == "HorizontalRule":
            yield Block("break", ((Piece(BREAK),),))
        else:
            raise ValueError(f"the handbook has no {kind}")


def _stanzas(lines: list[tuple[Piece, ...]]) -> Iterator[Block]:
    start = 0
    for end in [k for k, each in enumerate(lines) if not each] + [len(lines)]:
        yield Block("verse", tuple(lines[start:end]))
        start = end + 1


def _pieces(
    inlines: Iterable[Node], numbers: Iterator[int], notes: dict[str, tuple[Block, ...]]
) -> Iterator[Piece]:
    for node in inlines:
        kind: str = node["t"]
        content: Json = node.get("c")
        if kind == "Str":
            yield Piece(content)
        elif kind in ("Space", "SoftBreak"):
            yield Piece(" ")
        elif kind == "Emph":
            for piece in _pieces(content, numbers, notes):
                yield piece._replace(style="emphasis")
        elif kind == "Code":
            yield Piece(content[1], "code")
        elif kind == "Link":
            yield Piece(content[2][0], "address")
        elif kind == "Note":
            number = str(next(numbers))
            notes[number] = ()
            notes[number] = tuple(_blocks(content, numbers, notes))
            yield Piece(number, "note")
        else:
            raise ValueError(f"the handbook has no {kind}")


def _merged(pieces: Iterable[Piece]) -> Iterator[Piece]:
    last: Piece | None = None
    for piece in pieces:
        if last is not None and last.style == piece.style != "note":
            last = Piece(last.text + piece.text, last.style)
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last
