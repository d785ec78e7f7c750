"""The words of each passage: its lines joined, with the pages' marks on them."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.layout import Layout
from pipeline.structure.lineends import Words, join_lines
from pipeline.structure.numerals import with_numerals
from pipeline.structure.passages import LINED, Passage
from pipeline.text import Mark, Text


def passage_texts(
    layout: Layout,
    found: Sequence[Passage],
    parts: dict[int, Text],
    words: Words,
    labels: Sequence[str],
) -> list[list[Text]]:
    """Join the lines of each passage: one text, or one for each line of verse.

    `labels` are those of the pages, whose marks are laid on the text; none if it bears them.
    """
    openers = _page_openers(layout, found) if labels else []
    marked = {i: _with_page(parts[i], labels[layout.paging.lines[i].page]) for i in openers}
    texts = []
    for passage in found:
        groups = [[i] for i in passage.lines] if passage.kind in LINED else [passage.lines]
        texts.append(
            [join_lines([marked.get(i, parts[i]) for i in group], words) for group in groups]
        )
    return with_numerals(found, texts)


def _page_openers(layout: Layout, found: Sequence[Passage]) -> list[int]:
    """Give the first line of text of each page."""
    openers, page = [], -1
    for passage in found:
        for i in passage.lines:
            if layout.paging.lines[i].page != page:
                page = layout.paging.lines[i].page
                openers.append(i)
    return openers


def _with_page(text: Text, label: str) -> Text:
    """Lay the page's mark on its first line of text, before the first letter."""
    string = str(text)
    at = len(string) - len(string.lstrip())
    origin = text.origin(at)
    return text.mark(Mark("page", at, at, label, (origin, origin)))
