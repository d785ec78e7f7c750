"""The words of each passage: its lines joined, with the pages' marks on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.layout.lay_out import Layout
from pipeline.model.text import Mark, Text
from pipeline.structure.joining import joined
from pipeline.structure.lineends import Words
from pipeline.structure.linetexts import LineTexts
from pipeline.structure.numerals import with_numerals
from pipeline.structure.passages import LINED, Passage


def passage_texts(
    layout: Layout,
    found: Sequence[Passage],
    parts: LineTexts,
    words: Words,
    labels: Sequence[str],
) -> list[list[Text]]:
    """Join the lines of each passage: one text, or one for each line of verse.

    `labels` are those of the pages, whose marks are laid on the text; none if it bears them.
    """
    openers = _page_openers(layout, found, labels) if labels else {}
    texts = []
    for passage in found:
        groups = [[i] for i in passage.lines] if passage.kind in LINED else [passage.lines]
        texts.append([_joined(parts, group, openers, words) for group in groups])
    return with_numerals(found, texts)


def _joined(
    parts: LineTexts, lines: Sequence[int], openers: Mapping[int, str], words: Words
) -> Text:
    """Join some lines, with the marks of the pages that begin there."""
    whole, begins = parts.joined(lines)
    if not openers.keys().isdisjoint(lines):
        whole = _with_pages(whole, lines, begins, openers)
    return joined(whole, begins[1:], words)


def _page_openers(
    layout: Layout, found: Sequence[Passage], labels: Sequence[str]
) -> dict[int, str]:
    """Give the first line of text of each page, with the page's label."""
    openers, page = {}, -1
    for passage in found:
        for i in passage.lines:
            if layout.paging.lines[i].page != page:
                page = layout.paging.lines[i].page
                openers[i] = labels[page]
    return openers


def _with_pages(
    text: Text, lines: Sequence[int], begins: Sequence[int], openers: Mapping[int, str]
) -> Text:
    """Lay the pages' marks on their first lines of text, each before the first letter."""
    string = str(text)
    opened = {}
    for line, begin, end in zip(lines, begins, [*begins[1:], len(string)], strict=True):
        if line in openers:
            opened[end - len(string[begin:end].lstrip())] = openers[line]
    origins = text.origins(opened)
    marks = zip(opened.items(), origins, strict=True)
    return text.mark(*(Mark("page", at, at, label, (o, o)) for (at, label), o in marks))
