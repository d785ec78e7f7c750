"""Killed at any moment, or without room on the disk: what was good stays, and comes right again."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from scripts.faults.__main__ import STORIES, random_kills
from scripts.faults.stories import Story

FORMATS = "epub,markdown"
SEED = random.randrange(1 << 32)
RANDOM = {"build": 25, "decide": 5, "answered": 5, "read": 5, "absorb": 5, "new": 5}
"""Kills at random moments: fifty."""
MOST = 12
"""Changes of a story at which it meets each fault here; `python -m scripts.faults` takes all."""


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
