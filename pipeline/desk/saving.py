"""What is said to a reader where nothing can be written: the answer is not saved, and is kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.errors import RecensionError


class UnsavedError(Exception):
    """What a reader said could not be written to the disk. Whoever sent it may send it again."""


@contextmanager
def saving() -> Iterator[None]:
    """Save what a reader said, within this.

    Raises:
        UnsavedError: it cannot be written.
    """
    try:
        yield
    except RecensionError as error:
        raise UnsavedError(str(error)) from error
