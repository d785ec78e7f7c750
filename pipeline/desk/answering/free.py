"""From a place that a reader chose to the decision about it, though nothing was asked there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.decisions.answers import is_point
from pipeline.decisions.make import Maker
from pipeline.decisions.quoting import fold
from pipeline.decisions.settle import LETTERS, MARKS, Settled
from pipeline.decisions.structure import BLOCKS
from pipeline.desk.answering.demands import (
    demand_join,
    demand_level,
    demand_lines,
    demand_note,
    demand_passages,
    demand_point,
)
from pipeline.desk.answering.meeting import alive
from pipeline.desk.answering.reply import Reply
from pipeline.desk.answering.spans import Shown, Words, shown_at, words_at
from pipeline.desk.shown import ShownBook
from pipeline.errors import RecensionError
from pipeline.model.decision import Decision, Said
from pipeline.model.finding import Action, Span
from pipeline.model.history import DECISION

SEAMS = frozenset({"join", "split"})
OF_LINES = BLOCKS - {"break"}
OF_WORDS = LETTERS | MARKS | {"keep"}
HYPHEN = re.compile(r"([-\u2010])\s")
"""The hyphen at a line's end."""


def deciding(maker: Maker, book: ShownBook, settled: Settled, reply: Reply) -> list[Decision]:
    """Make the decisions about a place of the source, `reply.at`.

    Raises:
        RecensionError: there is no such place, or it cannot be decided so.
    """
    wanted = reply.action
    if reply.at is None or not wanted:
        raise RecensionError("it is not said what is decided, and where", "a, b, action")
    raw = maker.source.text
    start, end = reply.at
    if not 0 <= start <= end <= len(raw):
        raise RecensionError("there is no such place in the source", f"{start} to {end}")
    if wanted == "raw":
        return list(_restored(maker, book, settled, reply))
    action, at = _place(book, raw, wanted, reply)
    new = reply.new if action in LETTERS else reply.new.strip()
    if action in OF_LINES and not raw[slice(*at)].strip():
        raise RecensionError("no words are chosen", action, "choose the lines that it is about")
    if action == "note":
        demand_note(book, new)
    elif action == "furniture":
        demand_lines(raw, at)
    elif action == "heading":
        demand_level(new)
    elif action == "join":
        demand_join(book, raw, at[0])
    elif action == "move":
        demand_passages(book, raw, at, new)
    told: Said = {**reply.said, "scope": "every" if reply.scope == "every" else "here"}
    return [maker.make(action, at, new, **told)]


def _place(book: ShownBook, raw: str, action: Action, reply: Reply) -> tuple[Action, Span]:
    """Give what is done, and the exact place that it is about."""
    assert reply.at is not None
    start, end = reply.at
    if action == "replace" and start == end:
        action = "insert"
    if action == "replace" and not reply.new:
        action = "delete"
    if action in SEAMS:
        return action, (start, start)
    if is_point(action, reply.new, raw[start:end]):
        at = start if reply.before or action == "break" else end
        if action != "break":
            demand_point(book, raw, at)
        return action, (at, at)
    if action in OF_WORDS:
        return action, _whole(words_at(book, raw, (start, end)), reply)
    return action, (start, end)


def _whole(words: Words, reply: Reply) -> Span:
    """Give the place of words. Their letters are changed only as wide as they were chosen."""
    assert reply.at is not None
    start, end = reply.at
    cut = words.at[0] < start or end < words.at[1]
    if cut and reply.action in LETTERS:
        raise RecensionError(
            f'"{words.edition}" was changed as a whole',
            " ".join(words.source.split()),
            "choose all of it",
        )
    return words.at


def _restored(maker: Maker, book: ShownBook, settled: Settled, reply: Reply) -> Iterator[Decision]:
    """Read a place as the source does, where the edition does not.

    What was changed reads again as in the source, a divided word with its hyphen. What the reader
    put in or left out there, and so has no letters to be read otherwise, is taken back.
    """
    assert reply.at is not None
    raw, (start, end) = maker.source.text, reply.at
    undone = [
        each.decision
        for each in alive(settled)
        if each.decision.reader == maker.reader
        and each.decision.action in ("insert", "delete")
        and each.at[0] <= end
        and start <= each.at[1]
    ]
    gone = {DECISION + each.id for each in undone}
    changed: dict[Span, str] = {}
    for text in shown_at(book, reply.at):
        for at, reading in _changed(text, raw):
            if at[0] < max(end, start + 1) and start < at[1]:
                changed[at] = reading
        for run in text.runs:
            if run.by in gone:
                changed.pop((run.start, run.end), None)
    if not changed and not undone:
        where = " ".join(raw[start:end].split())
        raise RecensionError("the edition reads there what the source has", where)
    for each in undone:
        yield maker.undo(each)
    for at in sorted(changed):
        yield maker.make("replace", at, changed[at], **reply.said)


def _changed(text: Shown, raw: str) -> Iterator[tuple[Span, str]]:
    """Give what of a text is not as in the source, and what is read there."""
    for run in text.runs:
        if run.by and run.start < run.end:
            yield (run.start, run.end), fold(raw[run.start : run.end])
    for left, right in pairwise(text.runs):
        hyphen = HYPHEN.match(raw, left.end, right.start)
        if hyphen and not (left.is_blank or right.is_blank or left.by or right.by):
            before, after = left.text.split(" ")[-1], right.text.split(" ")[0]
            start, end = left.end - len(before), right.start + len(after)
            if any(map(str.isalnum, raw[left.end : right.start])):
                # Over a page's end: what is decided of the notes between must not meet this.
                yield (start, left.end), before + hyphen[1]
            else:
                yield (start, end), before + hyphen[1] + after
