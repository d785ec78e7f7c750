"""The structure of a PDF as a tree of elements, for the checks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from pipeline.write.pdf.checks.faults import held, kids_of, name_of

STANDARD = frozenset(
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4"
    " H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code"
    " Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form".split()
)
"""The types that PDF 1.7 knows (ISO 32000-1, 14.8.4)."""


@dataclass(eq=False, slots=True)
class Element:
    """An element of the structure."""

    item: Any
    role: str
    """Its type, as the role map gives it."""
    own: str
    """Its type, as it calls itself."""
    parent: Element | None
    kids: list[Element] = field(default_factory=list)
    content: list[tuple[tuple[int, int], int]] = field(default_factory=list)
    """Marked content: the page's object, and the number."""
    annotations: list[Any] = field(default_factory=list)

    @property
    def where(self) -> str:
        """Say which element it is."""
        return f"{self.own} {self.item.objgen[0]}"


def read_elements(pdf: pikepdf.Pdf) -> list[Element]:
    """Give all elements of the structure, in reading order."""
    root = pdf.Root.get("/StructTreeRoot")
    if root is None:
        return []
    mapped = {key[1:]: name_of(value) for key, value in held(root, "RoleMap").items()}
    found: list[Element] = []
    todo: list[tuple[Any, Element | None]] = [
        (kid, None) for kid in reversed(kids_of(root.get("/K")))
    ]
    while todo:
        item, parent = todo.pop()
        own = name_of(item.get("/S"))
        element = Element(item, standard(own, mapped), own, parent)
        found.append(element)
        if parent is not None:
            parent.kids.append(element)
        todo += [(kid, element) for kid in reversed(list(_below(element)))]
    return found


def standard(own: str, mapped: dict[str, str]) -> str:
    """Follow the role map to a type that PDF knows; empty if it leads to none.

    >>> standard("Em", {"Em": "Strong", "Strong": "Span"}), standard("A", {"A": "B", "B": "A"})
    ('Span', '')
    """
    for _ in range(len(mapped) + 1):
        if own in STANDARD:
            return own
        own = mapped.get(own, "")
    return ""


def _below(element: Element) -> Iterator[Any]:
    """Give the elements in an element, and note what else it holds."""
    page = element.item.get("/Pg")
    for kid in kids_of(element.item.get("/K")):
        if isinstance(kid, int):
            element.content.append((page.objgen if page is not None else (0, 0), kid))
        elif kid.get("/Type") == "/MCR":
            element.content.append((kid.get("/Pg", page).objgen, int(kid.MCID)))
        elif kid.get("/Type") == "/OBJR":
            element.annotations.append(kid.Obj)
        else:
            yield kid
