"""pandoc's tree of a .docx in the terms of the edition's tree.

What our styles say becomes what the edition's tree has for it; the styles of other programs say
nothing. Notes are counted, in place of their ids.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile

from pipeline.write.docx.tree import BREAK_STYLE, ENTRY, IMPRINT, LABEL, LOOSE, STYLES
from pipeline.write.pandoc import RULE, SPACE, Json, Node, attributes, div, para, span

MARKS = {
    *(LABEL, "footnote reference", "endnote reference"),
    # LibreOffice's names of the same.
    *("Footnote Characters", "Footnote anchor", "Endnote Characters", "Endnote anchor"),
}
"""Styles of what stands for a note's number."""
CLASSES = {style: name for name, style in STYLES.items() if style != LOOSE}
OURS = {name.lower(): name for name in (*STYLES.values(), *MARKS)}
"""Names of styles as we write them; Word writes some of them in small letters."""
CALLED = "called "
"""With a number, in place of a note's id; of one without a marker it is LOOSE."""


@dataclass(slots=True)
class _State:
    """How many notes have been read."""

    called: int = 0
    loose: int = 0


def edition_blocks(blocks: Sequence[Node]) -> list[Node]:
    """Say in the terms of the edition's tree what the styles of a .docx say."""
    return list(_blocks(blocks, _State()))


def _blocks(blocks: Sequence[Node], state: _State) -> Iterator[Node]:
    """Say in the terms of the edition's tree what styles say."""
    for style, nodes in groupby(_with_whole_notes([*_captioned(blocks)]), _style):
        inner = [part for node in nodes for part in (node["c"][1] if style else [node])]
        if style == IMPRINT:
            continue
        if style == LOOSE:
            yield from _loose(inner, state)
        elif style == BREAK_STYLE:
            yield from (RULE for _ in inner)
        elif style == ENTRY:
            yield {"t": "BulletList", "c": [[each] for each in _blocks(inner, state)]}
        elif style == STYLES["verse"]:
            yield div(attributes("", ["verse"]), [_stanza(each, state) for each in inner])
        elif style in CLASSES:
            yield div(attributes("", [CLASSES[style]]), list(_blocks(inner, state)))
        else:
            for node in inner:
                yield _block(node, state)


def _captioned(blocks: Sequence[Node]) -> Iterator[Node]:
    """Give captions back their style: pandoc makes one figure of a picture and what is below it."""
    for node in blocks:
        if node["t"] == "Figure":
            _, (_, caption), content = node["c"]
            yield from content
            yield div(attributes(custom_style=STYLES["caption"]), caption)
        else:
            yield node


def _with_whole_notes(blocks: Sequence[Node]) -> Iterator[Node]:
    """Put what a note without a marker holds beside paragraphs (verse, a quotation) into it.

    Such notes are the last of their chapter, so that all up to the next is theirs.
    """
    at = 0
    for k, node in enumerate(blocks):
        if k < at:
            continue
        at = k + 1
        if _style(node) == LOOSE:
            rest = list(takewhile(lambda each: not _begins(each), blocks[at:]))
            inner = [part for each in rest for part in _opened(each)]
            node = div(node["c"][0], [*node["c"][1], *inner])
            at += len(rest)
        yield node


def _begins(node: Node) -> bool:
    """Is it a heading, the imprint, or the beginning of a note without a marker?"""
    held = node["c"][1][:1] if _style(node) == LOOSE else []
    return node["t"] == "Header" or _style(node) == IMPRINT or any(map(_labels, held))


def _labels(node: Node) -> bool:
    held = node["c"][:1] if node["t"] == "Para" else []
    return any(_style(each) == LABEL for each in held)


def _opened(node: Node) -> list[Node]:
    return list(node["c"][1]) if _style(node) == LOOSE else [node]


def _style(node: Node) -> str:
    if node["t"] not in ("Div", "Span"):
        return ""
    style = dict(node["c"][0][2]).get("custom-style", "")
    return next(
        (name for name in (*STYLES.values(), *MARKS) if name.lower() == style.lower()), style
    )


def _block(node: Node, state: _State) -> Node:
    kind: str = node["t"]
    content: Json = node.get("c")
    if kind in ("Para", "Plain"):
        return {"t": kind, "c": _inlines(content, state)}
    if kind == "Header":
        return {"t": kind, "c": [*content[:2], _inlines(content[2], state)]}
    if kind == "BlockQuote":
        return {"t": kind, "c": list(_blocks(content, state))}
    if kind == "Div":
        return div(content[0], list(_blocks(content[1], state)))
    if kind == "BulletList":
        return {"t": kind, "c": [list(_blocks(item, state)) for item in content]}
    if kind == "OrderedList":
        return {"t": kind, "c": [content[0], [list(_blocks(item, state)) for item in content[1]]]}
    if kind == "Table":
        return {"t": kind, "c": _cells(content, state)}
    return node


def _cells(part: Json, state: _State) -> Json:
    """Read the blocks within a table, wherever they stand in it."""
    if isinstance(part, list):
        return [_cells(each, state) for each in part]
    known = isinstance(part, dict) and part.get("t") in ("Para", "Plain", "Div", "BlockQuote")
    return _block(part, state) if known else part


def _stanza(node: Node, state: _State) -> Node:
    lines: list[list[Node]] = [[]]
    for inline in _inlines(node.get("c", []), state):
        if inline["t"] == "LineBreak":
            lines.append([])
        else:
            lines[-1].append(inline)
    return {"t": "LineBlock", "c": lines}


def _inlines(nodes: Sequence[Node], state: _State) -> list[Node]:
    found = (_inline(node, state) for node in nodes if _style(node) not in MARKS)
    return [node for node in found if node is not None]


def _inline(node: Node, state: _State) -> Node | None:
    kind: str = node["t"]
    content: Json = node.get("c")
    if kind == "Note":
        state.called += 1
        return {"t": "Note", "c": _labelled(f"{CALLED}{state.called}", content, state)}
    if kind == "Link" and all(_style(each) in MARKS for each in content[1]):
        return span(attributes("", ["noteref"], target=content[2][0].removeprefix("#")), [])
    if kind in ("Link", "Span", "Quoted"):
        return {"t": kind, "c": [content[0], _inlines(content[1], state), *content[2:]]}
    if isinstance(content, list) and content and isinstance(content[0], dict):
        return {"t": kind, "c": _inlines(content, state)}
    return node


def _labelled(id: str, blocks: Sequence[Node], state: _State) -> list[Node]:
    """Give a note's body the label that a note of the edition's tree begins with."""
    label = span(attributes(id, ["note-label"]), [])
    body = list(_blocks(blocks, state))
    if body and body[0]["t"] == "Para":
        return [para([label, SPACE, *body[0]["c"]]), *body[1:]]
    return [para([label]), *body]


def _loose(blocks: Sequence[Node], state: _State) -> Iterator[Node]:
    """Read notes without markers: each begins with its label."""
    bodies: list[list[Node]] = []
    for node in blocks:
        if not bodies or _labels(node):
            bodies.append([])
        bodies[-1].append(node)
    for body in bodies:
        state.loose += 1
        held = _labelled(f"{LOOSE}{state.loose}", body, state)
        yield div(attributes("", ["note"]), held)
