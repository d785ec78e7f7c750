"""The textual decisions made true of the book: letters, how they are set, what is kept and asked.

This comes before foreign passages are marked and before the house typography, which leave alone
what was decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from pipeline.book import Book, Source
from pipeline.decisions.amend import deleted, inserted, replaced
from pipeline.decisions.decision import EDITOR, Placed
from pipeline.decisions.everywhere import Everywhere
from pipeline.decisions.lost import lost
from pipeline.decisions.settle import LETTERS, MARKS, Settled, overlap
from pipeline.decisions.stretches import Stretch, Stretches, UnfitError
from pipeline.emend.flow import Piece, pieces_of, with_texts
from pipeline.finding import Finding, Span
from pipeline.history import DECISION
from pipeline.text import Mark, MarkKind, Text

TEXTUAL = LETTERS | MARKS | {"keep", "query"}
OFF = "off"
"""What an action that sets letters otherwise is told in order to take that away."""


class Step(NamedTuple):
    """A decision about a stretch of a text."""

    stretch: Stretch
    placed: Placed

    @property
    def span(self) -> Span:
        """The stretch without its text."""
        return self.stretch.start, self.stretch.end

    @property
    def sign(self) -> str:
        """How what it changes is signed."""
        return DECISION + self.placed.decision.id


@dataclass(slots=True)
class _Steps:
    """What is to be done, text by text."""

    here: list[Step] = field(default_factory=list)
    every: list[Step] = field(default_factory=list)
    """At other places than those where it was decided."""
    findings: list[Finding] = field(default_factory=list)
    made: list[Placed] = field(default_factory=list)


def amended(source: Source, book: Book, decided: Settled, rules: Iterable[str]) -> Book:
    """Make the textual decisions true of a book; one that cannot be made becomes a finding.

    `rules` are the names of those of the house typography, which leave alone what is kept for them.
    """
    book = replace(book, findings=(*book.findings, *decided.findings))
    textual = [each for each in decided.placed if each.decision.action in TEXTUAL]
    if not textual:
        return book
    pieces = pieces_of(book)
    kept_from = {EDITOR, *rules}
    steps = _steps(source, book, pieces, textual)
    todo: dict[int, list[Step]] = {}
    for step in [*steps.here, *_elsewhere(steps)]:
        todo.setdefault(step.stretch.piece, []).append(step)
    texts = [piece.text for piece in pieces]
    for number, mine in todo.items():
        texts[number] = _amended(texts[number], mine, kept_from)
    return replace(
        with_texts(book, texts),
        findings=(*book.findings, *steps.findings),
        decisions=(*book.decisions, *steps.made),
    )


def _steps(
    source: Source, book: Book, pieces: Sequence[Piece], textual: Sequence[Placed]
) -> _Steps:
    """Find the places of the decisions in the book's texts."""
    places = Stretches(source.text, book, pieces)
    everywhere = Everywhere(pieces)
    steps = _Steps()
    for each in textual:
        decision = each.decision
        if decision.action == "query":
            steps.findings.append(Finding("author-query", "query", each.at, decision.new))
            steps.made.append(each)
            continue
        try:
            stretch = _stretch(places, each)
        except UnfitError as error:
            if decision.action == "keep" and decision.check != EDITOR:
                steps.made.append(each)  # what it keeps from being asked need not be in a text
            else:
                steps.findings.append(lost(decision, each.at, str(error)))
            continue
        steps.made.append(each)
        steps.here.append(Step(stretch, each))
        if decision.scope == "every" and stretch.start < stretch.end:
            steps.every += [
                Step(other, each) for other in everywhere.like(stretch) if other != stretch
            ]
    return steps


def _stretch(places: Stretches, each: Placed) -> Stretch:
    if each.decision.action == "insert":
        # Where in the text it is, is known when it is made: by what stands beside it in the source.
        return Stretch(places.point(each.at[0]), 0, 0)
    return places.stretch(each.at)


def _elsewhere(steps: _Steps) -> Iterator[Step]:
    """Give the steps at other places, where nothing else was decided; the longer ones first."""
    taken: dict[int, list[Step]] = {}
    for step in steps.here:
        taken.setdefault(step.stretch.piece, []).append(step)
    for step in sorted(steps.every, key=lambda each: each.span[0] - each.span[1]):
        there = taken.setdefault(step.stretch.piece, [])
        if not any(_excludes(other, step) for other in there):
            there.append(step)
            yield step


def _excludes(other: Step, step: Step) -> bool:
    """Is a step not made because of another at its place?"""
    one, two = other.placed.decision, step.placed.decision
    if {one.action, two.action} & MARKS and one.action != two.action:
        return False
    return one.action != "insert" and overlap(other.span, step.span)


def _amended(text: Text, steps: Sequence[Step], kept_from: set[str]) -> Text:
    """Make all steps of one text: marks first, then letters, from the last to the first."""
    for step in steps:
        action, new = step.placed.decision.action, step.placed.decision.new
        if action == "keep" and step.placed.decision.check in kept_from:
            text = text.mark(Mark("kept", *step.span, step.placed.decision.id))
        elif action in MARKS:
            text = _set(text, step, action, new)  # type: ignore[arg-type]
    letters = [step for step in steps if step.placed.decision.action in LETTERS]
    points = [step for step in letters if step.placed.decision.action == "insert"]
    for step in sorted(
        (step for step in letters if step not in points), key=lambda each: each.span, reverse=True
    ):
        if step.placed.decision.action == "delete":
            text = deleted(text, *step.span, step.sign)
        else:
            text = replaced(text, *step.span, step.placed.decision.new, step.sign)
    for step in sorted(points, key=lambda each: each.placed.at, reverse=True):
        text = inserted(text, step.placed.at[0], step.placed.decision.new, step.sign)
    return text


def _set(text: Text, step: Step, kind: MarkKind, new: str) -> Text:
    """Set letters otherwise, or no longer so."""
    start, end = step.span
    others = tuple(mark for mark in text.marks if mark.kind != kind)
    same: list[Mark] = []
    for mark in (mark for mark in text.marks if mark.kind == kind):
        if mark.end <= start or end <= mark.start:
            same.append(mark)
            continue
        same += [mark._replace(end=start)] if mark.start < start else []
        same += [mark._replace(start=end)] if end < mark.end else []
    if new != OFF:
        same.append(Mark(kind, start, end, new))
    return Text(text.runs, others).mark(*same)
