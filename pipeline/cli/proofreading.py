"""The commands of proofreading, as they are typed."""

from __future__ import annotations

import argparse

from pipeline.cli.options import Add, add_book, add_no_cache, names
from pipeline.commands import proofreading as commands
from pipeline.write.findings import FORMS

SEVERITIES = ("error", "query", "advice")


def _findings(add: Add) -> None:
    parser = add(
        "findings",
        "list what deserves a proofreader's look",
        "emma",
        "raw.txt --check lost-marker,absent-note",
        "emma --severity error,query --format html > emma.html",
    )
    parser.set_defaults(run=commands.list_findings)
    add_book(parser)
    parser.add_argument(
        "--check",
        metavar="CHECKS",
        type=names(),
        default=(),
        help="only these, commas between them",
    )
    _add_listing(parser)


def _collate(add: Add) -> None:
    parser = add(
        "collate",
        "hold a book against another copy of it, and list what differs",
        "emma emma-scan.hocr",
        "raw.txt book.pdf --severity error,query --format json > differences.json",
    )
    parser.set_defaults(run=commands.list_differences)
    parser.add_argument(
        "book",
        metavar="SOURCE|BOOK",
        help="the book that the findings are about: a source, or a book's folder or name",
    )
    parser.add_argument(
        "other",
        metavar="OTHER",
        help="another extraction or scan of it, in any form that can be read",
    )
    add_no_cache(parser)
    _add_listing(parser)


def _add_listing(parser: argparse.ArgumentParser) -> None:
    """Add how findings are listed, and which."""
    parser.add_argument(
        "--format",
        choices=[*FORMS],
        default="table",
        help="for the eye, for other programs (json, sarif), or a page for the browser"
        " (default: table)",
    )
    parser.add_argument(
        "--severity",
        metavar="SEVERITIES",
        type=names(*SEVERITIES),
        default=(),
        help=f"only these of {', '.join(SEVERITIES)}",
    )


COMMANDS = (_findings, _collate)
