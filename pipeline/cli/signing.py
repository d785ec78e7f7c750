"""The commands of reading pages and of signing a book, as they are typed."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import get_args

from pipeline.cli.options import Add, add_out, add_own_book
from pipeline.commands import reading, signing
from pipeline.model.settings import Round


def _read(add: Add) -> None:
    parser = add(
        "read",
        "note which pages of a book were read, or list how far each is",
        "emma",
        "emma 12-20 --who Ann",
        "emma 12-20 --for formatting",
        "emma --to 412",
        'emma 17 --problem "two lines are missing"',
        'emma 17 --solved "supplied from the scan"',
    )
    parser.set_defaults(run=reading.read_pages)
    add_own_book(parser)
    parser.add_argument(
        "pages",
        metavar="PAGES",
        nargs="?",
        help="by their numbers (12-20,xii), or by their order in the source (#7)",
    )
    _instead(parser)
    parser.add_argument(
        "--for",
        dest="kind",
        choices=get_args(Round),
        help="what they were read for (default: text, if there is a round for it)",
    )
    parser.add_argument(
        "--who",
        metavar="NAME",
        default="",
        help="who reads (default: user.name of git, or the login)",
    )


def _instead(parser: ArgumentParser) -> None:
    """Add what may be said of pages instead of that they were read."""
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument("--begin", action="store_true", help="say that work on them was begun")
    instead.add_argument(
        "--to",
        metavar="LINE",
        type=int,
        help="say that you have read as far as this line of the source, which tells the page",
    )
    instead.add_argument("--problem", metavar="WORDS", help="say what is wrong with them")
    instead.add_argument(
        "--solved", metavar="WORDS", help="say how their problems were solved, all that are open"
    )
    instead.add_argument(
        "--undo", action="store_true", help="take back that you began, or else that you read"
    )


def _sign_off(add: Add) -> None:
    parser = add(
        "sign-off",
        "sign a book that is proofread and built, or say what is missing",
        'emma --who "Anna Łoś"',
    )
    parser.set_defaults(run=signing.sign_off)
    add_own_book(parser)
    parser.add_argument("--who", metavar="NAME", required=True, help="who answers for it")
    add_out(parser)


COMMANDS = (_read, _sign_off)
