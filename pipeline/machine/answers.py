"""Answers that are always the same, remembered from one command to the next.

What a list of words or a dictionary says of a word never changes, but to load one takes longer than
to look up all words of a book in which a decision has changed one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Generic, TypeVar, cast

from pipeline.machine.cache import in_use, keep, key, load

Q = TypeVar("Q")
A = TypeVar("A")
_ALL: list[Answers[object, object]] = []


class Answers(Generic[Q, A]):
    """The answers to questions of one kind, `most` of them: those that were asked last."""

    def __init__(self, name: str, most: int) -> None:
        self.name = name
        self.most = most
        self.given: dict[Q, A] = {}
        """In this process."""
        self.is_known = True
        """Is all of it kept already?"""
        _ALL.append(cast(Answers[object, object], self))

    @cached_property
    def before(self) -> dict[Q, A]:
        """The answers that were kept."""
        return (cast(dict[Q, A], load(self._key())) if in_use() else None) or {}

    def of(self, question: Q, find: Callable[[], A]) -> A:
        """Give the answer to a question; `find` has it where it was never given."""
        answer = self.get(question)
        if answer is None:
            answer = find()
            self.give(question, answer)
        return answer

    def get(self, question: Q) -> A | None:
        """Give the answer to a question; None where it is not remembered."""
        answer = self.given.get(question)
        if answer is None and (answer := self.before.get(question)) is not None:
            self._note(question, answer)
        return answer

    def give(self, question: Q, answer: A) -> None:
        """Remember an answer, which is never None."""
        self._note(question, answer)
        self.is_known = False

    def _note(self, question: Q, answer: A) -> None:
        if len(self.given) >= self.most:
            self.before, self.given = self.given, {}
        self.given[question] = answer

    def keep(self) -> None:
        """Keep the answers, if there are new ones: those of this process, and others before."""
        if not self.is_known and in_use():
            # Those of now: another process may have kept some meanwhile.
            before = cast(dict[Q, A] | None, load(self._key())) or self.before
            others = [each for each in before.items() if each[0] not in self.given]
            room = self.most - len(self.given)
            keep(self._key(), dict([*others[:room], *self.given.items()]))
            self.is_known = True

    def _key(self) -> str:
        return key("answers", self.name)


def keep_answers() -> None:
    """Keep all answers that were given."""
    for each in _ALL:
        each.keep()
