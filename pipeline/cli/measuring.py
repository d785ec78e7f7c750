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
        "bench/cases",
        "bench/cases --json > before.json",
        "bench/cases --baseline before.json",
        "cases/ --input book.pdf --scorer score.py",
        "bench/cases --tool 'ebook-convert {source} {out}.epub --enable-heuristics'",
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
        metavar="FILE",
        type=Path,
        help="another program that scores, called as: python FILE CASE EDITION --json (default:"
        " Recension's own, python -m pipeline.bench.score)",
    )
    parser.add_argument(
        "--tool",
        metavar="COMMAND",
        type=_tool,
        default=(),
        help="measure this tool instead: {source} in it is what it reads, {out} where its edition"
        " is to stand, without the end of the name, .epub, .md, .html or .json",
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


def _tool(text: str) -> tuple[str, ...]:
    """Read a tool's command."""
    from pipeline.bench.tool import as_command

    try:
        return as_command(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r}: {error}") from error


COMMANDS = (_bench,)
