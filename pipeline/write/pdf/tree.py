"""The book's structure in its PDF: which element each piece of text and each picture belongs to.

It is read off the document that was set, not off its pages: a paragraph over a page's end is one
paragraph, a note at a page's foot belongs to the paragraph that refers to it. What belongs to no
element (running heads, folios, ornaments, a table's head where it is repeated) is an artifact.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint import Page
from weasyprint.formatting_structure import boxes
from weasyprint.formatting_structure.boxes import Box
from weasyprint.layout.absolute import AbsolutePlaceholder

from pipeline.write.pdf.roles import HEADING, TABLE_PARTS, role_of
from pipeline.write.pdf.textlayer import NOTE

DEEPEST = 6
"""The levels of headings that PDF knows."""


@dataclass(eq=False, slots=True)
class Node:
    """An element of the structure."""

    role: str
    parent: Node | None
    element: Element | None = None
    language: str = ""
    """Its language, where it is another than that around it."""
    kids: list[Node | tuple[int, Box]] = field(default_factory=list)
    """What it holds, in order: elements, and pieces of content with the number of their page."""
    links: list[tuple[int, Any]] = field(default_factory=list)
    """Of a link: where it can be clicked, with the number of the page."""


class Structure:
    """The structure of a document that has been laid out on pages."""

    def __init__(self, root: Element, pages: list[Page], marks: dict[Element, str]) -> None:
        self.document = Node("Document", None)
        self.heights = [page.height for page in pages]
        """The heights of the pages."""
        self.owners: dict[Box, Node] = {}
        """The element of each piece of content; what is not in here is an artifact."""
        self._marks = marks
        self._around = {child: parent for parent in root.iter() for child in parent}
        self._around |= dict(_moved(root))
        self._whole = dict(_divided(root))
        self._nodes: dict[Element, Node] = {}
        self._languages: dict[Element, str] = {root: root.get("lang", "")}
        self._headings: list[int] = []
        self._filled: set[Element] = set()
        self._heads: dict[Element, int] = {}
        for number, page in enumerate(pages):
            self._read(page._page_box, number)
            for *_, box in page.links:
                if box.element_tag == "a" and box.style["visibility"] == "visible":
                    self.node(box.element).links.append((number, box))
        self._place_footnotes()

    def _read(self, box: Box, page: int) -> None:
        """Give each piece of content below a box to its element."""
        for child in box.children:
            if isinstance(child, AbsolutePlaceholder):
                child = child._box
            if isinstance(child, boxes.TextBox):
                if child.text.strip():
                    self._own(child, page)
            elif isinstance(child, boxes.ReplacedBox):
                if self.alternative(child.element):
                    self._own(child, page)
            elif not self._is_furniture(child, page):
                self._read(child, page)

    def _is_furniture(self, box: Box, page: int) -> bool:
        if isinstance(box, boxes.TableRowGroupBox) and (box.is_header or box.is_footer):
            return self._heads.setdefault(box.element, page) != page
        return isinstance(box, boxes.MarginBox) or bool(box.is_leader)

    def _own(self, box: Box, page: int) -> None:
        if box.element is None or box.style["visibility"] != "visible":
            return
        generated = "::" in box.element_tag
        node = self._generated(box) if generated else self.node(box.element)
        if node is not None:
            self.owners[box] = node
            node.kids.append((page, box))

    def _generated(self, box: Box) -> Node | None:
        """Give the element of what the style writes: an item's bullet, a page's number in a link.

        All else that it writes is ornament.
        """
        element = box.element
        if box.element_tag in ("li::before", "li::marker"):
            body = self.node(element)
            item = body.parent
            if body.role == "LBody" and item is not None:
                if item.kids[0] is body:
                    item.kids.insert(0, Node("Lbl", item))
                label = item.kids[0]
                assert isinstance(label, Node)
                return label
        return self.node(element) if self._marks.get(element, NOTE) != NOTE else None

    def node(self, element: Element) -> Node:
        """Give the node that the content of an element of the document belongs to."""
        element = self._whole.get(element, element)
        if element not in self._nodes:
            around = self._around.get(element)
            if around is None or element.tag == "body":
                return self.document
            parent = self.node(around)
            self._languages[element] = element.get("lang") or self._language(around)
            role = role_of(element, around, parent.role)
            if role in TABLE_PARTS:
                self._fill(element)
            if element not in self._nodes:
                self._nodes[element] = self._made(role, element, parent) if role else parent
        return self._nodes[element]

    def _language(self, element: Element) -> str:
        found: str | None = self._languages.get(element)
        if found is None:
            self._languages[element] = found = element.get("lang") or self._language(
                self._around[element]
            )
        return found

    def _made(self, role: str, element: Element, parent: Node) -> Node:
        """Make a node, with what must stand around it or in it; give that which gets content."""
        around = self._around[element]
        if role == HEADING:
            role = self._heading(int(element.tag[1]))
        elif role == "Caption":
            role = "Caption" if parent.role in ("Figure", "Table") else "P"
        elif role == "Link" and "noteref" in (element.get("class") or "").split():
            parent = self._added(Node("Reference", parent))
        own = self._languages[element]
        language = own if own != self._language(around) else ""
        made = self._added(Node(role, parent, element, language))
        return self._added(Node("LBody", made)) if role == "LI" else made

    def _added(self, node: Node) -> Node:
        assert node.parent is not None
        node.parent.kids.append(node)
        return node

    def _heading(self, rank: int) -> str:
        """Give a heading's level: no level is left out, whatever ranks the book has."""
        while self._headings and self._headings[-1] >= rank:
            self._headings.pop()
        self._headings.append(rank)
        return f"H{min(len(self._headings), DEEPEST)}"

    def _fill(self, part: Element) -> None:
        """Make all rows and cells of a table, empty ones too."""
        table = part
        while table.tag != "table":
            table = self._around[table]
        if table in self._filled:
            return
        self._filled.add(table)
        for element in table.iter("tr"):
            for cell in element:
                self.node(cell)

    def _place_footnotes(self) -> None:
        """Let a footnote be read behind its call, not where the page's text ends."""
        for element, note in list(self._nodes.items()):
            holder = self._around[element]
            if note.element is not element or note.role != "Note" or holder.tag != "span":
                continue
            beside = list(self._around[holder])
            call = self._nodes.get(beside[beside.index(holder) - 1])
            while call is not None and call.parent is not note.parent:
                call = call.parent
            if call is not None and note.parent is not None:
                kids = note.parent.kids
                kids.remove(note)
                kids.insert(kids.index(call) + 1, note)

    def alternative(self, picture: Element) -> str:
        """Give what is said in place of a picture: its description, else its caption."""
        around = self._around.get(picture)
        while around is not None and around.tag != "figure":
            around = self._around.get(around)
        own: str | None = picture.get("alt")
        if own is None and around is not None:
            captions = around.iterfind(".//figcaption")
            own = " ".join(" ".join("".join(each.itertext()).split()) for each in captions)
        return own or ""


def _divided(root: Element) -> Iterator[tuple[Element, Element]]:
    """Give the pieces into which footnotes' paragraphs are divided, and each one's first."""
    whole: Element | None = None
    for paragraph in root.iterfind(".//aside/p"):
        if "ran-on" not in (paragraph.get("class") or "").split():
            whole = paragraph
        elif whole is not None:
            yield paragraph, whole


def _moved(root: Element) -> Iterator[tuple[Element, Element]]:
    """Give what belongs elsewhere than where it stands in the document, and where.

    A note's label stands in the note's first paragraph, a table's caption in the figure around it.
    """
    for note in root.iterfind(".//*[@class='note']"):
        label = note.find(".//*[@class='note-label']")
        if label is not None:
            yield label, note
    for figure in root.iter("figure"):
        table, caption = figure.find(".//table"), figure.find("figcaption")
        if table is not None and caption is not None:
            yield caption, table
