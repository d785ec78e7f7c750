"""The text of each page of a PDF, as the common extractors give it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from shutil import which

Extractor = Callable[[Path], list[str]]


def extractors() -> dict[str, Extractor]:
    """Give the extractors that are here: two of them always, others where they are installed."""
    return {
        name: tool
        for name, (needs, tool) in TOOLS.items()
        if (which(needs) if needs == "pdftotext" else find_spec(needs))
    }


def _pdftotext(*options: str) -> Extractor:
    def pages(pdf: Path) -> list[str]:
        command = ["pdftotext", *options, "-enc", "UTF-8", "-eol", "unix", str(pdf), "-"]
        told = subprocess.run(command, check=True, capture_output=True).stdout.decode("utf-8")
        return told.removesuffix("\f").split("\f")

    return pages


def _pdfium(pdf: Path) -> list[str]:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range() for page in document]


def _pdfminer(pdf: Path) -> list[str]:
    from pdfminer.high_level import extract_text

    told: str = extract_text(pdf)
    return told.removesuffix("\f").split("\f")


def _pypdf(pdf: Path) -> list[str]:
    from pypdf import PdfReader

    return [page.extract_text() for page in PdfReader(pdf).pages]


def _pdfplumber(pdf: Path) -> list[str]:
    import pdfplumber

    with pdfplumber.open(pdf) as document:
        return [page.extract_text() for page in document.pages]


def _pymupdf(pdf: Path) -> list[str]:
    import pymupdf

    with pymupdf.open(pdf) as document:
        return [page.get_text() for page in document]


TOOLS: dict[str, tuple[str, Extractor]] = {
    "pdftotext": ("pdftotext", _pdftotext()),
    "pdftotext -raw": ("pdftotext", _pdftotext("-raw")),
    "pdftotext -layout": ("pdftotext", _pdftotext("-layout")),
    "pdfium": ("pypdfium2", _pdfium),
    "pdfminer": ("pdfminer", _pdfminer),
    "pypdf": ("pypdf", _pypdf),
    "pdfplumber": ("pdfplumber", _pdfplumber),
    "pymupdf": ("pymupdf", _pymupdf),
}
"""The extractors by name, each with the program or module that it needs."""
