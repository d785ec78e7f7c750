"""Checks of a PDF's structure: what holds what, and what is said of it.

After the Matterhorn Protocol 1.1 for PDF/UA-1 (ISO 14289-1, 7), checkpoints 02 (roles), 09
(appropriate tags), 11 (language), 13 (pictures), 14 (headings), 15 (tables), 16 (lists), 19 (notes)
and 28 (annotations). PDF/A-2a (ISO 19005-2, 6.7) asks for no more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pikepdf

from pipeline.write.check import Fault
from pipeline.write.pdf.checks.document import LANGUAGE
from pipeline.write.pdf.checks.elements import STANDARD, Element
from pipeline.write.pdf.checks.faults import fault, held, kids_of, name_of, number_tree

HOLDS = {
    "L": ("L", "LI", "Caption"),
    "LI": ("Lbl", "LBody"),
    "Table": ("TR", "THead", "TBody", "TFoot", "Caption"),
    "TBody": ("TR",),
    "TFoot": ("TR",),
    "THead": ("TR",),
    "TOC": ("TOC", "TOCI", "Caption"),
    "TOCI": ("Lbl", "Reference", "NonStruct", "P", "TOC"),
    "TR": ("TH", "TD"),
}
"""What may stand in an element of a type (ISO 14289-1, 7.2; ISO 32000-1, 14.8.4.3)."""
WITHIN = {
    "Caption": ("Figure", "Table", "L", "TOC"),
    "LBody": ("LI",),
    "LI": ("L",),
    "TBody": ("Table",),
    "TD": ("TR",),
    "TFoot": ("Table",),
    "TH": ("TR",),
    "THead": ("Table",),
    "TOCI": ("TOC",),
    "TR": ("Table", "THead", "TBody", "TFoot"),
}
"""What an element of a type may stand in."""
MAY_BE_EMPTY = frozenset(("TD", "TH"))


def check_structure(pdf: pikepdf.Pdf, elements: Sequence[Element]) -> Iterator[Fault]:
    """Give the faults of a structure."""
    if not elements:
        yield fault("structure", "", "the file has no structure")
        return
    yield from _roles(pdf, elements)
    yield from _nesting(elements)
    yield from _headings(elements)
    yield from _tables(elements)
    yield from _told(elements)
    yield from _notes(pdf, elements)
    yield from _links(pdf, elements)


def _roles(pdf: pikepdf.Pdf, elements: Sequence[Element]) -> Iterator[Fault]:
    """ISO 14289-1, 7.1: own types lead to known ones, known ones are not given another meaning."""
    for name in held(pdf.Root.StructTreeRoot, "RoleMap"):
        if name[1:] in STANDARD:
            yield fault("role", name[1:], "a type that PDF knows is mapped to another")
    for element in elements:
        if not element.role:
            yield fault("role", element.where, "its type leads to none that PDF knows")
        parent = element.parent.item if element.parent else pdf.Root.StructTreeRoot
        if element.item.get("/P") is None or element.item.P.objgen != parent.objgen:
            yield fault("structure", element.where, "it does not know its parent")


def _nesting(elements: Sequence[Element]) -> Iterator[Fault]:
    """ISO 14289-1, 7.2: lists, tables and contents are made of what they are made of."""
    for element in elements:
        allowed = HOLDS.get(element.role)
        for kid in element.kids:
            if allowed and kid.role not in allowed:
                yield fault("nesting", element.where, f"it holds {kid.role}")
        if allowed and element.content:
            yield fault("nesting", element.where, "it holds text")
        around = WITHIN.get(element.role)
        if around and (element.parent is None or element.parent.role not in around):
            yield fault("nesting", element.where, "it stands in what it cannot stand in")
        captions = [kid.role == "Caption" for kid in element.kids]
        if element.role in ("L", "Table", "TOC") and (sum(captions) > 1 or any(captions[1:-1])):
            yield fault("nesting", element.where, "its caption is neither first nor last")
        holds = element.kids or element.content or element.annotations
        if not holds and element.role not in MAY_BE_EMPTY:
            yield fault("empty", element.where, "there is nothing in it")


def _headings(elements: Sequence[Element]) -> Iterator[Fault]:
    """ISO 14289-1, 7.4: no level is left out, the first is the highest."""
    before = 0
    for element in elements:
        if element.role == "H":
            yield fault("heading", element.where, "it has no level")
        if element.role[:1] == "H" and element.role[1:].isdecimal():
            level = int(element.role[1:])
            if level > before + 1:
                yield fault("heading", element.where, f"level {level} follows level {before}")
            before = level


def _tables(elements: Sequence[Element]) -> Iterator[Fault]:
    """ISO 14289-1, 7.2 and 7.5: rows are of one length, heads say what they are the heads of."""
    for table in (element for element in elements if element.role == "Table"):
        groups = [kid.role for kid in table.kids]
        for name in ("THead", "TFoot"):
            if groups.count(name) > 1 or (name in groups and "TBody" not in groups):
                yield fault("table", table.where, f"it has {name} without TBody, or twice")
        rows = list(_rows(table))
        widths = _widths(rows)
        if len(set(widths)) > 1:
            yield fault("table", table.where, f"its rows have {sorted(set(widths))} columns")
        for cell in (cell for row in rows for cell in row.kids if cell.role == "TH"):
            scopes = {name_of(about.get("/Scope")) for about in kids_of(cell.item.get("/A"))}
            if not scopes & {"Row", "Column", "Both"}:
                yield fault("table", cell.where, "it does not say what it is the head of")


def _rows(element: Element) -> Iterator[Element]:
    for kid in element.kids:
        if kid.role == "TR":
            yield kid
        elif kid.role in ("THead", "TBody", "TFoot"):
            yield from _rows(kid)


def _widths(rows: Sequence[Element]) -> list[int]:
    """Count the columns of each row, with those that cells of the rows above reach into."""
    widths = []
    reaching: list[tuple[int, int]] = []
    for row in rows:
        width = sum(columns for columns, _ in reaching)
        reaching = [(columns, left - 1) for columns, left in reaching if left > 1]
        for cell in row.kids:
            columns, down = _span(cell, "/ColSpan"), _span(cell, "/RowSpan")
            width += columns
            if down > 1:
                reaching.append((columns, down - 1))
        widths.append(width)
    return widths


def _span(cell: Element, name: str) -> int:
    return max((int(about.get(name, 1)) for about in kids_of(cell.item.get("/A"))), default=1)


def _told(elements: Sequence[Element]) -> Iterator[Fault]:
    """ISO 14289-1, 7.2 (language) and 7.3 (pictures)."""
    for element in elements:
        language = element.item.get("/Lang")
        if language is not None and not LANGUAGE.fullmatch(str(language)):
            yield fault("language", element.where, f"{str(language)!r} is no language")
        told = str(element.item.get("/Alt", "")) or str(element.item.get("/ActualText", ""))
        if element.role in ("Figure", "Formula") and not told:
            yield fault("picture", element.where, "it is not described")


def _notes(pdf: pikepdf.Pdf, elements: Sequence[Element]) -> Iterator[Fault]:
    """ISO 14289-1, 7.9: each note has an id of its own; ISO 32000-1, 14.7.2: ids are listed."""
    listed = {
        bytes(key): value.objgen
        for key, value in number_tree(pdf.Root.StructTreeRoot.get("/IDTree"))
    }
    known: set[bytes] = set()
    for element in elements:
        id = bytes(element.item.get("/ID", b""))
        if element.role == "Note" and (not id or id in known):
            yield fault("note", element.where, "it has no id of its own")
        if id and listed.get(id) != element.item.objgen:
            yield fault("note", element.where, "its id is not listed")
        known.add(id)


def _links(pdf: pikepdf.Pdf, elements: Sequence[Element]) -> Iterator[Fault]:
    """ISO 14289-1, 7.18: links belong to their elements, and say where they lead."""
    parents = dict(number_tree(pdf.Root.StructTreeRoot.get("/ParentTree")))
    owners: dict[tuple[int, int], Element] = {}
    for element in elements:
        if element.annotations and element.role != "Link":
            yield fault("link", element.where, "an annotation is in what is no link")
        if element.role == "Link" and not element.annotations:
            yield fault("link", element.where, "it cannot be followed")
        for item in element.annotations:
            if item.objgen in owners:
                yield fault("link", element.where, "its annotation is another's too")
            owners[item.objgen] = element
            back = parents.get(int(item.get("/StructParent", -1)))
            if back is None or back.objgen != element.item.objgen:
                yield fault("link", element.where, "its annotation does not lead back to it")
    for number, page in enumerate(pdf.pages, 1):
        for item in kids_of(page.get("/Annots")):
            if item.objgen not in owners:
                yield fault("link", f"page {number}", "an annotation belongs to no element")
