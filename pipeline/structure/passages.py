"""The text's lines gathered into passages: a heading, a paragraph, a run of verse, an item.

Notes and furniture are out of the way here, so that a sentence which ran on beneath them runs on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal, NamedTuple, cast

from pipeline.layout.clues import FLOW
from pipeline.layout.index import is_letter
from pipeline.layout.lay_out import Layout
from pipeline.structure.divide import Divider
from pipeline.structure.paragraphs import BULLET, NUMBER, is_break, split_paragraphs

PassageKind = Literal[
    "heading",
    "paragraph",
    "quote",
    "verse",
    "item",
    "table",
    "break",
    "figure",
    "sidenote",
    "entry",
]
LETTERS = re.compile(r"[^\W\d_]{2}")
"""What a running head has and a folio has not."""
WIDE = 3
"""Blank lines that stand for a page's beginning where the pages are not shown."""
NEAR = 8
"""Passages between one numbered item and the next."""


LINED: tuple[PassageKind, ...] = ("verse", "table")
"""The kinds of passages whose lines stay apart."""


class Passage(NamedTuple):
    """Lines that make one block."""

    kind: PassageKind
    lines: list[int]
    level: int = 0


def passages(layout: Layout) -> list[Passage]:
    """Give the passages of the text in order."""
    found = list(_raw_passages(layout))
    return _items(layout, found)


def _raw_passages(layout: Layout) -> Iterator[Passage]:
    """Divide the lines at headings and given blocks, and what is between them into paragraphs."""
    flow = [i for i, kind in layout.kinds.items() if kind in FLOW]
    headings = Divider.learn(layout, flow)
    index = layout.index.begins
    blocks = layout.given | layout.decided.given
    for (given, indexed), group in groupby(flow, key=lambda i: (blocks.get(i), i in index)):
        lines = list(group)
        if given is None and indexed:
            yield from _entries(layout, lines)
        elif given is None:
            for is_title, run in groupby(lines, key=lambda i: layout.kinds[i] == "title"):
                if is_title:
                    for each in headings.divide(list(run)):
                        yield Passage("heading", each)
                else:
                    yield from _paragraphs(layout, list(run))
        elif given.kind == "quote":
            for part in split_paragraphs(layout, lines, layout.habits.measure):
                yield Passage("quote", part)
        else:
            yield Passage(cast("PassageKind", given.kind), lines)


def _entries(layout: Layout, lines: list[int]) -> Iterator[Passage]:
    """Divide lines of the index into its entries and the letters above them."""
    groups: list[list[int]] = []
    for i in lines:
        if not groups or layout.index.begins[i]:
            groups.append([])
        groups[-1].append(i)
    for group in groups:
        letter = is_letter(layout.paging.lines[group[0]].text)
        yield Passage("paragraph" if letter else "entry", group)


def _paragraphs(layout: Layout, run: list[int]) -> Iterator[Passage]:
    for is_verse, group in groupby(run, key=lambda i: layout.kinds[i] == "verse"):
        lines = list(group)
        if is_verse:
            yield from _verse(layout, lines)
            continue
        for part in split_paragraphs(layout, lines, layout.habits.measure):
            alone = len(part) == 1 and is_break(layout.paging.lines[part[0]].text)
            yield Passage("break" if alone else "paragraph", part)


def _verse(layout: Layout, lines: list[int]) -> Iterator[Passage]:
    """Give verse; where its type is known, what has no line that ended early is none.

    It is what is printed above or below a stanza, a title or where the verse is from, or prose.
    """
    casts = layout.casts
    for is_verse, group in groupby(
        stanzas(layout, lines),
        key=lambda each: each[0] not in casts or any(casts[i].early for i in each[:-1]),
    ):
        if is_verse:
            yield Passage("verse", [i for each in group for i in each])
        else:
            yield from (Passage("paragraph", each) for each in group)


def stanzas(layout: Layout, lines: Sequence[int]) -> list[list[int]]:
    """Divide verse at its gaps."""
    usual = layout.gaps[lines[min(1, len(lines) - 1)]]
    found: list[list[int]] = []
    for i in lines:
        type_ = layout.casts.get(i)
        if not found or layout.gaps[i] > usual or (type_ is not None and type_.gap):
            found.append([])
        found[-1].append(i)
    return found


def _items(layout: Layout, found: list[Passage]) -> list[Passage]:
    """Take for list items what begins with a bullet, or with a number that others follow up."""
    texts = [layout.paging.lines[p.lines[0]].text if p.lines else "" for p in found]
    labels = [
        _item_label(text) if p.kind == "paragraph" else None
        for p, text in zip(found, texts, strict=True)
    ]
    result = []
    for k, passage in enumerate(found):
        label = labels[k]
        near = [*labels[max(0, k - NEAR) : k], *labels[k + 1 : k + 1 + NEAR]]
        followed = label is not None and any(
            other is not None and other[0] == label[0] and abs(other[1] - label[1]) == 1
            for other in near
        )
        bulleted = passage.kind == "paragraph" and BULLET.match(texts[k]) is not None
        result.append(passage._replace(kind="item") if followed or bulleted else passage)
    return result


def _item_label(text: str) -> tuple[str, int] | None:
    """Give the form and the place in the sequence of an item's number.

    >>> _item_label("(2) the second"), _item_label("b. next"), _item_label("1920 was")
    (('(1)', 2), ('a.', 2), None)
    """
    match = NUMBER.match(text)
    if match is None:
        return None
    label = match["label"]
    form, value = ("1", int(label)) if label.isdecimal() else ("a", ord(label[0]) - ord("a") + 1)
    if len(label) > 1 and form == "a":
        return None
    return f"{match['open']}{form}{match['close']}", value


def heading_text(layout: Layout, passage: Passage) -> str:
    """Give the words of a heading as one line."""
    return " ".join(layout.paging.lines[i].text for i in passage.lines)


def opens_page(layout: Layout, passage: Passage) -> bool:
    """Does a passage stand at the head of its page, furniture aside?"""
    first = passage.lines[0]
    if layout.spaced:
        return layout.gaps[first] >= WIDE
    page = layout.paging.lines[first].page
    start = layout.paging.starts[page]
    return not any(layout.kinds.get(i) not in (None, "furniture") for i in range(start, first))


def below_head(layout: Layout, passage: Passage) -> bool:
    """Does a passage stand below a running head of its page?"""
    first = passage.lines[0]
    start = layout.paging.starts[layout.paging.lines[first].page]
    return not layout.spaced and any(_is_head(layout, i) for i in range(start, first))


def pages_with_heads(layout: Layout) -> set[int]:
    """Give the pages that have a running head, or another line set aside that has letters."""
    return {layout.paging.lines[i].page for i in layout.kinds if _is_head(layout, i)}


def _is_head(layout: Layout, line: int) -> bool:
    is_set_aside = layout.kinds.get(line) == "furniture"
    return is_set_aside and LETTERS.search(layout.paging.lines[line].text) is not None
