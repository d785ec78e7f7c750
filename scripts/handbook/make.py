"""All of it in order: the clean text set, extracted, damaged, and recorded."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts.handbook import press
from scripts.handbook.align import align, owner_texts
from scripts.handbook.damage import Extraction, choose
from scripts.handbook.record import damaged, manifest, met
from scripts.handbook.tree import Work, read_work
from scripts.handbook.truth import truth

ROOT = Path(__file__).parents[2]
CLEAN = ROOT / "tests/handbook/truth"
RAW = ROOT / "manuscript/handbook/source/raw.txt"
MANIFEST = ROOT / "tests/handbook/damage.json"
TRUTH = ROOT / "tests/handbook/truth.json"


def clean_work() -> Work:
    """Read the clean text of the book."""
    return read_work(sorted(CLEAN.glob("*.md")))


def extracted(work: Work) -> str:
    """Set the book and extract it, undamaged."""
    with TemporaryDirectory() as folder:
        pdf = Path(folder) / "handbook.pdf"
        press.typeset(press.typst_source(work), pdf)
        return press.extract(pdf)


def outputs(work: Work, text: str, tools: dict[str, str]) -> dict[Path, str]:
    """Damage an extraction and give the contents of all files that come of it.

    `text` is the undamaged extraction; nothing but the seed decides what happens to it.
    """
    extraction = Extraction(text, align(text, work))
    found = met(extraction, owner_texts(work))
    damage = choose(extraction, [each.start for each in found])
    return {
        RAW: damaged(text, damage),
        MANIFEST: as_json(manifest(extraction, damage, found, tools)),
        TRUTH: as_json(truth(work, extraction, damage)),
    }


def as_json(content: object) -> str:
    """Write JSON as it is kept: readable, a line's end at the end."""
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
