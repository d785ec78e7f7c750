"""Which decisions are in force: found in the source, not taken back, not replaced, not disputed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from pipeline.decisions.anchor import LOST, anchored
from pipeline.decisions.lost import lost
from pipeline.decisions.quoting import fold
from pipeline.decisions.wording import SHOWN, place_of, said, short
from pipeline.model.book import Source
from pipeline.model.decision import Decision, Placed
from pipeline.model.finding import Finding, Proposal, Span

State = Literal["applied", "doubtful", "lost", "undone", "superseded", "agreed", "conflict"]
DOUBTFUL = 0.9
"""How sure a place has to be for nobody to be asked about it."""
LETTERS = frozenset({"replace", "insert", "delete"})
MARKS = frozenset({"emphasis", "strong", "small-capitals", "language"})
BLOCKS = frozenset(
    {"heading", "paragraph", "quote", "verse", "item", "table", "figure", "furniture"}
)
SEAMS = frozenset({"join", "split", "break"})


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a book's decisions, before they are made."""

    placed: tuple[Placed, ...] = ()
    """Those in force, in the order of time."""
    findings: tuple[Finding, ...] = ()
    states: Mapping[str, State] = field(default_factory=dict)
    """By the id of each decision. Whether one in force can be made is told when it is."""
    decisions: tuple[Decision, ...] = ()
    """All of them, in the order of time."""


NOTHING = Settled()


def settle(source: Source, decisions: Sequence[Decision]) -> Settled:
    """Find the decisions in the source, and tell which are in force. `decisions` are in order."""
    states: dict[str, State] = dict.fromkeys((each.id for each in decisions), "applied")
    findings = list(_undo(decisions, states))
    sought = [d for d in decisions if d.action != "undo" and states[d.id] == "applied"]
    found: list[Placed] = []
    for each in anchored(source, sought):
        if each.certainty < LOST:
            states[each.decision.id] = "lost"
            findings.append(_lost(source.text, each))
        else:
            found.append(each)
    for one, other in _answered(found, states):
        states[one.decision.id] = states[other.decision.id] = "conflict"
        findings.append(conflict(one, other, one.at))
    in_force = [each for each in found if states[each.decision.id] == "applied"]
    for each in in_force:
        if each.certainty < DOUBTFUL:
            states[each.decision.id] = "doubtful"
            findings.append(_doubtful(source.text, each))
    return Settled(tuple(in_force), tuple(findings), states, tuple(decisions))


def taken_back(decisions: Sequence[Decision]) -> set[str]:
    """Give the ids of what was undone, the latest first: it may undo what undoes."""
    undone: set[str] = set()
    for each in sorted(decisions, key=lambda each: (each.when, each.id), reverse=True):
        if each.action == "undo" and each.id not in undone:
            undone.add(each.new)
    return undone


def _undo(decisions: Sequence[Decision], states: dict[str, State]) -> Iterator[Finding]:
    """Note what was undone, and what would undo what is not there."""
    undone = taken_back(decisions)
    for each in decisions:
        if each.id in undone:
            states[each.id] = "undone"
        elif each.action == "undo" and each.new not in states:
            states[each.id] = "lost"
            yield lost(each, (0, 0), "no decision has this id")


def _answered(found: Sequence[Placed], states: dict[str, State]) -> Iterator[tuple[Placed, Placed]]:
    """Let later answers to a question replace a reader's earlier ones; give those that differ."""
    for group in _groups(found):
        alive: list[Placed] = []
        there = (each for each in group if states[each.decision.id] == "applied")
        for each in sorted(there, key=lambda each: (each.decision.when, each.decision.id)):
            same: Placed | None = None
            for other in list(alive):
                if not meet(each, other):
                    continue
                if agree(each, other):
                    same = other
                elif each.decision.reader == other.decision.reader and covers(each, other):
                    states[other.decision.id] = "superseded"
                    alive.remove(other)
                else:
                    yield other, each
            if same is None:
                alive.append(each)
            elif each.certainty > same.certainty:
                states[same.decision.id] = "agreed"
                alive[alive.index(same)] = each
            else:
                states[each.decision.id] = "agreed"


