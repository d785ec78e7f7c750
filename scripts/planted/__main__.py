"""Plant errors in a clean text, and count those that the checks find: `python -m scripts.planted`.

Twenty of each kind, in places that the seed chooses; fewer where the text has no more places for
them. Kinds are not mixed, and what stands too near together is planted one after the other. Beside
the share that is found stand those that an answer puts right, the first of a finding or any, and
what is asked about places where there is no error.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from rich.console import Console

from scripts.planted import report
from scripts.planted.clean import clean_text
from scripts.planted.kinds import KINDS
from scripts.planted.measure import measure
from scripts.planted.plant import choose

MANY = 20
SEED = "planted 1"
WIDTH = 140


def main() -> None:
    """Measure one text and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", nargs="?", type=Path, help="a clean text (default: the handbook)")
    parser.add_argument("--language", default="", help="its language, if that is not to be guessed")
    parser.add_argument("--kind", action="append", choices=[*KINDS], help="only this kind")
    parser.add_argument("--many", type=int, default=MANY, help=f"of each kind (default: {MANY})")
    parser.add_argument("--seed", default=SEED)
    parser.add_argument("--json", action="store_true", help="print all figures, and what is missed")
    options = parser.parse_args()
    clean = clean_text(options.source, options.language)
    results = []
    for kind in options.kind or KINDS:
        if rounds := choose(clean, kind, KINDS[kind], options.many, options.seed):
            results.append(measure(clean, kind, rounds))
    if options.json:
        made = report.document(clean, results, options.seed)
        print(json.dumps(made, ensure_ascii=False, indent=1))
        return
    console = Console(highlight=False, width=WIDTH)
    console.print(report.table(results), report.alarms(clean, results), sep="\n\n")


if __name__ == "__main__":
    main()
