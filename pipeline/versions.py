"""The versions of what results depend on: packages, pandoc, and the system's libraries."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import suppress
from platform import python_version

PACKAGES = {
    "WeasyPrint": "weasyprint",
    "EbookLib": "ebooklib",
    "ftfy": "ftfy",
    "wordfreq": "wordfreq",
    "chunspell": "chunspell",
    "Pyphen": "pyphen",
    "pypdfium2": "pypdfium2",
    "uharfbuzz": "uharfbuzz",
}
"""Those that decide on letters, words and pages, by the names that they go by. Some bring a library
of their own, whose version follows from theirs: Hunspell, PDFium, HarfBuzz."""
LIBRARIES = {
    "Pango": ("libpango-1.0.so.0", "pango_version_string", ctypes.c_char_p),
    "HarfBuzz": ("libharfbuzz.so.0", "hb_version_string", ctypes.c_char_p),
    "Fontconfig": ("libfontconfig.so.1", "FcGetVersion", ctypes.c_int),
}
"""The system's libraries that set a PDF, each with what tells its version. Those that it uses in
their turn tell none, or change nothing of where letters stand."""


def versions() -> Iterator[tuple[str, str]]:
    """Name all that decides on results beside Recension, each with its version here."""
    from importlib.metadata import PackageNotFoundError, version

    from pipeline.write.pandoc import pandoc_version

    yield "Python", python_version()
    yield "pandoc", pandoc_version() or "not there"
    for name, package in PACKAGES.items():
        try:
            yield name, version(package)
        except PackageNotFoundError:
            yield name, "not there"
    there = dict(libraries())
    for name in LIBRARIES:
        yield f"{name} (the system's)", there.get(name, "not there")


def libraries() -> Iterator[tuple[str, str]]:
    """Name those of the system's libraries that are there, each with its version."""
    for name, (file, function, kind) in LIBRARIES.items():
        with suppress(OSError, AttributeError):  # where it is not, no PDF is made
            told = getattr(ctypes.CDLL(file), function)
            told.restype = kind
            yield name, _readable(told())


def _readable(told: bytes | int) -> str:
    """Write a version as people do.

    >>> _readable(b"1.50.12"), _readable(21401)
    ('1.50.12', '2.14.1')
    """
    if isinstance(told, bytes):
        return told.decode()
    return f"{told // 10_000}.{told // 100 % 100}.{told % 100}"
