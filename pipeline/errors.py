"""The one error of the project: it is about the build, never about the book."""

from __future__ import annotations

from pipeline.visible import visible

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
