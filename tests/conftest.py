"""What tests of several modules are given."""

from __future__ import annotations

import atexit
import os
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, expect

from tests.browser import browser
from tests.desk import BOOK, Served, served
from tests.reader import PATIENCE

_CACHES = TemporaryDirectory()
atexit.register(_CACHES.cleanup)
_NUMBERS = count()
# What several tests share is kept for all of them, and nothing in the cache of whoever tests.
os.environ["XDG_CACHE_HOME"] = str(Path(_CACHES.name, "shared"))
# How long an example takes says what else the machine does.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
expect.set_options(timeout=PATIENCE)


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test finds nothing kept but what it makes itself."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(Path(_CACHES.name, str(next(_NUMBERS)))))


# A browser for each module, no longer: while one runs, an event loop does, and no other can.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A real browser."""
    with browser() as started:
        yield started


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A desk over a copy of the small book; many modules have one of their own."""
    where = tmp_path_factory.mktemp("sample")
    folder = shutil.copytree(BOOK, where / "handbook")
    with served(folder, where) as started:
        yield started
