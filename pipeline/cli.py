"""The command line: what may be typed, and how a command ends.

The commands themselves are in `pipeline.commands`. Nothing heavy is imported before a command
needs it, so that help comes at once.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from pipeline import __version__, commands
from pipeline.errors import RecensionError

FORMATS = ("epub", "pdf", "markdown")
SAMPLE = "handbook"
BOOK_HELP = (
    "a text file, a folder of page files (*.txt), a folder with a book.toml, or the name of a"
    f" folder under manuscript/ (default: {SAMPLE}, the sample book)"
)
EXIT_STATUS = "exit status: 0 done; 1 errors were found (check); 2 it could not be done"
DONE, COULD_NOT, INTERRUPTED, BROKEN_PIPE = 0, 2, 130, 141


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A letter that the terminal cannot show must not end the command.
            stream.reconfigure(errors="backslashreplace")
    options = _parser().parse_args(arguments)
    try:
        status: int = options.command(options)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone. Python would say so once more on its way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except Exception as error:
        if options.debug:
            traceback.print_exc()
        print(f"error: {as_message(error)}", file=sys.stderr)
        return COULD_NOT
    return status


def as_message(error: Exception) -> str:
    """Say what is wrong, where, and what to do about it.

    >>> as_message(FileNotFoundError(2, "No such file or directory", "a.txt"))
    'a.txt: No such file or directory'
    """
    if isinstance(error, RecensionError):
        return str(error)
    if isinstance(error, ModuleNotFoundError) and not str(error.name).startswith("pipeline"):
        return str(RecensionError(f"{error.name} is not installed", "", "run: make setup"))
    if isinstance(error, OSError) and "cannot load library" in str(error):
        return str(RecensionError(f"a system library is missing: {error}", "", "run: make setup"))
    if isinstance(error, OSError) and error.filename:
        return str(RecensionError(error.strerror or type(error).__name__, str(error.filename)))
    return str(
        RecensionError(
            f"this is a fault of Recension itself ({type(error).__name__}: {error})",
            "",
            "please report it, with the source and with what the same command says with --debug",
        )
    )


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    # Wherever it stands; without a default, for that of the command would undo that before it.
    common.add_argument(
        "--debug", action="store_true", default=argparse.SUPPRESS, help="show where an error arose"
    )
    parser = argparse.ArgumentParser(
        prog="recension",
        description="From the raw extracted text of a book to a corrected edition.",
        epilog=f"recension COMMAND --help says more of each command.\n\n{EXIT_STATUS}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[common],
    )
    parser.add_argument("--version", action="version", version=f"recension {__version__}")
    parser.set_defaults(debug=False)
    found = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def command(
        name: str, description: str, examples: Sequence[str]
    ) -> argparse.ArgumentParser:
        listed = "\n".join(f"  recension {example}".rstrip() for example in examples)
        added = found.add_parser(
            name,
            help=description[0].lower() + description[1:].split(". ")[0].rstrip("."),
            description=description,
            epilog=f"examples:\n{listed}\n\n{EXIT_STATUS}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            parents=[common],
            allow_abbrev=False,
        )
        added.set_defaults(command=getattr(commands, name))
        return added

    _add_build(command)
    _add_new(command)
    _add_audit(command)
    _add_check(command)
    _add_explain(command)
    _add_clean(command)
    return parser
