"""Answers that are remembered from one command to the next."""

from __future__ import annotations

from pipeline.machine import cache
from pipeline.machine.answers import Answers, keep_answers


def asked(kept: Answers[str, int], *words: str) -> list[str]:
    """Ask for the lengths of words, and give those that had to be found."""
    found: list[str] = []

    def find(word: str) -> int:
        found.append(word)
        return len(word)

    for word in words:
        assert kept.of(word, lambda word=word: find(word)) == len(word)  # type: ignore[misc]
    return found


def test_what_was_answered_once_is_not_asked_again() -> None:
    first: Answers[str, int] = Answers("lengths", 100)
    assert asked(first, "mill", "wheel", "mill") == ["mill", "wheel"]
    keep_answers()
    again: Answers[str, int] = Answers("lengths", 100)
    assert asked(again, "wheel", "weir", "mill") == ["weir"]
    again.keep()
    assert asked(Answers("lengths", 100), "mill", "wheel", "weir") == []
    with cache.unused():
        assert asked(Answers("lengths", 100), "mill") == ["mill"]


def test_only_the_answers_that_were_given_last_are_kept() -> None:
    kept: Answers[str, int] = Answers("lengths", 3)
    assert asked(kept, "a", "b", "c") == ["a", "b", "c"]
    assert asked(kept, "d", "a") == ["d"]
    kept.keep()
    again: Answers[str, int] = Answers("lengths", 3)
    assert len(again.before) == 3
    assert asked(again, "a", "d") == []


def test_what_another_process_kept_meanwhile_is_not_forgotten() -> None:
    one: Answers[str, int] = Answers("lengths", 100)
    other: Answers[str, int] = Answers("lengths", 100)
    assert asked(one, "mill") == ["mill"]
    assert asked(other, "weir") == ["weir"]
    one.keep()
    other.keep()
    assert asked(Answers("lengths", 100), "mill", "weir") == []
