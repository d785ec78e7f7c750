"""Footnotes that WeasyPrint would lose, or put out of their order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import weasyprint.layout.page as layout
from weasyprint.formatting_structure.boxes import Box, PageBox
from weasyprint.layout import LayoutContext


@contextmanager
def all_footnotes() -> Iterator[None]:
    """Let no footnote be lost.

    WeasyPrint (version 70) passes over that of a page's last line if the line fits only when others
    have been moved to the next page; it forgets those that have been moved to a page that it lays
    out anew; and what has been moved twice comes behind what has been moved once.
    """
    ordinary = layout.remake_page
    moved: dict[int, list[Box]] = {}
    order: dict[Box, int] = {}

    def remake(index: int, context: LayoutContext, *rest: Any) -> tuple[PageBox, Any]:
        if not order:
            order.update({footnote: k for k, footnote in enumerate(context.footnotes)})
        if index in moved and last[0] != index - 1:
            context.reported_footnotes = moved[index].copy()
        page, resume_at = ordinary(index, context, *rest)
        if context.footnotes:
            called = [box.footnote for box in page.descendants() if box.footnote]
            for footnote in called:
                if footnote in context.footnotes:
                    context.footnotes.remove(footnote)
                    context.reported_footnotes.append(footnote)
        context.reported_footnotes.sort(key=lambda footnote: order[footnote])
        last[0], moved[index + 1] = index, context.reported_footnotes.copy()
        return page, resume_at

    last = [-1]
    layout.remake_page = remake
    try:
        yield
    finally:
        layout.remake_page = ordinary
