"""Pillow as this project wants it: strict, whatever else in the process has asked of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PIL import ImageFile


@contextmanager
def strictly() -> Iterator[None]:
    """Let Pillow refuse what is cut short, which WeasyPrint has it take."""
    allowed = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = allowed
