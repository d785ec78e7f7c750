"""The command line: what may be typed, and how a command ends.

What the commands do is in `pipeline.commands`. Nothing heavy is imported before a command needs it,
so that help comes at once.
"""

from __future__ import annotations

import argparse
import errno
import io
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from pipeline import __version__, commands
from pipeline.errors import RecensionError

FORMATS = ("epub", "pdf", "html", "docx", "txt", "print", "markdown")
CITATIONS = ("csl", "biblatex", "bibtex")
EPILOG = "exit status: 0 done; 1 errors were found (check, bench); 2 could not be done"
COULD_NOT, INTERRUPTED, NOBODY_READS = 2, 130, 141
Add = Callable[..., argparse.ArgumentParser]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line and give its exit status: of the command, or 2 with a message."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A letter that the terminal cannot show must not end the command.
            stream.reconfigure(errors="backslashreplace")
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
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
        print(f"error: {as_message(error)}", file=sys.stderr)
        return COULD_NOT
    return status


def as_message(error: Exception) -> str:
    """Say where and what is wrong, and on the next line what to do about it.

    >>> as_message(FileNotFoundError(2, "No such file or directory", "a.txt"))
    'a.txt: No such file or directory'
    """
    if isinstance(error, RecensionError):
        return str(error)
    if isinstance(error, OSError) and "cannot load library" in str(error):
        return str(RecensionError("a system library is missing", remedy="run: make setup"))
    if isinstance(error, OSError) and error.filename:
        return str(RecensionError(str(error.strerror), str(error.filename)))
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return str(RecensionError(str(error.strerror), remedy="make room, or choose another OUT"))
    if isinstance(error, ModuleNotFoundError) and not str(error.name).startswith("pipeline"):
        return str(RecensionError(f"{error.name} is not installed", remedy="run: make setup"))
    return str(
        RecensionError(
            f"a fault of Recension, not of the book: {type(error).__name__}: {error}",
            remedy="please report it, with the source and what the same command says with --debug",
        )
    )


def _parser() -> argparse.ArgumentParser:
    # --debug may stand before or after the command, so it has no default: that of the command
    # would undo what stood before.
    debug = argparse.ArgumentParser(add_help=False)
    debug.add_argument(
        "--debug",
        action="store_true",
        default=argparse.SUPPRESS,
        help="show the traceback of an error",
    )
    parser = argparse.ArgumentParser(
        prog="recension",
        description="From the raw extracted text of a book to a corrected edition, nothing lost.",
        epilog=f"Of each command says more: recension COMMAND --help\n{EPILOG}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[debug],
    )
    parser.add_argument("--version", action="version", version=f"recension {__version__}")
    group = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

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

    for add_command in (_build, _new, _audit, _check, _onix, _cite, _bench, _explain, _clean):
        add_command(add)
    return parser


def _build(add: Add) -> None:
    parser = add(
        "build",
        "make the editions of a book",
        "raw.txt",
        "handbook --to epub,pdf,markdown",
        "pages/ --to epub --out ~/editions/emma",
    )
    parser.set_defaults(run=commands.build_editions)
    _add_book(parser)
    parser.add_argument(
        "--to",
        metavar="FORMATS",
        type=_formats,
        default=frozenset({"epub", "pdf"}),
        help=f"which, with commas between them: {', '.join(FORMATS)} (default: epub,pdf)",
    )
    _add_out(parser)


def _new(add: Add) -> None:
    parser = add(
        "new",
        "start a book under manuscript/, with its source and a book.toml to fill in",
        "raw.txt --name emma",
        "scans/emma/pages/",
    )
    parser.set_defaults(run=commands.start_book)
    parser.add_argument(
        "source",
        metavar="FILE",
        type=Path,
        help="a text, PDF, hOCR, ALTO or _djvu.xml; or a folder or archive of such page files",
    )
    parser.add_argument("--name", help="of the book's folder (default: the file's name)")


def _audit(add: Add) -> None:
    parser = add(
        "audit",
        "draw up a book's account: what became of every character of its source",
        "handbook",
        "raw.txt",
    )
    parser.set_defaults(run=commands.show_account)
    _add_book(parser)


def _check(add: Add) -> None:
    parser = add(
        "check",
        "validate the editions of a book as they stand in dist/",
        "handbook",
        "raw.txt --out ~/editions/emma",
    )
    parser.set_defaults(run=commands.check_editions)
    _add_book(parser)
    _add_out(parser)


def _onix(add: Add) -> None:
    parser = add(
        "onix",
        "write the ONIX message that announces a book's editions to the trade",
        "emma",
        "emma --out ~/editions/emma",
    )
    parser.set_defaults(run=commands.announce_editions)
    _add_book(parser)
    _add_out(parser)


def _cite(add: Add) -> None:
    parser = add("cite", "print how the edition is cited", "emma", "emma --format biblatex")
    parser.set_defaults(run=commands.cite_edition)
    _add_book(parser)
    parser.add_argument(
        "--format",
        choices=CITATIONS,
        default=CITATIONS[0],
        help=f"{', '.join(CITATIONS)} (default: {CITATIONS[0]}, which is JSON)",
    )


def _bench(add: Add) -> None:
    parser = add(
        "bench",
        "build books of known structure and score what was recovered",
        "cases/ --scorer score.py",
        "cases/ --scorer score.py --json > before.json",
        "cases/ --scorer score.py --input book.pdf --baseline before.json",
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
        metavar="PATH",
        type=Path,
        required=True,
        help="the program that scores, called as: python PATH CASE EPUB --json",
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
        type=_count,
        default=os.cpu_count() or 1,
        help="how many cases at a time (default: one for each processor)",
    )


def _explain(add: Add) -> None:
    parser = add("explain", "say what a rule does, and what it may change", "divided-word")
    parser.set_defaults(run=commands.explain_rule)
    parser.add_argument("rule", metavar="RULE", help="its name, as the record of changes has it")


def _clean(add: Add) -> None:
    parser = add("clean", "remove dist/, unless Markdown in it was edited by hand", "")
    parser.set_defaults(run=commands.clean_results)


def _add_book(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "book",
        metavar="SOURCE|BOOK",
        nargs="?",
        default="handbook",
        help="a text, PDF, hOCR, ALTO or _djvu.xml, or a folder or archive of such page files; a"
        " folder with a book.toml, or the name of one under manuscript/ (default: handbook)",
    )


def _add_out(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--out", metavar="DIR", type=Path, help="where the results stand (default: dist/<book>)"
    )


def _count(text: str) -> int:
    """Read a number of 1 or more."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"not a number of 1 or more: {text!r}")
    return int(text)


def _formats(text: str) -> frozenset[str]:
    """Read the value of --to.

    >>> sorted(_formats("pdf,epub"))
    ['epub', 'pdf']
    """
    given = frozenset(part.strip() for part in text.split(","))
    if unknown := sorted(given - {*FORMATS}):
        names = ", ".join(map(repr, unknown))
        raise argparse.ArgumentTypeError(f"no such format: {names}; there are {', '.join(FORMATS)}")
    return given
