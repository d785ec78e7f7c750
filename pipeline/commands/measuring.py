"""Measuring: recovery held against books of known structure."""

from __future__ import annotations

import json
import sys
from argparse import Namespace

from pipeline.commands import progress_shown, say_next


def run_bench(options: Namespace) -> int:
    """Build and score the cases of a folder, and print their figures.

    Gives 1 when a case could not be built, or EPUBCheck found fault with one.

    Raises:
        RecensionError: there is no case, the scorer gave no figures, or the baseline is none.
    """
    from rich.console import Console

    from pipeline.bench import report
    from pipeline.bench.cases import find_cases
    from pipeline.bench.figures import load_baseline
    from pipeline.bench.run import Orders, run

    before = load_baseline(options.baseline) if options.baseline else {}
    cases = find_cases(options.cases, options.input)
    if cases.without:
        names = ", ".join(cases.without)
        print(f"skipped, without {options.input}: {names}", file=sys.stderr)
    orders = Orders(options.scorer, options.check, options.detail, options.tool)
    with progress_shown() as progress:
        results = run(cases.found, orders, options.jobs, progress)
    rows = report.rows_of(results, before)
    if options.json:
        document = report.as_json(results, rows, options.input)
        print(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        report.show(rows, Console(highlight=False))
        say_next(
            "keep this with --json > FILE, and hold a later run against it with --baseline FILE"
        )
    return 1 if any(one.error or one.figures.get("faults") for one in results) else 0
