"""The two files for a printer: `<book>-print.pdf`, the pages, and `<book>-cover.pdf`."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pikepdf

from pipeline.machine.scratch import temporary
from pipeline.model.settings import Settings
from pipeline.write.edition import edition_of
from pipeline.write.pdf.sheet import MILLIMETRE, trim_size
from pipeline.write.pdf.write import write_pdf
from pipeline.write.press.boxes import Box, lay_out
from pipeline.write.press.jacket import Jacket, jacket_pdf
from pipeline.write.render import Rendered

QUIRE = 4
"""Pages go to a printer in fours: a sheet of paper that is folded once."""
CLAIMS = ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")
INCH = 25.4
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*(mm|in)")


def write_print(rendered: Rendered, settings: Settings, source_sha256: str, path: Path) -> str:
    """Write the pages for the printer to `path`, the cover beside it; say how thick the book is.

    Without links, and without the claim to be PDF/A and PDF/UA: paper has no use for them. The tags
    stay, by which the words are read back. The same bytes for the same arguments.

    Raises:
        RecensionError: what `write_pdf` raises; or the description has no room on the back.
    """
    width, height = (side * MILLIMETRE for side in trim_size(settings.style.trim))
    bleed, paper = (points(length) for length in (settings.print.bleed, settings.print.paper))
    with temporary() as folder:
        made = folder / "book.pdf"
        write_pdf(rendered, settings, source_sha256, made)
        pages = _write_pages(made, path, bleed, settings.print.crop_marks)
    jacket = Jacket(width, height, pages / 2 * paper, bleed)
    edition = edition_of(rendered, settings, source_sha256, settings.edition.isbn_print)
    _write_cover(jacket_pdf(edition, jacket), jacket, cover_of(path), settings.print.crop_marks)
    whole, spine, high = (
        f"{side / MILLIMETRE:.1f}" for side in (jacket.trimmed, jacket.spine, jacket.height)
    )
    return f"{pages} pages; the spine is {spine} mm thick, the cover {whole} × {high} mm trimmed"


def points(length: str) -> float:
    """Read a length of book.toml.

    >>> points("25.4 mm"), points("0.5in")
    (72.0, 36.0)
    """
    match = _LENGTH.fullmatch(length)
    assert match is not None
    return float(match[1]) * (INCH if match[2] == "in" else 1) * MILLIMETRE


def cover_of(path: Path) -> Path:
    """Give the file of the cover that belongs to a file of pages.

    >>> cover_of(Path("emma-print.pdf")).name
    'emma-cover.pdf'
    """
    return path.with_name(f"{path.stem.removesuffix('-print')}-cover.pdf")


def _write_pages(made: Path, path: Path, bleed: float, marks: bool) -> int:
    with pikepdf.open(made) as pdf:
        _, _, width, height = map(float, pdf.pages[0].mediabox)
        while len(pdf.pages) % QUIRE:
            pdf.add_blank_page(page_size=(width, height))
        for page in pdf.pages:
            for name in ("/Annots", "/Tabs"):
                if name in page:
                    del page[name]
            lay_out(page, Box(*map(float, page.mediabox)), bleed, marks, ())
        _forget_links(pdf.Root.StructTreeRoot)
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            for claim in CLAIMS:
                if claim in metadata:
                    del metadata[claim]
        pdf.save(path, deterministic_id=True)
        return len(pdf.pages)


def _forget_links(root: pikepdf.Object) -> None:
    """Take the links out of the structure, whose content stays."""
    todo = [root]
    while todo:
        element = todo.pop()
        kids = element.get("/K")
        listed = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        kept = [kid for kid in listed if not _is_link(kid)]
        if len(kept) < len(listed):
            element.K = pikepdf.Array(kept)
        todo += [kid for kid in kept if isinstance(kid, pikepdf.Dictionary)]


def _is_link(kid: object) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == pikepdf.Name.OBJR


def _write_cover(made: bytes, jacket: Jacket, path: Path, marks: bool) -> None:
    with pikepdf.open(BytesIO(made)) as pdf:
        (page,) = pdf.pages
        trim = Box(*map(float, page.mediabox)).grown(-jacket.bleed)
        lay_out(page, trim, jacket.bleed, marks, jacket.folds)
        pdf.save(path, deterministic_id=True)
