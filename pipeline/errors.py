"""The one error of the project, about the build and never about the book; how any is told."""

from __future__ import annotations

import errno

from pipeline.lacking import PANGO, WHOLE, how_to_get
from pipeline.visible import visible

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""What a system says where it has no room for more."""
FAULT = "this is a fault of Recension, not of the book: please report it with the source"
"""What to do about what should never be."""


class RecensionError(Exception):
    """The build could not be done.

    `message` says what is wrong, `where` in which file (and line), `remedy` what to do about it.
    Raised before anything in dist/ is touched, `from` its cause where there is one.
    """

    def __init__(self, message: str, where: str = "", remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        """Say it so that nothing in it acts on a terminal: it may quote a book, or name a file."""
        place = f"{self.where}: " if self.where else ""
        advice = f"\n    {self.remedy}" if self.remedy else ""
        return visible(f"{place}{self.message}{advice}")


def as_message(error: Exception) -> str:
    """Say where and what is wrong, and on the next line what to do about it.

    >>> as_message(FileNotFoundError(2, "No such file or directory", "a.txt"))
    'a.txt: No such file or directory'
    """
    if isinstance(error, RecensionError):
        return str(error)
    if isinstance(error, OSError) and "cannot load library" in str(error):
        return str(RecensionError("a system library is missing", remedy=how_to_get(PANGO)))
    if isinstance(error, OSError) and error.filename:
        return str(RecensionError(str(error.strerror), str(error.filename)))
    if isinstance(error, OSError) and error.errno in FULL:
        return str(RecensionError(str(error.strerror), remedy="make room where it writes to"))
    if isinstance(error, ModuleNotFoundError) and not str(error.name).startswith("pipeline"):
        return str(RecensionError(f"{error.name} is not installed", remedy=how_to_get(WHOLE)))
    return str(
        RecensionError(
            f"a fault of Recension, not of the book: {type(error).__name__}: {error}",
            remedy="please report it, with the source and what the same command says with --debug",
        )
    )


def unknown(name: str, known: list[str], message: str) -> RecensionError:
    """Make the error for a name that is not known; it names the nearest."""
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=1)
    remedy = f"did you mean {near[0]}?" if near else f"there are: {', '.join(known)}"
    return RecensionError(message, name, remedy)
