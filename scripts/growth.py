"""How time grows with a text: `python -m scripts.growth [UNIT ...] [--length N]`.

Each unit of `tests.fuzz.shapes`, or what is given, is repeated to a text of so many letters, and to
one of twice as many, which are recovered, drawn up into an account and checked. In proportion the
second takes twice the time; what goes through all of it again and again takes four times. Where it
takes more than three times, and long enough to tell, the unit is steep. `tests/test_growth.py`
counts the steps of Python code instead, which see nothing of what expressions do.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence

from pipeline.account.demands import draw_up
from pipeline.checks.families import findings
from pipeline.checks.proof import Proof
from pipeline.errors import RecensionError
from pipeline.model.book import Source
from pipeline.model.settings import Settings
from pipeline.registry import RULES
from pipeline.stages import finished
from tests.fuzz.shapes import UNITS, shape

SOON, TRIES = 0.05, 3
"""Seconds of the processor within which nothing can be told, and how often a text is tried."""
STEEP = 3.0
"""Times that twice as long a text may take."""


def main() -> int:
    """Print what each unit takes, the steepest last; 1 if any is steep."""
    parser = argparse.ArgumentParser(prog="python -m scripts.growth", description=__doc__)
    parser.add_argument(
        "unit", nargs="*", default=UNITS, help="what is repeated (default: all known)"
    )
    parser.add_argument(
        "--length", type=int, default=4000, help="letters of the shorter text (default: 4000)"
    )
    given = parser.parse_args()
    rows = sorted(measured(given.unit, given.length))
    for times, once, unit in rows:
        print(f"{times:6.2f} {once:9.4f} s  {unit!a}{'  STEEP' * (times > STEEP)}")
    return int(any(times > STEEP for times, _, _ in rows))


def measured(units: Sequence[str], length: int) -> Iterator[tuple[float, float, str]]:
    """Give how many times as long twice as long a text takes, what one takes, and its unit."""
    seconds("The mill. " * 100)  # lists and dictionaries are loaded
    for unit in units:
        once, twice = (min(_tried(shape(unit, n))) for n in (length, 2 * length))
        yield (twice / once if twice > SOON else 1.0), once, unit


def _tried(raw: str) -> Iterator[float]:
    for _ in range(TRIES):
        yield (took := seconds(raw))
        if took > 1:
            return


def seconds(raw: str) -> float:
    """Give the processor's time from source to book, account and findings."""
    source, settings = Source("growth", raw, "0" * 64), Settings(language="en")
    began = time.process_time()
    try:
        book = finished(source, settings, "growth")
    except RecensionError:
        return 1e-9  # nothing in it is text
    draw_up(raw, book, RULES)
    findings(Proof(source, book, settings))
    return time.process_time() - began


if __name__ == "__main__":
    raise SystemExit(main())
