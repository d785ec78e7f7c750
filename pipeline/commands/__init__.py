"""What the commands do: each takes the options as parsed and gives its exit status."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, TextIO

from pipeline.errors import RecensionError
from pipeline.visible import visible

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from pipeline.manuscript.folder import BookFolder
    from pipeline.model.decision import Said

RESULTS = Path("dist")


def tell(*lines: str, to: TextIO | None = None) -> None:
    """Print lines that quote a book or a file: what they hold must not act on the terminal."""
    print(*map(visible, lines), sep="\n", file=to)


def say_next(*lines: str) -> None:
    """Say what may be done next, to people alone: nothing is said into a pipe or a file."""
    if is_watched():
        tell(*(f"next: {line}" for line in lines), to=sys.stderr)


def is_watched() -> bool:
    """Tell whether somebody sees what is printed."""
    return sys.stdout.isatty() and sys.stderr.isatty()


def proofreading_of(book: BookFolder) -> str:
    """Say where what is asked about a book is answered; a bare file becomes a book first."""
    if book.folder is None:
        return f"recension new {quote(str(book.source_path))}, to correct what is asked about"
    return f"recension desk {named(book)}, where what is asked is answered"


def named(book: BookFolder) -> str:
    """Name a book as it is typed after a command."""
    from pipeline.manuscript.folder import MANUSCRIPTS

    known = book.folder is not None and book.folder.parent == MANUSCRIPTS
    return quote(book.name if known else str(book.folder or book.source_path))


@contextmanager
def progress_shown() -> Iterator[Callable[[str], None]]:
    """Give a function that shows what is being done on standard error, if that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    with ExitStack() as stack:

        @cache
        def display() -> tuple[Progress, TaskID]:
            # Imported here: where nothing has to be done, nothing is shown.
            from rich.console import Console
            from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

            described = TextColumn("{task.description}", markup=False)
            columns = (SpinnerColumn(), described, TimeElapsedColumn())
            shown = Progress(*columns, console=Console(stderr=True), transient=True)
            return stack.enter_context(shown), shown.add_task("")

        def show(stage: str) -> None:
            shown, task = display()
            shown.update(task, description=stage)

        yield show


def with_folder(name: str, what: str) -> BookFolder:
    """Find a book that has a folder, where what is written about it stands.

    Raises:
        RecensionError: it is a bare file.
    """
    from pipeline.manuscript.folder import find_book

    book = find_book(name)
    if book.folder is None:
        raise RecensionError(
            f"a bare file has no place for {what}",
            str(book.source_path),
            f"start a book: recension new {book.source_path}",
        )
    return book


def said_with(options: Namespace) -> Said:
    """Give what was said with decisions, so far as it was."""
    said: Said = {}
    if options.reason is not None:
        said["why"] = options.reason
    if options.note is not None:
        said["note"] = options.note
    return said
