"""Long paragraphs of footnotes, divided where their lines end.

WeasyPrint (version 70) does not divide a footnote: one longer than a page runs off it. Pieces of a
few lines go to the next page where they have no room; every line of them is filled but the very
last. So that their ends are ends of lines, the paragraphs are set once by themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy

from lxml import etree
from weasyprint import Document
from weasyprint.formatting_structure.boxes import Box, LineBox, TextBox

from pipeline.write.page import classes, document, element, text_of

LONG = 5
"""A paragraph of so many lines or less stays whole."""
LINES = 3
"""The lines of a piece; it is longer where a word is divided at its end."""
HYPHEN = "\u2010"
DENSER = 1.2
"""A line at the page's foot holds up to so many times the letters of one of the text."""

Render = Callable[[etree._Element], Document]


def divide_long(content: etree._Element, letters: float, render: Render) -> None:
    """Divide the long paragraphs of all footnotes below an element.

    `letters` is how many a line of text holds; `render` lays a document out.
    """
    most = LONG * letters * DENSER
    feet = content.iterfind(".//aside[@class='footnote']")
    long = [foot for foot in feet if foot[0].tag == "p" and _letters(foot) > most]
    if not long:
        return
    copies = [
        element("div", deepcopy(foot[0]), class_="measured", data_number=str(k))
        for k, foot in enumerate(long)
    ]
    lines: list[list[int]] = [[] for _ in long]
    body = element("body", *copies)
    for page in render(document("-", content.get("lang", ""), [], body)).pages:
        for number, count in _lines(page._page_box, None):
            lines[number].append(count)
    for foot, counts in zip(long, lines, strict=True):
        _divide(foot, counts)


def _letters(node: etree._Element) -> int:
    return sum(not sign.isspace() for sign in text_of([node], lambda _: False))


def _lines(box: Box, number: int | None) -> Iterator[tuple[int, int]]:
    """Give each line's paragraph and its letters; negative where a word is divided at its end."""
    if isinstance(box, LineBox):
        if number is None:  # a folio
            return
        texts = [each.text for each in box.descendants() if isinstance(each, TextBox)]
        text = "".join("".join(texts).split())
        yield number, len(text) if text[-1:] != HYPHEN else 1 - len(text)
        return
    if box.element is not None and box.element.get("class") == "measured":
        number = int(box.element.get("data-number"))
    for child in box.children:
        if hasattr(child, "children"):
            yield from _lines(child, number)


def _divide(foot: etree._Element, counts: list[int]) -> None:
    """Divide the paragraph of a footnote into footnotes of some lines each."""
    ends: list[int] = []
    read = since = 0
    for k, count in enumerate(counts[:-LINES]):
        read, since = read + abs(count), since + 1
        if since >= LINES and count > 0 and k >= LINES - 1:
            ends.append(read)
            since = 0
    before = foot
    whole = foot[0]
    for start, end in zip([0, *ends], [*ends, None], strict=True):
        piece = deepcopy(whole)
        _keep(piece, start, end)
        names = [*classes(piece), *(["runs-on"] if end else []), *(["ran-on"] if start else [])]
        if names:
            piece.set("class", " ".join(names))
        if start:
            made = element("aside", piece, class_="footnote")
            before.addnext(made)
            before = made
        else:
            foot.replace(whole, piece)


def _keep(node: etree._Element, start: int, end: int | None, read: int = 0) -> int:
    """Leave in an element only its letters from one number to another; give how many were read."""
    node.text, read = _cut(node.text, read, start, end)
    for child in list(node):
        tail, child.tail = child.tail, None
        first, read = read, _keep(child, start, end, read)
        kept = (end is None or first < end) and (read > start or first == read == start)
        tail, read = _cut(tail, read, start, end)
        if kept:
            child.tail = tail
            continue
        before = child.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + (tail or "")
        else:
            node.text = (node.text or "") + (tail or "")
        node.remove(child)
    return read


def _cut(text: str | None, read: int, start: int, end: int | None) -> tuple[str | None, int]:
    """Cut a text to what lies between two letters, where so many were read before it."""
    kept = []
    for sign in text or "":
        if read >= start and (end is None or read < end):
            kept.append(sign)
        read += not sign.isspace()
    return "".join(kept), read
