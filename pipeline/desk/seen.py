"""What one view of the book knows at a moment, and how that goes on: plain steps, no time.

A decision is settled at once, in this process; the text that it makes comes from a worker a moment
later, and what the checks find in that text a few moments later still. Each of these is a step.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from pipeline.decisions.lost import LOST
from pipeline.decisions.settle import Settled, settle
from pipeline.decisions.silence import unanswered
from pipeline.desk.asked import Asked, questions
from pipeline.desk.naming import lost_of
from pipeline.desk.shown import Emended, ShownChapter, View
from pipeline.model.book import Source
from pipeline.model.decision import Decision, Placed
from pipeline.model.finding import Finding, Span
from pipeline.model.places import Lines

Question = tuple[str, Span]
"""A check and the place that it asks about: its words may change with the text around it."""


def question_of(finding: Finding) -> Question:
    """Give what is asked, and where."""
    return finding.check, finding.where


@dataclass(frozen=True)
class Seen:
    """A view of the book, and what is behind it."""

    source: Source
    lines: Lines
    decisions: tuple[Decision, ...] = ()
    """All that the view shows, in the order of time."""
    view: View = field(default_factory=View)
    stages: tuple[Finding, ...] = ()
    """Those of the view's findings that the stages left, and not the checks."""
    lost: frozenset[str] = frozenset()
    """The ids of decisions in force that could not be made."""
    given: Mapping[str, Question] = field(default_factory=dict)
    """Which question a decision answers, by the decision's id. Many an answer stands elsewhere than
    the question; without this they would be asked again until the checks are done."""

    @cached_property
    def questions(self) -> tuple[Asked, ...]:
        """All that is asked, whether or not it was answered since."""
        book = self.view.book
        return questions(self.view.findings, book, self.lines) if book else ()

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """What no decision answers, in the order of the places."""
        open_ = self._open(self.view.settled, self.lost)
        return tuple(each for each in self.questions if each.finding in open_)

    @cached_property
    def by_key(self) -> dict[str, Asked]:
        """The questions by their keys."""
        return {each.key: each for each in self.questions}

    def with_decisions(
        self, decisions: tuple[Decision, ...], given: Mapping[str, Question] | None = None
    ) -> Seen:
        """Settle decisions, of which `given` answer what is asked. The text is as it was still."""
        view = replace(self.view, settled=settle(self.source, decisions), checked=False)
        return replace(self, decisions=decisions, view=view, given={**self.given, **(given or {})})

    def with_emended(self, made: Emended) -> Seen:
        """Show the book as decisions made it, with what that leaves to ask."""
        before = set(self.stages)
        rest = (each for each in self.view.findings if each not in before)
        view = replace(
            self.view, book=made.book, findings=_once((*made.findings, *rest)), checked=False
        )
        lost = frozenset(lost_of(made.findings, made.settled, LOST))
        return replace(self, view=view, stages=made.findings, lost=lost)

    def with_checked(self, found: Sequence[Finding], then: Seen) -> Seen:
        """Ask what the checks find. `then` is this view as it was when they began.

        They do not give again what was answered: that is kept as long as it is so, for it is
        asked again as soon as the answer is taken back.
        """
        open_ = self._open(then.view.settled, then.lost)
        stages = set(then.stages)
        answered = (each for each in self.view.findings if each not in open_)
        fresh = (each for each in found if each not in stages)
        kept = _once((*self.stages, *fresh, *answered))
        view = replace(self.view, findings=kept, checked=then.decisions == self.decisions)
        # What is found again was not put right by its answer.
        again, known = set(map(question_of, found)), {each.id for each in then.decisions}
        given = {
            id_: each for id_, each in self.given.items() if id_ not in known or each not in again
        }
        return replace(self, view=view, given=given)

    def _open(self, settled: Settled, lost: frozenset[str]) -> set[Finding]:
        """Give what no decision answers of all that is asked."""
        placed = in_force(settled, lost)
        done = {self.given.get(each.decision.id) for each in placed}
        open_ = unanswered(self.view.findings, placed, self.source.text)
        return {each for each in open_ if question_of(each) not in done}


def differing(before: View, after: View) -> tuple[str, ...]:
    """Give the ids of the chapters that are not as they were, those that came or went among them.

    A chapter that did not change is the same object, or at least an equal one.
    """
    old = _chapters(before)
    new = _chapters(after)
    return tuple(
        id_
        for id_ in dict.fromkeys((*old, *new))
        if old.get(id_) is not new.get(id_) and old.get(id_) != new.get(id_)
    )


def _chapters(view: View) -> dict[str, ShownChapter]:
    return {chapter.id: chapter for chapter in view.book.chapters} if view.book else {}


def in_force(settled: Settled, lost: frozenset[str]) -> list[Placed]:
    """Give the decisions in force that could be made."""
    return [each for each in settled.placed if each.decision.id not in lost]


def _once(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(dict.fromkeys(findings))
