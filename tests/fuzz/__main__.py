"""Fuzz, led by coverage: `make fuzz [FUZZ=minutes]`, or try one case again: `make fuzz CASE=file`.

Every trial has its share of the time. It begins with the corpus that is in the repository, and what
it adds to that is kept in `.fuzz/corpus`, so that the next run goes on from there. What fails is
in `.fuzz/found`, each case with what it raised.
"""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from importlib.util import find_spec
from pathlib import Path

SHARES = {
    "books": 5,
    "decided": 4,
    "editions": 2,
    "epubs": 1,
    "text": 3,
    "file": 3,
    "decisions": 1,
    "settings": 1,
    "markdown": 2,
}
"""The trials, and their shares of the time."""


def main() -> int:
    """Run the trials, or one case; 1 if something failed."""
    parser = ArgumentParser("python -m tests.fuzz", description=__doc__)
    parser.add_argument("trials", nargs="*", help=f"of {', '.join(SHARES)} (default: all)")
    parser.add_argument("--minutes", type=float, default=10, help="of all together (default: 10)")
    parser.add_argument("--room", type=Path, default=Path(".fuzz"), help="where results are kept")
    parser.add_argument("--case", type=Path, help="a case of .fuzz/found or corpus, tried again")
    given = parser.parse_args()
    os.environ["XDG_CACHE_HOME"] = str((given.room / "cache").resolve())
    if given.case:
        again(given.case)
        return 0
    if find_spec("atheris") is None:
        print("there is no atheris for this Python or system: see tests/test_fuzz.py for what"
              " can be run without it", file=sys.stderr)  # fmt: skip
        return 2
    from tests.fuzz.led import run

    trials = given.trials or list(SHARES)
    whole = sum(SHARES[each] for each in trials)
    failed = False
    for trial in trials:
        told = run(trial, given.minutes * 60 * SHARES[trial] / whole, given.room)
        print(f"{trial:<10} {told.runs:>9} runs {len(told.faults):>3} faults", flush=True)
        print("".join(f"    {fault}\n" for fault in told.faults), end="", flush=True)
        failed = failed or bool(told.faults)
    return int(failed)


def again(case: Path) -> None:
    """Try a case again, that is named by its trial or stands in its folder; it may raise."""
    from tests.fuzz.targets import TARGETS

    name = next(each for each in TARGETS if each in (case.parent.name, case.name.split("-")[0]))
    TARGETS[name](case.read_bytes())


if __name__ == "__main__":
    sys.exit(main())
