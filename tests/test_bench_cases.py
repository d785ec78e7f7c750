"""The benchmark's own cases: what each truth says stands in its raw text."""

from __future__ import annotations

import json

import pytest

from scripts.cases import CASES, OUT
from scripts.variants.check import missing, recall

NAMES = sorted(folder.name for folder in OUT.iterdir())


def test_there_is_a_case_of_every_engine_and_extractor() -> None:
    made = {f"handbook-{engine}-{extractor.replace(' ', '')}" for engine, extractor in CASES}
    assert {*NAMES} == made | {"handbook"}


@pytest.mark.parametrize("name", NAMES)
def test_the_truth_stands_in_the_raw_text(name: str) -> None:
    truth = json.loads((OUT / name / "truth.json").read_text("utf-8"))
    raw = (OUT / name / "raw.txt").read_bytes().decode("utf-8")
    whole = {**truth, "notes": truth["notes"] | dict.fromkeys(truth["lost_notes"])}
    assert list(missing(whole, raw)) == []
    assert recall(truth, raw) > 0.97  # letters are damaged, and notes lost
    assert {"id", "language", "engine", "extractor", "traits", "blocks", "notes"} <= truth.keys()
