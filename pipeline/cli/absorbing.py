"""The command of absorbing, as it is typed."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from pipeline.cli.options import Add, add_out, add_own_book
from pipeline.commands import absorbing as commands
from pipeline.model.decision import Why


def _absorb(add: Add) -> None:
    parser = add(
        "absorb",
        "turn what was edited by hand into decisions",
        "emma",
        "emma --preview",
        "emma emma-from-ann.docx --reason editorial",
        'emma remarks.md --who "Ann Smith"',
    )
    parser.set_defaults(run=commands.absorb_edits)
    add_own_book(parser)
    parser.add_argument(
        "files",
        metavar="FILE",
        nargs="*",
        type=Path,
        help="Markdown (or a folder of it), with CriticMarkup in it or without, or a .docx, with"
        " tracked changes or without; it is held against the edition as it is now (default: what"
        " was edited in the Markdown edition, held against what that was built from)",
    )
    parser.add_argument(
        "--reason",
        choices=get_args(Why),
        help="whose fault it was, or on what ground (default: extraction)",
    )
    parser.add_argument("--note", metavar="TEXT", help="what is to be said about it")
    parser.add_argument("--preview", action="store_true", help="show it, and write nothing")
    parser.add_argument(
        "--who",
        metavar="NAME",
        default="",
        help="who edited, where a .docx does not tell (default: user.name of git, or the login)",
    )
    add_out(parser)


COMMANDS = (_absorb,)
