"""The command line: what may be typed, and how a command ends.

One module for each group of commands says what may be typed after them; what they do is in the
module of the same name in `pipeline.commands`. Nothing heavy is imported before a command needs it,
so that help comes at once.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext, suppress

from pipeline.cli import (
    absorbing,
    batch,
    deciding,
    desk,
    editions,
    measuring,
    proofreading,
    signing,
)
from pipeline.cli.about import SHELLS, ShowCompletion, ShowVersions
from pipeline.cli.options import EPILOG
from pipeline.errors import as_message

COMMANDS = (
    *editions.COMMANDS,
    *batch.COMMANDS,
    *proofreading.COMMANDS,
    *desk.COMMANDS,
    *deciding.COMMANDS,
    *signing.COMMANDS,
    *absorbing.COMMANDS,
    *measuring.COMMANDS,
)
COULD_NOT, INTERRUPTED, NOBODY_READS = 2, 130, 141


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line and give its exit status: of the command, or 2 with a message."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A letter that the terminal cannot show must not end the command.
            stream.reconfigure(errors="backslashreplace")
    options = argparse.Namespace()
    try:
        status = _run(arguments, options)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Without a place to write to, Python would complain once more on its way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOBODY_READS
    except Exception as error:
        if hasattr(options, "debug"):
            traceback.print_exc()
        with suppress(OSError):  # what can be told nowhere is told by the status
            print(f"error: {as_message(error)}", file=sys.stderr)
        return COULD_NOT
    return status


def _run(arguments: Sequence[str] | None, options: argparse.Namespace) -> int:
    try:
        parser().parse_args(arguments, options)
    except SystemExit:  # it was asked for help, which perhaps has no room
        sys.stdout.flush()
        raise
    with _cache(options):
        status: int = options.run(options)
    return status


def _cache(options: argparse.Namespace) -> AbstractContextManager[None]:
    """Give what a command has to run in, by whether it may take what was kept."""
    if not getattr(options, "no_cache", False):
        return nullcontext()
    from pipeline.machine.cache import unused

    return unused()


def parser() -> argparse.ArgumentParser:
    """Give what reads a command line: all commands with their options."""
    # --debug may stand before or after the command, so it has no default: that of the command
    # would undo what stood before.
    debug = argparse.ArgumentParser(add_help=False)
    debug.add_argument(
        "--debug",
        action="store_true",
        default=argparse.SUPPRESS,
        help="show the traceback of an error",
    )
    made = argparse.ArgumentParser(
        prog="recension",
        description="From the raw extracted text of a book to a corrected edition, nothing lost.",
        epilog=f"Of each command says more: recension COMMAND --help\n{EPILOG}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[debug],
    )
    made.add_argument(
        "--version",
        action=ShowVersions,
        nargs=0,
        help="name the versions of Recension and of all that decides on results",
    )
    made.add_argument(
        "--completion",
        action=ShowCompletion,
        choices=SHELLS,
        help="print what has this shell complete the command",
    )
    group = made.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def add(name: str, what: str, *examples: str) -> argparse.ArgumentParser:
        listed = "".join(f"  recension {name} {example}".rstrip() + "\n" for example in examples)
        return group.add_parser(
            name,
            help=what,
            description=f"{what[0].upper()}{what[1:]}.",
            epilog=f"examples:\n{listed}\n{EPILOG}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            parents=[debug],
        )

    for add_command in COMMANDS:
        add_command(add)
    return made