def _groups(found: Iterable[Placed]) -> Iterator[list[Placed]]:
    """Give decisions whose places touch each other, in so far as they are about one thing.

    What is decided about the letters of every such place is about the same text.
    """
    subjects: dict[object, list[Placed]] = {}
    alike: dict[str, list[Placed]] = {}
    for each in found:
        subjects.setdefault(subject(each.decision), []).append(each)
        if _of_letters_everywhere(each.decision):
            alike.setdefault(each.decision.quote.exact, []).append(each)
    yield from alike.values()
    for group in subjects.values():
        group.sort(key=lambda each: each.at)
        together: list[Placed] = []
        end = -1
        for each in group:
            if together and each.at[0] > end:
                yield together
                together = []
                end = -1
            together.append(each)
            end = max(end, each.at[1])
        if together:
            yield together


def subject(decision: Decision) -> object:
    """Tell what a decision is about; two of different subjects cannot contradict each other."""
    action = decision.action
    if action == "suspect":  # a word may be suspected of being misread for several others
        return action, decision.new
    if action in LETTERS or action == "keep":
        return "letters"
    for group in (BLOCKS, SEAMS):
        if action in group:
            return group
    return action


def meet(one: Placed, other: Placed) -> bool:
    """Are two decisions about the same place?

    What changes letters, or how they are set, meets where it overlaps; all else is about its whole
    place, and what is kept is so for the check that asked.
    """
    left, right = one.decision, other.decision
    if _of_letters_everywhere(left) and _of_letters_everywhere(right):
        return overlap(one.at, other.at) or left.quote.exact == right.quote.exact
    if left.action == "keep" or right.action == "keep":
        return one.at == other.at and left.check == right.check
    if left.action in LETTERS | MARKS:
        return overlap(one.at, other.at)
    return one.at == other.at


def overlap(one: Span, other: Span) -> bool:
    """Have two stretches a letter in common? A point is in what it stands within, and in itself.

    >>> overlap((1, 3), (2, 4)), overlap((1, 3), (3, 4)), overlap((2, 2), (2, 2))
    (True, False, True)
    >>> overlap((2, 2), (1, 3)), overlap((1, 1), (1, 3))
    (True, False)
    """
    if one[0] < one[1] and other[0] < other[1]:
        return one[0] < other[1] and other[0] < one[1]
    if one[0] == one[1] and other[0] == other[1]:
        return one == other
    (point, _), (start, end) = sorted((one, other), key=lambda span: span[1] - span[0])
    return start < point < end


def agree(one: Placed, other: Placed) -> bool:
    """Do two decisions that meet say the same?"""
    left, right = one.decision, other.decision
    if left.action in MARKS and right.action in MARKS:
        return left.new == right.new and one.at == other.at
    same = (left.action, left.new, left.scope) == (right.action, right.new, right.scope)
    return same and (one.at == other.at or _of_letters_everywhere(left))


def covers(later: Placed, earlier: Placed) -> bool:
    """Is a later decision about all that an earlier one was about?"""
    if _of_letters_everywhere(later.decision) and _of_letters_everywhere(earlier.decision):
        return later.decision.quote.exact == earlier.decision.quote.exact
    return later.at[0] <= earlier.at[0] and earlier.at[1] <= later.at[1]


def _of_letters_everywhere(decision: Decision) -> bool:
    return decision.action in LETTERS and decision.scope == "every"


def conflict(one: Placed, other: Placed, where: Span) -> Finding:
    """Show two answers to one question, neither of which is made."""
    answers = " against ".join(
        f"{said(each.decision)} ({each.decision.reader}, {place_of(each.decision)})"
        for each in (one, other)
    )
    return Finding("conflict", "error", where, f"{answers}: neither is done", certainty=1.0)


def _lost(raw: str, each: Placed) -> Finding:
    why = f'its place is not found; where it should be there stands "{_there(raw, each.at)}"'
    return lost(each.decision, each.at, why)


def _doubtful(raw: str, each: Placed) -> Finding:
    message = (
        f"{place_of(each.decision)}: {said(each.decision)}: done where there stands now"
        f' "{_there(raw, each.at)}"; is this the place?'
    )
    certainty = round(1 - each.certainty, 2)
    decision = each.decision
    again = Proposal(decision.new, each.certainty, decision.action, scope=decision.scope)
    return Finding("doubtful-decision", "query", each.at, message, (again,), certainty)


def _there(raw: str, at: Span) -> str:
    start, end = at
    return short(fold(raw[max(0, start - SHOWN // 2) : min(len(raw), end + SHOWN // 2)]).strip())
