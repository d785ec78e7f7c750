"""Real books, read from beside the project and never copied into it; skipped where absent."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.account.demands import draw_up
from pipeline.build import build
from pipeline.desk.making.engine import Engine
from pipeline.manuscript.folder import find_book
from pipeline.read import read
from pipeline.recover import recover
from pipeline.registry import RULES
from tests.traced import all_traced

SHARED = Path(__file__).parents[2] / "shared"
REAL = SHARED / "manuscripts" / "zalessky"
AT_THE_DESK = ("zalessky", "d06-age-of-reason", "d11-montesquieu-fr", "d12-otrochestvo-ru")
"""Notes that are cut, absent and unmarked; and other languages."""
SCORER = SHARED / "bench" / "score.py"


def books() -> Iterator[pytest.param]:
    development = SHARED / "bench" / "dev"
    found = sorted(development.glob("*/raw.txt")) or [development / "raw.txt"]
    for raw in [REAL / "raw.txt", *found]:
        absent = pytest.mark.skipif(not raw.exists(), reason=f"{raw.parent.name} is not here")
        yield pytest.param(raw, id=raw.parent.name, marks=absent)


@pytest.mark.parametrize("raw", list(books()))
def test_everything_is_accounted_for(raw: Path) -> None:
    source = read(raw)
    book = recover(source)
    assert draw_up(source.text, book, RULES).faults == ()


@pytest.mark.parametrize("raw", [each for each in books() if each.id in AT_THE_DESK])
def test_every_letter_at_the_desk_leads_to_the_source(raw: Path) -> None:
    engine = Engine(find_book(str(raw)), read(raw))
    shown = engine.emended(()).book
    assert all_traced(shown.chapters, engine.source.text)
    book = recover(engine.source)
    notes = [note.id for chapter in book.chapters for note in chapter.notes]
    assert [note.id for note in shown.notes()] == notes


@pytest.mark.skipif(not REAL.exists(), reason="zalessky, the real book, is not here")
def test_the_real_book_is_recovered(tmp_path: Path) -> None:
    result = build(find_book(str(REAL)), frozenset({"epub"}), tmp_path)
    assert result.account.faults == ()
    epub = tmp_path / "zalessky.epub"
    done = subprocess.run(
        [sys.executable, str(SCORER), str(REAL), str(epub), "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    score = json.loads(done.stdout)
    assert score["heading"]["f1"] == 1.0
    assert score["boundary"]["f1"] >= 0.98
    assert score["notes"]["linked"] == score["notes"]["precision"] == 1.0
    assert score["notes"]["lost_ref_kept"] == 1.0
    assert min(score["words"]["recall"], score["words"]["precision"]) >= 0.999


@pytest.mark.skipif(not REAL.exists(), reason="zalessky, the real book, is not here")
def test_the_ten_lost_notes_of_the_real_book_are_named() -> None:
    book = recover(read(REAL / "raw.txt"))
    states = {note.label: note.state for note in book.notes() if note.state != "linked"}
    cut = dict.fromkeys(["59", "66", "67", "72", "74"], "cut")
    absent = dict.fromkeys(["68", "73", "75", "76", "77"], "absent")
    assert states == cut | absent
