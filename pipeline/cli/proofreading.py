"""The commands of proofreading, as they are typed."""

from __future__ import annotations

from pipeline.cli.options import Add, add_book
from pipeline.commands import proofreading as commands


def _findings(add: Add) -> None:
    parser = add("findings", "list what deserves a proofreader's look", "emma", "raw.txt")
    parser.set_defaults(run=commands.list_findings)
    add_book(parser)


COMMANDS = (_findings,)
