"""Whole libraries: many books, through Dask's scheduler."""

from __future__ import annotations

import sys
from argparse import Namespace

from pipeline.commands import say_next


def build_library(options: Namespace) -> int:
    """Build the books of a list or folder, write the summary, and name it on standard output.

    Gives 1 when a book failed.

    Raises:
        RecensionError: there is no book, no scheduler answers, a worker has another version, or
            results cannot be written here.
    """
    from pipeline.batch.library import build_library
    from pipeline.batch.order import Asked

    asked = Asked(
        options.library,
        options.to,
        options.out,
        options.summary,
        options.scheduler,
        options.workers,
        options.memory,
        options.timeout,
    )
    done = build_library(asked)
    for file in done.files:
        print(file)
    built, unchanged, failed = (done.counts[state] for state in ("built", "unchanged", "failed"))
    print(f"built {built:,}, unchanged {unchanged:,}, failed {failed:,}", file=sys.stderr)
    if failed:
        say_next(f"see in {options.out}/failures/ why; the same command builds what failed again")
    return 1 if failed else 0
