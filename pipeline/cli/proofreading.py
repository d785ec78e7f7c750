"""The commands of proofreading, as they are typed."""

from __future__ import annotations

from pipeline.cli.options import Add, add_book, names
from pipeline.commands import proofreading as commands

FORMS = ("table", "json", "sarif")
SEVERITIES = ("error", "query", "advice")


def _findings(add: Add) -> None:
    parser = add(
        "findings",
        "list what deserves a proofreader's look",
        "emma",
        "raw.txt --check lost-marker,absent-note",
        "emma --severity error,query --format sarif > emma.sarif",
    )
    parser.set_defaults(run=commands.list_findings)
    add_book(parser)
    parser.add_argument(
        "--format",
        choices=FORMS,
        default=FORMS[0],
        help=f"for the eye, or for other programs (default: {FORMS[0]})",
    )
    parser.add_argument(
        "--check", metavar="NAMES", type=names(), default=(), help="only these, commas between them"
    )
    parser.add_argument(
        "--severity",
        metavar="NAMES",
        type=names(*SEVERITIES),
        default=(),
        help=f"only these of {', '.join(SEVERITIES)}",
    )


COMMANDS = (_findings,)
