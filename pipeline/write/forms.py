"""The forms that an edition can take. To add one is to add a function and its line in `FORMS`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from pipeline.settings import Settings
from pipeline.write.render import Rendered
from pipeline.write.words import (
    Difference,
    differences_of_epub,
    differences_of_html,
    differences_of_pdf,
)


class Form(NamedTuple):
    """How a form is written, and how its words are read back and held against the book's."""

    write: Callable[[Rendered, Settings, str, Path], None]
    differences: Callable[[Rendered, Path], list[Difference]]


def epub() -> Form:
    """EPUB 3, packed by EbookLib."""
    from pipeline.write.epub.write import write_epub

    return Form(write_epub, differences_of_epub)


def pdf() -> Form:
    """PDF, set by WeasyPrint, whose import alone takes as long as a short book's EPUB."""
    from pipeline.write.pdf.write import write_pdf

    return Form(write_pdf, differences_of_pdf)


def html() -> Form:
    """HTML for the web, in one file."""
    from pipeline.write.web import write_html

    return Form(write_html, differences_of_html)


FORMS: dict[str, Callable[[], Form]] = {"epub": epub, "pdf": pdf, "html": html}
