"""The tree as pandoc's DOCX writer needs it: what Word has styles for, in these styles.

Word numbers notes by itself. Where the book's labels are what it would count, through the book or
anew in each chapter, the numbers are left to it, so that an author may add a note; other labels
(signs, numbers with gaps) are given to each note as its own mark (`package.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal

from pipeline.write.edition import Edition
from pipeline.write.frontmatter import imprint
from pipeline.write.inlines import RAISED
from pipeline.write.page import text_of
from pipeline.write.pandoc import Json, Node, Tree, attributes, div, header, link, para, span, words
from pipeline.write.tables import with_cells

IMPRINT, LOOSE, LABEL = "Imprint", "Unmarked Note", "Note Label"
"""Names of styles by which what is no text of the chapters can be told when it is read back."""
STYLES = {
    "verse": "Verse",
    "epigraph": "Epigraph",
    "signature": "Signature",
    "sidenote": "Sidenote",
    "caption": "Caption",
    "note": LOOSE,
}
"""The styles of divisions, by their class in the tree."""
ENTRY = "Entry"
"""The style of an item whose number, if it has any, is printed: no bullet belongs there."""
PICTURE = "Picture"
"""The style of a paragraph with a picture: lines of one height would show a strip of it."""
REVISIONS = frozenset({"insertion", "deletion", "comment-start", "comment-end"})
"""Classes of spans of which pandoc makes tracked changes and comments."""
BREAK_STYLE = "Thought Break"
BREAK = '<w:p><w:pPr><w:pStyle w:val="ThoughtBreak"/></w:pPr></w:p>'
SECTION = "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>"
"""An empty paragraph that ends a section, as Word calls a part with its own count of notes, or with
endnotes at its end."""

Count = Literal["book", "chapter", "own"]


@dataclass(slots=True)
class WordTree:
    """A tree for Word."""

    tree: Tree
    labels: list[str]
    """The labels of the notes, in the order of their markers."""
    count: Count
    """Whether Word's count through the book or the chapter gives these labels, or neither."""


@dataclass(slots=True)
class _State:
    kind: str = ""
    labels: list[str] = field(default_factory=list)


def word_tree(tree: Tree, edition: Edition) -> WordTree:
    """Make a tree of `tree_of` one for Word, with the facts of the edition in front."""
    chapters, labels = [], []
    for chapter in tree["blocks"]:
        state = _State(chapter["c"][0][1][0])
        chapters.append(_chapter(chapter, state))
        labels.append(state.labels)
    count = _count(labels)
    divided = "chapter" in (count, edition.settings.notes.place)
    blocks = [_facts(edition)]
    for k, chapter in enumerate(chapters):
        if k and divided:
            blocks.append(_raw(SECTION))
        blocks += chapter
    made = {**tree, "meta": _metadata(edition), "blocks": blocks}
    return WordTree(made, [label for part in labels for label in part], count)


def _count(labels: list[list[str]]) -> Count:
    """Tell what count gives these labels, those of each chapter in their order.

    >>> _count([["1", "2"], ["3"]]), _count([["1", "2"], [], ["1"]]), _count([["1", "*"]])
    ('book', 'chapter', 'own')
    """
    if _counted(label for part in labels for label in part):
        return "book"
    return "chapter" if all(map(_counted, labels)) else "own"


def _counted(labels: Iterable[str]) -> bool:
    return all(label == str(k) for k, label in enumerate(labels, 1))


def _metadata(edition: Edition) -> dict[str, Node]:
    this = edition.settings.edition
    values = {
        "title": edition.title,
        "subtitle": edition.settings.subtitle,
        "date": this.date,
        "lang": edition.language,
        "description": this.description,
    }
    many = {"author": [person.name for person in edition.authors], "keywords": this.subjects}
    made: dict[str, Node] = {name: _inlines_of(text) for name, text in values.items() if text}
    for name, texts in many.items():
        if texts:
            made[name] = {"t": "MetaList", "c": [_inlines_of(text) for text in texts]}
    return made


def _inlines_of(text: str) -> Node:
    return {"t": "MetaInlines", "c": words(text)}


def _facts(edition: Edition) -> Node:
    """Give the imprint's lines as paragraphs of their own style."""
    lines = [
        " ".join(text_of([line], lambda _: False).split())
        for line in imprint(edition).content.iter("p")
    ]
    return _styled(IMPRINT, [para(words(line)) for line in lines])


def _styled(style: str, blocks: list[Node]) -> Node:
    return div(attributes(custom_style=style), blocks)


