"""A document's structure written into its PDF (ISO 32000-1, 14.7): tags, as they are called."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf
from weasyprint.formatting_structure.boxes import Box

from pipeline.write.pdf.roles import OWN_ROLES
from pipeline.write.pdf.sheet import PIXEL
from pipeline.write.pdf.tree import Node, Structure


class Tags:
    """The tags of one PDF while they are written."""

    def __init__(self, pdf: pydyf.PDF, structure: Structure, marked: list[dict[Box, int]]) -> None:
        self.pdf = pdf
        self.structure = structure
        self.marked = marked
        """For each page, the number (MCID) of each piece of content."""
        self.pages: list[bytes] = pdf.page_references
        self.owners: list[dict[int, bytes]] = [{} for _ in marked]
        """For each page and each number, the element that the content belongs to."""
        self.annotations: list[bytes] = []
        """The elements of the links, in the order of their numbers in the parent tree."""
        self.ids: dict[str, bytes] = {}
        self.roles: set[str] = set()

    def write(self) -> None:
        """Write the tree, and say in the catalogue that there is one, and a title to show."""
        root = pydyf.Dictionary({"Type": "/StructTreeRoot"})
        self.pdf.add_object(root)
        root["K"] = pydyf.Array([self._element(self.structure.document, root.reference)])
        root["ParentTree"] = pydyf.Dictionary({"Nums": pydyf.Array(self._parents())})
        root["ParentTreeNextKey"] = len(self.marked) + len(self.annotations)
        if self.ids:
            names = [part for id in sorted(self.ids) for part in (pydyf.String(id), self.ids[id])]
            root["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(names)})
        mapped = {name: f"/{role}" for name, role in OWN_ROLES.items() if name in self.roles}
        if mapped:
            root["RoleMap"] = pydyf.Dictionary(mapped)
        self.pdf.catalog["StructTreeRoot"] = root.reference
        self.pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
        self.pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})

    def _parents(self) -> Iterator[Any]:
        for page, owners in enumerate(self.owners):
            yield page
            yield pydyf.Array([owners[number] for number in sorted(owners)])
        for key, owner in enumerate(self.annotations, len(self.marked)):
            yield key
            yield owner

    def _element(self, node: Node, parent: bytes) -> bytes:
        self.roles.add(node.role)
        made = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{node.role}", "P": parent})
        self.pdf.add_object(made)
        reference: bytes = made.reference
        kids = pydyf.Array()
        for kid in node.kids:
            if isinstance(kid, Node):
                kids.append(self._element(kid, reference))
            else:
                self._content(made, kids, *kid)
        for page, box in node.links:
            kids.append(self._link(reference, page, box))
        made["K"] = kids
        self._describe(made, node)
        return reference

    def _content(self, made: pydyf.Dictionary, kids: pydyf.Array, page: int, box: Box) -> None:
        number = self.marked[page][box]
        self.owners[page][number] = made.reference
        on = self.pages[page]
        if made.setdefault("Pg", on) == on:
            kids.append(number)
        else:
            kids.append(pydyf.Dictionary({"Type": "/MCR", "Pg": on, "MCID": number}))

    def _link(self, owner: bytes, page: int, box: Box) -> pydyf.Dictionary:
        annotation = box.link_annotation
        annotation["StructParent"] = len(self.marked) + len(self.annotations)
        annotation["Contents"] = pydyf.String(self._spoken(box))
        self.annotations.append(owner)
        on = self.pages[page]
        return pydyf.Dictionary({"Type": "/OBJR", "Pg": on, "Obj": annotation.reference})

    def _spoken(self, link: Box) -> str:
        """Say where a link leads: as the document says it, else by its text."""
        told: str | None = link.element.get("aria-label") or link.element.get("title")
        pieces = (
            kid[1].text
            for kid in self.structure.node(link.element).kids
            if not isinstance(kid, Node)
        )
        text = " ".join("".join(link.element.itertext()).split())
        return told or text or " ".join(pieces).strip() or link.element.get("href", "")

    def _describe(self, made: pydyf.Dictionary, node: Node) -> None:
        """Add what is said of an element: language, id, alternative, attributes."""
        if node.language:
            made["Lang"] = pydyf.String(node.language)
        element = node.element
        if element is None:
            return
        if node.role == "Note":
            id = element.get("id", f"note-{made.number}")
            made["ID"] = pydyf.String(id)
            self.ids[id] = made.reference
        elif node.role == "Figure":
            self._picture(made, node)
        elif node.role == "L":
            bullets = any(
                isinstance(kid, Node) and kid.role == "LI" and len(kid.kids) > 1
                for kid in node.kids
            )
            numbering = "/Disc" if bullets else "/None"
            made["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": numbering})
        elif node.role in ("TH", "TD"):
            made["A"] = _cell(node)

    def _picture(self, made: pydyf.Dictionary, node: Node) -> None:
        """Describe a picture, and say where on its page it is."""
        for kid in node.kids:
            if not isinstance(kid, Node):
                page, box = kid
                made["Alt"] = pydyf.String(self.structure.alternative(box.element))
                x, y = box.content_box_x(), box.content_box_y()
                height = self.structure.heights[page]
                place = (x, height - y - box.height, x + box.width, height - y)
                bounds = pydyf.Array([round(side * PIXEL, 2) for side in place])
                made["A"] = pydyf.Dictionary(
                    {"O": "/Layout", "Placement": "/Block", "BBox": bounds}
                )
                return


def _cell(node: Node) -> pydyf.Dictionary:
    """Describe a cell of a table: over how many columns and rows it goes, what a head is of."""
    element = node.element
    assert element is not None
    about = pydyf.Dictionary({"O": "/Table"})
    for name, key in (("colspan", "ColSpan"), ("rowspan", "RowSpan")):
        span = element.get(name, "1")
        if span.isdecimal() and int(span) > 1:
            about[key] = int(span)
    if node.role == "TH":
        about["Scope"] = "/Row" if element.get("scope") == "row" else "/Column"
    return about
