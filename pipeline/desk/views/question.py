"""A question as it is shown: what it is about, its answers, and what was answered already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.decisions.quoting import fold
from pipeline.decisions.settle import Settled
from pipeline.decisions.wording import said as said_of_decision
from pipeline.desk.answering.meeting import revision
from pipeline.desk.asked import Asked
from pipeline.desk.views.wording import is_short, note_of, said, words_at
from pipeline.model.decision import Quote
from pipeline.model.finding import Finding, Proposal, Severity, Span
from pipeline.visible import visible

REASONS = (
    ("extraction", "error of the extraction"),
    ("printer", "error of the printed book"),
    ("editorial", "an editor’s judgement"),
    ("style", "house style"),
)
"""Whose error it was, as decisions name it, and as editors do."""
MOST = 9
"""Answers that have a key of their own."""


class Answer(NamedTuple):
    """An answer that is proposed."""

    k: int
    """Counted from 1."""
    keys: str
    said: str
    """What it does, where its letters do not say it."""
    shown: str
    """The letters that the edition would read."""
    certainty: float
    at: Span | None
    """Its place, if that is another than the question's."""
    elsewhere: Quote | None
    """The words of that place."""
    everywhere: bool


class Given(NamedTuple):
    """An answer that was given."""

    reader: str
    said: str
    note: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question."""

    key: str
    check: str
    severity: Severity
    line: int
    chapter: str
    number: int
    """Its number among what the filters leave; 0 where it is not among that."""
    words: Quote
    message: str
    answers: tuple[Answer, ...]
    alike: int
    """How many open questions ask the same about the same letters, itself among them."""
    also: tuple[Quote, ...]
    own: str
    """What the field for the reader's own reading begins with."""
    rev: str
    """The decisions in force that meet its place: an answer says on which it was given."""
    answered: tuple[Given, ...]

    @property
    def is_short(self) -> bool:
        """Does its place need the words beside it to be known?"""
        return is_short(self.words.exact)


def question_of(
    raw: str,
    asked: Asked,
    among: Sequence[Asked],
    is_open: Iterable[Asked],
    settled: Settled,
    labels: Mapping[str, str],
) -> Question:
    """Show a question; `among` is the queue, `is_open` all that is open.

    `settled` is what was decided, `labels` are the labels of notes by their ids.
    """
    finding = asked.finding
    rev = revision(settled, finding.where)
    met = [each for each in settled.decisions if each.id in rev.split(",")]
    number = next((i for i, each in enumerate(among, 1) if each.key == asked.key), 0)
    return Question(
        asked.key,
        finding.check,
        finding.severity,
        asked.line,
        asked.chapter,
        number,
        words_at(raw, finding.where),
        visible(finding.message),
        tuple(
            _answer(raw, k, finding.where, each, labels)
            for k, each in enumerate(finding.proposals, 1)
        ),
        sum(is_alike(raw, each.finding, finding) for each in is_open),
        tuple(words_at(raw, each) for each in finding.also),
        _own(raw, finding),
        rev,
        tuple(Given(each.reader, said_of_decision(each), each.note) for each in met),
    )


def is_alike(raw: str, one: Finding, other: Finding) -> bool:
    """Do two findings ask the same about the same letters?"""
    return one.check == other.check and fold(raw[slice(*one.where)]) == fold(
        raw[slice(*other.where)]
    )


def _answer(raw: str, k: int, where: Span, proposal: Proposal, labels: Mapping[str, str]) -> Answer:
    at = proposal.at if proposal.at != where else None
    return Answer(
        k,
        f"Enter {k}" if k == 1 else str(k) if k <= MOST else "",
        said(proposal.action, proposal.new, labels.get(note_of(proposal.new), "")),
        visible(proposal.new) if proposal.action in ("replace", "insert") else "",
        proposal.certainty,
        at,
        words_at(raw, at) if at else None,
        proposal.scope == "every",
    )


def _own(raw: str, finding: Finding) -> str:
    """Begin with the likeliest reading, or with that of the source."""
    best: Proposal | None = max(finding.proposals, key=lambda each: each.certainty, default=None)
    if best is not None and best.action == "replace":
        return visible(best.new)
    return visible(fold(raw[slice(*finding.where)]))
