"""What a decision about a place needs there, so far as what is shown of the edition tells it.

What only the making of the book can tell is told when it was made.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.desk.answering.spans import Run, shown_at, texts
from pipeline.desk.shown import ShownBlock, ShownBook
from pipeline.errors import RecensionError
from pipeline.model.finding import Span

LEVELS = frozenset({"", "1", "2", "3", "4", "5", "6"})
BETWEEN = frozenset({"figure", "table", "sidenote", "break"})
"""Blocks that may stand on the printed page in the midst of a paragraph."""


def demand_level(new: str) -> None:
    """Demand that a heading has a level that every edition knows, or none.

    Raises:
        RecensionError: it has another.
    """
    if new not in LEVELS:
        raise RecensionError(f"a heading has a level from 1 to 6, not {new!r}", "level")


def demand_point(book: ShownBook, raw: str, at: int) -> None:
    """Demand that letters can be put in at a point.

    Raises:
        RecensionError: it is in no text, or within what was changed as a whole.
    """
    beside = False
    for text in shown_at(book, (at, at)):
        for run in text.runs:
            if run.by and raw[run.start : at].strip() and raw[at : run.end].strip():
                raise RecensionError(
                    f'it is within "{run.text}", which was changed as a whole',
                    " ".join(raw[run.start : run.end].split()),
                    "give another reading for all of it",
                )
            beside = beside or _beside(run, raw, at)
    if not beside:
        raise RecensionError("the edition shows nothing there", str(at), "choose a place in a text")


def _beside(run: Run, raw: str, at: int) -> bool:
    """Is a point in a run, or parted from it by blanks only?"""
    if run.start <= at <= run.end:
        return True
    between = raw[run.end : at] if run.end < at else raw[at : run.start]
    return between.isspace()


def demand_note(book: ShownBook, new: str) -> None:
    """Demand that there is the note whose marker stands at a place.

    Raises:
        RecensionError: there is none, or it is not said which.
    """
    what, _, name = new.partition(" ")
    name = name.strip()
    if what not in ("marker", "body"):
        raise RecensionError("it is not said whether this is a marker or a body", new or "note")
    known = {known for note in book.notes() for known in (note.id, note.label) if known}
    if what == "marker" and name not in known:
        raise RecensionError("there is no such note", name or "note", "give its number")


def demand_lines(raw: str, at: Span) -> None:
    """Demand that a stretch is whole lines.

    Raises:
        RecensionError: it is not.
    """
    start, end = at
    before = raw[raw.rfind("\n", 0, start) + 1 : start]
    stop = raw.find("\n", end)
    after = raw[end : stop if stop >= 0 else len(raw)]
    if before.strip() or (after.strip() and not raw[start:end].endswith("\n")):
        raise RecensionError(
            "only whole lines can be furniture",
            " ".join(raw[start:end].split()),
            "choose the line, or delete the words",
        )


def demand_join(book: ShownBook, raw: str, at: int) -> None:
    """Demand that what begins at a point can go on with what stands before it.

    Raises:
        RecensionError: no line begins there, or nothing stands before it but a heading.
    """
    if raw[raw.rfind("\n", 0, at) + 1 : at].strip():
        raise RecensionError("no line begins there", str(at), "choose where a paragraph begins")
    for chapter in book.chapters:
        before = ""
        for block in chapter.blocks:
            is_alike = before and _is_heading(before) == _is_heading(block.kind)
            if block.start == at and not is_alike:
                raise RecensionError(
                    "nothing stands before it that it could go on with", _begin(raw, block)
                )
            before = before if block.kind in BETWEEN else block.kind


def demand_passages(book: ShownBook, raw: str, at: Span, new: str) -> None:
    """Demand that a stretch is whole passages, and that it is said where to they are moved.

    Raises:
        RecensionError: it is a part of one, or nothing of the text; or it is not said.
    """
    where, _, words = new.partition(" ")
    if where not in ("before", "after") or not words.strip():
        raise RecensionError("it is not said where to", new or "move", "before, or after, words")
    start, end = at
    met = False
    for block, (first, last) in _letters(book):
        if first < end and start < last:
            met = True
            if first < start or end < last:
                raise RecensionError("only whole passages can be moved", _begin(raw, block))
    if not met:
        raise RecensionError("no passage of the text stands there", f"{start} to {end}")


def _letters(book: ShownBook) -> Iterator[tuple[ShownBlock, Span]]:
    """Give the blocks of the text, and from where to where their letters go, without markers."""
    for block in (block for chapter in book.chapters for block in chapter.blocks):
        runs = [run for text in texts(block.html) for run in text.runs if run.text.strip()]
        spans = [(run.start, run.end) for run in runs if not run.is_blank]
        if spans:
            yield block, (min(start for start, _ in spans), max(end for _, end in spans))


def _is_heading(kind: str) -> bool:
    return kind.startswith("heading")


def _begin(raw: str, block: ShownBlock) -> str:
    return " ".join(raw[block.start : block.end].split()[:6])
