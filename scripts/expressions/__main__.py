"""List the expressions that take longer than in proportion to a text.

As a program: `python -m scripts.expressions [PART]`, of those whose place has PART.

Every expression of `pipeline/` is attacked by texts made from its own parts.
`tests/test_expressions.py` counts the steps of those that were mended.
"""

from __future__ import annotations

import argparse
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts.expressions.collect import Expression, expressions, met
from scripts.expressions.growth import worst

FORMS = "epub,html,markdown,txt,docx"


def main() -> int:
    """Attack the expressions, and print those that are steep."""
    parser = argparse.ArgumentParser(prog="python -m scripts.expressions", description=__doc__)
    parser.add_argument("part", nargs="?", default="", help="only those whose place has it")
    given = parser.parse_args()
    found = met(_build) + expressions()
    chosen = [each for each in unlike(found) if given.part in each.where]
    steep = 0
    for grown in filter(None, map(worst, chosen)):
        steep += 1
        print(f"{grown.seconds:8.4f} s at {grown.length:,}, then {grown.times:.1f} times as long")
        print(f"    {grown.where}  {grown.pattern}\n    {grown.attack}", flush=True)
    print(f"{len(chosen)} expressions, {steep} of them steep")
    return 0


def unlike(found: list[Expression]) -> list[Expression]:
    """Give the expressions, each once: by its name, if it has one; sought, if one of them is."""
    kept: dict[tuple[object, int], Expression] = {}
    for each in reversed(found):
        kept.setdefault((each.pattern.pattern, each.pattern.flags), each)
    return list(reversed(kept.values()))


def _build() -> None:
    """Build the sample book, so that functions make the expressions that they make."""
    from pipeline.cli import main as recension

    with TemporaryDirectory() as out, redirect_stdout(StringIO()):
        where = str(Path("manuscript/handbook"))
        recension(["build", where, "--out", out, "--to", FORMS, "--no-cache"])


if __name__ == "__main__":
    sys.exit(main())
