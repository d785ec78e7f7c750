"""The textual decisions made true of the book: letters, how they are set, what is kept and asked.

This comes before foreign passages are marked and before the house typography, which leave alone
what was decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, cast

from pipeline.amend.everywhere import Everywhere
from pipeline.amend.letters import Change, changed, inserted
from pipeline.amend.stretches import Stretch, Stretches, UnfitError
from pipeline.decisions.lost import lost
from pipeline.decisions.settle import LETTERS, MARKS, Settled
from pipeline.machine.memory import uncollected
from pipeline.model.book import Book, Source
from pipeline.model.decision import EDITOR, Placed
from pipeline.model.finding import Finding, Span
from pipeline.model.history import DECISION
from pipeline.model.pieces import Piece, pieces_of, with_texts
from pipeline.model.text import Mark, MarkKind, Text

TEXTUAL = LETTERS | MARKS | {"keep", "query", "suspect"}
OFF = "off"
"""What an action that sets letters otherwise is told in order to take that away."""


class Step(NamedTuple):
    """A decision about a stretch of a text."""

    stretch: Stretch
    placed: Placed
    point: int = 0
    """Of an insertion, the point of the source."""

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
    left: list[Step] = field(default_factory=list)
    """Where nothing is to be done, not even what is done everywhere."""
    findings: list[Finding] = field(default_factory=list)
    made: list[Placed] = field(default_factory=list)


@uncollected()
def amended(source: Source, book: Book, decided: Settled, rules: Iterable[str]) -> Book:
    """Make the textual decisions true of a book; one that cannot be made becomes a finding.

    `rules` are the names of those of the house typography, which leave alone what is kept for them.
    """
    book = replace(book, findings=(*book.findings, *decided.findings))
    textual = [each for each in decided.placed if each.decision.action in TEXTUAL]
    if not textual:
        return book
    pieces = pieces_of(book)
    steps = _steps(source, book, pieces, textual, {EDITOR, *rules})
    todo: dict[int, list[Step]] = {}
    for step in [*steps.here, *_elsewhere(steps, pieces)]:
        todo.setdefault(step.stretch.piece, []).append(step)
    texts = [piece.text for piece in pieces]
    for number, mine in todo.items():
        texts[number] = _amended(texts[number], mine)
    return replace(
        with_texts(book, texts),
        findings=(*book.findings, *steps.findings),
        decisions=(*book.decisions, *steps.made),
    )


def _steps(
    source: Source,
    book: Book,
    pieces: Sequence[Piece],
    textual: Sequence[Placed],
    kept_from: set[str],
) -> _Steps:
    """Find the places of the decisions in the book's texts."""
    places = Stretches(source.text, book, pieces)
    everywhere = Everywhere(pieces)
    steps = _Steps()
    for each in textual:
        decision = each.decision
        if decision.action == "query":
            steps.findings.append(Finding("author-query", "query", each.at, decision.new))
        if decision.action in ("query", "suspect"):
            steps.made.append(each)
            continue
        # What a check only asked about need not be in a text.
        silences = decision.action == "keep" and decision.check not in kept_from
        try:
            step = _step(places, each)
        except UnfitError as error:
            if silences:
                steps.made.append(each)
            else:
                steps.findings.append(lost(decision, each.at, str(error)))
            continue
        steps.made.append(each)
        (steps.left if silences else steps.here).append(step)
        if decision.scope == "every" and not silences:
            others = everywhere.like(step.stretch)
            steps.every += [Step(other, each) for other in others if other != step.stretch]
    return steps


def _step(places: Stretches, each: Placed) -> Step:
    if each.decision.action == "insert":
        stretch, point = places.point(each.at[0])
        return Step(stretch, each, point)
    return Step(places.stretch(each.at), each)


def _elsewhere(steps: _Steps, pieces: Sequence[Piece]) -> Iterator[Step]:
    """Give the steps at other places, where nothing else was decided; the longer ones first."""
    taken: dict[tuple[int, str], bytearray] = {}

    def there(step: Step) -> bytearray:
        """What is decided of the letters of a step's text, or of how they are set."""
        action = step.placed.decision.action
        key = step.stretch.piece, action if action in MARKS else ""
        if key not in taken:
            taken[key] = bytearray(len(pieces[step.stretch.piece].text))
        return taken[key]

    points: set[tuple[int, int]] = set()
    for step in (*steps.here, *steps.left):
        start, end = step.span
        there(step)[start:end] = b"\1" * (end - start)
        if start == end:
            points.add((step.stretch.piece, start))
    for step in sorted(steps.every, key=lambda each: each.span[0] - each.span[1]):
        start, end = step.span
        parted = points and any((step.stretch.piece, k) in points for k in range(start + 1, end))
        if there(step).find(1, start, end) < 0 and not parted:
            there(step)[start:end] = b"\1" * (end - start)
            yield step


def _amended(text: Text, steps: Sequence[Step]) -> Text:
    """Make all steps of one text: marks first, then letters."""
    changes: list[Change] = []
    points: list[Step] = []
    for step in steps:
        decision, span = step.placed.decision, step.span
        if decision.action == "keep":
            text = text.mark(Mark("kept", *span, decision.id))
        elif decision.action == "insert":
            points.append(step)
        elif decision.action in LETTERS:
            new = decision.new if decision.action == "replace" else ""
            changes.append(Change(*span, new, step.sign, decision.action == "delete"))
        else:
            # What is left are ways to set letters, which have the names of marks.
            text = _set(text, step, cast(MarkKind, decision.action), decision.new)
    text = changed(text, changes) if changes else text
    for step in points:
        text = inserted(text, step.point, step.placed.decision.new, step.sign)
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
