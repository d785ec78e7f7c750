"""The commands that measure Recension itself, as they are typed."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from pipeline.cli.options import Add, count
from pipeline.commands import measuring as commands


def _bench(add: Add) -> None:
    parser = add(
        "bench",
        "build books of known structure and score what was recovered",
        "cases/ --scorer score.py",
        "cases/ --scorer score.py --json > before.json",
        "cases/ --scorer score.py --input book.pdf --baseline before.json",
    )
    parser.set_defaults(run=commands.run_bench)
    parser.add_argument(
        "cases",
        metavar="CASES",
        type=Path,
        help="a folder of cases, or one case: a folder with truth.json and the source",
    )
    parser.add_argument(
        "--scorer",
        metavar="PATH",
        type=Path,
        required=True,
        help="the program that scores, called as: python PATH CASE EPUB --json",
    )
    parser.add_argument(
        "--input",
        metavar="NAME",
        default="raw.txt",
        help="what each case is built from, in its folder (default: raw.txt)",
    )
    _add_figures(parser)


def _add_figures(parser: argparse.ArgumentParser) -> None:
    """Add what tells how a bench's figures are made and shown."""
    parser.add_argument(
        "--baseline",
        metavar="FILE",
        type=Path,
        help="show what rose and fell since the run whose --json is in FILE",
    )
    parser.add_argument(
        "--json", action="store_true", help="print all figures as one JSON document"
    )
    parser.add_argument(
        "--detail",
        action="store_true",
        help="have the scorer list single faults, in the JSON",
    )
    parser.add_argument("--check", action="store_true", help="validate each EPUB with EPUBCheck")
    parser.add_argument(
        "--jobs",
        metavar="N",
        type=count,
        default=os.cpu_count() or 1,
        help="how many cases at a time (default: one for each processor)",
    )


COMMANDS = (_bench,)
