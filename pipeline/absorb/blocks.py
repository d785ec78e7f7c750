"""pandoc's tree as a reading: the texts of its blocks, and the bodies of its notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.absorb.inlines import State, leaves_of
from pipeline.absorb.reading import Leaf, Part, Reading, Remark, Signature
from pipeline.write.lift import EDITORIAL
from pipeline.write.pandoc import Json, Node, words

HELD = ("verse", "figure", "caption", "epigraph", "sidenote", "signature")
"""Classes of divisions that say what is in them."""


def reading_of(
    chapters: Sequence[Node], files: Sequence[str], remarks: Sequence[Remark | Signature] = ()
) -> Reading:
    """Read chapters of a tree; `files` says where each stands, `remarks` what REMARK stands for."""
    parts = []
    notes: dict[str, tuple[Leaf, ...]] = {}
    added: dict[str, tuple[str, str]] = {}
    for chapter, file in zip(chapters, files, strict=True):
        state = State(file, remarks, _note)
        (id, classes, _), blocks = chapter["c"]
        leaves = tuple(_joined(_blocks(blocks, "paragraph", state)))
        parts.append(Part(id, classes[0], leaves, tuple(state.notes), EDITORIAL in classes))
        notes |= state.notes
        added |= state.added
    return Reading(tuple(parts), notes, added)


def _joined(leaves: Iterable[Leaf]) -> Iterator[Leaf]:
    """Join texts where the end of a paragraph was taken out, and sign where one was put in."""
    before: Leaf | None = None
    ended: tuple[Signature, ...] = ()
    for leaf in leaves:
        leaf, ended = replace(leaf, signatures=(*ended, *leaf.signatures)), leaf.ended
        here = leaf if before is None else before.with_next(leaf)
        before = here if leaf.joined else None
        if before is None:
            yield here
    if before is not None:
        yield before


def _blocks(blocks: list[Node], kind: str, state: State) -> Iterator[Leaf]:
    for node in blocks:
        yield from _block(node, kind, state)


def _block(node: Node, kind: str, state: State) -> Iterator[Leaf]:
    name: str = node["t"]
    content: Json = node.get("c")
    if name in ("Para", "Plain"):
        yield from leaves_of(content, kind, state)
    elif name == "Header":
        yield from leaves_of(content[2], f"heading {content[0]}", state)
    elif name == "LineBlock":
        for line in content:
            yield from leaves_of(line, "line", state)
    elif name == "HorizontalRule":
        yield Leaf("break", "", file=state.file)
    elif name == "BlockQuote":
        yield from _blocks(content, "quote" if kind == "paragraph" else kind, state)
    elif name == "BulletList":
        for item in content:
            yield from _blocks(item, "item", state)
    elif name == "OrderedList":
        for count, item in enumerate(content[1], content[0][0]):
            yield from _blocks(_numbered(item, count), "item", state)
    elif name == "Table":
        yield from _table(content, state)
    elif name == "Div":
        yield from _division(content, kind, state)
    elif name == "CodeBlock":
        yield from leaves_of(words(content[1]), kind, state)


def _numbered(item: list[Node], count: int) -> list[Node]:
    """Give an item with its number, which in a book is part of the text."""
    first = item[0] if item else {"t": "Plain", "c": []}
    if first["t"] not in ("Para", "Plain"):
        return item
    return [{"t": first["t"], "c": [*words(f"{count}. "), *first["c"]]}, *item[1:]]


def _table(content: Json, state: State) -> Iterator[Leaf]:
    _, _, _, head, bodies, foot = content
    rows = [*head[1], *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]]
    for _, cells in rows:
        for cell in cells:
            yield from _blocks(cell[4], "cell", state)


def _division(content: Json, kind: str, state: State) -> Iterator[Leaf]:
    (_, classes, _), blocks = content
    if "note" in classes:
        _note(blocks, state)
        return
    held = next((name for name in classes if name in HELD), kind)
    yield from _blocks(blocks, held, state)


def _note(blocks: list[Node], state: State) -> str:
    """Read a note's body and give its id, which its label has."""
    outer = state.label, state.supplied
    state.label, state.supplied = ("", ""), ""
    leaves = tuple(leaf for leaf in _joined(_blocks(blocks, "paragraph", state)) if leaf.text)
    (id, label), supplied = state.label, state.supplied
    state.label, state.supplied = outer
    state.notes[id] = (*state.notes.get(id, ()), *leaves)
    state.added[id] = (label, supplied)
    return id
