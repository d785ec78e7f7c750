"""The command that opens the proofreading desk, as it is typed."""

from __future__ import annotations

import argparse

from pipeline.cli.options import Add, add_own_book
from pipeline.commands import desk as commands

PORT = 8290


def _desk(add: Add) -> None:
    parser = add(
        "desk",
        "proofread a book in the browser: its source, its edition, and what is asked",
        "emma",
        "emma --who Ann",
        "emma --host 0.0.0.0   # for readers at other machines of a network that you trust",
    )
    parser.set_defaults(run=commands.open_desk)
    add_own_book(parser)
    parser.add_argument(
        "--port",
        metavar="N",
        type=_port,
        default=PORT,
        help=f"where it listens; 0 takes any that is free (default: {PORT})",
    )
    parser.add_argument(
        "--host",
        metavar="NAME",
        default="127.0.0.1",
        help="by which of its names or addresses this machine is reached; at others than its own"
        " (the default) the address that is printed has a token, to be given to readers alone",
    )
    parser.add_argument(
        "--who",
        metavar="NAME",
        default="",
        help="who reads (default: asked for at the desk)",
    )
    parser.add_argument(
        "--no-open", action="store_true", help="do not open the browser, print the address only"
    )


def _port(text: str) -> int:
    """Read the number of a port."""
    if not text.isdecimal() or int(text) > 0xFFFF:
        raise argparse.ArgumentTypeError(f"no number of a port, 0 to 65535: {text!r}")
    return int(text)


COMMANDS = (_desk,)
