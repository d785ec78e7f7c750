"""The note on the text: the source of the edition, and where it departs from that.

The form is that of critical editions: page and line of the source, the edition's reading (the
lemma), a bracket, the source's reading.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable

from pipeline.amend.emendations import Emendation, emendations
from pipeline.language import language
from pipeline.model.book import Book, Source
from pipeline.model.pieces import pieces_of
from pipeline.model.settings import Settings
from pipeline.write.edition import source_statement
from pipeline.write.lift import EDITORIAL
from pipeline.write.pandoc import (
    SPACE,
    Node,
    attributes,
    bullet_list,
    div,
    header,
    link,
    para,
    words,
)
from pipeline.write.tree import page_id

ID = "new-emendations"
GAP = "\u2003"
LEMMA = "]"
"""What stands behind the edition's reading."""


def note_on_the_text(source: Source, book: Book, settings: Settings) -> list[Node]:
    """Make the chapter that lists the emendations for which book.toml asks, if there are any."""
    asked = settings.edition.emendations
    decisions = [each.decision for each in book.decisions if each.decision.why in asked]
    listed = emendations(source.text, book, decisions)
    if not listed:
        return []
    phrases = language(book.language).phrases
    said = phrases.readings
    if book.pages:
        said += f" {phrases.readings_places}"
    statement = source_statement(settings.source)
    taken = [para(words(phrases.text_source.replace("%s", statement)))] if statement else []
    lines = [[para(line)] for line in _lines(listed, PrintedLines(source, book), _page_ids(book))]
    content = [
        header(1, attributes(), words(phrases.text_note)),
        *taken,
        para(words(said)),
        div(attributes("", ["list", "labelled"]), [bullet_list(lines)]),
    ]
    return [div(attributes(ID, ["back", EDITORIAL, "emendations"]), content)]


def _lines(
    listed: Iterable[Emendation], printed: PrintedLines, ids: dict[str, str]
) -> list[list[Node]]:
    """Give each emendation as a line; the same one at several places is one line."""
    places: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for each in listed:
        at = printed.at(each.start)
        there = places.setdefault((each.edition, each.source), [])
        there += [at] if at not in there else []
    lines = []
    for (edition, source), there in places.items():
        numbers = _numbers(there, ids)
        gap = GAP if numbers else ""
        lines.append([*numbers, *words(f"{gap}{edition}{LEMMA} {source}")])
    return lines


def _numbers(there: Iterable[tuple[str, int]], ids: dict[str, str]) -> list[Node]:
    """Give pages and lines, each a link to its page."""
    shown: list[Node] = []
    for page, line in there:
        if page:
            shown += [*words(","), SPACE] if shown else []
            label = words(f"{page}.{line}")
            shown += [link(attributes(), label, f"#{ids[page]}")] if page in ids else label
    return shown


def _page_ids(book: Book) -> dict[str, str]:
    """Give the ids of the pages, by their labels, in so far as no two pages share one."""
    marks = (mark for piece in pieces_of(book) for mark in piece.text.marks if mark.kind == "page")
    labels = [mark.data for mark in marks]
    count = Counter(map(page_id, labels))
    return {label: page_id(label) for label in labels if count[page_id(label)] == 1}


class PrintedLines:
    """The lines of the source's pages, counted as in print: without running heads and folios."""

    def __init__(self, source: Source, book: Book) -> None:
        self._pages = book.pages
        aside = [(f.text.runs[0].start, f.text.runs[-1].end) for f in book.furniture]
        self._starts = []
        at = 0
        for line in source.text.splitlines(keepends=True):
            begins = at + len(line) - len(line.lstrip())
            k = bisect_right(aside, (begins, len(source.text))) - 1
            if line.strip() and not (k >= 0 and begins < aside[k][1]):
                self._starts.append(begins)
            at += len(line)

    def at(self, offset: int) -> tuple[str, int]:
        """Give the page's label and the line, counted from 1; ("", 0) where there are no pages."""
        k = bisect_right(self._pages, offset, key=lambda page: page.start) - 1
        if k < 0:
            return "", 0
        first = bisect_left(self._starts, self._pages[k].start)
        return self._pages[k].label, max(1, bisect_right(self._starts, offset) - first)
