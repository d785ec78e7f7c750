"""The emendations marked in the text, for the forms that show both readings side by side.

The editions show only their own; a book that went through here has marks at what was emended, from
which `pipeline.write.tree` makes spans: `Span .emended reading=7` holds what the edition reads, and
the list of readings says what stood there before, and who decided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.amend.emendations import OF_LETTERS, stretches
from pipeline.amend.stretches import Stretch, Stretches, UnfitError
from pipeline.model.book import Book
from pipeline.model.decision import Placed
from pipeline.model.finding import Finding, Span
from pipeline.model.pieces import pieces_of, with_texts
from pipeline.model.text import Mark, Text
from pipeline.write.inlines import ASKED, EMENDED
from pipeline.write.pandoc import Json, Node


class Reading(NamedTuple):
    """What the source reads where the edition reads otherwise."""

    placed: Placed
    before: str


def with_emendations(raw: str, book: Book) -> tuple[Book, list[Reading]]:
    """Mark what was emended in a book, and give the source's readings in the order of the marks."""
    by_id = {p.decision.id: p for p in book.decisions if p.decision.action in OF_LETTERS}
    readings: list[Reading] = []
    texts = []
    for piece in pieces_of(book):
        marks = []
        for start, end, id, before in _spans(piece.text, raw):
            if id in by_id:
                marks.append(Mark("emended", start, end, str(len(readings))))
                readings.append(Reading(by_id[id], before))
        texts.append(piece.text.mark(*marks) if marks else piece.text)
    return with_texts(book, texts), readings


def with_questions(raw: str, book: Book, findings: Sequence[Finding]) -> Book:
    """Mark where findings begin: `Span .asked reading=3` is empty, and stands before the fourth.

    A question about the marker of a note has its mark beside the note's reference. Those that are
    about no place of the text (a running head) leave none.
    """
    pieces = pieces_of(book)
    there = Stretches(raw, book, pieces)
    marks: dict[int, list[Mark]] = {}
    for k, finding in enumerate(findings):
        if (place := _place(there, finding.where)) is None:
            continue
        marks.setdefault(place.piece, []).append(Mark("asked", place.start, place.start, str(k)))
    texts = [piece.text.mark(*marks.get(k, ())) for k, piece in enumerate(pieces)]
    return with_texts(book, texts)


def _place(there: Stretches, where: Span) -> Stretch | None:
    """Give what a stretch of the source became, or the point of the text that it stands at."""
    start, end = where
    try:
        return there.stretch((start, max(end, start + 1)))
    except UnfitError:
        pass
    try:
        return there.point(start)[0]
    except UnfitError:
        return None


def replaced(part: Json, made_of: Callable[[list[str], str, list[Node]], list[Node]]) -> Json:
    """Give a part of a tree in which something else stands for the spans of the marks.

    `made_of` is given the classes of a span, its number, and what it holds.
    """
    if isinstance(part, list):
        return [made for each in part for made in _items(each, made_of)]
    if isinstance(part, dict):
        return {key: replaced(value, made_of) for key, value in part.items()}
    return part


def _items(item: Json, made_of: Callable[[list[str], str, list[Node]], list[Node]]) -> list[Json]:
    if isinstance(item, dict) and item.get("t") == "Span":
        (_, classes, pairs), inlines = item["c"]
        if EMENDED in classes or ASKED in classes:
            return made_of(classes, dict(pairs)["reading"], replaced(inlines, made_of))
    return [replaced(item, made_of)]


def _spans(text: Text, raw: str) -> Iterator[tuple[int, int, str, str]]:
    """Give where a text was emended, by which decision, and what stood there before.

    A mark ends where letters do. So where a blank came or went, the word beside it is taken in, up
    to the next emendation.
    """
    found = list(stretches(text))
    string = str(text)
    bounds = [0, *(offset for each in found for offset in (each.start, each.end)), len(string)]
    rooms = list(pairwise(bounds))[::2]
    taken = 0
    for each, (left, _), (_, right) in zip(found, rooms[:-1], rooms[1:], strict=True):
        before = _folded(each.before(raw))
        start, end = each.start, each.end
        if _edge(before, string[start:end], 0):
            start = _word_before(string, max(left, taken), start)
        if _edge(before, string[each.start : end], -1):
            end = _word_behind(string, end, right)
        taken = end
        yield start, end, each.id, string[start : each.start] + before + string[each.end : end]


def _folded(text: str) -> str:
    """Fold white space, but keep a blank at either end."""
    words = " ".join(text.split())
    if not words:
        return " " if text else ""
    return f"{' ' * text[0].isspace()}{words}{' ' * text[-1].isspace()}"


def _edge(before: str, after: str, at: int) -> bool:
    """Does one of two readings begin (0) or end (-1) with a blank?"""
    return any(text and text[at].isspace() for text in (before, after))


def _word_before(string: str, left: int, start: int) -> int:
    at = start
    while at > left and string[at - 1].isspace():
        at -= 1
    while at > left and not string[at - 1].isspace():
        at -= 1
    return at


def _word_behind(string: str, end: int, right: int) -> int:
    at = end
    while at < right and string[at].isspace():
        at += 1
    while at < right and not string[at].isspace():
        at += 1
    return at
