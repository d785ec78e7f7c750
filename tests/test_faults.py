"""Killed at any moment, or without room on the disk: what was good stays, and comes right again.

`python -m scripts.faults` does the same at each change that a command makes, and in other forms.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import pytest

from scripts.faults.__main__ import STORIES, kinds, random_kills
from scripts.faults.atdesk import answer
from scripts.faults.inject import together
from scripts.faults.stories import Story, begun, left, state_of, tried, typed, within

FORMATS = "epub,markdown"
SEED = random.randrange(1 << 32)
RANDOM = {"build": 4, "put": 10, "decide": 8, "answered": 8, "read": 7, "absorb": 4, "new": 9}
"""Kills at random moments: fifty."""
EVERY = {"put": 20, "decide": 9, "answered": 9, "read": 9, "absorb": 31, "new": 9}
"""Of their changes each so many is one at which stories meet a fault, beside those that others see.
What builds differ in before that, is met at random moments."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Story]:
    """The stories, each with the state that it begins with."""
    where = tmp_path_factory.mktemp("stories")
    return cache(lambda name: STORIES[name](where / name, FORMATS))


@pytest.mark.parametrize("name", STORIES)
def test_what_is_killed_at_a_random_moment_leaves_what_was_good(
    told: Callable[[str], Story], name: str, tmp_path: Path
) -> None:
    print(f"seed {SEED}")
    random_kills(told(name), tmp_path / "run", RANDOM[name], SEED)


@pytest.mark.parametrize("name", EVERY)
def test_a_fault_at_any_change_leaves_what_was_good(
    told: Callable[[str], Story], name: str, tmp_path: Path
) -> None:
    for faults in kinds(told(name), tmp_path / "run", EVERY[name]).values():
        for fault in faults:
            tried(told(name), tmp_path / "run", fault)


# --- at the same time -----------------------------------------------------------------------------

BUILD = ("build", "mill", "--out", "out", "--to")


def test_five_builds_and_three_readers_at_once_come_to_the_same(tmp_path: Path) -> None:
    decide = ("decide", "mill", "18:orchard", "replace")
    where = begun(
        tmp_path / "start", typed(*BUILD, FORMATS), typed(*decide, "meadow", "--who", "Ann")
    )
    builds = [FORMATS, FORMATS, "epub", "markdown", "html"]
    acts = [typed(*BUILD, formats) for formats in builds]
    acts += [typed(*decide, "garden", "--who", who) for who in ("Ann", "Ben", "Cyd")]
    ended = together([within(where, act) for act in acts])
    assert [each.status for each in ended] == [0] * len(acts), ended
    assert len(state_of(where).decided) == 4
    assert left(where) == []
    shutil.copytree(where, tmp_path / "alone", ignore=shutil.ignore_patterns("xdg", "out"))
    for place in (where, tmp_path / "alone"):
        for formats in ("html", FORMATS):
            assert together([within(place, typed(*BUILD, formats))])[0].status == 0
    assert state_of(where) == state_of(tmp_path / "alone")


def test_two_desks_and_a_build_at_once_lose_no_answer(tmp_path: Path) -> None:
    where = begun(tmp_path / "start", typed(*BUILD, FORMATS))
    said = [
        ("Ann", "three cats"),
        ("Ben", "nine days"),
        ("Ann", "the orchard"),
        ("Ben", "the weir"),
    ]
    acts = [partial(answer, who, words, f"not {words}") for who, words in said]
    ended = together([within(where, act) for act in (*acts, typed(*BUILD, FORMATS))])
    assert [each.status for each in ended] == [0] * len(ended), ended
    found = [(each.reader, each.quote.exact, each.new) for each in state_of(where).decided]
    assert sorted(found) == sorted((who, words, f"not {words}") for who, words in said)
    assert left(where) == []
    assert together([within(where, typed(*BUILD, FORMATS))])[0].status == 0
    made = b"".join(state_of(where).files.values())
    assert all(f"not {words}".encode() in made for _, words in said)


def test_what_is_absorbed_during_a_build_is_lost_to_none_of_them(
    told: Callable[[str], Story], tmp_path: Path
) -> None:
    story = told("absorb")
    where = shutil.copytree(story.start, tmp_path / "run")
    build = typed(*BUILD, "markdown")
    for _ in range(2):
        ended = together([within(where, act) for act in (story.act, build)])
        assert all(each.status in (0, 2) and "Traceback" not in each.said for each in ended), ended
    assert together([within(where, story.end)])[0].status == 0
    assert state_of(where) == story.ends[0]
