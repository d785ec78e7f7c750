"""Decisions about one place: those that a reader saw, and those that came meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from pipeline.decisions.make import Maker
from pipeline.decisions.settle import LETTERS, Settled, agree, meet, overlap, subject
from pipeline.desk.answering.reply import Choice
from pipeline.errors import RecensionError
from pipeline.model.decision import EDITOR, Decision, Placed
from pipeline.model.finding import Finding, Span

ALIVE = frozenset({"applied", "agreed", "doubtful", "conflict"})
"""The states of decisions that still say something."""


def revision(settled: Settled, at: Span) -> str:
    """Give the ids of the decisions that are about a place, as a form carries them."""
    return ",".join(each.decision.id for each in alive(settled) if _touch(each.at, at))


def alive(settled: Settled) -> Iterator[Placed]:
    """Give the decisions that still say something, those that contradict each other among them."""
    found = {each.decision.id: each for each in settled.placed}
    for each in settled.decisions:
        if each.action != "undo" and settled.states[each.id] in ALIVE:
            yield found.get(each.id) or Placed(each, each.at)


def contradicting(
    settled: Settled, made: Sequence[Decision], finding: Finding | None = None
) -> list[Placed]:
    """Give what others decided otherwise of the places of some decisions.

    An answer to the same question is among them, whatever it is about. Decisions of the reader's
    own are not: the later one replaces the earlier one.
    """
    undone = {each.new for each in made if each.action == "undo"}
    return [
        each
        for each in alive(settled)
        if each.decision.id not in undone
        and any(_against(each, mine, finding) for mine in made if mine.action != "undo")
    ]


def _against(other: Placed, mine: Decision, finding: Finding | None) -> bool:
    placed = Placed(mine, mine.at)
    if other.decision.reader == mine.reader:
        return False
    if subject(other.decision) == subject(mine) and meet(placed, other):
        return not agree(placed, other)
    return (
        finding is not None
        and other.decision.check in (finding.check, EDITOR)
        and _is_answer(other.decision)
        and _touch(other.at, finding.where)
        and (other.decision.action, other.decision.new) != (mine.action, mine.new)
    )


def _is_answer(decision: Decision) -> bool:
    """Does it answer a question about its place, or read its letters otherwise?"""
    return decision.check != EDITOR or decision.action in LETTERS | {"keep"}


class Anew(NamedTuple):
    """What is to be written of some decisions, and what of them the reader decided before."""

    made: list[Decision]
    before: list[Decision]


def anew(maker: Maker, made: Sequence[Decision], settled: Settled) -> Anew:
    """Leave out what the reader decided before; what was decided on other grounds is taken back.

    For two decisions that agree, the earlier one holds, and with it its reason and its note.
    """
    found = Anew([], [])
    undone: list[Decision] = []
    for mine in made:
        before = [each.decision for each in alive(settled) if _is_again(each, mine)]
        same = [d for d in before if (d.why, d.note, d.check) == (mine.why, mine.note, mine.check)]
        found.before.extend(same)
        if not same:
            found.made.append(mine)
            undone += (maker.undo(each) for each in before)
    found.made.extend(undone)
    return found


def _is_again(other: Placed, mine: Decision) -> bool:
    placed = Placed(mine, mine.at)
    same = subject(other.decision) == subject(mine) and other.decision.reader == mine.reader
    return same and mine.action != "undo" and meet(placed, other) and agree(placed, other)


def chosen(
    maker: Maker, made: Sequence[Decision], theirs: Sequence[Placed], choice: Choice
) -> list[Decision]:
    """Give what is written once a reader saw the decisions of others, and chose.

    Theirs: the reader decides the same, so that both agree. Mine: theirs are taken back. Both:
    they contradict each other, and are asked about.

    Raises:
        RecensionError: there is nothing of others any more to agree with.
    """
    if choice == "theirs":
        if not theirs:
            raise RecensionError("the other reading was taken back meanwhile", remedy="answer anew")
        return [_same(maker, each) for each in theirs]
    if choice == "mine":
        return [*made, *(maker.undo(each.decision) for each in theirs)]
    return list(made)


def _same(maker: Maker, placed: Placed) -> Decision:
    told = placed.decision
    made = maker.make(told.action, placed.at, told.new)
    return replace(made, check=told.check, scope=told.scope, why=told.why)


def _touch(one: Span, other: Span) -> bool:
    """Have two stretches a letter in common, or is one of them a point in or beside the other?"""
    if one[0] == one[1] or other[0] == other[1]:
        return max(one[0], other[0]) <= min(one[1], other[1])
    return overlap(one, other)
