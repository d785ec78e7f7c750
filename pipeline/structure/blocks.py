"""Passages made into the blocks and chapters of the book."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from pipeline.layout.lay_out import Layout
from pipeline.model.book import Block
from pipeline.model.text import Edit, Text
from pipeline.structure.paragraphs import BULLET
from pipeline.structure.passages import Passage, stanzas

GAPS = ("doubled-space", "tab")
"""What signs the blank that a wide gap was made."""
STEP = 2
"""Blanks of indent that make one step of a verse line's indent."""


def item_bullet(text: str) -> Iterator[Edit]:
    """A list item's printed bullet: the edition sets its own. A printed number stays in the text.

    >>> [edit[:3] for edit in item_bullet("• one")]
    [(0, 2, '')]
    """
    match = BULLET.match(text)
    if match is not None:
        yield Edit(*match.span(), "")


def thought_break(text: str) -> Iterator[Edit]:
    """The signs printed for a thought break: the edition sets its own ornament.

    >>> [edit[:3] for edit in thought_break("* * *")]
    [(0, 5, '')]
    """
    if text:
        yield Edit(0, len(text), "")


def blocks(layout: Layout, found: Sequence[Passage], texts: Sequence[list[Text]]) -> list[Block]:
    """Make blocks of passages; `texts` are each passage's texts, one for each line of verse.

    Items that follow each other make one list, entries of the index too, quotations one quotation.
    """
    made: list[Block] = []
    pairs = list(zip(found, texts, strict=True))
    for kind, group in groupby(pairs, key=lambda pair: pair[0].kind):
        members = list(group)
        if kind in ("item", "entry"):
            made.append(Block("list", blocks=tuple(item(text) for _, (text,) in members)))
        elif kind == "quote":
            inside = tuple(Block("paragraph", text) for _, (text,) in members)
            made.append(Block("quote", blocks=inside))
        else:
            made += [_block(layout, passage, parts) for passage, parts in members]
    return made


def item(text: Text) -> Block:
    """Make an item of a list."""
    bare = text.apply(item_bullet(str(text)), "item-bullet")
    return Block("item", blocks=(Block("paragraph", bare),))


def _block(layout: Layout, passage: Passage, texts: list[Text]) -> Block:
    if passage.kind == "verse":
        return _verse(layout, passage, texts)
    if passage.kind == "table":
        return Block("table", blocks=tuple(map(row, texts)))
    (text,) = texts
    if passage.kind == "heading":
        return Block("heading", text, level=passage.level)
    if passage.kind == "figure":
        return Block("figure", blocks=(Block("caption", text),))
    if passage.kind == "sidenote":
        return Block("sidenote", text)
    if passage.kind == "break":
        return thought_break_of(text)
    return Block("paragraph", text)


def thought_break_of(text: Text) -> Block:
    """Make a thought break of the signs that were printed for it."""
    return Block("break", text.apply(thought_break(str(text)), "thought-break"))


def row(line: Text) -> Block:
    """Make a row of a table: its cells stand between gaps, which were made blanks."""
    cuts, at = [], 0
    for run in line.runs:
        at += len(run.text)
        if run.rule in GAPS:
            cuts.append(at)
    cells = line.split(cuts)
    bare = [*(_without_last(cell) for cell in cells[:-1]), cells[-1]]
    return Block("row", blocks=tuple(Block("cell", cell) for cell in bare))


def _without_last(cell: Text) -> Text:
    """Take off the blank that stands for the gap behind a cell."""
    return cell.apply([Edit(len(cell) - 1, len(cell), "")], "line-end")


def _verse(layout: Layout, passage: Passage, texts: list[Text]) -> Block:
    lines = layout.paging.lines
    least = min(lines[i].indent for i in passage.lines)
    text_of = dict(zip(passage.lines, texts, strict=True))
    made = [
        tuple(Block("line", text_of[i], level=(lines[i].indent - least) // STEP) for i in stanza)
        for stanza in stanzas(layout, passage.lines)
    ]
    return Block("verse", blocks=tuple(Block("stanza", blocks=stanza) for stanza in made))
