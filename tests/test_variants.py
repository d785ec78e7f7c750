"""Variants of a tiny book: each engine sets it, and what is extracted agrees with its truth."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from scripts.variants.book import read_book
from scripts.variants.design import ENGINES, draw
from scripts.variants.make import make

SENTENCE = "The miller counted the sacks again and found that one of them was gone for good."
CASE = {
    "id": "mill",
    "language": "en",
    "blocks": [
        {"type": "heading", "level": 1, "text": "The Mill"},
        {"type": "paragraph", "text": f"{SENTENCE}⟦n1⟧ {SENTENCE}"},
        {"type": "quote", "text": SENTENCE},
        {"type": "heading", "level": 1, "text": "The River"},
        {"type": "paragraph", "text": f"{SENTENCE} {SENTENCE}"},
    ],
    "notes": {"n1": {"label": "1", "text": "There had been nine on the eve."}},
}


@pytest.mark.parametrize("engine", ENGINES)
def test_a_variant_holds_the_book_and_tells_what_each_line_is(engine: str, tmp_path: Path):
    case = tmp_path / "mill"
    case.mkdir()
    (case / "truth.json").write_text(json.dumps(CASE), encoding="utf-8")
    lot = Random(engine)
    design = draw(lot, engine, 40, ("pdfium",))
    out = tmp_path / "out"
    assert make(read_book(case), design, lot, out) == []
    truth = json.loads((out / "truth.json").read_text(encoding="utf-8"))
    raw = (out / "raw.txt").read_bytes().decode("utf-8")
    assert sum(block["type"] == "heading" for block in truth["blocks"]) == 2
    assert set(truth["notes"]) == {"n1"}
    assert all(line in raw for line in truth["furniture"])
    lines = json.loads((out / "lines.json").read_text(encoding="utf-8"))
    quoted = [raw[slice(*line["at"])] for line in lines if line["kind"] == "quote"]
    assert "".join("".join(quoted).split()) == "".join(SENTENCE.split())
