"""Score an edition: `python -m pipeline.bench.score CASE EDITION [--json] [--detail]`."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path

from pipeline.bench.score.book import load, read_truth
from pipeline.bench.score.edition import read_edition
from pipeline.bench.score.measure import measure


def main() -> None:
    """Read a case's truth and an edition of it, and print what is measured as JSON."""
    parser = ArgumentParser("python -m pipeline.bench.score", description=__doc__)
    parser.add_argument("case", type=Path, help="the folder of the case, with its truth.json")
    parser.add_argument("edition", type=Path, help="a file: .epub, .html, .md or .json")
    parser.add_argument("--json", action="store_true", help="print JSON, as is done anyway")
    parser.add_argument(
        "--detail", action="store_true", help="list headings, notes and words that are missed"
    )
    given = parser.parse_args()
    truth = load(given.case / "truth.json")
    figures = measure(truth, read_truth(truth), read_edition(given.edition))
    if not given.detail:
        figures["heading"].pop("missed", None)
        figures["notes"].pop("unlinked", None)
        figures["words"].pop("missed", None)
    json.dump(figures, sys.stdout, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main()