def _raw(xml: str) -> Node:
    return {"t": "RawBlock", "c": ["openxml", xml]}


def _chapter(chapter: Node, state: _State) -> list[Node]:
    (id, _, pairs), content = chapter["c"]
    blocks = _blocks(content, state)
    if blocks and blocks[0]["t"] == "Header":
        level, _, inlines = blocks[0]["c"]
        blocks[0] = header(level, attributes(id), inlines)
    # New matter may be in another language than the book.
    return [div(["", [], pairs], blocks)] if pairs else blocks


def _blocks(blocks: list[Node], state: _State) -> list[Node]:
    return [_BLOCKS.get(node["t"], _same)(node, state) for node in blocks]


def _same(node: Node, _state: _State) -> Node:
    return node


def _text(node: Node, state: _State) -> Node:
    made = {"t": node["t"], "c": _inlines(node["c"], state)}
    shows = any(each["t"] == "Image" for each in node["c"])
    return _styled(PICTURE, [made]) if shows else made


def _header(node: Node, state: _State) -> Node:
    level, attr, inlines = node["c"]
    return header(level, attr, _inlines(inlines, state))


def _held(node: Node, state: _State) -> Node:
    return {"t": node["t"], "c": _blocks(node["c"], state)}


def _div(node: Node, state: _State) -> Node:
    (_, classes, _), content = node["c"]
    blocks = _blocks(content, state)
    if "list" in classes and ("labelled" in classes or state.kind == "back"):
        items = [block for node in blocks for item in node["c"] for block in item]
        return _styled(ENTRY, [para(b["c"]) if b["t"] == "Plain" else b for b in items])
    style = next((STYLES[name] for name in classes if name in STYLES), "")
    return _styled(style, blocks) if style else div(attributes(), blocks)


def _list(node: Node, state: _State) -> Node:
    return {"t": node["t"], "c": [_blocks(item, state) for item in node["c"]]}


def _lines(node: Node, state: _State) -> Node:
    return {"t": node["t"], "c": [_inlines(line, state) for line in node["c"]]}


def _table(node: Node, state: _State) -> Node:
    return with_cells(node, lambda blocks: _blocks(blocks, state))


def _break(_node: Node, _state: _State) -> Node:
    return _raw(BREAK)


def _inlines(nodes: list[Node], state: _State) -> list[Node]:
    return [_inline(node, state) for node in nodes]


def _inline(node: Node, state: _State) -> Node:
    kind: str = node["t"]
    content: Json = node.get("c")
    if kind in ("Emph", "Strong", "SmallCaps"):
        return _text(node, state)
    if kind == "Note":
        return _note(content, state)
    if kind == "Span":
        return _span(content, state)
    if kind == "Link":
        attr, inlines, target = content
        return {"t": kind, "c": [attr, _inlines(inlines, state), target]}
    return node


def _span(content: Json, state: _State) -> Node:
    (id, classes, pairs), inlines = content
    inner = _inlines(inlines, state)
    if REVISIONS.intersection(classes):
        return span([id, classes, pairs], inner)
    if "noteref" in classes:
        return link(attributes(), [_label([_raised(inner)])], f"#{dict(pairs)['target']}")
    if "note-label" in classes:
        return _label(inner)
    if classes and classes[0] in RAISED:
        return {"t": classes[0].title(), "c": inner}
    kept = [[name, value] for name, value in pairs if name == "lang"]
    return span([id, [], kept], inner)


def _label(inlines: list[Node]) -> Node:
    return span(attributes(custom_style=LABEL), inlines)


def _raised(inlines: list[Node]) -> Node:
    return {"t": "Superscript", "c": inlines}


def _note(blocks: list[Node], state: _State) -> Node:
    """Take the label off a note, and let its marker be found by the note's id."""
    (id, _, _), label = blocks[0]["c"][0]["c"]
    state.labels.append("".join(node.get("c", " ") for node in label))
    rest = blocks[0]["c"][1:]
    rest = rest[1:] if rest and rest[0]["t"] == "Space" else rest
    body = [para(rest), *blocks[1:]] if rest or not blocks[1:] else blocks[1:]
    return span(attributes(id), [{"t": "Note", "c": _blocks(body, state)}])


_BLOCKS: dict[str, Callable[[Node, _State], Node]] = {
    "Para": _text,
    "Plain": _text,
    "Header": _header,
    "BlockQuote": _held,
    "Div": _div,
    "BulletList": _list,
    "LineBlock": _lines,
    "Table": _table,
    "HorizontalRule": _break,
}
