"""Checks of what leads to a place in a PDF: bookmarks, links, page labels.

After the Matterhorn Protocol 1.1 for PDF/UA-1, checkpoint 28 (annotations), and ISO 19005-2, 6.3
and 6.5. PDF/UA-1 recommends bookmarks and page labels; a book without them is no book.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from pipeline.write.check import Fault
from pipeline.write.pdf.checks.faults import fault, held, kids_of, name_of, number_tree

PRINTED, UNSEEN = 4, 1 | 2 | 32 | 256
"""Flags of an annotation (ISO 32000-1, 12.5.3)."""


class Targets:
    """The places of a PDF, by their names."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pages = {page.obj.objgen for page in pdf.pages}
        names = number_tree(held(pdf.Root, "Names").get("/Dests"))
        self.named = {bytes(key): value for key, value in names}

    def leads_on(self, item: Any) -> bool:
        """Tell whether a bookmark or a link leads to a page of the file, or out of it."""
        action = held(item, "A")
        if name_of(action.get("/S")) == "URI":
            return bool(str(action.get("/URI", "")))
        place = item.get("/Dest", action.get("/D"))
        if isinstance(place, pikepdf.String):
            place = self.named.get(bytes(place))
        if isinstance(place, pikepdf.Dictionary):
            place = place.get("/D")
        return isinstance(place, pikepdf.Array) and place[0].objgen in self.pages


def check_targets(pdf: pikepdf.Pdf) -> Iterator[Fault]:
    """Give the bookmarks and links that lead nowhere, and the pages without a label."""
    targets = Targets(pdf)
    if 0 not in {int(key) for key, _ in number_tree(pdf.Root.get("/PageLabels"))}:
        yield fault("page-label", "page 1", "the page has no label")
    marks = list(_bookmarks(held(pdf.Root, "Outlines").get("/First")))
    if not marks:
        yield Fault("warning", "bookmark", "", "there are none")
    for mark in marks:
        title = str(mark.get("/Title", ""))
        if not title.strip() or not targets.leads_on(mark):
            yield fault("bookmark", title, "it has no title, or leads nowhere")
    for number, page in enumerate(pdf.pages, 1):
        found = kids_of(page.get("/Annots"))
        if found and name_of(page.get("/Tabs")) != "S":
            yield fault("link", f"page {number}", "links are not visited in reading order")
        for item in found:
            yield from _annotation(item, targets, f"page {number}")


def _bookmarks(item: Any) -> Iterator[Any]:
    while item is not None:
        yield item
        yield from _bookmarks(item.get("/First"))
        item = item.get("/Next")


def _annotation(item: Any, targets: Targets, where: str) -> Iterator[Fault]:
    """ISO 14289-1, 7.18.5; ISO 19005-2, 6.3.1, 6.3.2 and 6.5.1."""
    if name_of(item.get("/Subtype")) != "Link":
        yield fault("link", where, "an annotation is no link")
        return
    if not targets.leads_on(item):
        yield fault("link", where, "a link leads nowhere")
    if not str(item.get("/Contents", "")).strip():
        yield fault("link", where, "a link does not say where it leads")
    flags = int(item.get("/F", 0))
    if not flags & PRINTED or flags & UNSEEN:
        yield fault("link", where, "a link is not printed")
