"""Options that several commands share, and how their values are read."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from pipeline.write.forms import FORMS

EPILOG = (
    "exit status: 0 done; 1 errors were found (findings, check, bench), it is not signed (sign-off)"
    " or a book failed (batch); 2 could not be done\n"
    "what was made of a book is kept in $XDG_CACHE_HOME/recension or ~/.cache/recension, up to half"
    " a\ngigabyte, for the next command about it; the folder may be removed at any time"
)
Add = Callable[..., argparse.ArgumentParser]
"""Adds a command of a name, with what it does and examples of what follows its name."""


def add_book(parser: argparse.ArgumentParser) -> None:
    """Add the book that a command is about."""
    parser.add_argument(
        "book",
        metavar="SOURCE|BOOK",
        nargs="?",
        default="handbook",
        help="a text, PDF, hOCR, ALTO or _djvu.xml, or a folder or archive of such page files; a"
        " folder with a book.toml, or the name of one under manuscript/ (default: handbook)",
    )
    add_no_cache(parser)


def add_own_book(parser: argparse.ArgumentParser) -> None:
    """Add the book that a command is about, where it is one with a folder."""
    parser.add_argument("book", metavar="BOOK", help="a folder with a book.toml, or its name")
    add_no_cache(parser)


def add_no_cache(parser: argparse.ArgumentParser) -> None:
    """Add that all is to be made anew."""
    parser.add_argument(
        "--no-cache",
        action="store_true",
        help="make all anew, and keep nothing of it for the next time; the results are the same",
    )


def add_out(parser: argparse.ArgumentParser) -> None:
    """Add the folder of the results."""
    parser.add_argument(
        "--out", metavar="DIR", type=Path, help="where the results stand (default: dist/<book>)"
    )


def count(text: str) -> int:
    """Read a number of 1 or more."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"not a number of 1 or more: {text!r}")
    return int(text)


def add_formats(parser: argparse.ArgumentParser) -> None:
    """Add which editions are made."""
    parser.add_argument(
        "--to",
        metavar="FORMATS",
        type=formats,
        default=frozenset({"epub", "pdf"}),
        help=f"which, with commas between them: {', '.join(FORMS)} (default: epub,pdf)",
    )


def formats(text: str) -> frozenset[str]:
    """Read the value of --to.

    >>> sorted(formats("pdf,epub"))
    ['epub', 'pdf']
    """
    given = frozenset(part.strip() for part in text.split(","))
    if unknown := sorted(given - FORMS.keys()):
        names = ", ".join(map(repr, unknown))
        raise argparse.ArgumentTypeError(f"no such format: {names}; there are {', '.join(FORMS)}")
    return given


def names(*known: str) -> Callable[[str], tuple[str, ...]]:
    """Make what reads names with commas between them: any, or those that are known.

    >>> names()("lost-marker, absent-note")
    ('lost-marker', 'absent-note')
    """

    def read(text: str) -> tuple[str, ...]:
        given = tuple(part.strip() for part in text.split(","))
        if known and (wrong := [name for name in given if name not in known]):
            shown = ", ".join(map(repr, wrong))
            raise argparse.ArgumentTypeError(f"not known: {shown}; there are {', '.join(known)}")
        return given

    return read
