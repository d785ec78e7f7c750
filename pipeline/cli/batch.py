"""The command that builds whole libraries, as it is typed."""

from __future__ import annotations

import argparse
import re

from pipeline.cli.options import Add, add_formats, count
from pipeline.commands import batch as commands

UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "ki": 2**10, "mi": 2**20, "gi": 2**30}
MORE = """\
Each book is built by itself, in a process of its own. One that fails, takes too long or takes too
much memory is told in the summary, and no other suffers. The same command again builds only what
is not there, or was made from something else: it can be stopped, and taken up again.

Results stand in DIR/<book>/ as those of `recension build`, with batch.json, which tells what they
were made from; what failed books said is in DIR/failures/. Books of the same name get a hash
behind it. One DIR is for one library.

LIST, FOLDER, DIR and FILE may be any address that fsspec knows, if its file system is installed:
s3://bucket/folder, zip://::books.zip. How these are reached is set by fsspec's own configuration.

Workers on other machines need the same version of Recension as this one, and the same addresses:

    dask scheduler                                   on one machine
    dask worker tcp://HOST:8786 --nthreads 1 --nworkers auto      on each (in Recension's .venv/bin)
    recension batch s3://library/list.txt --out s3://library/editions --scheduler tcp://HOST:8786

Whoever reaches a scheduler can run anything on its workers: keep it in a network of your own."""


def _batch(add: Add) -> None:
    parser = add(
        "batch",
        "build the editions of a whole library, on all processors or many machines",
        "books/ --to epub --out editions/",
        "list.txt --out editions/ --workers 8 --timeout 1200",
        "list.txt --out editions/ --summary editions.parquet",
    )
    parser.description = f"{parser.description}\n\n{MORE}"
    parser.set_defaults(run=commands.build_library)
    parser.add_argument(
        "library",
        metavar="LIST|FOLDER",
        help="a text with the address of a book in each line (# begins a comment); or a folder of"
        " books: folders with a book.toml, folders of page files, and files (texts, PDF, hOCR, …)",
    )
    add_formats(parser)
    parser.add_argument(
        "--out", metavar="DIR", default="dist", help="where the results stand (default: dist)"
    )
    parser.add_argument(
        "--summary",
        metavar="FILE",
        default="",
        help="the table of all books: .csv, .jsonl or .parquet; a page with plots, .html, is beside"
        " it (default: DIR/summary.csv)",
    )
    _add_limits(parser)


def _add_limits(parser: argparse.ArgumentParser) -> None:
    """Add what tells where books are built, and what each may take."""
    parser.add_argument(
        "--workers",
        metavar="N",
        type=count,
        default=0,
        help="how many books at a time on this machine (default: one for each processor)",
    )
    parser.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        default="",
        help="use the workers of this Dask scheduler, tcp://HOST:PORT, instead of this machine",
    )
    parser.add_argument(
        "--memory",
        metavar="SIZE",
        type=size,
        default=0,
        help="the most that a book may take, like 2G (default: the worker's share of its machine)",
    )
    parser.add_argument(
        "--timeout",
        metavar="SECONDS",
        type=count,
        default=600,
        help="how long a book may take (default: 600)",
    )


def size(text: str) -> int:
    """Read a size in bytes.

    >>> size("2G"), size("512 MiB"), size("1.5gb")
    (2000000000, 536870912, 1500000000)
    """
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([kmg]i?|)b?", text.strip().lower())
    if not found or not (given := int(float(found[1]) * UNITS[found[2]])):
        raise argparse.ArgumentTypeError(f"not a size, like 2G or 512M: {text!r}")
    return given


COMMANDS = (_batch,)
