"""What the commands do: each takes the options as parsed and gives its exit status."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import RecensionError

if TYPE_CHECKING:
    from pipeline.folder import BookFolder

RESULTS = Path("dist")


@contextmanager
def progress_shown() -> Iterator[Callable[[str], None]]:
    """Give a function that shows what is being done on standard error, if that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("")
        yield lambda stage: shown.update(task, description=stage)


def with_folder(name: str, what: str) -> BookFolder:
    """Find a book that has a folder, where what is written about it stands.

    Raises:
        RecensionError: it is a bare file.
    """
    from pipeline.folder import find_book

    book = find_book(name)
    if book.folder is None:
        raise RecensionError(
            f"a bare file has no place for {what}",
            str(book.source_path),
            f"start a book: recension new {book.source_path}",
        )
    return book
