"""New matter as pandoc reads it, in the forms that a book's tree has (`pipeline.write.tree`).

What has no such form is refused: a page cannot show it, and nothing is ever passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from pipeline.errors import RecensionError
from pipeline.language import Language
from pipeline.write.inlines import RAISED
from pipeline.write.pandoc import (
    SPACE,
    Json,
    Node,
    attributes,
    bullet_list,
    div,
    header,
    link,
    para,
    plain_text,
    span,
    words,
)
from pipeline.write.pictures import Picture, load_picture

DIVISIONS = ("caption", "epigraph", "figure", "sidenote", "signature", "verse")
"""Classes of divisions that the editions know."""
ADDRESS = re.compile(r"#\S+|https?://\S+|mailto:\S+")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
DEEPEST = 30
"""So many passages may stand within each other; no page could show more."""
UNDEFINED = re.compile(r"\[\^[^\]\s]+\]")
NAMES = {
    "CodeBlock": "text indented like code",
    "Code": "code",
    "DefinitionList": "definition lists",
    "Math": "formulas",
    "RawBlock": "raw HTML or TeX",
    "RawInline": "raw HTML or TeX",
    "Strikeout": "struck-out text",
}


@dataclass(slots=True)
class Reading:
    """What all files of a book have in common."""

    folder: Path
    notes: int = 0
    """How many notes there were so far."""
    pictures: list[Picture] = field(default_factory=list)


class Writer:
    """Writes the blocks of one file."""

    def __init__(self, path: Path, language: Language, reading: Reading) -> None:
        self.path = path
        self.language = language
        self.reading = reading
        self.labels = 0
        """How many notes there were in this file."""
        self.depth = 0

    def blocks(self, nodes: list[Node]) -> list[Node]:
        """Give blocks in the forms of the tree."""
        with self._deeper():
            return [made for node in nodes for made in self._block(node)]

    @contextmanager
    def _deeper(self) -> Iterator[None]:
        self.depth += 1
        if self.depth > DEEPEST:
            self._refuse("so many passages within each other")
        yield
        self.depth -= 1

    def said(self, pairs: Iterable[list[str]]) -> dict[str, str]:
        """Give what attributes say of the language; all others are passed over.

        Raises:
            RecensionError: it is no tag of a language.
        """
        found = {key: value for key, value in pairs if key == "lang"}
        for tag in found.values():
            if not LANGUAGE.fullmatch(tag):
                remedy = "give a BCP 47 tag, like en, pl or pt-BR"
                raise RecensionError(f"no language: {tag!r}", self._where(tag), remedy)
        return found

    def _block(self, node: Node) -> Iterator[Node]:
        kind: str = node["t"]
        content: Json = node.get("c")
        if kind in ("Para", "Plain"):
            yield self._paragraph(kind, content)
        elif kind == "Header":
            level, _, inlines = content
            yield header(max(2, level), attributes(), self.inlines(inlines))
        elif kind == "BlockQuote":
            yield {"t": kind, "c": self.blocks(content)}
        elif kind == "Div":
            yield from self._division(*content)
        elif kind == "BulletList":
            yield _list(["list"], [self.blocks(item) for item in content])
        elif kind == "OrderedList":
            (first, _, _), items = content
            labelled = [self._labelled(f"{k}.", item) for k, item in enumerate(items, first)]
            yield _list(["list", "labelled"], labelled)
        elif kind == "LineBlock":
            lines = [self.inlines(line) for line in content]
            yield div(attributes("", ["verse"]), [{"t": kind, "c": lines}])
        elif kind == "Table":
            yield self._table(*content)
        elif kind == "HorizontalRule":
            yield node
        else:
            self._refuse(kind)

    def _paragraph(self, kind: str, inlines: list[Node]) -> Node:
        if len(inlines) == 1 and inlines[0]["t"] == "Image":
            return self._figure(inlines[0])
        return {"t": kind, "c": self.inlines(inlines)}

    def _figure(self, image: Node) -> Node:
        """Make a figure of a picture that stands alone: its title is its caption."""
        _, alt, (name, title) = image["c"]
        if not plain_text(alt).strip():
            remedy = f"say what it shows: ![a description]({name})"
            raise RecensionError("a picture without a description", self._where(name), remedy)
        self.reading.pictures.append(load_picture(self.reading.folder, name, self._where(name)))
        shown = {"t": "Image", "c": [attributes(), words(plain_text(alt)), [name, ""]]}
        caption = [div(attributes("", ["caption"]), [para(words(title))])] if title else []
        return div(attributes("", ["figure"]), [para([shown]), *caption])

    def _division(self, attr: list[Json], content: list[Node]) -> Iterator[Node]:
        _, classes, pairs = attr
        names = [name for name in classes if name in DIVISIONS]
        blocks = self.blocks(content)
        said = self.said(pairs)
        if names or said:
            yield div(attributes("", names, **said), blocks)
        else:
            yield from blocks

    def _labelled(self, label: str, item: list[Node]) -> list[Node]:
        """Write an item's number in front of its text, where the book's own lists have theirs."""
        blocks = self.blocks(item)
        if blocks and blocks[0]["t"] in ("Para", "Plain"):
            first = {"t": blocks[0]["t"], "c": [*words(label), SPACE, *blocks[0]["c"]]}
            return [first, *blocks[1:]]
        return [para(words(label)), *blocks]

    def _table(
        self, _: object, caption: Json, columns: Json, head: Json, bodies: Json, foot: Json
    ) -> Node:
        bare = attributes()
        columns = [[align, {"t": "ColWidthDefault"}] for align, _ in columns]
        rows = [row for body in bodies for row in [*body[2], *body[3]]] + foot[1]
        parts = [[bare, self._rows(head[1])], [[bare, 0, [], self._rows(rows)]], [bare, []]]
        table = {"t": "Table", "c": [bare, [None, []], columns, *parts]}
        above = [_as_paragraph(node) for node in self.blocks(caption[1])]
        named = [div(attributes("", ["caption"]), above)] if above else []
        return div(attributes("", ["table"]), [*named, table])

    def _rows(self, rows: list[Json]) -> list[Json]:
        return [[attributes(), [self._cell(cell) for cell in cells]] for _, cells in rows]

    def _cell(self, cell: list[Json]) -> list[Json]:
        _, _, high, wide, content = cell
        blocks = self.blocks(content)
        if (high, wide) != (1, 1) or len(blocks) > 1 or any(b["t"] != "Plain" for b in blocks):
            self._refuse("cells of a table that hold more than a line of text")
        return [attributes(), {"t": "AlignDefault"}, 1, 1, blocks]

    def inlines(self, nodes: list[Node]) -> list[Node]:
        """Give inlines in the forms of the tree, in which no Str is beside another."""
        joined: list[Node] = []
        with self._deeper():
            for made in (made for node in nodes for made in self._inline(node)):
                if joined and joined[-1]["t"] == made["t"] == "Str":
                    joined[-1] = {"t": "Str", "c": joined[-1]["c"] + made["c"]}
                else:
                    joined.append(made)
        return joined

    def _inline(self, node: Node) -> Iterator[Node]:
        kind: str = node["t"]
        content: Json = node.get("c")
        if kind == "Str":
            if undefined := UNDEFINED.search(content):
                where = self._where(undefined[0])
                remedy = f"write it at the end of the file: {undefined[0]}: The note."
                raise RecensionError(f"the note {undefined[0]} has no text", where, remedy)
            yield from words(content)
        elif kind in ("Space", "SoftBreak"):
            yield SPACE
        elif kind == "LineBreak":
            yield node
        elif kind in ("Emph", "Strong", "SmallCaps"):
            yield {"t": kind, "c": self.inlines(content)}
        elif kind.lower() in RAISED:
            yield span(attributes("", [kind.lower()]), self.inlines(content))
        elif kind == "Quoted":
            yield from self._quoted(*content)
        elif kind == "Span":
            yield from self._span(*content)
        elif kind == "Link":
            yield self._link(*content)
        elif kind == "Note":
            yield {"t": kind, "c": self._note(content)}
        elif kind == "Image":
            name = content[2][0]
            remedy = "put it into a paragraph of its own, with its caption in quotation marks"
            raise RecensionError("a picture within a line", self._where(name), remedy)
        else:
            self._refuse(kind)

    def _quoted(self, kind: Node, content: list[Node]) -> Iterator[Node]:
        """Give quotation marks the form of the language; French ones keep a distance."""
        level = min(kind["t"] == "SingleQuote", len(self.language.quotes) - 1)
        left, right = self.language.quotes[level]
        gap = "\u00a0" if self.language.code == "fr" and left == "«" else ""
        yield from [*words(left + gap), *self.inlines(content), *words(gap + right)]

    def _span(self, attr: list[Json], content: list[Node]) -> Iterator[Node]:
        said = self.said(attr[2])
        inlines = self.inlines(content)
        if "smallcaps" in attr[1]:
            yield {"t": "SmallCaps", "c": inlines}
        elif said:
            yield span(attributes(**said), inlines)
        else:
            yield from inlines

    def _link(self, _: object, content: list[Node], target: list[str]) -> Node:
        address = target[0]
        if not ADDRESS.fullmatch(address):
            remedy = "give an address of the web, or a place in the book, like #page-12"
            raise RecensionError(
                f"a link that leads nowhere: {address}", self._where(address), remedy
            )
        return link(attributes(), self.inlines(content), address)

    def _note(self, content: list[Node]) -> list[Node]:
        """Give a note its label and an id, which no note of the book has."""
        self.labels += 1
        self.reading.notes += 1
        attr = attributes(f"ed{self.reading.notes}", ["note-label"])
        label = span(attr, words(str(self.labels)))
        blocks = self.blocks(content)
        if blocks and blocks[0]["t"] == "Para":
            return [para([label, SPACE, *blocks[0]["c"]]), *blocks[1:]]
        return [para([label]), *blocks]

    def _refuse(self, what: str) -> NoReturn:
        message = f"new matter cannot hold {NAMES.get(what, what)}"
        raise RecensionError(message, str(self.path), "say it in paragraphs, lists or tables")

    def _where(self, sought: str) -> str:
        """Name the file, and the first line of it that holds a text."""
        lines = self.path.read_text(encoding="utf-8-sig").splitlines()
        line = next((k for k, line in enumerate(lines, 1) if sought in line), 0)
        return f"{self.path}:{line}" if line else str(self.path)


def _list(classes: list[str], items: list[list[Node]]) -> Node:
    return div(attributes("", classes), [bullet_list(items)])


def _as_paragraph(node: Node) -> Node:
    return para(node["c"]) if node["t"] == "Plain" else node
