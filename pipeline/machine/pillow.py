"""Pillow as this project wants it: strict, whatever else in the process has asked of it."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import IO, NamedTuple

from PIL import Image, ImageFile

from pipeline.machine.limits import PIXELS

KINDS = ("GIF", "JPEG", "PNG", "WEBP")
"""What a picture of an edition may be. No more of all that Pillow knows is tried: an EPS file it
would have run by another program."""
SCANS = (*KINDS, "TIFF", "JPEG2000")
"""What the picture of a page may be."""


class Looks(NamedTuple):
    """What a picture is."""

    kind: str
    """One of KINDS."""
    mode: str
    """Its colours, as Pillow names them."""
    width: int
    height: int


def looks_of(content: bytes) -> Looks:
    """Read a picture whole, and say what it is.

    Raises:
        ValueError: it is none, of another kind, damaged, or has too many pixels.
    """
    try:
        with warnings.catch_warnings(), strictly():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=KINDS) as image:
                kind, (width, height) = str(image.format), image.size
                if width * height > PIXELS:
                    raise ValueError("too many pixels")
                if kind not in KINDS:  # a JPEG may hold further ones, and is then called MPO
                    raise ValueError(f"a file of kind {kind}")
                image.load()
                return Looks(kind, image.mode, width, height)
    except Exception as error:  # what a damaged file makes Pillow raise is not told anywhere
        raise ValueError(f"no picture ({error})") from error


@contextmanager
def opened(scan: IO[bytes]) -> Iterator[Image.Image]:
    """Open the picture of a page, of which nothing is decoded yet.

    Raises:
        Exception: it is none, or damaged; what Pillow raises then is not told anywhere.
    """
    with strictly(), Image.open(scan, formats=SCANS) as image:
        yield image


@contextmanager
def strictly() -> Iterator[None]:
    """Let Pillow refuse what is cut short, which WeasyPrint has it take."""
    allowed = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = allowed
