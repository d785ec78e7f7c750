"""The sample book on the bench, by our scorer and by another."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pipeline.bench.figures import FIGURES
from pipeline.cli import main

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    folder = tmp_path / "handbook"
    folder.mkdir()
    shutil.copyfile(ROOT / "manuscript/handbook/source/raw.txt", folder / "raw.txt")
    shutil.copyfile(ROOT / "tests/handbook/truth.json", folder / "truth.json")
    return folder


def run_on(
    folder: Path, capsys: pytest.CaptureFixture[str], scorer: Path | None = None
) -> dict[str, float]:
    more = ["--scorer", str(scorer)] if scorer else []
    assert main(["bench", str(folder), *more, "--json"]) == 0
    figures: dict[str, float] = json.loads(capsys.readouterr().out)["cases"]["handbook"]["figures"]
    return figures


def test_the_sample_book_is_recovered_whole(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figures = run_on(sample, capsys)
    assert {figure.name for figure in FIGURES} - figures.keys() == {"faults"}
    assert figures["structure"] >= 0.999
    assert figures["notes_linked"] == figures["notes_precision"] == 1.0
    assert figures["hyphens"] == figures["furniture"] == 0
    assert figures["unaccounted"] == 0


@pytest.mark.skipif(not (SHARED / "bench/score.py").exists(), reason="the other is not here")
def test_another_scorer_says_the_same(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ours = run_on(sample, capsys)
    others = run_on(sample, capsys, SHARED / "bench/score.py")
    for name in ("structure", "heading_f1", "boundary_f1", "notes_linked", "word_recall"):
        assert ours[name] == pytest.approx(others[name], abs=0.002), name
