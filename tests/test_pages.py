"""How pages are laid out: each once, and moved where the book is too thick for its gutter."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
import weasyprint.layout.page as layout
from weasyprint.text.line_break import Layout

from pipeline.model.settings import NotesSettings, Settings
from pipeline.write.pdf import sheet
from pipeline.write.pdf.checks import check_pdf
from pipeline.write.pdf.write import write_pdf
from pipeline.write.theme import load_theme
from tests.rendered import HASH, book, note, ref, section, small_book

WORDS = "Words of a text stand on the pages of this book, one behind the other. "


def made(path: Path, **settings: Any) -> Path:
    write_pdf(small_book(), Settings(**settings), HASH, path)
    return path


@pytest.fixture
def laid_out(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count the pages from 0 as they are laid out."""
    ordinary, numbers = layout.remake_page, []

    def remake(index: int, *rest: Any) -> Any:
        numbers.append(index)
        return ordinary(index, *rest)

    monkeypatch.setattr(layout, "remake_page", remake)
    return numbers


def test_no_page_but_the_contents_is_laid_out_twice(tmp_path: Path, laid_out: list[int]) -> None:
    text = _text(made(tmp_path / "book.pdf"))
    contents = next(k for k, page in enumerate(text) if page.startswith("Contents"))
    assert laid_out == [*range(len(text)), contents]


def test_notes_name_the_pages_of_their_calls_wherever_these_are(tmp_path: Path) -> None:
    # In the chapter, some stand on the page of their calls, which is laid out anew for it.
    calls = "".join(f"<p>{WORDS * 12} Call {k}.{ref(f'n{k}', str(k))}</p>" for k in range(1, 9))
    notes = [note(f"n{k}", str(k), f"<p>Body {k}.</p>", f"ref-n{k}") for k in range(1, 9)]
    chapters = book(section(calls, *notes), section(f"<p>{WORDS}</p>", number=2, title="End"))
    for place in ("book", "chapter"):
        path, settings = tmp_path / f"{place}.pdf", Settings(notes=NotesSettings(place=place))
        write_pdf(chapters, settings, HASH, path)
        pages = dict(zip(_labels(path), _text(path), strict=True))
        called = {
            k: label for k in range(1, 9) for label, page in pages.items() if f"Call {k}." in page
        }
        assert len(set(called.values())) > 2
        shown = " ".join(pages.values())
        assert all(f"Body {k}. p. {label} " in shown for k, label in called.items())
        last = next(label for label, page in pages.items() if page.startswith("End "))
        assert f". {last} " in next(page for page in pages.values() if page.startswith("Contents"))


def test_what_texts_of_a_style_share_changes_no_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared, ordinary = made(tmp_path / "shared.pdf"), Layout.setup
    monkeypatch.setattr("pipeline.write.pdf.write.shared_styles", nullcontext)
    assert made(tmp_path / "own.pdf").read_bytes() == shared.read_bytes()
    assert Layout.setup is ordinary


def test_in_a_thick_book_the_text_stands_further_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    thin = _places(made(tmp_path / "thin.pdf"))
    monkeypatch.setattr(sheet, "GUTTERS", ((3, 9.6), (10_000, 20.0)))
    thick = _places(made(tmp_path / "thick.pdf"))
    assert check_pdf(tmp_path / "thick.pdf") == []
    first = sheet.sheet_of("A5", load_theme("classic"))
    by = first.of_pages(len(thin)).inner - first.inner
    assert by > 1
    for number, (before, after) in enumerate(zip(thin, thick, strict=True), 1):
        side = 1 if number % 2 else -1
        assert after == pytest.approx([x + side * by for x in before], abs=0.02)


def _text(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) + " " for page in document]


def _labels(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [document.get_page_label(k) for k in range(len(document))]


def _places(path: Path) -> list[list[float]]:
    """Give for each page where its texts and links begin, from the left."""
    with pypdfium2.PdfDocument(path) as document:
        found = [[item.get_bounds()[0] for item in page.get_objects()] for page in document]
    with pikepdf.open(path) as pdf:
        for page, places in zip(pdf.pages, found, strict=True):
            places += [float(link.Rect[0]) for link in page.get("/Annots", [])]
    return found
