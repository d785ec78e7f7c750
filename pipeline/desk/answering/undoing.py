"""Taking back what was decided: by its id, or the reader's last answer, and the one before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from pipeline.decisions.answers import find
from pipeline.decisions.make import Maker
from pipeline.decisions.settle import taken_back
from pipeline.errors import RecensionError
from pipeline.model.decision import Decision

AT_ONCE = timedelta(milliseconds=1)
"""By no more a reader's decisions differ in time, one from the next, that were made at once
(`Maker`): to write an answer takes longer."""


def undoing(maker: Maker, decisions: Sequence[Decision], id_: str = "") -> list[Decision]:
    """Make the decisions that take back one, or without an id all of the reader's last answer.

    Raises:
        RecensionError: there is none, or it was taken back already.
    """
    undone = taken_back(decisions)
    if id_:
        meant = [find(decisions, id_)]
        if meant[0].id in undone:
            raise RecensionError("it was taken back already", id_)
    else:
        meant = last_answer(decisions, maker.reader, undone)
        if not meant:
            raise RecensionError("nothing is left to be taken back", maker.reader)
    return [maker.undo(each) for each in reversed(meant)]


def last_answer(decisions: Sequence[Decision], reader: str, undone: set[str]) -> list[Decision]:
    """Give what is left of the last of a reader's answers that was not taken back whole."""
    by_id = {each.id: each for each in decisions}
    mine = [each for each in decisions if each.reader == reader]
    for answer in reversed([*_answers(mine)]):
        left = [each for each in answer if each.id not in undone]
        if left and not all(_only_undoes(each, by_id.get(each.new)) for each in answer):
            return left
    return []


def _answers(mine: Sequence[Decision]) -> Iterator[list[Decision]]:
    """Part a reader's decisions, in the order of time, into those that were made at once."""
    together: list[Decision] = []
    for each in mine:
        if together and each.when - together[-1].when > AT_ONCE:
            yield together
            together = []
        together.append(each)
    if together:
        yield together


def _only_undoes(each: Decision, undone: Decision | None) -> bool:
    """Does it do nothing but take back? What answers a question about a decision does more."""
    return each.action == "undo" and (undone is None or each.check == undone.check)
