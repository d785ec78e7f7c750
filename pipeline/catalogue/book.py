"""A book's entries in catalogues, from its folder and the editions made of it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pypdfium2

from pipeline.catalogue.citation import CitationFormat, citation
from pipeline.catalogue.onix import File, onix, products
from pipeline.machine.publish import repair, staging
from pipeline.manuscript.folder import BookFolder
from pipeline.stages import Stages
from pipeline.write.edition import Edition, edition_of, epoch


def write_onix(book: BookFolder, out: Path) -> Path:
    """Write a book's ONIX message into `out`, beside its editions, whose size it tells.

    It is dated now, or when SOURCE_DATE_EPOCH says.

    Raises:
        RecensionError: book.toml lacks what ONIX needs, or the source cannot be read.
    """
    products(book.settings)  # what is lacking is told before all the work
    dated = book.dated
    sent = epoch() or datetime.now(UTC)
    repair(out)
    message = onix(_edition(book), _files(out, book.name), sent)
    name = f"{book.name}.onix.xml"
    with staging(out, dated) as stage:
        (stage / name).write_bytes(message)
    return out / name


def cite(book: BookFolder, form: CitationFormat) -> str:
    """Cite a book's edition.

    Raises:
        RecensionError: the source cannot be read.
    """
    return citation(_edition(book), book.name, form)


def _edition(book: BookFolder) -> Edition:
    stages = Stages(book)
    _, rendered = stages.composed
    return edition_of(rendered, book.settings, stages.source.sha256, "")


def _files(out: Path, name: str) -> dict[str, File]:
    files = {}
    if (epub := out / f"{name}.epub").is_file():
        files["epub"] = File(epub.stat().st_size)
    if (pdf := out / f"{name}.pdf").is_file():
        with pypdfium2.PdfDocument(pdf) as document:
            files["pdf"] = File(pdf.stat().st_size, len(document))
    return files
