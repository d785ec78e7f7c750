"""What the report is put together from: tables, bars, samples of text with their change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lxml import etree

from pipeline.model.decision import Quote
from pipeline.model.finding import Span
from pipeline.model.history import Change
from pipeline.visible import visible
from pipeline.write.page import element
from pipeline.write.records import Record

Cell = etree._Element | str | int
LONGEST = 240
"""Of a longer stretch only both ends are shown."""
CONTROL = re.compile("[\n-\r\x1c-\x1f\x85]+")
"""Ends of lines and pages, most of which no HTML can hold."""
SEEN = str.maketrans(dict(zip("\n\r\t\f \xa0\u202f", "⏎⏎⇥⤓␣⍽⍽", strict=True)))
"""White space, made to be seen where it is all that there is."""


class Head(NamedTuple):
    """The head of a table's column."""

    name: str
    kind: str = ""
    """The class of the column's cells: number, text, bar."""


def table(caption: str, heads: Sequence[Head], rows: Iterable[Sequence[Cell]]) -> etree._Element:
    """Make a table; the first cell of each row is its heading. It may be scrolled by itself."""
    columns = [element("th", head.name, scope="col", class_=head.kind) for head in heads]
    kinds = [head.kind for head in heads]
    body = [_row(row, kinds) for row in rows]
    made = element(
        "table",
        element("caption", caption),
        element("thead", element("tr", *columns)),
        element("tbody", *body),
    )
    # What can be scrolled must be reached with the keyboard, and then has to have a name.
    return element("div", made, class_="scroll", tabindex="0", role="group", aria_label=caption)


def _row(cells: Sequence[Cell], kinds: Sequence[str]) -> etree._Element:
    made = element("tr")
    for k, (cell, kind) in enumerate(zip(cells, kinds, strict=True)):
        content = f"{cell:,}" if isinstance(cell, int) else cell
        node = element("td" if k else "th", safe(content), class_=kind)
        if not k:
            node.set("scope", "row")
        made.append(node)
    return made


def safe(content: etree._Element | str) -> etree._Element | str:
    """Give a text in which a line ends with a blank, and signs stand for what cannot be seen."""
    if isinstance(content, str):
        return visible(CONTROL.sub(" ", content))
    return content


def bar(part: int, whole: int, kind: str = "") -> etree._Element:
    """Make a bar as long as a part is of the longest; the number beside it says the same."""
    share = f"--share:{100 * part / max(whole, 1):.1f}%"
    return element("span", class_=f"bar {kind}".strip(), style=share, aria_hidden="true")


def folded(
    summary: Iterable[etree._Element | str], id: str, *content: etree._Element
) -> etree._Element:
    """Make a part that is opened by its summary, or by a link to what is in it."""
    inner = element("div", *content, id=id)
    return element("details", element("summary", *summary), inner)


def line(*content: etree._Element | str, kind: str = "") -> etree._Element:
    """Make a paragraph."""
    return element("p", *map(safe, content), class_=kind)


def left_out(shown: int, there: int, where: str) -> list[etree._Element]:
    """Say how many rows a table leaves out, and where they stand."""
    if shown >= there:
        return []
    return [line(f"{there - shown:,} more are not shown here; all stand in {where}.", kind="more")]


class Samples:
    """Shows stretches of the source in their places."""

    def __init__(self, record: Record) -> None:
        self._places = record.places
        self._raw = record.source.text

    def line(self, offset: int) -> int:
        """Give the line of the source's file."""
        return self._places.lines.at(offset)

    def page(self, offset: int) -> str:
        """Give the label of the page; "" where there is none."""
        return self._places.page(offset)

    def quote(self, span: Span) -> Quote:
        """Give what stands there, and beside it."""
        return self._places.quote(span)

    def changed(self, change: Change) -> etree._Element:
        """Show a stretch in its place, struck out, and behind it what stands there instead."""
        content = [element("del", seen(change.before))] if change.before else []
        content += [element("ins", seen(change.after))] if change.after else []
        return self._framed((change.start, change.end), content)

    def marked(self, span: Span) -> etree._Element:
        """Show a stretch in its place, marked; a point is marked by a caret."""
        text = self._raw[span[0] : span[1]]
        return self._framed(span, [element("mark", seen(text) if text else "‸")])

    def _framed(self, span: Span, content: list[etree._Element]) -> etree._Element:
        before, _, after = self.quote(span)
        return element("span", safe(before), *content, safe(after), class_="place")


def seen(text: str) -> str:
    """Give a text as it can be shown: white space alone as signs, of a long one both ends.

    >>> seen("\\n"), seen("two\\nlines"), seen("")
    ('⏎', 'two lines', '')
    """
    if len(text) > LONGEST:
        text = f"{text[: LONGEST // 2]} … {text[-LONGEST // 2 :]}"
    shown = text.translate(SEEN) if text.isspace() else text
    return visible(CONTROL.sub(" ", shown))
