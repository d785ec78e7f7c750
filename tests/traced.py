"""What the desk shows of a book, traced back to the raw text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lxml import etree

from pipeline.desk.shown import ShownChapter
from pipeline.write.page import classes, fragment
from pipeline.write.pandoc import FORBIDDEN

BLANK = re.compile(r"\s")


class Shown(NamedTuple):
    """A stretch of shown letters that stands for a stretch of the raw text."""

    text: str
    start: int
    end: int
    by: str = ""
    """The rule or decision that changed it."""


def traced(html: str, raw: str) -> Iterator[Shown]:
    """Give the stretches of a shown block, each held against the raw text.

    No letter of the book may stand outside them.
    """
    for node in fragment(html):
        assert not isinstance(node, str) or not node.strip()
        if not isinstance(node, str):
            yield from _traced(node, raw)


def _traced(node: etree._Element, raw: str) -> Iterator[Shown]:
    if {"noteref", "supplied", "pagebreak"}.intersection(classes(node)):
        return
    said = node.get("data-r")
    if said is not None:
        yield shown_by(node.text or "", said, node.get("data-by", ""), raw)
        assert len(node) == 0
        return
    assert not (node.text or "").strip()
    for child in node:
        yield from _traced(child, raw)
        assert not (child.tail or "").strip()


def shown_by(text: str, said: str, by: str, raw: str) -> Shown:
    """Hold a stretch against the raw text: without a rule, they are the same, sign by sign."""
    start, _, end = said.partition("-")
    if by:
        return Shown(text, int(start), int(end), by)
    assert not end
    stop = int(start) + len(text)
    there = FORBIDDEN.sub("\ufffd", raw[int(start) : stop])
    assert BLANK.sub(" ", there) == BLANK.sub(" ", text)
    return Shown(text, int(start), stop)


def all_traced(chapters: Iterable[ShownChapter], raw: str) -> list[Shown]:
    """Trace all that chapters show, blocks and notes."""
    parts = [part for c in chapters for part in (*c.blocks, *c.notes)]
    found = []
    for part in parts:
        mine = list(traced(part.html, raw))
        assert all(part.start <= each.start <= each.end <= part.end for each in mine)
        found += mine
    return found
