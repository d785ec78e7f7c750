"""What tests of several modules are given."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser import browser
from tests.desk import ROOT, Served, served


# A browser for each module, no longer: while one runs, an event loop does, and no other can.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A real browser."""
    with browser() as started:
        yield started


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A desk over a copy of the sample book; many modules have one of their own."""
    where = tmp_path_factory.mktemp("sample")
    folder = shutil.copytree(ROOT / "manuscript/handbook", where / "handbook")
    with served(folder, where) as started:
        yield started
